"""Numbers as ages are told: in figures, in words of either language, as ordinals."""

from app.deid import patterns as re

UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = {
    word: 10 * index for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in TENS)})(?:[- ](?:{'|'.join(UNITS[:9])}))?|{'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in reversed(UNITS))})"
ORDINAL_AGES = [
    *(f"{tens}ieth" for tens in ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")),
    *(
        f"{tens}-{units}"
        for tens in TENS
        for units in "first second third fourth fifth sixth seventh eighth ninth".split()
    ),
    *"thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
]
LARGE_WORDS = [
    *(word for tens in TENS for word in (*(f"{tens}-{unit}" for unit in UNITS[:9]), tens)),
    *reversed(UNITS[12:]),
]
WORD_NUMBER = "(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in LARGE_WORDS) + ")"


def value(words: str) -> int:
    if words.isdigit():
        return int(words)
    first, _, second = words.lower().replace("-", " ").partition(" ")
    return TENS.get(first, UNITS.index(first) + 1 if first in UNITS else 0) + (UNITS.index(second) + 1 if second else 0)


def number(words: str) -> str:
    """A number told in another form, as a number: f29, 70th, fortieth, forty-first."""
    digits = re.match(r"[fmFM]?(\d+)", words)
    if digits:
        return digits[1][:2]
    if words.lower() in LARGE_WORDS or words in UNITS:
        return words.lower()
    first, _, second = words.lower().partition("-")
    if not second:
        return first.removesuffix("ieth") + "y" if first.endswith("ieth") else first.removesuffix("th")
    return f"{first}-{UNITS['first second third fourth fifth sixth seventh eighth ninth'.split().index(second)]}"


def of_kanji(words: str) -> int:
    """Return an age in figures, or in kanji where the fold leaves it: 三十八になっても."""
    if words.isdigit():
        return int(words)
    tens, _, units = words.partition("十")
    digits = "一二三四五六七八九"
    return 10 * (digits.index(tens) + 1 if tens else 1) + (digits.index(units) + 1 if units else 0)
