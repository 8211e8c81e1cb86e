"""Where a client's people come from: nationality, language and faith, where few share it.

Flags    ベトナム出身, ブラジル国籍, 在日コリアン, Portuguese-born, "speak Tetum", エホバの証人.
Why      in one town a nationality is often a few families, and a language two.
Leaves   countries as such, large faiths, nationals of the country that is spoken of, food, films and courses.
Limits   peoples outside words/origins.tsv are seen only after "speaks" or before 出身.
Source   在留外国人統計 2023, ONS Census 2021 (words/origins.tsv); general reference knowledge.
"""

from collections.abc import Iterator
from functools import cache

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.tables import rows
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "origin",
    Kind.OTHER,
    Identifier.QUASI,
    flags=(
        "23歳、ベトナム出身",
        "フィリピン国籍の母",
        "エホバの証人の家庭に育ち",
        "a Portuguese-born widow",
        "three families who speak Tetum",
        "she is originally from Nigeria",
    ),
    leaves=(
        "カナダに行った",
        "日本出身の著者",
        "中国語を習い始めた",
        "French lessons on Tuesdays",
        "an Italian restaurant",
        "they went to Canada",
    ),
)
INSTEAD = {"ja": ("アジア圏出身", "海外にルーツがある"), "en": ("from abroad", "with roots in another country")}
FAITHS = (
    ("jehovah", re.compile(r"エホバの証人|(?<![A-Za-z])Jehovah['’]s Witness(?:es)?")),
    (
        "small-faith",
        re.compile(
            r"(?<![A-Za-z])(?:an? |the |her |his |their |this )?(?:small |very )?(?:closed|strict|tight-knit|close-knit|insular|secretive|exclusive|reclusive|separatist) (?:[a-z]+ )?(?:religious|[Cc]hristian|[Oo]rthodox|faith|church|evangelical|[Pp]entecostal|monastic|Jewish|Muslim|Mormon) (?:community|group|sect|order|congregation|fellowship)(?![a-z])|(?:閉鎖的な|小さな|厳格な)(?:宗教|信仰|教会)(?:の)?(?:共同体|コミュニティ|団体|教団|集落)"
        ),
    ),
    (
        "small-faith",
        re.compile(
            r"(?:統一教会|旧統一教会|世界平和統一家庭連合|創価学会|幸福の科学|天理教|モルモン教?|末日聖徒|ヤマギシ会|オウム真理教|親鸞会|崇教真光|立正佼成会|新興宗教|ムスリム|イスラム教徒|正教会の信者)(?:の?[二三]世|の?信者)?|宗教[二三]世"
        ),
    ),
    (
        "small-faith",
        re.compile(
            r"(?<![A-Za-z])(?:Mormons?|Latter-day Saints?|LDS|Amish|Mennonites?|Hutterites?|Hasidic|Haredi|ultra-Orthodox|Exclusive Brethren|Plymouth Brethren|Scientologists?|Zoroastrian|Parsi|Jains?|Yazidi|Druze|Baha['’]?i|Coptic|Christadelphians?|Seventh-day Adventists?|Unification Church|Quakers?|Sikhs?|Rastafarians?|Wiccan)(?![A-Za-z])"
        ),
    ),
)
SMALL_CHURCH = re.compile(
    r"(?<![A-Za-z])the (?!Catholic|Roman|Anglican|Methodist|Baptist|Lutheran|Presbyterian|Orthodox|Christian|English|Irish|Scottish|Welsh|Protestant|Pentecostal|Evangelical|Jewish|Muslim|Sunday|Black|African|American|Polish|Greek|Russian|Buddhist|Hindu|Traveller|Deaf)(?P<p>[A-Z][a-z]{3,}) (?:church|congregation|community|brethren|sect|order|denomination|fellowship|faith|movement)(?![a-z])"
)
# "about four hundred of us" of an atoll, "forty speakers left"
FEW_OF_US = re.compile(
    r"(?<![A-Za-z])(?:[Tt]here (?:are|were|['’]re) |[Ii]t['’]s )?(?P<p>(?:only |just |barely |fewer than |less than |about |perhaps |maybe |around |some )?(?:\d{1,3}|a hundred|(?:two|three|four|five) hundred|a thousand|a couple of hundred|a few hundred|a few dozen|a dozen|a handful|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?:of us|of them|families|speakers|households|believers|congregations))(?= (?:left|in|on|who|around|there|altogether)|[.,;!?])"
)
WHOLE_PEOPLE = re.compile(
    r"atoll|island|village|valley|language|speak|congregation|tribe|clan|hamlet|parish|settlement|in the (?:world|country)|families around"
)


@cache
def _tables() -> tuple[dict[str, str], re.Pattern, re.Pattern]:
    codes: dict[str, str] = {}
    japanese: list[str] = []
    english: list[str] = []
    for code, ja, en, _, _ in rows("origins"):
        japanese += ja.split("|")
        english += en.split("|")
        codes |= dict.fromkeys((*ja.split("|"), *en.split("|")), code)
    people_ja, people = re.any_of(japanese), re.any_of(english)
    ja_pattern = re.compile(
        rf"(?P<p>{people_ja})(?:系)?(?:の?[一-鿿ァ-ヺー]{{1,6}})?(?:の?出身|国籍|籍|語(?=で話|しか|が母語|を母語|を話|で育)|生まれ|残留孤児[二三]世|からの?(?:留学生|技能実習生|実習生|難民|移民|移住者)|難民|系[二三四]?世|系(?=[、。でのだ]))|在日(?:コリアン|韓国人|朝鮮人|中国人|ブラジル人)(?:[二三四]世)?|"
        rf"日系(?:ブラジル|ペルー)人?(?:[二三四]世)?|(?P<q>{people_ja})人(?:の(?:夫|妻|父|母|両親|女性|男性|留学生|技能実習生|実習生|クライエント|相談者|青年|生徒|児童|友人|彼氏|彼女)|(?:女性|男性|留学生|実習生|技能実習生|妻|夫))|アイヌ(?:民族)?(?:の血|として|の家系|の出自)|中国残留(?:孤児|邦人)(?:[二三]世)?"
    )
    en_pattern = re.compile(
        rf"(?<![A-Za-z-])(?:(?P<a>{people})[- ]born|(?:born|raised|brought up|grew up|originally|came over|emigrated|immigrated|migrated|fled|arrived|refugee|refugees|asylum seeker|hails|comes) (?:in|from|here from|to the UK from|to the US from)(?: the)? (?P<b>{people})|"
        rf"(?P<c>{people}) (?:client|woman|man|girl|boy|student|refugee|asylum seeker|immigrant|migrant|family|families|mother|father|husband|wife|parents|grandmother|grandfather|community|nurse|teenager|heritage|descent|origin|background|national|citizen|couple|speaker|mum|mom|dad|widow)(?![a-z])|"
        rf"(?:speaks?|spoke|speaking|spoken|prays? in|dreams? in|swears? in|sang in|sings? in|first language (?:is|was)|mother tongue (?:is|was)) (?:only |fluent |a little |mostly )?(?P<d>{people})|(?:is|was|parents are|family is|family are|both|half|part|ethnically|of)[- ](?P<e>{people})(?= and| by |,|\.|;|-| origin| descent| heritage)|(?<=, )(?P<f>{people}(?: (?:{people}))?)(?=,| and)|(?<=, )from (?P<g>{people})(?=,|\.| and))(?![A-Za-z])"
    )
    return codes, ja_pattern, en_pattern


@cache
def _from_ja() -> re.Pattern:
    """A country or a people that somebody came from, went back to or has a language or relatives of."""
    names = [name for _, ja, *_ in rows("origins") for name in ja.split("|")]
    people = re.any_of(names)
    return re.compile(
        rf"(?<![一-鿿ァ-ヺー])(?P<p>{people})(?:から(?:の?(?:留学|来日|来た|来て|逃れ|渡|移り|移住|嫁|呼び寄せ|避難|帰化|養子)|(?:日本|こちら)に)|に(?:いる|残した|残してきた|残る|暮らす)(?:両?親|母|父|家族|妻|夫|子|娘|息子|祖[父母])|で(?:生まれ|育っ)|"
        r"(?:の|に)(?:故郷|母国|実家|血|両親のもと)|人(?:の)?(?:コミュニティ|集住|の両親|学校)|の(?:方|人|女性|男性|青年|学生|ご夫婦|ご家庭|家庭|子)(?![一-鿿]))"
    )


# A faith or a descent that a few villages keep.
DESCENT_JA = re.compile(
    r"(?:隠れキリシタン|かくれキリシタン|潜伏キリシタン|平家の落人|落人|被差別部落|部落|小作|網元|庄屋|名主|士族|華族|旧家|琉球|アイヌ|ウイルタ|ニヴフ|在日|開拓団?|満蒙開拓団?|引揚者?|原爆|被爆者?|水俣|ハンセン病)(?:の|だった)?(?:家系|末裔|子孫|集落|出身|出|血筋|血|二世|三世|家族|遺族|胎児性患者|言葉|儀式)(?![一-鿿])|アイヌ語"
)
FEW = 60  # people in 100,000 of the United Kingdom: of a country of fewer, "from …" alone already narrows


@cache
def _few() -> frozenset[str]:
    return frozenset(row[0] for row in rows("origins") if float(row[4]) <= FEW)


UNLISTED_JA = re.compile(r"(?P<p>[ァ-ヺー]{3,10})(?:出身|国籍|語を(?:母語|話す家庭))")
SPEAKS = re.compile(
    r"(?<![A-Za-z])(?:who |still |only |both )?(?:speaks?|spoke|speaking)(?: only| fluent)? (?P<p>[A-Z][a-z]{3,})(?![A-Za-z])"
)
LARGE = frozenset(
    {"English", "French", "Spanish", "German", "Italian", "Japanese", "Chinese", "Mandarin", "Latin", "Welsh"}
)


def find(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    codes, japanese, english = _tables()
    for match in japanese.finditer(text) if reading.japanese else ():
        word = match["p"] or match["q"] or ""
        yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OTHER, codes.get(word, "origin")))
    for match in _from_ja().finditer(text) if reading.japanese else ():
        yield RULE.finding(
            match.span("p"), instead=INSTEAD["ja"], trait=Trait(Kind.OTHER, codes.get(match["p"], "origin"))
        )
    for match in english.finditer(text) if reading.english else ():
        name = next(key for key, group in match.groupdict().items() if group)
        word = match[name]
        if word in LARGE and name in "def":
            continue
        code = codes.get(word) or codes[word.rsplit(" ", 1)[0]]
        if name == "g" and code not in _few():
            continue
        span = match.span(name) if name in "defg" else match.span()
        yield RULE.finding(span, instead=INSTEAD["en"], trait=Trait(Kind.OTHER, code))
    for match in DESCENT_JA.finditer(text) if reading.japanese else ():
        yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OTHER, "origin"))
    for match in UNLISTED_JA.finditer(text) if reading.japanese else ():
        if match["p"] not in codes:
            yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OTHER, "origin"))
    for match in SPEAKS.finditer(text):
        if match["p"] not in codes and match["p"] not in LARGE:
            yield RULE.finding(match.span("p"), instead=("another language",), trait=Trait(Kind.OTHER, "origin"))
    for match in SMALL_CHURCH.finditer(text) if reading.english else ():
        yield RULE.finding(match.span(), instead=("a religious community",), trait=Trait(Kind.OTHER, "small-faith"))
    for match in FEW_OF_US.finditer(text) if reading.english else ():
        if WHOLE_PEOPLE.search(text, max(0, match.start() - 100), min(len(text), match.end() + 40)):
            yield RULE.finding(match.span("p"), instead=("a small community",), trait=Trait(Kind.OTHER, "origin"))
    for code, pattern in FAITHS:
        for match in pattern.finditer(text):
            instead = ("信仰のある家庭",) if reading.language_at(match.start()) == "ja" else ("a religious community",)
            yield RULE.finding(match.span(), instead=instead, trait=Trait(Kind.OTHER, code))
