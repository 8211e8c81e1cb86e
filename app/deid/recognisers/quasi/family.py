"""Families out of the ordinary, and relatives whose own place would give the client away.

Flags    twins, triplets, the mayor's daughter, a mother who is the island clinic's nurse, "the middle of nine".
Why      few families have it, and neighbours know the one that does.
Leaves   marriage, children, one parent, divorce, bereavement: they count, and are not shown.
Limits   a relative's ordinary job is left; birth order is left below the fifth child.
Source   人口動態統計 and ONS births for multiple births; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid.clauses import merged
from app.deid.families import counted, english, japanese
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Span, Trait

RULE = Rule(
    "family",
    Kind.FAMILY,
    Identifier.QUASI,
    flags=(
        "双子の娘との四人暮らし",
        "現職市長の次女で",
        "祖父はノーベル賞を受けた化学者で",
        "文化勲章受章者の孫",
        "her uncle won the Nobel Prize",
        "the granddaughter of a Nobel laureate",
        "義母は島の診療所の看護師",
        "father of triplets",
        "the youngest of nine children",
        "her father is the MP",
    ),
    leaves=(
        "妻と子ども二人と暮らす",
        "母は看護師",
        "married, two children",
        "an only child",
        "双子座の話をした",
        "twin beds",
    ),
)
INSTEAD = {
    "twins": (("きょうだい", "子ども"), ("siblings", "children")),
    "triplets": (("きょうだい", "子ども"), ("siblings", "children")),
    "quadruplets": (("きょうだい", "子ども"), ("siblings", "children")),
    "public-relative": (
        ("地域で知られた家庭の子", "家族が公的な仕事に就いている"),
        ("from a family known locally", "with a relative in public life"),
    ),
    "relative-role": (("親族も地域の専門職",), ("a relative works locally",)),
    "many-siblings": (("きょうだいが多い",), ("from a large family",)),
    "few-mates": (("小さな学校", "少人数の職場"), ("in a small group",)),
    "unusual": (("家族の事情があり",), ("with an unusual family background",)),
}


def find(reading: Reading) -> Iterator[Finding]:
    yield from merged(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for code, span in japanese.told(text) if reading.japanese else ():
        yield _finding(code, span, 0)
    if reading.english:
        for code, span in english.told(text):
            yield _finding(code, span, 0 if reading.language_at(span[0]) == "ja" else 1)
        for span in english.known_by_deed(text):
            yield _finding("public-relative", span, 1)
    for code, span in counted.told(text):
        yield RULE.finding(span, trait=Trait(Kind.FAMILY, code), listed=False)


def _finding(code: str, span: Span, language: int) -> Finding:
    return RULE.finding(span, instead=INSTEAD[code][language], trait=Trait(Kind.FAMILY, code))
