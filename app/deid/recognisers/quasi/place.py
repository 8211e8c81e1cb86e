"""Named places, from prefecture or state down to ward, station and island.

Flags    仙台市, 長崎県, 渋谷, 北千住駅, 佐渡島, ロンドン; Stockport, Cumbria, Peckham, "a village near Whitmouth".
Why      a town leaves one person in some hundreds, and a reader who lives there needs little more.
Leaves   countries, large regions (東北地方, the Midwest), 〇〇市 and A市, common words that are also places.
Limits   an English place outside the lists is seen only after a word of place; a surname that is also a place may be taken for one.
Source   国勢調査 2015 and 2020, GeoNames (words/places.tsv); large regions: general reference knowledge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.deid import gazetteer
from app.deid.reading import Reading, Token
from app.deid.shares import prefecture_regions
from app.deid.tongue import has_english
from app.deid.types import Finding, Identifier, Kind, Rule, Trait
from app.words import Word

RULE = Rule(
    "place",
    Kind.PLACE,
    Identifier.QUASI,
    flags=(
        "仙台市内の歯科医院で働く",
        "長崎県の離島に住む",
        "渋谷に引っ越した",
        "北千住駅で倒れた",
        "ロンドンに留学した",
        "She rents a flat in Stockport",
        "lives just outside Carlisle",
        "off the pier at Whitmouth",
        "he grew up in Cumbria",
    ),
    leaves=(
        "東北地方の市で働く",
        "日本とアメリカ",
        "〇〇市に住む",
        "泉まで行けた",
        "東を向く",
        "somewhere in the Midwest",
        "in the UK",
        "in Gestalt therapy",
        "In May she left",
        "in Reading her notes I saw",
    ),
)
TAIL = frozenset(
    "国 邦 北岸 南岸 東岸 西岸 都心 大字 字 干潟 山脈 藩邸 植民地 広域市 岳 湖畔 山麓 砂漠 環礁 高地 峡 藩 ニュータウン 大陸 大橋町 地帯 本土 南部 北部 東部 西部 市 区 町 村 郡 県 府 都 道 州 省 駅 島 半島 郡部 港 温泉 海岸 岬 峠 盆地 平野 高原 湾 諸島 列島 山 川 湖 村落 団地 ニュータウン 地区 集落 市街 線 通り 海 渓谷 沼 台 丘 浜 橋".split()
)
AREA = re.compile(r"(?:地方|地域|圏|全域|各地|方面|側|大陸|諸国|半球)")
REGION = {
    "東北": "jp-tohoku",
    "関東": "jp-kanto",
    "近畿": "jp-kinki",
    "関西": "jp-kinki",
    "四国": "jp-shikoku",
    "九州": "jp-kyushu",
    "中部": "jp-chubu",
    "中国地方": "jp-chugoku",
}
NOT_AFTER = re.compile(
    r"(?:島?の(?:研究|調査|コホート|追跡|実験)(?![所員者])|五輪|オリンピック|パラリンピック|万博|万国博|映画祭|音楽祭|条約|協定|宣言|議定書|(?:冬季|夏季)大会|会戦|海戦|戦争|大賞|グランプリ|時代|幕府|場所|の(?:戦い|乱|役|変|陣)(?![一-鿿])|マラソン|モーターショー|[一-鿿ァ-ヺー]{0,6}(?:尺度|検査|テスト|宣言|条約|モデル|学派|方式|症候群)|塔|語|人|料理|系|風|式|法|弁(?!護)|そば|うどん|牛|病|県警|地検|地裁|タワー|ドーム|ディズニー|先生|さん|氏|くん|ちゃん|様|教授)"
)
EVERYDAY = frozenset(
    "江戸 安土桃山 桃山 明治 大正 千里 日光 朝日 旭 緑 港 中央 平和 希望 天国 極楽 高天原 八幡 春日 白山 桜 泉 栄 光 大国 本町 富士 富士山 大和 神田 竹 松 梅 原 林 森".split()
)
COUNT = re.compile(r"[一二三四五六七八九十百千]+人?")
PSEUDONYM = re.compile(r"[A-Z〇○◯×XY]{1,2}$")
STATION = re.compile(r"(?:JR|[A-Z]{2,5})?[一-鿿ァ-ヺー々ヶ]{1,8}駅(?=[^員長前弁伝ビ]|$)")
GENERIC_STATION = re.compile(
    r"(?:最寄り?|各|同|この|その|乗換|始発|終着|ターミナル|急行|主要|無人|地下鉄|私鉄|道の|降りた|最寄の|隣|次)の?駅$|^駅"
)
ISLAND = re.compile(r"[一-鿿ァ-ヺー々ヶ]{1,6}(?<![離小孤半無人群列本諸])島(?=[のにでへをは、。出]|$)")
NOT_ISLAND = re.compile(
    r"^(?:福|広|鹿児|徳|中|三|松|川|飯|高|小|児|大|長|田|前|寺|北|西|東|南|水|青|宮|豊|矢|野|牛|手|出|副|辻|綱|君|真|森|この|その|あの|同じ|別の|南の|遠い|無人|人工|離れ)島$"
)
# Towns of one sign, which are words too: only where somebody lives there, goes there or comes from there.
ONE_SIGN = re.compile(
    r"(?<![一-鿿ァ-ヺー])[蕨燕堺呉津萩光柏関灘旭](?=駅|に(?:住|引っ越|越し|移り|帰省|転居|実家)|へ(?:引っ越|越)|の(?:実家|駅|町工場|団地|アパート|マンション|病院|自宅|社宅|生まれ|出)|から(?:通|引っ越|電車|越し)|で(?:暮ら|生まれ|育|一人暮|下宿|妻|夫|家族|母|父|子|店|働)|に(?:毎[日週月]|通|戻|帰|行)|在住|出身|育ち|生まれ)|(?<=の)[萩呉堺蕨津](?=に|で|へ|から)"
)
# A quarter or a town whose first signs are a word: 錦糸町; not 下町 and 隣町.
TOWN = re.compile(r"(?<![一-鿿々ァ-ヺー])[一-鿿々]{2,3}町(?=の(?!人|方|中)|に|で|へ|から|駅)")
NOT_TOWN = re.compile(
    r"(?:城下|門前|宿場|田舎|温泉|港|隣|漁師|学生|企業|商店|花|色|夜の|同じ|小さな|古い|別の|鉱山|炭鉱|工業|農村|寺|問屋|職人|観光|市|区|横|裏|下|全|各|両|本|当|大字|生まれた)町\Z|町町\Z"
)
ISLE = re.compile(
    r"離島|小島(?=の|に|で)|島(?=の(?:診療所|小学校|中学校|分校|役場|港|学校|保育|病院))|(?<![A-Za-z])(?:island|isle)(?= (?:clinic|school|doctor|community|surgery|council|ferry|nurse))|(?:on|to) an? (?:small |remote |tiny )?island"
)
ISLAND_PLACE = re.compile(
    r"(?:離島|島)の(?:診療所|分校|保育所)|(?<![A-Za-z])(?:the )?island['’]?s? (?:clinic|school|surgery)(?: (?:on|in|at) [A-Z][a-z]+)?"
)

CUE = re.compile(
    r"(?:(?<![A-Za-z])(?:in|In|at|from|From|near|Near|to|around|outside|of|over in|down in|up in|just outside|towards|toward|into|across|via|through|between|and|leaving|left|visiting|reached|off|for|by|above|below|beyond|rural|central|downtown|greater|inner-city|suburban|north|south|east|west|northern|southern|eastern|western|North|South|East|West|upstate)(?: (?:the|rural|central|downtown|north|south|east|west|northern|southern|eastern|western|North|South|East|West|inner|outer|greater|upstate|old|nearby|neighbouring))* )$"
)
STRONG = re.compile(
    r"(?<![A-Za-z])(?:(?:lives?|lived|living|based|born|raised|grew up|moved|moving|moves|relocated|resides?|resident|settled|works?|worked|working|flat|house|home|apartment|council estate|estate|farm|village|town|city|hometown|practice|office|school|church|pub|pier|harbour|beach|shop|clinic|hospital|prison|university|college|studied|stationed|posted|commutes?|drives?|travels?|train|bus|buses|ferry|flew|back|returned|comes|came|originally|outskirts|suburb|streets|edge|north|south|east|west|part|area|just|family|parents|mother|father|sister|brother|aunt|uncle)(?: (?:now|alone|just|still|back|again|together|over|out|up|down|is|are|was|two|miles|few|a))*(?: not far| close)? (?:in|at|near|outside|from|to|of|around|off|into)|(?:outside|near|miles (?:from|out of|outside)|suburb of|town of|village of|city of|outskirts of|out of)) (?:rural |central |downtown |the |north |south |east |west |nearby |old |inner )*$"
)
CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’]+$")
BIG = re.compile(
    r"(?:Midwest|South|North|East|West|Coast|Europe|Asia|Africa|America|Americas|Britain|England|Scotland|Wales|Ireland|UK|US|USA|Canada|Australia|Zealand|Caribbean|Mediterranean|Balkans|Scandinavia|Antarctica|Atlantic|Pacific|Kingdom|States|Ulster|Union|Commonwealth|Gulf|World|Middle|Far|Latin|Home|Counties|Midlands|Highlands|Isles|Northern|Southern|Eastern|Western|Central|Republic|Great)$"
)
NOT_A_PLACE = frozenset(
    "zoom teams skype whatsapp facebook instagram tiktok twitter youtube google netflix reddit english french german spanish maths math science biology history geography latin gcse gcses a-levels christmas easter ramadan "
    "eid diwali lent god jesus christ allah heaven hell monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december spring summer autumn winter "
    "freud jung rogers beck bowlby winnicott klein yalom gestalt kleinian jungian rogerian socratic adlerian freudian bowen minuchin gottman linehan dbt cbt emdr act mum mom dad mummy daddy mother father nan gran grandma granny "
    "parliament whitehall medicare medicaid samaritans relate mind cruse childline narcotics alcoholics anonymous al-anon covid lockdown brexit question outcome background process approach rationale session sessions therapy "
    "counselling counseling supervision i she he they we it you her his my the a an this that these those what when where which who how why yes no not if so but and or".split()
)
ORG_NEXT = re.compile(
    r"(?:['’]s)? (?:[A-Z][a-z]+ ){0,2}(?:School|Academy|High|Primary|Grammar|Hospital|Infirmary|College|University|Church|Council|Club|Centre|Center|Clinic|Surgery|Street|Road|Avenue|Lane|Hall|House|Park|Station|Ltd|Inc|Trust|Therapy|Theory|Scale|Inventory|Test|Model|Method|Syndrome|Disease|Act|Framework|Institute|Society|Association|Journal|Press|et al)(?![a-z])|(?: and [A-Z][a-z]+)?(?:,? \(?\d{4}|['’]s (?:model|theory|work|idea|notion|concept|book|phrase))"
)
COUNTRY_CUES = (
    (
        "gb",
        re.compile(
            r"(?<![A-Za-z])(?:NHS|GP|A&E|GCSEs?|A-levels?|BACP|UKCP|HCPC|mum|Mum|solicitor|council (?:house|flat|estate)|£\d|IAPT|CAMHS|Universal Credit|job ?centre)(?![A-Za-z])"
        ),
    ),
    (
        "us",
        re.compile(
            r"(?<![A-Za-z])(?:SSN|EAP|Medicaid|HIPAA|FERPA|ASCA|mom|Mom|Ct|counselor|LCSW|LMFT|SAMHSA|high school|sophomore|freshman|\d{1,2}(?:st|nd|rd|th) grade|ER|county commissioner)(?![A-Za-z])"
        ),
    ),
)


def find(reading: Reading) -> Iterator[Finding]:
    yield from _country(reading)
    if reading.words:
        yield from _japanese(reading)
    if reading.latin:
        yield from _english(reading)
    for match in ISLAND_PLACE.finditer(reading.text):
        instead = ("地域の施設",) if reading.language_at(match.start()) == "ja" else ("a local service",)
        yield RULE.finding(match.span(), instead=instead, trait=Trait(Kind.PLACE, "island"))
    for match in ISLE.finditer(reading.text):
        yield RULE.finding(match.span(), trait=Trait(Kind.PLACE, "island"), listed=False)


def _country(reading: Reading) -> Iterator[Finding]:
    """The country that the language tells, or the words of one country's services."""
    sentences = reading.sentences
    if not sentences:
        return
    japanese = sum(sentence.end - sentence.start for sentence in sentences if sentence.language == "ja")
    first = (sentences[0].start, sentences[0].end)
    if 2 * japanese >= len(reading.text):
        yield RULE.finding(first, trait=Trait(Kind.PLACE, "jp"), listed=False)
        return
    counts = {code: len(pattern.findall(reading.text)) for code, pattern in COUNTRY_CUES}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] and list(counts.values()).count(counts[best]) == 1:
        yield RULE.finding(first, trait=Trait(Kind.PLACE, best), listed=False)


NO_PLACE = re.compile(r"[都県市区町村道府]内\Z|地方\Z|[A-Za-z]|^[東西南北]+\Z")


def _japanese(reading: Reading) -> Iterator[Finding]:
    words, text = reading.words, reading.text
    names = gazetteer.japanese()
    index = 0
    while index < len(words):
        if words[index].pos[0] != "名詞" or not (_placed(words[index], names) or _heads(words, index)):
            index += 1
            continue
        last = index
        while (
            last + 1 < len(words)
            and words[last + 1].start == words[last].end
            and (
                _placed(words[last + 1], names)
                or words[last + 1].surface in TAIL
                or (words[last + 1].surface in "・=" and last + 2 < len(words) and words[last + 2].pos[2] == "地名")
            )
        ):
            last += 1
        yield from _run(reading, words[index : last + 1])
        index = last + 1
    for match in STATION.finditer(text) if "駅" in text else ():
        if not GENERIC_STATION.search(match.group()):
            start = match.start() + len(match.group()) - len(re.split(r"[のはがをに、]", match.group())[-1])
            found = RULE.finding((start, match.end()), instead=("最寄り駅",), trait=Trait(Kind.ORG, "station"))
            yield replace(found, kind=Kind.ORG)
    for match in ONE_SIGN.finditer(text):
        code = gazetteer.japanese().get(f"{match.group()}市", "unlisted")
        yield RULE.finding(match.span(), instead=_parent(code), trait=Trait(Kind.PLACE, code))
    for match in TOWN.finditer(text) if "町" in text else ():
        if not NOT_TOWN.search(match.group()):
            code = gazetteer.japanese().get(match.group(), "unlisted")
            yield RULE.finding(match.span(), instead=_parent(code), trait=Trait(Kind.PLACE, code))
    for match in ISLAND.finditer(text) if "島" in text else ():
        if not NOT_ISLAND.search(match.group()) and not re.match(
            r"[一-鿿]+島[県市]", text[match.start() : match.end() + 1]
        ):
            yield RULE.finding(match.span(), instead=("ある離島",), trait=Trait(Kind.PLACE, "island"))


# What an unlisted name is followed by in a place's: テリナ渓谷, シンプソンビル市.
LAND = frozenset(
    "市 郡 州 島 半島 諸島 列島 盆地 渓谷 湾 地区 海岸 山脈 高原 高地 川 湖 岬 県 準州 広域市 平野 干潟 湿原 海峡 ニュータウン 温泉 村 集落 団地 通り".split()
)
UNKNOWN = re.compile(r"[ァ-ヺー]{3,}\Z")


def _heads(words: Sequence[Word], index: int) -> bool:
    """Whether a word that no list knows is a place by the word for land right behind it."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else None
    return (
        after is not None
        and after.start == word.end
        and after.surface in LAND
        and (word.pos[1] == "固有名詞" or not word.known)
        and word.pos[2] != "地名"
        and len(word.surface) > 1
        and (UNKNOWN.match(word.surface) is not None or (word.pos[1] == "固有名詞" and len(after.surface) > 1))
    )


def _placed(word: Word, names: dict[str, str]) -> bool:
    if word.pos[2] == "地名":
        return True
    return (
        len(word.surface) > 2
        and word.surface in names
        and word.surface.endswith(gazetteer.SUFFIXES_JA)
        and word.pos[2] != "人名"
    )


def _run(reading: Reading, words: Sequence[Word]) -> Iterator[Finding]:
    text = reading.text
    start, end = words[0].start, words[-1].end
    whole = start  # a country before its town belongs to the name
    while words and (words[0].pos[3] == "国" or words[0].surface in (*gazetteer.REGIONS_JA, "・")) and len(words) > 1:
        words = words[1:]
        start = words[0].start
    if not words:
        return
    if (
        start == whole
        and start
        and text[start - 1] in "新北南東西上下元本"
        and end - start > 1
        and not KANJI_END.match(text, start - 2)
    ):
        start = whole = start - 1  # 新百合ヶ丘
    name = text[start:end]
    if (
        words[0].pos[3] == "国"
        or name in gazetteer.REGIONS_JA
        or name in TAIL
        or (AREA.match(text, end) and name in REGION)
    ):
        code = REGION.get(name)
        if code:
            yield RULE.finding((start, end), trait=Trait(Kind.PLACE, code), listed=False)
        return
    if name in EVERYDAY and not re.match(
        r"(?:市|区|に(?:住|引|転|い)|在住|出身|駅|から(?:通|来))", text[end : end + 3]
    ):
        return
    if (
        len(name) < 2
        or COUNT.fullmatch(name)
        or PSEUDONYM.search(text[max(0, start - 2) : start])
        or NOT_AFTER.match(text, end)
    ):
        return
    code = _code(name)
    parent = _parent(code)
    yield RULE.finding((whole, end), instead=parent, trait=Trait(Kind.PLACE, code))


KANJI_END = re.compile(r"[一-鿿]")
LONGEST = 20  # characters: no name of the gazetteer is longer


def _code(name: str) -> str:
    names = gazetteer.japanese()
    for stop in range(min(len(name), LONGEST), 1, -1):
        if name[:stop] in names:
            return names[name[:stop]]
    return gazetteer.abroad_ja().get(name, "unlisted")


REGION_NAMES = {
    "hokkaido": "北海道",
    "tohoku": "東北地方",
    "kanto": "関東地方",
    "chubu": "中部地方",
    "kinki": "近畿地方",
    "chugoku": "中国地方",
    "shikoku": "四国地方",
    "kyushu": "九州地方",
}


def _parent(code: str) -> tuple[str, ...]:
    if not code.startswith("jp-"):
        return ("海外の都市", "A市") if ":" in code else ("A市", "ある地域")
    region = REGION_NAMES[prefecture_regions()[code[:5]].removeprefix("jp-")]
    wide = "北日本" if region == "北海道" else region
    if code.count("-") > 1:
        return f"{wide}の市", "A市"
    return (wide,) if code in NOT_CALLED_KEN else (f"{wide}の県", "A県")


NOT_CALLED_KEN = frozenset({"jp-01", "jp-13", "jp-26", "jp-27"})  # 北海道, 東京都, 京都府, 大阪府


def _english(reading: Reading) -> Iterator[Finding]:
    tokens, text = reading.latin, reading.text
    for match in ENDED.finditer(text):
        if match["n"].split(" ")[0].lower() not in NOT_A_PLACE and not ENDED_BUT.match(match["n"]):
            yield RULE.finding(match.span("n"), instead=("a town", "a rural area"), trait=Trait(Kind.PLACE, "unlisted"))
    for match in ON_ISLAND.finditer(text):
        if (
            ISLANDERS.search(text, max(0, match.start() - 12), match.start())
            and match["n"].lower() not in NOT_A_PLACE
            and match["n"].lower() not in gazetteer.word_set_of_names()
        ):
            yield RULE.finding(match.span("n"), instead=("a rural area",), trait=Trait(Kind.PLACE, "unlisted"))
    for match in NATURE.finditer(text) if has_english(reading) else ():
        group = "n" if match["n"] else 0
        yield RULE.finding(match.span(group), instead=("a rural area",), trait=Trait(Kind.PLACE, "unlisted"))
    table, firsts, doubtful = gazetteer.english(), gazetteer.first_words(), gazetteer.doubtful()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        surface = token.surface.removesuffix("'s").removesuffix("’s")
        if not token.surface[0].isupper():
            index += 1
            continue
        size, name = _longest(tokens, index, text, table) if surface in firsts or surface == "County" else (0, "")
        if size:
            end = tokens[index + size - 1].start + len(
                tokens[index + size - 1].surface.removesuffix("'s").removesuffix("’s")
            )
            if _is_place(reading, token.start, end, name, doubtful):
                yield RULE.finding(
                    _whole(text, token.start, end), instead=_milder(table[name]), trait=Trait(Kind.PLACE, table[name])
                )
            index += size
        else:
            yield from _unlisted(reading, index)
            index += 1


def _longest(tokens: Sequence[Token], index: int, text: str, table: dict[str, str]) -> tuple[int, str]:
    for size in (5, 4, 3, 2, 1):
        if index + size > len(tokens):
            continue
        last = tokens[index + size - 1]
        name = text[tokens[index].start : last.end].replace("’", "'").removesuffix("'s")
        if name in table:
            return size, name
    return 0, ""


LANDSCAPE = re.compile(
    r" (?:County|coast|Coast|valley|Valley|Hills|hills|Peninsula|Parish|Borough|Islands?|Bay|border)(?![A-Za-z])"
)
NATURE = re.compile(
    r"(?<![A-Za-z])(?:the (?:[A-Z][a-z]+ (?:and [A-Z][a-z]+ )?(?:[Cc]anal|[Ee]stuary|[Rr]eservoir)|Isle of [A-Z][a-z]+)|the [A-Z][a-z]+ (?:Hills|Mountains|Valley|Islands?|Coast|Peninsula|Moors|Dales|Downs|Marshes|Levels|Glens|Keys|Plains)|(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ff]rom|[Tt]o|[Oo]ff|[Pp]ast|into|around|outside|for|and|between) (?P<n>(?:Port|Fort|Loch|Lough|Glen|Isle of|Lake|Mount|Castle|Cape|Upper|Lower|Great|Little) [A-Z][a-z]+))(?![A-Za-z])"
)


# A name that ends in a word for a settlement or a piece of land, after a word of place.
ENDED = re.compile(
    r"(?=[A-Z])(?:(?<=[Ii]n )|(?<=[Aa]t )|(?<=[Ff]rom )|(?<=[Tt]o )|(?<=[Nn]ear )|(?<=[Oo]n )|(?<=around )|(?<=outside )|(?<=past )|(?<=up by )|(?<=down )|(?<=off )|(?<=behind )|(?<=towards )|(?<=leaving )|(?<=of ))(?P<n>(?:Greater |Upper |Lower |Great |Little |North |South |East |West |Old |New )?[A-Z][a-z]{2,}(?:['’]s)?(?: [A-Z][a-z]+)? (?:City|Town|Village|Bay|Creek|Falls|Springs|Beach|Junction|Heights|Head|Point|Cove|Green|Cross|Gate|Crow|Rock|Ridge|Mills|Haven|Harbou?r|Quay|Wharf|Island|Isle|Sound|Strait|Fjord|Loch|Moor|Fen|Down|Downs|Wold|Dale|Vale|Common|Heath|Forest|Woods?|Lane|Road|Street|Row|Square|Estate|Flats|Corner|End|Bottom|Top|Bank|Bridge|Ferry|Sands|Reach|Range|Peak|Pass|Plateau|Reserve|Reservation|Rancheria|Territory|Prairie|Canyon|Mesa|Bluff|Bluffs|Hollow|Landing|Settlement))(?![A-Za-z])"
)
ENDED_BUT = re.compile(
    r"(?:Turning|Tipping|Starting|Vantage|Boiling|Red|Blue|Victoria|George|Iron|Double|Dead|Front|Back|Tea|First|Second|Last|Next|Old|New|Sesame|Coronation|Wall|Downing|Fleet|Abbey|Bull|Golden|Brook|Baker|Jump|Elm|Easy|Memory|Penny|The|My|Her|His|Food|Data|Blood|River|West|World|Piggy|Left) (?:Point|Head|Cross|Bank|Green|Gate|Street|Lane|Road|Bridge|End|Top|Bottom|Rock|Square|Down|Row|Corner|Bay)$"
)
ON_ISLAND = re.compile(r" on (?P<n>[A-Z][a-z]{3,})(?![A-Za-z'’-]| [A-Z])")
ISLANDERS = re.compile(
    r"(?:[Ee]veryone|[Ee]verybody|[Nn]obody|[Aa]nyone|[Pp]eople|[Ll]ife|[Ll]ives?|[Ll]ived|[Ll]iving|[Gg]rew up|[Bb]orn|[Bb]ack|[Mm]ilking|[Ss]chool|[Cc]roft|[Ff]arm|[Dd]octors?|[Nn]urse|[Cc]ounsellor|else|house|[Pp]ractice|[Cc]linic|[Ww]inters?|[Ss]ummers?|family)\Z"
)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the words around a name that belong to it: the … coast, Yakima County."""
    side = SIDE.search(text, max(0, start - 9), start)
    if side:
        start = side.start()
    landscape = LANDSCAPE.match(text, end)
    if landscape:
        end = landscape.end()
    if (landscape and " County" not in text[start:end]) or re.match(
        r"(?:Outer|Western|Isle|Lake D|Peak D|Highlands|Borders|Fens|Cotswolds|Bronx)", text[start:end]
    ):
        start -= 4 if text[max(0, start - 4) : start] == "the " else 0
    return start, end


SIDE = re.compile(r"(?<![A-Za-z])(?:north|south|east|west|mid|central|upper|lower|outer)[ -]$")


def _is_place(reading: Reading, start: int, end: int, name: str, doubtful: frozenset[str]) -> bool:
    text = reading.text
    before = text[max(0, start - 60) : start]
    low = name.lower()
    if low in NOT_A_PLACE or ORG_NEXT.match(text, end) or BIG.fullmatch(name):
        return False
    if re.match(r"-[a-z]", text[end : end + 2]) or (
        re.search(r"[A-Z][a-z]+ $", before) and not CUE.search(before) and " " not in name
    ):
        return False
    if reading.language_at(start) == "ja":
        return low not in doubtful
    if low in gazetteer.WORDS:
        return STRONG.search(before) is not None
    if low in doubtful or re.search(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? $", before):
        return (
            CUE.search(before) is not None and not re.search(r"(?:of|for|by|and|to|through|above|from) $", before)
        ) or STRONG.search(before) is not None
    return True


def _unlisted(reading: Reading, index: int) -> Iterator[Finding]:
    """A capital after a word of place that no list knows: Whitmouth, Ballymacward."""
    token, text = reading.latin[index], reading.text
    surface = token.surface.removesuffix("'s").removesuffix("’s")
    low = surface.lower()
    if (
        len(surface) < 4
        or not CAPITAL.match(surface)
        or low in NOT_A_PLACE
        or low in gazetteer.countries()
        or BIG.fullmatch(surface)
    ):
        return
    end = token.start + len(surface)
    before = text[max(0, token.start - 60) : token.start]
    follow = reading.latin[index + 1] if index + 1 < len(reading.latin) else None
    if (
        not STRONG.search(before)
        or re.search(r"the $", before)
        or ORG_NEXT.match(text, end)
        or reading.language_at(token.start) == "ja"
    ):
        return
    if low in gazetteer.word_set_of_names() and not re.search(
        r"(?:lives?|lived|living|grew up|born|moved|based|pier|harbour|village|town|miles|streets?) (?:[a-z]+ )?(?:in|at|to|of|from|near|outside) $",
        before,
    ):
        return
    if (
        follow
        and text[end : follow.start] == " "
        and CAPITAL.match(follow.surface)
        and follow.surface.lower() not in NOT_A_PLACE
    ):
        end = follow.end
    yield RULE.finding((token.start, end), instead=("a town", "a rural area"), trait=Trait(Kind.PLACE, "unlisted"))


def _milder(code: str) -> tuple[str, ...]:
    country = code.replace(":", "-").split("-")[0]
    return {
        "gb": ("a town in the UK", "a British city"),
        "us": ("a city in the US", "a mid-sized American city"),
        "ie": ("a town in Ireland",),
        "jp": ("a city in Japan",),
    }.get(country, ("a city", "another country"))
