"""Places by their names: municipalities of Japan, towns and counties of the English-speaking world, cities elsewhere."""

import re
from functools import cache

from app.deid import tables
from app.deid.lists import AnyOf, packed, word_set

LARGE = 1_000_000  # people
SUFFIXES_JA = ("都", "道", "府", "県", "市", "区", "町", "村")
# Towns by a shorter name than the gazetteer has.
SHORT = {
    "Newcastle": "gb:newcastle-upon-tyne",
    "Hull": "gb:kingston-upon-hull",
    "Stoke": "gb:stoke-on-trent",
    "Derry": "gb:derry",
    "St Ives": "gb:st-ives",
}


@cache
def japanese() -> dict[str, str]:
    """Codes of places of Japan by name: 仙台市, 仙台市青葉区, 宮城県; and by stem: 仙台, 宮城. Of one name the most people."""
    table: dict[str, str] = {}
    size: dict[str, int] = {}

    def put(name: str, code: str, people: int) -> None:
        if people > size.get(name, -1):
            table[name], size[name] = code, people

    for number, name, _, _, count in tables.rows("jp_prefectures"):
        put(name, f"jp-{number}", int(count))
        if name != "北海道":
            put(name[:-1], f"jp-{number}", int(count))
    prefectures = {row[0]: row[1] for row in tables.rows("jp_prefectures")}
    for number, name, count in tables.rows("jp_municipalities"):
        code, people = f"jp-{number[:2]}-{number[2:]}", int(count)
        plain = name.removeprefix("旧 ")
        joined = plain.replace(" ", "")
        put(joined, code, people)
        put(prefectures[number[:2]] + joined, code, people)
        if " " in plain:
            put(plain.split(" ")[1], code, people)
        elif len(joined) > 2:
            put(joined[:-1], code, people)
    return table


@cache
def abroad_ja() -> dict[str, str]:
    return {kana: tables.town(country, name) for kana, name, country, _ in tables.rows("places_katakana")}


@cache
def english() -> dict[str, str]:
    """Codes of places by their English names, prefectures of Japan among them."""
    table = {name: tables.town(country, name) for name, country, _, _ in tables.rows("places")}
    for name, code, _, _ in tables.rows("counties"):
        if name not in ("England", "Scotland", "Wales", "Northern Ireland", "Appalachia"):
            table[name.removeprefix("the ")] = code
            table[name.removeprefix("County ").removesuffix(" State")] = code
    for number, _, name, _, _ in tables.rows("jp_prefectures"):
        table[name] = f"jp-{number}"
    for _, name, _ in tables.rows("countries"):
        table.pop(name, None)  # a small town of that name is seldom meant
    return table | SHORT


@cache
def countries() -> frozenset[str]:
    return frozenset(name.lower() for _, name, _ in tables.rows("countries"))


@cache
def large_countries() -> frozenset[str]:
    """Countries that tell no more than a region does; Georgia may be the state."""
    return frozenset(name for _, name, people in tables.rows("countries") if int(people) >= LARGE) - {"Georgia"}


@cache
def first_words() -> frozenset[str]:
    """The words that a place may begin with, as a text is cut: Southend of Southend-on-Sea."""
    return frozenset(re.split("[ -]", name, maxsplit=1)[0] for name in english())


@cache
def doubtful() -> frozenset[str]:
    """Lower-case names that are also people's or everyday words, and want a word of place before them."""
    return frozenset(low for low in map(str.lower, english()) if low in NAMES_AND_WORDS)


WORDS = word_set("places_that_are_words")
NAMES_AND_WORDS = AnyOf(packed("given_names"), packed("surnames"), packed("english_words"), word_set("capitals"))
REGIONS_JA = word_set("regions_ja")
