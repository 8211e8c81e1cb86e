"""Accidents, crimes, disasters and honours that the news carried.

Flags    地元紙の一面で報じられたボイラー火災, "the minibus crash that was on the national news", 東日本大震災, a prize of a country.
Why      a reader who searches for the event finds the names of those in it.
Leaves   the news in general, news nobody is said to be in, a client's feelings about what was reported.
Limits   an event told without a word for news or for what happened in public is not seen.
Source   general reference knowledge.
"""

from collections.abc import Iterator

from app.deid.clauses import merged
from app.deid.events import english, japanese
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "public_event",
    Kind.EVENT,
    Identifier.QUASI,
    flags=(
        "地元紙の一面で報じられたボイラー火災のあと",
        "ニュースになったバス事故の遺族",
        "全国大会で優勝した野球部の主将",
        "2023年の校舎火災のあとから眠れない",
        "弟はトンネル崩落事故で亡くなった",
        "her father was in the mill explosion",
        "since the coach crash nobody sits at the back",
        "After the minibus crash that was on the national news",
        "the woman in the photograph the newspapers used",
        "the sightseeing boat that went down off the pier",
    ),
    leaves=(
        "ニュースを見ると不安になる",
        "新聞を読むのが日課",
        "校舎火災を想定した避難訓練",
        "住宅の火災保険を見直す",
        "the factory fire drill",
        "There had been a fire drill at the store that turned out to be real",
        "a crash course for bus drivers",
        "she watches the news at night",
        "a minor car accident",
        "the boat trip was cancelled",
    ),
)
INSTEAD = {"ja": ("地域で知られた出来事", "ある事故"), "en": ("an event people had heard of", "an accident at work")}


def find(reading: Reading) -> Iterator[Finding]:
    if reading.english:
        for span in english.heard_of(reading.text):
            yield RULE.finding(span, instead=INSTEAD["en"], trait=Trait(Kind.EVENT, "news"))
    yield from merged(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    if reading.japanese:
        for code, span in japanese.in_clauses(text):
            yield RULE.finding(span, instead=INSTEAD["ja"], trait=Trait(Kind.EVENT, code))
    patterns = (
        *(japanese.PATTERNS if reading.japanese else ()),
        *(english.PATTERNS if reading.english else ()),
    )
    for code, pattern in patterns:
        for match in pattern.finditer(text):
            if japanese.EVERYDAY.search(match.group()) or english.EVERYDAY.search(match.group()):
                continue
            yield RULE.finding(
                match.span(), instead=INSTEAD[reading.language_at(match.start())], trait=Trait(Kind.EVENT, code)
            )
