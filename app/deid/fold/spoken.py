"""Digits that are spoken, in Japanese and in English: the digits they say."""

from collections.abc import Sequence

from app.deid import patterns as re
from app.deid.fold.folded import Folded, substitute

SPOKEN_DIGITS = {
    "ゼロ": "0", "ニイ": "2", "にい": "2", "いー": "1", "ゴー": "5", "ごー": "5", "サーン": "3", "さーん": "3", "ナナー": "7", "れい": "0", "レイ": "0", "ぜろ": "0", "マル": "0", "まる": "0", "いち": "1", "イチ": "1", "に": "2", "ニ": "2",
    "さん": "3", "サン": "3", "よん": "4", "ヨン": "4", "し": "4", "シ": "4", "ご": "5", "ゴ": "5", "ろく": "6", "ロク": "6",
    "なな": "7", "ナナ": "7", "しち": "7", "シチ": "7", "はち": "8", "ハチ": "8", "きゅう": "9", "キュウ": "9", "キュー": "9", "く": "9",
}  # fmt: skip
ENGLISH_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "double": "", "triple": "",
}  # fmt: skip
_KANA_DIGIT = (
    "|".join(sorted(SPOKEN_DIGITS, key=len, reverse=True)).replace("ニイ", "ニイ(?!チ)").replace("にい", "にい(?!ち)")
)
SPOKEN = re.compile(rf"(?:(?:{_KANA_DIGIT}|[0-9])(?:[-ーの 、,・]|ハイフン|はいふん){{0,3}}){{7,40}}+")
_ENGLISH_DIGIT = "|".join(sorted(ENGLISH_DIGITS, key=len, reverse=True))
A_DIGIT = re.compile(r"(?:ero|[Oo]h|[Oo]ne|[Tt]wo|hree|our|ive|[Ss]ix|even|ight|ine|ouble|[Oo])[ ,.-]|[A-Z]{3}[ ,.-]")
SPOKEN_ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_ENGLISH_DIGIT}|[0-9]{{1,4}})(?:[ ,.-]{{1,2}}(?:dash |hyphen )?(?:{_ENGLISH_DIGIT}|[0-9]{{1,4}})){{5,24}}+(?![A-Za-z0-9])",
    re.IGNORECASE,
)
LEAST_SAID = 6  # digits in words; fewer is counting, not a number that someone has


def spoken(folded: Folded) -> Folded:
    """ゼロキューゼロ and "oh seven seven double one" are the digits they say."""
    text = folded.text
    edits = []
    for match in SPOKEN.finditer(text):
        words = re.findall(rf"{_KANA_DIGIT}|[0-9]|.", match.group())
        said = [SPOKEN_DIGITS[word] for word in words if word in SPOKEN_DIGITS]
        if len(said) < LEAST_SAID:
            continue
        end = match.end()
        digits = "".join(SPOKEN_DIGITS.get(word, word if word.isdigit() else "") for word in words)
        while text[end - 1] in "-の 、,・":
            end -= 1
        edits.append((match.start(), end, digits))
    for match in SPOKEN_ENGLISH.finditer(text) if A_DIGIT.search(text) else ():
        said = re.findall(r"[a-z]+|[0-9]", match.group().lower())
        if sum(word in ENGLISH_DIGITS for word in said) < LEAST_SAID:
            continue
        edits.append((*match.span(), _said(said)))
    return substitute(folded, sorted(edits))


def _said(words: Sequence[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in ("double", "triple"):
            times = 2 if word == "double" else 3
        elif word in ENGLISH_DIGITS or word.isdigit():
            digits += ENGLISH_DIGITS.get(word, word) * times
            times = 1
    return digits
