"""Exact ages and years of birth; bands of age and school years count without being shown.

Flags    48歳, 34 y/o, aged 58, "turned thirteen", 1984年生まれ.
Why      an age to the year leaves one person in eighty; with a town and a job it often leaves one.
Leaves   bands (40代, in her thirties), school years, ages in rules and laws, ages of things, differences of age.
Limits   an age in a general statement may be flagged; a year of birth gives no age, since nothing here asks the date.
Source   公認心理師 and 日本心理臨床学会 usage: ages are given by tens; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid.ages import bands, columns, english, japanese
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "age",
    Kind.AGE,
    Identifier.QUASI,
    flags=(
        "相談者は48歳の男性",
        "四十八才になった",
        "a 34 y/o male",
        "She is 52, a widow",
        "I'd just turned thirteen.",
        "Mrs B, aged 58, lives alone",
        "He's 60 next birthday",
        "my client (f29) is in love",
        "she'll be forty in March",
        "A lady of 93 who lives alone",
        "67, widowed, retired early.",
        "ロドリゴ、十九。日系の四世である",
    ),
    leaves=(
        "40代の女性",
        "18歳以上が対象",
        "3歳児健診で",
        "in her early fifties",
        "clients over 18 years of age",
        "a 12-year-old car",
        "five minutes late",
        "It was nearly ten when we stopped",
        "see figure (m12) and twelve in May",
        "a workshop for nine-year-olds",
        "a man of 20 words",
    ),
)


def find(reading: Reading) -> Iterator[Finding]:
    ways = (
        columns,
        *((japanese,) if reading.japanese else ()),
        *((english,) if reading.english else ()),
        bands,
    )
    for way in ways:
        for age in way.told(reading):
            trait = Trait(Kind.AGE, age.told) if age.told else None
            yield RULE.finding(age.span, instead=age.instead, trait=trait, listed=age.shown)
