"""Bands of age, school years and stages of school: what the profession writes, counted and not shown."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.ages.age import Age
from app.deid.kin import of_relative
from app.deid.reading import Language, Reading
from app.deid.types import Span

BAND_JA = re.compile(r"(?<!\d)([1-9]0)代(前半|後半|半ば|なかば)?(?:[〜~～-](?:[1-9]0)代)?")
GRADE_JA = re.compile(
    r"(?:(小|中|高|大)(?:学|校|学校|等学校)?([1-6一二三四五六])(?:年|年生)|(?<![大最])(小|中|高)([1-6一二三四五六])(?=の|で|、|女|男|[(（]))"
)
STAGE_JA = re.compile(r"(小学生|中学生|高校生)")
DECADES = {
    "teens": 10,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
BAND_EN = re.compile(
    rf"(?:(?P<part>early|mid|late|middle)[- ]?(?:to[- ]late[- ])?)?(?:(?P<word>{'|'.join(DECADES)})|(?P<digits>[1-9]0)['’]?s)(?![A-Za-z])",
    re.IGNORECASE,
)
PARTS = {
    "early": (0, 4),
    "mid": (3, 7),
    "middle": (3, 7),
    "late": (5, 9),
    "前半": (0, 4),
    "後半": (5, 9),
    "半ば": (3, 7),
    "なかば": (3, 7),
}
GRADES = {"小": 5, "中": 11, "高": 14, "大": 17}  # a pupil of the first year is one or two years older
STAGES = {"小学生": "6-12", "中学生": "12-15", "高校生": "15-18"}
KANJI = {character: index for index, character in enumerate("一二三四五六", 1)}


def band(age: int, language: Language) -> tuple[str, ...]:
    """Return how the profession would put an age, the best first."""
    if language == "ja":
        if age < 6:
            return ("幼児",)
        if age < 19:
            return ("小学生" if age < 12 else "中学生" if age < 15 else "高校生",)
        decade = f"{age // 10 * 10}代" if age < 90 else "90代以上"
        return (f"{decade}{'前半' if age % 10 < 5 else '後半'}", decade) if age < 90 else (decade,)
    if age < 20:
        return ("a young child" if age < 6 else "of primary school age" if age < 12 else "a teenager",)
    if age >= 90:
        return ("over ninety",)
    words = {value: word for word, value in DECADES.items()}
    decade = words[age // 10 * 10]
    part = "early" if age % 10 < 4 else "mid" if age % 10 < 7 else "late"
    return (f"in their {part} {decade}", f"in their {decade}")


def told(reading: Reading) -> Iterator[Age]:
    text = reading.text
    for match in BAND_JA.finditer(text):
        yield from _counted(reading, match.span(), int(match[1]), match[2])
    for match in GRADE_JA.finditer(text):
        school, year = match[1] or match[3], match[2] or match[4]
        first = GRADES[school] + (KANJI[year] if year in KANJI else int(year))
        if not of_relative(text, *match.span(), "ja"):
            yield Age(match.span(), told=f"{first}-{first + 1}", shown=False)
    for match in STAGE_JA.finditer(text):
        if not of_relative(text, *match.span(), "ja"):
            yield Age(match.span(), told=STAGES[match.group()], shown=False)
    for match in BAND_EN.finditer(text) if reading.english else ():
        if match["word"] or match["part"]:
            tens = DECADES[match["word"].lower()] if match["word"] else int(match["digits"])
            yield from _counted(reading, match.span(), tens, (match["part"] or "").lower())


def _counted(reading: Reading, span: Span, tens: int, part: str | None) -> Iterator[Age]:
    first, last = PARTS.get(part or "", (0, 9))
    if not of_relative(reading.text, *span, reading.language_at(span[0])):
        yield Age(span, told=f"{tens + first}-{tens + last}", shown=False)
