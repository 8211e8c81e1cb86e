"""Named schools, colleges, universities, nurseries and their faculties.

Flags    県立青柳高校, 桜丘中学校, さくら保育園, Thornbarrow High, "the University of Leeds".
Why      a school has some hundreds of pupils, a year of it a hundred, and each of them is known there.
Leaves   小学校, 大学院, C校, "her primary school", boarding school syndrome, university presses.
Limits   a school called by its town alone ("he teaches at Reading") is taken for a place.
Source   学校基本調査 2023 for their size; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid.organisations import organisations
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "school",
    Kind.ORG,
    Identifier.QUASI,
    flags=(
        "県立青柳高校の吹奏楽部",
        "桜丘中学校に転入",
        "さくら保育園に勤める",
        "send counsellors into Thornbarrow High",
        "she studied at the University of Leeds",
    ),
    leaves=(
        "小学校で勤務する",
        "大学院に通う",
        "C校の二年生",
        "her primary school",
        "boarding school syndrome",
        "at university",
    ),
)
INSTEAD: dict[str, dict[str, tuple[str, ...]]] = {
    "ja": {
        "school": ("C校", "ある学校"),
        "high-school": ("C高校",),
        "university": ("E大学", "ある大学"),
        "nursery": ("ある園",),
    },
    "en": {
        "school": ("a local school",),
        "high-school": ("a secondary school",),
        "university": ("a university",),
        "nursery": ("a nursery",),
    },
}


def find(reading: Reading) -> Iterator[Finding]:
    for found in organisations(reading):
        if found.kind in INSTEAD["ja"]:
            instead = INSTEAD[reading.language_at(found.start)][found.kind]
            yield RULE.finding((found.start, found.end), instead=instead, trait=Trait(Kind.ORG, found.kind))
