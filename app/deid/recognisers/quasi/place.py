"""Named places, from prefecture or state down to ward, station and island.

Flags    仙台市, 長崎県, 渋谷, 北千住駅, 佐渡島, ロンドン; Stockport, Cumbria, Peckham, "a village near Whitmouth".
Why      a town leaves one person in some hundreds, and a reader who lives there needs little more.
Leaves   countries, large regions (東北地方, the Midwest), 〇〇市 and A市, common words that are also places.
Limits   an English place outside the lists is seen only after a word of place; a surname that is also a place may be taken for one.
Source   国勢調査 2015 and 2020, GeoNames (words/places.tsv); large regions: general reference knowledge.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.deid import patterns as re
from app.deid.places import country, english, japanese
from app.deid.places.place import Place
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "place",
    Kind.PLACE,
    Identifier.QUASI,
    flags=(
        "仙台市内の歯科医院で働く",
        "長崎県の離島に住む",
        "渋谷に引っ越した",
        "北千住駅で倒れた",
        "ロンドンに留学した",
        "She rents a flat in Stockport",
        "lives just outside Carlisle",
        "off the pier at Whitmouth",
        "he grew up in Cumbria",
    ),
    leaves=(
        "東北地方の市で働く",
        "日本とアメリカ",
        "〇〇市に住む",
        "泉まで行けた",
        "東を向く",
        "somewhere in the Midwest",
        "in the UK",
        "in Gestalt therapy",
        "In May she left",
        "in Reading her notes I saw",
    ),
)
ISLE = re.compile(
    r"離島|小島(?=の|に|で)|島(?=の(?:診療所|小学校|中学校|分校|役場|港|学校|保育|病院))|(?<![A-Za-z])(?:island|isle)(?= (?:clinic|school|doctor|community|surgery|council|ferry|nurse))|(?:on|to) an? (?:small |remote |tiny )?island"
)
ISLAND_PLACE = re.compile(
    r"(?:離島|島)の(?:診療所|分校|保育所)|(?<![A-Za-z])(?:the )?island['’]?s? (?:clinic|school|surgery)(?: (?:on|in|at) [A-Z][a-z]+)?"
)


def find(reading: Reading) -> Iterator[Finding]:
    for place in _places(reading):
        found = RULE.finding(
            (place.start, place.end), instead=place.instead, trait=Trait(place.kind, place.code), listed=place.listed
        )
        yield replace(found, kind=place.kind)


def _places(reading: Reading) -> Iterator[Place]:
    yield from country.told(reading)
    if reading.words:
        yield from japanese.find(reading)
    if reading.latin:
        yield from english.find(reading)
    for match in ISLAND_PLACE.finditer(reading.text):
        instead = ("地域の施設",) if reading.language_at(match.start()) == "ja" else ("a local service",)
        yield Place(*match.span(), "island", instead)
    for match in ISLE.finditer(reading.text):
        yield Place(*match.span(), "island", listed=False)
