"""Places in Japanese: the words that the dictionary tags as places, stations, islands and towns by how they end."""

from collections.abc import Iterator, Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.places.place import Place
from app.deid.reading import Reading
from app.deid.tables import prefecture_regions
from app.deid.types import Kind
from app.words import Word

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


def find(reading: Reading) -> Iterator[Place]:
    """Yield the places that stand in Japanese words."""
    words, text = reading.words, reading.text
    names = gazetteer.japanese()
    index = 0
    while index < len(words):
        if words[index].pos[0] != "名詞" or not (_placed(words[index], names) or _heads(words, index, names)):
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
            yield Place(start, match.end(), "station", ("最寄り駅",), kind=Kind.ORG)
    for match in ONE_SIGN.finditer(text):
        code = gazetteer.japanese().get(f"{match.group()}市", "unlisted")
        yield Place(*match.span(), code, _parent(code))
    for match in TOWN.finditer(text) if "町" in text else ():
        if not NOT_TOWN.search(match.group()):
            code = gazetteer.japanese().get(match.group(), "unlisted")
            yield Place(*match.span(), code, _parent(code))
    for match in ISLAND.finditer(text) if "島" in text else ():
        if not NOT_ISLAND.search(match.group()) and not re.match(
            r"[一-鿿]+島[県市]", text[match.start() : match.end() + 1]
        ):
            yield Place(*match.span(), "island", ("ある離島",))


# What an unlisted name is followed by in a place's: テリナ渓谷, シンプソンビル市.
LAND = frozenset(
    "市 郡 州 島 半島 諸島 列島 盆地 渓谷 湾 地区 海岸 山脈 高原 高地 川 湖 岬 県 準州 広域市 平野 干潟 湿原 海峡 ニュータウン 温泉 村 集落 団地 通り".split()
)
UNKNOWN = re.compile(r"[ァ-ヺー]{3,}\Z")


def _heads(words: Sequence[Word], index: int, names: dict[str, str]) -> bool:
    """Whether a word is a place by the word for land right behind it: one that no list knows, or the two of a town (山田 + 市)."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else None
    return (
        after is not None
        and after.start == word.end
        and (_is_town(word, after, names) or (after.surface in LAND and _is_land(word, after)))
    )


def _is_town(word: Word, after: Word, names: dict[str, str]) -> bool:
    return after.surface in gazetteer.SUFFIXES_JA and word.surface + after.surface in names


def _is_land(word: Word, after: Word) -> bool:
    return (
        (word.pos[1] == "固有名詞" or not word.known)
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


def _run(reading: Reading, words: Sequence[Word]) -> Iterator[Place]:
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
            yield Place(start, end, code, listed=False)
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
    yield Place(whole, end, code, parent)


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
