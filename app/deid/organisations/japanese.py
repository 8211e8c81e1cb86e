"""Organisations in Japanese: a run of nouns that ends in a word for one and holds something of its own."""

from collections.abc import Iterator, Sequence

from app.deid import patterns as re
from app.deid.bodies import BODIES, SUFFIXES
from app.deid.lists import word_set
from app.deid.organisations.endings import KANA_WORD, PREFIXES, PSEUDONYM, by_its_end, own
from app.deid.organisations.organisation import Organisation
from app.deid.organisations.slots import in_slots, led_by_place, local
from app.deid.reading import Reading
from app.words import Word

EMPLOYED = re.compile(
    r"(?:に(?:勤務|勤め|入社|就職|在籍|転職|出向|内定|通院|入院|通っ|配属|入所|在学|入学|通う)|で(?:働|勤務|アルバイト|パート)|の(?:社員|従業員|契約社員|研究所|社宅|関連会社|営業所|営業|窓口|組合|工場|店舗|支店|本社|子会社|正社員|店長|寮|部長|課長|下請け|人事|派遣)|勤務|社員|出身の社|を(?:退職|定年|解雇|クビ|首に|辞め|卒業|中退))"
)


def _noun(word: Word) -> bool:
    surface = word.surface
    if word.pos[0] in ("名詞", "接頭辞") or (word.pos[0] == "接尾辞" and word.pos[1] == "名詞的"):
        return True
    return word.pos[0] == "形状詞" or surface in ("・", "=") or (word.pos[0] == "記号" and surface.isalpha())


LONGEST = 14  # words: no name is longer, and the work stays in proportion


def find(reading: Reading) -> Iterator[Organisation]:
    words, text = reading.words, reading.text
    count = len(words)
    index = 0
    yield from _kana(text)
    yield from in_slots(text)
    while index < count:
        if not _noun(words[index]) or words[index].surface in "・=":
            index += 1
            continue
        last = index
        while (
            last + 1 < count
            and words[last + 1].start == words[last].end
            and _noun(words[last + 1])
            and last - index < LONGEST
        ):
            last += 1
        yield from _run(text, words[index : last + 1])
        yield from local(text, words[index : last + 1])
        index = last + 1


# A school or hospital by a name with の, が or ヶ in it, which the tokeniser parts: 杉の台小学校, 美ら海看護専門学校.
WITH_KANA = re.compile(
    r"(?<![一-鿿ァ-ヺーぁ-ゖ])(?:[一-鿿]{1,3}[のがヶケノツ][台丘里森木原宮浜川杜井内辺谷上下花空海山星郷島瀬崎峰野江池沢]|[一-鿿][ぁ-ゖ]{1,2}[一-鿿]{1,2}|[ぁ-ゖ]{2,6}(?<![のはがをにでとへもや])[台丘里森野原]?)(?:第[一二三四1-4])?(?:南|北|東|西|中央)?(?P<kind>(?:看護|福祉|医療|美容|調理|情報)?専門学校|小学校|中学校|高等学校|高校|幼稚園|保育園|こども園|支援学校|学園|病院|医院|クリニック|診療所|作業所|苑|舎|工房)(?![一-鿿])"
)
NOT_WITH_KANA = re.compile(
    r"(?:[一-鿿ぁ-ゖ]*(?:の上|の下|の内)|[この]{2}|[そあど]の?|[一-鿿](?:い|き|な|た|る|り|し|ち|み|け|め|れ|え|せ|って|んだ|した|する|れる|ける|める|った|いた|しい|きな|かな|った|ない)[一-鿿]{0,2}|いつも|それ|これ|あれ|まち|ある|いる|する|した|たち|から|まで|より|など|では|には|とても|もう|まだ|また|ほか|べつ|ちがう|むかし|はじめ|つぎ|おなじ)"
)


def _kana(text: str) -> Iterator[Organisation]:
    for match in WITH_KANA.finditer(text):
        name = text[match.start() : match.start("kind")]
        if not NOT_WITH_KANA.fullmatch(name):
            kind = SUFFIXES.get(match["kind"]) or ("school" if "学校" in match["kind"] else "care-home")
            yield Organisation(match.start(), match.end(), kind)


def _run(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
    """Find what a run of nouns names: by how it ends, else by how it begins, else by a firm or a place in it."""
    found, done = by_its_end(text, words)
    yield from found
    if done:
        return
    led = _by_its_beginning(text, words)
    if led:
        yield led
    elif employs(text, words[0].start, words[-1].end):
        yield Organisation(words[0].start, words[-1].end, "company")  # 花王, which the dictionary has as a common noun
    else:
        yield from led_by_place(text, words)
        yield from _firms(text, words)


def _by_its_beginning(text: str, words: Sequence[Word]) -> Organisation | None:
    """Find a run that begins with what it is, and goes on with something of its own: 株式会社さくら, ハローワーク柏."""
    for position, word in enumerate(words[:-1]):
        if PREFIXES.search(text[words[0].start : word.end]) and not PSEUDONYM.match(words[position + 1].surface):
            named = any(own(item) or KANA_WORD.fullmatch(item.surface) for item in words[position + 1 :])
            if named or word.surface.endswith(("株式会社", "有限会社", "法人")):
                return Organisation(words[0].start, words[-1].end, _led_by(word.surface))
    return None


def _led_by(surface: str) -> str:
    if "ハロー" in surface or "ジョブ" in surface:
        return "agency"
    return "care-home" if "ホーム" in surface else "company"


def _firms(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
    """Find names of which the dictionary does not say whose, where people work at them or they sound like a firm."""
    for position, word in enumerate(words):
        if word.pos[:3] == ("名詞", "固有名詞", "一般") and word.surface not in BODIES and len(word.surface) > 1:
            end = words[-1].end if position == len(words) - 1 else word.end
            if EMPLOYED.match(text, end) or _sounds_like_company(word):
                yield Organisation(word.start, word.end, "company")


# A team or a broadcaster that the dictionary knows whole: a place or a firm, and what it is called by.
TEAM = re.compile(
    r"(?:[一-鿿]{2,}[ァ-ヺー・]{3,}|[一-鿿ァ-ヺー]{2,}(?:FC|SC|JFC)|(?:FC|SC|JA|JR|NTT|KDDI|TV)[一-鿿ァ-ヺー]{2,}|テレビ[一-鿿]{2,}|[ァ-ヺー]{4,}ズ|[一-鿿ァ-ヺー]{2,}(?:新幹線|証券|海上|汽船|百貨店|不動産|生命|商事|球団|学園|学院))\Z"
)
COMPANY = word_set("companies_ja")


def employs(text: str, start: int, end: int) -> bool:
    """Whether a company of the list stands there, before a word of employment."""
    return text[start:end] in COMPANY and EMPLOYED.match(text, end) is not None


def _sounds_like_company(word: Word) -> bool:
    return (
        word.surface in COMPANY
        or TEAM.match(word.surface) is not None
        or word.surface.endswith(("社", "大学", "銀行", "テレビ", "新聞", "鉄道", "電力", "航空", "製鉄", "重工"))
    )
