"""The statistics that are files under words/, as tables: people by place, sex and age, by occupation, condition and origin.

Each file has its source, licence and date in its first lines.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from sys import intern
from typing import NamedTuple

from app.deid.lists import WORDS

THOUSAND = 1000


def rows(name: str) -> Iterator[Sequence[str]]:
    """Yield the lines of a table under words/, split at tabs."""
    for line in (WORDS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def country_of(place: str) -> str:
    """Return the country of a place's code: jp for jp-04-100, gb for gb:carlisle."""
    return place.replace(":", "-").split("-", 1)[0]


@cache
def japan() -> dict[str, int]:
    """People by code: jp-01 a prefecture, jp-01-202 a municipality or ward, jp-tohoku a region."""
    table: dict[str, int] = {}
    for number, _, _, region, count in rows("jp_prefectures"):
        table[f"jp-{number}"] = int(count)
        table[f"jp-{region}"] = table.get(f"jp-{region}", 0) + int(count)
    for number, _, count in rows("jp_municipalities"):
        table[f"jp-{number[:2]}-{number[2:]}"] = int(count)
    return table


@cache
def prefecture_regions() -> dict[str, str]:
    return {f"jp-{row[0]}": f"jp-{row[3]}" for row in rows("jp_prefectures")}


@cache
def towns() -> dict[str, int]:
    """People by code of a town: gb:carlisle."""
    return {town(country, name): int(count) for name, country, _, count in rows("places")}


@cache
def town_regions() -> dict[str, str]:
    return {town(country, name): intern(f"{country}-{region}") for name, country, region, _ in rows("places") if region}


@cache
def regions() -> dict[str, tuple[str, int]]:
    """What it belongs to, and people, by code of a county, state or nation."""
    return {code: (parent, int(count) * THOUSAND) for _, code, parent, count in rows("counties")}


@cache
def countries() -> dict[str, int]:
    return {code: int(count) for code, _, count in rows("countries")}


def slug(name: str) -> str:
    return "-".join(name.lower().replace("'", "").replace(".", "").split())


def town(country: str, name: str) -> str:
    """Return the code of a town: gb:carlisle. Several tables have it, and it is kept once."""
    return intern(f"{country}:{slug(name)}")


@cache
def ages(country: str) -> dict[str, Sequence[float]]:
    """People by sex and five-year band; a country without a table has the United Kingdom's."""
    table: dict[str, dict[str, Sequence[float]]] = {}
    for name, sex, counts in rows("ages"):
        table.setdefault(name, {})[sex] = [float(count) for count in counts.split()]
    return table.get(country, table["gb"])


class Occupation(NamedTuple):
    """An occupation: its group, and thousands of people in Japan and the United Kingdom."""

    group: str
    male_jp: float
    female_jp: float
    gb: float
    female_gb: float

    def people(self, country: str, sex: str | None) -> float:
        """Return the people who have it; another country has the United Kingdom's share."""
        if country == "jp":
            return THOUSAND * {"male": self.male_jp, "female": self.female_jp}.get(
                sex or "", self.male_jp + self.female_jp
            )
        women = self.female_gb / 100
        return THOUSAND * self.gb * {"male": 1 - women, "female": women}.get(sex or "", 1.0)


@cache
def occupations() -> dict[str, Occupation]:
    return {row[0]: Occupation(row[1], *(float(number) for number in row[4:8])) for row in rows("occupations")}


@cache
def conditions() -> dict[str, float]:
    return {row[0]: float(row[3]) for row in rows("conditions")}


@cache
def origins() -> dict[str, tuple[float, float]]:
    return {row[0]: (float(row[3]), float(row[4])) for row in rows("origins")}
