"""Names masked, spaced or spelt out: 佐◯さん, 佐 藤さん, た な か, 錦に織ると書いて錦織."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import hiragana, is_named
from app.deid.people.japanese.vocabulary import GIVEN_KANA, KANJI, SURNAMES, SURNAMES_KANA
from app.deid.people.span import Name
from app.deid.reading import Reading

MASKS = "◯○〇●◎*＊×✕✖■□▲△▼_?？XxＸ"
MASKED = re.compile(
    r"(?<![一-鿿々ァ-ヺ])(?:[一-鿿々ァ-ヺぁ-ゖ]{1,2}[◯○〇●◎*×✕■□▲△▼]{1,3}|[◯○〇●◎*×✕■□▲△▼]{1,2}[一-鿿々]{1,2}|[一-鿿々ァ-ヺぁ-ゖ][◯○〇●◎*×✕■□▲△▼]{1,2}[一-鿿々ァ-ヺぁ-ゖ]{1,2}?)"
    r"(?=さん|様|さま|氏|くん|君|ちゃん|先生|課長|部長|主任|係長|店長|先輩|カウンセラー|相談員|心理士|看護師|支援員|[（(]\d)"
)
SPACED = re.compile(r"(?<![一-鿿々ぁ-ゖァ-ヺー])[一-鿿々](?: [一-鿿々]){1,4}(?![一-鿿々])")
SPACED_KANA = re.compile(
    r"(?<![ぁ-ゖァ-ヺー一-鿿])[ぁ-ゖ](?:[ ・-][ぁ-ゖ]){2,8}(?![ぁ-ゖ])|(?<![ぁ-ゖァ-ヺー一-鿿])[ァ-ヺ](?:[ ・-][ァ-ヺー]){2,8}(?![ァ-ヺー])"
)
SPELT = re.compile(
    r"(?:[一-鿿]|「[一-鿿]」|『[一-鿿]』)(?:に|と|へん)(?:[一-鿿]|「[一-鿿]」|『[一-鿿]』)(?:の[一-鿿])?(?:で「?[一-鿿]{2,4}」?|と書いて[「『]?[一-鿿ぁ-ゖ]{2,6}[」』]?|と書く)"
)
SPELT_WORDS = re.compile(
    r"(?:[一-鿿][ぁ-ゖ]{0,3}|[一-鿿]{2}の[一-鿿])(?:に|と)[一-鿿]{1,3}の[一-鿿]で[、「]?[一-鿿]{1,4}」?"
)
# 結 城 ま ど か: letters of either script, one by one.
SPACED_MIXED = re.compile(r"(?<![一-鿿々ぁ-ゖァ-ヺーA-Za-z])[一-鿿々](?: [一-鿿々ぁ-ゖァ-ヺ]){3,7}(?![一-鿿々ァ-ヺー])")
# 錦に織ると書いて錦織, 完全の完に太いで完太: words that hold the letters, and the letters joined.
SPELT_OUT = re.compile(
    r"[一-鿿々]{1,3}(?:の[一-鿿])?[ぁ-ゖ]{0,2}[にと、][一-鿿][一-鿿ぁ-ゖ]{0,3}(?:の[一-鿿])?(?:で|と書いて|って書いて|と書く)[、「『]?([一-鿿]{2,4})[」』]?"
)
NICKNAME = re.compile(
    r"(?<![ァ-ヺー一-鿿])[ァ-ヺー]{1,4}(?:ばあ|じい|ねえ|にい(?![るまたなく])|ばぁ|じぃ|ねぇ|にぃ|姉|兄|姐|っち|りん|ぴょん|やん|坊|氏|どん|吉|太|助|丸)(?![ァ-ヺー一-鿿ちさ])"
)


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    for match in MASKED.finditer(text):
        if KANJI.search(match.group().replace("〇", "")) or match.group()[0] not in MASKS:
            yield Name(*match.span(), True)
    for match in SPACED.finditer(text):
        joined = match.group().replace(" ", "")
        if joined in SURNAMES or joined[:2] in SURNAMES or joined[:3] in SURNAMES:
            yield Name(*match.span(), True)
    for match in SPACED_KANA.finditer(text):
        joined = hiragana("".join(character for character in match.group() if character not in " ・-"))
        if is_named(joined) or any(
            joined[:cut] in SURNAMES_KANA and joined[cut:] in GIVEN_KANA for cut in range(2, len(joined) - 1)
        ):
            yield Name(*match.span(), True)
    for match in SPACED_MIXED.finditer(text):
        yield Name(*match.span(), True)
    last = -1
    for match in SPELT_OUT.finditer(text):
        if set(match[1]) <= set(text[match.start() : match.start(1)]):
            beside = text[last + 1 : match.start()] in ("", "、", " ") and last >= 0
            yield Name(match.start() - (1 if beside else 0), match.end(), True)
            last = match.end() - 1
    for pattern in (SPELT, SPELT_WORDS, NICKNAME):
        for match in pattern.finditer(text):
            yield Name(*match.span(), True)
