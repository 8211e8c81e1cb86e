"""Where somebody lives or can be met, down to street, block, house or room.

Flags    blocks and house numbers (北山町3丁目12-5), buildings with a room (コーポ泉201), 〒 codes, numbered streets,
         British, Irish and Canadian postcodes, American ZIP codes with a state, post boxes, map coordinates.
Why      it leads to one door.
Leaves   a town, ward or station without a number, sections of a book, scores, dates, floors.
Limits   an address without any number (the yellow house by the mill) is not seen.
Source   住居表示に関する法律 (1962) for the parts of an address; Royal Mail and Eircode for postcodes; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.near import near
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "address",
    Kind.ADDRESS,
    Identifier.DIRECT,
    flags=(
        "住所は青葉区北山町3丁目12-5 コーポ泉201",
        "〒980-0811",
        "緑が丘2-14-7に住む",
        "lives at 27 Tamarisk Close, Bedford MK41 7QX",
        "1420 North Elm Street, Apt 5",
        "Eircode H91 XY7D",
        "placed in Flat 9, Corbridge House, Gale Street",
        "off Chantry Walk, no. 3",
        "lives at the end bungalow, Tamarisk Close",
        "字大畑9番戸からの手紙",
        "おうちはみなみまち5の8。",
    ),
    leaves=(
        "仙台市内の歯科医院で働く。",
        "第3章2-1を読む",
        "結果は12-5だった",
        "two streets from the station",
        "session 4 of 8",
        "She lives at home, in Bolton.",
        "この字3回も書いた",
    ),
)

BLOCK = re.compile(
    r"(?<![0-9])(?:\d{1,4} ?丁目(?: ?\d{1,4}(?:[-ー－の]|番地?の?|号| )?\d{0,4}(?:[-ー－の]?\d{1,4})?(?:番地?|号室?)?)?|\d{1,5} ?番地(?:の? ?\d{1,4}(?:号)?)?|\d{1,4}番(?:の)?\d{1,4}号?|\d{1,4}の\d{1,4}の\d{1,4}(?:、?(?:地下)?[0-9一二三四五六七八九十]{1,2}階)?|\d{1,4}[-ー－]\d{1,4}[-ー－]\d{1,4}(?:[-ー－]\d{1,4})?(?![0-9-])|"
    r"\d{1,4}[-ー－]\d{1,4}(?![0-9-])|(?:北|南)?\d{1,2}条(?:東|西)?\d{1,2}丁目(?: ?\d{1,3}[-の]\d{1,3})?)"
)
BUILDING_WORD = r"(?:コーポ|ハイツ|マンション|アパート|メゾン|ハイム|レジデンス|ビル|タワー|団地|パレス|ヴィラ|ビラ|グラン|プラザ|コート|ガーデン|ハウス|シャトー|サン|エスポワール|ドミール|フラット|ロイヤル|プレジール|カーサ|シティ|ライオンズ|ダイアパレス|荘|寮|県営|市営|都営|道営|府営|公営|UR|サンハイツ|ベル|フォレスト|ヒルズ|テラス|クレスト|ルネ|パーク|エクセル|キャッスル)"
BUILDING = re.compile(
    rf" ?(?:[一-鿿ァ-ヺーA-Za-z]{{0,10}}?{BUILDING_WORD}[一-鿿ァ-ヺーぁ-んA-Za-z・ ]{{0,12}}?)(?:第?\d{{1,3}}号?棟 ?)?(?:の|[A-Z]-?)?\d{{1,4}}(?:号室?|階|F)?(?![0-9点回分歳年月])| ?[A-Z]?\d{{2,4}}号室| [一-鿿ァ-ヺーぁ-ん]{{2,14}}\d{{3,4}}(?![0-9])"
)
HOUSED = re.compile(rf"(?:{BUILDING_WORD}|ハイツ|ビル)[^。\n]{{0,24}}?[0-9]")
ROOM = re.compile(
    rf"(?<![一-鿿ァ-ヺー])(?:[一-鿿ァ-ヺー]{{0,10}}{BUILDING_WORD}[一-鿿ァ-ヺー・]{{0,12}}|[一-鿿ァ-ヺー]{{1,10}}(?:荘|寮|団地|マンション|アパート|ハイツ|ビル))(?:の| )?(?:第?\d{{1,3}}号?棟 ?)?(?:の)?\d{{2,4}}(?:号室?)?(?![0-9点回分歳年月名人円階%-])"
)
POSTAL = re.compile(
    r"〒 ?\d{3}-?\d{4}|(?:郵便番号|〒)[^0-9\n]{0,4}\d{3}-?\d{4}|(?<![0-9-])\d{3}-\d{4}(?= ?(?:東京|北海道|(?:大阪|京都)府|[一-鿿]{2,3}県|[一-鿿]{1,5}市))"
)
PLACE_END = re.compile(r"[市区町村郡]$|台$|丘$")

# A field for an address: whatever stands in it, if a place and a number do.
FIELD = re.compile(
    r"(?:住所|現住所|居所|自宅|帰省先|実家|送付先|お?住まい|社?寮|寄宿舎|転居先|本籍地?|居住地|アドレス)(?: ?[(][^)\n]{0,8}[)])?[ :\t]{1,2}(?P<address>(?=[^\n/。]{0,40}\d)(?=[^\n/。]{0,40}[市区町村県府郡島通台丘])[^\n/。]{4,60}?)(?=[\n/。]|$|、(?![^\n/。]{0,12}\d)| (?:電話|TEL|携帯|連絡|氏名|生年))"
)
# The same told by a child, in kana and without a town: おうちはみなみまち5の8.
CHILDS_FIELD = re.compile(
    r"(?:おうち|ご?じゅうしょ|おところ)(?:は|が)?[ :]{0,2}(?P<address>[ぁ-ゖァ-ヺー一-鿿][^\n。、()「」]{2,30}?[0-9]{1,4}(?:(?:の|-|ばん)[0-9]{1,4}){1,2}(?:ごう)?)"
)
# A section of a village, and a number in it: 字大曲9番戸.
SECTION = re.compile(
    r"(?<![一-鿿])(?:大字|小字|字)[一-鿿々ヶケノ]{1,6}[0-9]{1,5}(?:番地?戸?|[-の](?=[0-9]))?(?:の?[0-9]{1,4})?(?!(?:回|字|画|行|枚|文字|点|年|月|歳|人))"
)

STREET_WORD = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Close|Cl|Court|Ct|Crescent|Cres|Place|Pl|Way|Terrace|Tce|Ter|Gardens|Gdns|Grove|Gr|Square|Sq|Boulevard|Blvd|Row|Mews|Hill|Rise|Park|Walk|View|Parade|Pde|Circle|Cir|"
    r"Highway|Hwy|Parkway|Pkwy|Trail|Trl|Loop|Green|Meadows?|Vale|Quay|Wharf|Yard|Fold|Croft|Heights|Bank|Brow|Gate|Alley|Esplanade|Broadway|Turnpike|Pike|Route|Bend|Run|Ridge|Glen|Approach|Wynd|Ginnel|Strand|Promenade|Causeway|Embankment|Arcade|Villas|Cottages|Buildings|Chambers|Mansions|Path|Passage|End|Side)"
)
CAP = r"(?:[A-Z][A-Za-zÀ-ɏ'’-]{1,24}|\d{1,3}(?:st|nd|rd|th))"
UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
EIRCODE = r"(?:[AC-FHKNPRTV-Y]\d[0-9W]) ?[0-9AC-FHKNPRTV-Y]{4}"
CANADA = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d"
STATES = "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
AUSTRALIA = r"(?:NSW|VIC|Vic|QLD|Qld|WA|SA|TAS|Tas|ACT|NT) \d{4}"
TOWN = rf"(?![A-Z]{{2,3}}(?![A-Za-z])){CAP}"
TAIL = rf"(?:,? (?:#|Apt\.?|Apartment|Unit|Flat|Suite|Ste\.?|No\.?|Room|Rm) ?[A-Z]?\d{{0,4}}[A-Za-z]?)?(?:,? {TOWN}(?![A-Za-z0-9])(?: {TOWN}(?![A-Za-z0-9])){{0,3}}){{0,3}}(?:,? (?:{UK_POSTCODE}|{EIRCODE}|{CANADA}|{AUSTRALIA}|(?:{STATES})(?:,? \d{{5}}(?:-\d{{4}})?)?|\d{{5}}(?:-\d{{4}})?))?"
STREET = re.compile(
    rf"(?<![A-Za-z0-9£$€.:/-])(?:\d{{1,2}}/\d{{1,2}},? )?(?:(?:(?:Flat|Apartment|Apt\.?|Unit|Room|Suite) [A-Z]?\d{{0,4}}[A-Za-z]?|(?:Top|Ground|First|Second|Basement|Garden|Attic|Lower|Upper|Rear|Studio)(?: [Ff]loor)?(?: [Ff]lat)?),? )?(?:No\.? )?\d{{1,5}}(?:[-–/]\d{{1,4}})?[A-Da-d]?,? (?:(?:North|South|East|West|N\.?|S\.?|E\.?|W\.?|Old|Upper|Lower|Great|Little|The|St\.?) )?{CAP}(?: {CAP}){{0,3}}? {STREET_WORD}(?![A-Za-z])(?! {STREET_WORD}(?![A-Za-z]))\.?{TAIL}"
)
LOWER_STREET = re.compile(
    r"(?<![A-Za-z0-9£$€.:/-])\d{1,5}[a-d]? (?:[a-z'-]{2,20} ){1,3}?(?:street|road|avenue|lane|drive|close|crescent|terrace|boulevard|mews|st|rd|ave)(?![a-z])(?! (?:of|away|from|race|wide|long))"
)
HOUSE = re.compile(
    rf"(?<![A-Za-z])(?:{CAP}(?: {CAP}){{0,3}}, ){{1,4}}(?:{CAP}(?: {CAP}){{0,2}},? )?(?:{UK_POSTCODE}|{EIRCODE}|{CANADA})(?![A-Za-z0-9])"
)
CODES = re.compile(rf"(?<![A-Za-z0-9])(?:{UK_POSTCODE}|{CANADA}|(?:{STATES}),? \d{{5}}(?:-\d{{4}})?)(?![A-Za-z0-9])")
EIRCODES = re.compile(rf"(?<![A-Za-z0-9])(?:{EIRCODE})(?![A-Za-z0-9])")
# A door without a street, and a street that comes before its number: "Flat 9, Corbridge House", "Room 2.07, Old Block", "Chantry Walk, no. 3".
DOOR = re.compile(
    rf"(?<![A-Za-z])(?:(?:Flat|Unit|Apartment|Apt\.?|Suite|Studio|Cabin|Berth|Plot|Pitch) [A-Z]?\d{{1,4}}[A-Za-z]?(?:, {CAP}(?: {CAP}){{0,2}}){{1,3}}|(?:Room|Rm\.?|Cell|Bed|Office) (?:[A-Z]-?\d{{1,3}}|\d{{1,2}}\.\d{{2}}[A-Za-z]?|\d{{3,4}}[A-Z]?)(?:, {CAP}(?: {CAP}){{0,2}})?)(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z]){CAP}(?: {CAP})? {STREET_WORD},? (?:[Nn]o\.?|[Nn]umber) ?\d{{1,4}}[A-Za-z]?(?![A-Za-z0-9])"
)
# Where somebody lives, in the parts that lead to a door and need no number: "lives at the end bungalow, Pinfold Close", "stays at B-42, 2nd floor, Kamla Nagar".
DWELLING = r"(?:bungalow|cottage|flat|house|farm|lodge|caravan|annexe|boat|barn)"
DOOR_PART = rf"(?:(?:Block|Bed|Flat|Unit|Room|Wing|Bay|Berth|Plot|Pitch|Cabin|Stair|Landing) [A-Z]?\d{{0,4}}[A-Z]?|the (?:[a-z]+ ){{0,2}}{DWELLING}|[A-Z]-?\d{{1,4}}[A-Z]?|\d{{1,2}}(?:st|nd|rd|th) [Ff]loor)(?![A-Za-z0-9])"
NAMED_PART = rf"(?:[Tt]he )?{CAP}(?: {CAP}){{0,3}}(?![A-Za-z0-9])"
LIVED_IN = re.compile(
    rf"(?:(?:[Ll]iv(?:es?|ed|ing)|[Ss]tay(?:s|ing|ed)?|[Ll]odg(?:es|ing)|[Rr]esid(?:es|ing)|housed|placed)(?: [a-zA-Z]{{1,10}}){{0,3}} at|(?:Address|Hostel|Accommodation|Lodgings|Residence|Digs):|by post to|c/o) (?P<address>(?:{DOOR_PART}|{NAMED_PART})(?:, (?:{DOOR_PART}|{NAMED_PART})){{1,4}})"
)
IN_A_STREET = re.compile(rf"(?:\A|, ){DOOR_PART}|(?:{STREET_WORD}|Cottage|Bungalow)(?=,|\Z)")
ZIP = re.compile(
    r"\b(?:[Zz]ip(?: code)?|ZIP(?: code)?|postcode|post code|postal code|[Pp]ostcode)(?: is| was|:)? (\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?)(?![0-9])"
)
BOX = re.compile(r"\b(?:P\.? ?O\.? Box|PO BOX|GPO Box|Locked Bag) \d{1,6}", re.IGNORECASE)
POINT = re.compile(r"(?<![0-9.])-?\d{1,2}\.\d{4,8}, ?-?\d{1,3}\.\d{4,8}(?![0-9])|///[a-z]+\.[a-z]+\.[a-z]+")
NOT_STREETS = re.compile(
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|sessions?|people|clients?|times|per|of|other|more|different|children|kids)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield addresses; positions are those of the folded text."""
    text = reading.text
    for match in POSTAL.finditer(text):
        yield RULE.finding(match.span())
    if reading.words:
        yield from _japanese(reading)
    if reading.english or POSTED.search(text):
        yield from _english(text)
    for match in POINT.finditer(text) if "." in text else ():
        yield RULE.finding(match.span())


POSTED = re.compile(r"[A-Z][0-9]|[0-9][A-Z]|[A-Z] [0-9]")


def _english(text: str) -> Iterator[Finding]:
    for match in STREET.finditer(text):
        if not NOT_STREETS.search(match.group()):
            yield RULE.finding(match.span())
    for match in LOWER_STREET.finditer(text):
        if not NOT_STREETS.search(match.group()) and LIVES.search(text, max(0, match.start() - 30), match.start()):
            yield RULE.finding(match.span())
    for pattern in (HOUSE, CODES, BOX, DOOR):
        for match in pattern.finditer(text):
            yield RULE.finding(match.span())
    for match in EIRCODES.finditer(text):
        if any(character.isalpha() for character in match.group()[3:]) and (
            " " in match.group() or "ircode" in text[max(0, match.start() - 12) : match.start()]
        ):
            yield RULE.finding(match.span())
    for match in LIVED_IN.finditer(text):
        if IN_A_STREET.search(match["address"]):
            yield RULE.finding(match.span("address"))
    for match in ZIP.finditer(text):
        yield RULE.finding(match.span(1))


LIVES = re.compile(r"(?:live[sd]?|living|address|home|house|flat|moved|at|to|stay\w*)[^.\n]{0,20}$")


def _japanese(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in BLOCK.finditer(text):
        start = _place_start(reading, match.start())
        place = text[start : match.start()].strip()
        chome = any(sign in match.group() for sign in ("丁目", "番地", "条")) or match.group().count("の") > 1
        parts = match.group().count("-") + match.group().count("ー") + match.group().count("－")
        if not place or YEAR.match(match.group()) or PREFIX.search(text, max(0, match.start() - 3), match.start()):
            continue
        if not (chome or (parts and _placed(reading, start, match.start(), strict=parts < 2))):
            continue
        if not chome and COUNTER.match(text, match.end()):
            continue
        building = BUILDING.match(text, match.end())
        yield RULE.finding((start, building.end() if building else match.end()))
    for pattern in (FIELD, CHILDS_FIELD):
        for match in pattern.finditer(text):
            yield RULE.finding(match.span("address"))
    for match in SECTION.finditer(text):
        yield RULE.finding(match.span())
    for match in near(ROOM, HOUSED, text, 16, 36):
        yield RULE.finding(match.span())


YEAR = re.compile(r"(?:1[89]|20)\d\d[-ー－]\d{1,2}(?![0-9])")
PREFIX = re.compile(r"[第約計全各章節項目版図表]$")
COUNTER = re.compile(r" ?(?:点|回|分|歳|年|月|日|時|週|人|名|個|割|%|％|円|段階|ヶ月|か月|度|位|勝|敗|章|節)")


def _place_start(reading: Reading, position: int) -> int:
    """Return where the place name that ends at `position` begins, word by word to the left."""
    words, text = reading.words, reading.text
    index = reading.word_index(position) - 1
    start = position
    while index >= 0 and position - words[index].start < FAR:
        word = words[index]
        gap = text[word.end : start]
        if gap not in ("", " ") or (
            gap == " " and start != position and word.pos[2] != "地名" and not PLACE_END.search(word.surface)
        ):
            break
        if not (
            word.pos[0] in ("名詞", "接尾辞", "接頭辞")
            and (
                word.pos[2] == "地名"
                or re.fullmatch(r"[一-鿿々ヶケノ之が]+|[ァ-ヺー]+", word.surface)
                or word.surface in ("町", "市", "区")
            )
        ) and not (
            word.pos[2] == "地名"
            or (
                word.surface in ("が", "の", "ケ", "ヶ", "ノ")
                and index
                and words[index - 1].end == word.start
                and words[index + 1].start == word.end
                and start != position
                and KANJI.fullmatch(words[index - 1].surface)
                and words[index + 1].surface in ("丘", "台", "原", "浜", "谷", "岡", "森", "里", "島", "崎", "宮")
            )
        ):
            break
        if word.surface in NOT_PLACES:
            break
        start = word.start
        index -= 1
    return start


FAR = 40  # characters; prefecture, city, ward, town and section together
KANJI = re.compile(r"[一-鿿々]+")
NOT_PLACES = frozenset(
    {
        "住所",
        "現住所",
        "自宅",
        "実家",
        "所在地",
        "本籍",
        "本籍地",
        "居所",
        "住まい",
        "転居先",
        "送付先",
        "連絡先",
        "勤務先",
        "結果",
        "得点",
        "点数",
        "スコア",
        "電話",
        "番号",
        "現在",
        "年齢",
        "比率",
        "対",
        "様",
        "氏",
        "方",
        "内線",
    }
)


def _placed(reading: Reading, start: int, end: int, *, strict: bool) -> bool:
    """Whether the words between `start` and `end` name a place: tagged so, or ending as towns do."""
    place = reading.text[start:end].strip()
    index = reading.word_index(start)
    tagged = False
    while index < len(reading.words) and reading.words[index].start < end:
        word = reading.words[index]
        tagged = tagged or word.pos[2] == "地名" or (not strict and word.pos[1] == "固有名詞")
        index += 1
    return (
        tagged
        or PLACE_END.search(place) is not None
        or (not strict and len(place) > 1 and KANJI.fullmatch(place) is not None)
    )
