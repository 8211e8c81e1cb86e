"""How common each trait is: a share of a country's people, or a number of people; a source on every line.

Figures marked "recalled" were written from memory of the table named, rounded, and wait to be checked
against it (docs/decisions/0009-how-many-people-a-set-of-traits-fits.md lists them). `spread` is the factor by which a figure may be
off either way.
"""

from functools import cache
from typing import NamedTuple

from app.deid.tables import (
    ages,
    conditions,
    countries,
    country_of,
    japan,
    occupations,
    origins,
    prefecture_regions,
    regions,
    town_regions,
    towns,
)
from app.deid.types import Kind, Trait


class Share(NamedTuple):
    """A share of people, or a number of them, and the factor by which it may be off either way."""

    value: float
    spread: float


NOTHING_KNOWN = Share(1.0, 1.0)

# People: the median municipality of Japan has 24,000 (census 2015), and of smaller places there are more.
UNLISTED_PLACE = Share(20_000, 6.0)
# Places told by what they are: the share of Japan's 126 million people who live in one.
SETTINGS = {
    "island": Share(0.003, 2.0),  # 離島振興対策実施地域, 国土交通省 2020: 0.34 million people; recalled
    "village": Share(0.006, 2.0),  # census 2020: 0.7 million people; recalled
}

# People attached to one of a kind: pupils, patients of a month, staff, members.
ORGANISATIONS = {
    "school": Share(350, 2.0),  # 学校基本調査 2023: 6.05 million pupils in 18,980 primary schools; recalled
    "high-school": Share(610, 2.0),  # 学校基本調査 2023: 2.92 million in 4,791 schools; recalled
    "university": Share(3600, 5.0),  # 学校基本調査 2023: 2.95 million students in 810 universities; recalled
    "nursery": Share(90, 2.0),  # 保育所等関連状況 2023: 2.7 million children in 39,600 places; recalled
    # 医療施設調査・病院報告 2022: 280 patients a day in each of 8,156, taken as ten days' worth; recalled
    "hospital": Share(3000, 4.0),
    "agency": Share(4000, 4.0),  # 公共職業安定所: 544 offices, 2 million seekers a month; recalled
    # 経済センサス 2021: 11 workers a place of work; those with a name people know are larger; a judgement
    "company": Share(300, 8.0),
    "club": Share(150, 5.0),  # a congregation, a club, a team: a judgement
    "station": Share(14_000, 4.0),  # 126 million people over about 9,000 stations (国土数値情報 鉄道 2022); recalled
}

# A share of the people of any country.
FAMILY = {
    "twins": Share(0.012, 2.0),  # 人口動態統計 2021: 1 % of deliveries, ONS 2021: 1.4 %; recalled
    "triplets": Share(0.0002, 2.0),  # 人口動態統計 2021 and ONS 2021: about 1 in 6,000 deliveries; recalled
    "distinctive": Share(0.001, 5.0),  # a household told apart from others in words of its own; a judgement
    "quadruplets": Share(0.000_002, 3.0),  # a few families a country; a judgement
    "adopted": Share(0.004, 4.0),  # 司法統計 2021, DfE 2021: between 0.1 % and 1 % of children; recalled
    "foster": Share(0.002, 3.0),  # 里親等委託 2021, DfE 2021: 0.04 % and 0.6 % of children; recalled
    "widowed": Share(0.06, 3.0),  # 国勢調査 2020: 9 % of those over 15, most of them old; recalled
    "divorced": Share(0.06, 2.0),  # 国勢調査 2020: 6 % of those over 15; recalled
    "single-parent": Share(0.012, 2.0),  # 全国ひとり親世帯等調査 2021: 1.34 million households; recalled
    "many-siblings": Share(0.01, 4.0),  # five or more children: 出生動向基本調査 2021; recalled
    # 総務省 2022: 1,741 mayors and governors, 32,000 councillors; near kin of each, a judgement
    "public-relative": Share(0.0002, 5.0),
    "relative-role": Share(0.001, 5.0),  # near kin of the one holder of a post: a judgement
    "bereaved-suicide": Share(0.02, 3.0),  # 人口動態統計: 20,000 to 30,000 a year, five near kin, 30 years; recalled
    "bereaved-crime": Share(0.0002, 4.0),  # 犯罪統計: about 300 killed a year, five near kin, 30 years; recalled
    "lost-child": Share(0.01, 3.0),  # 人口動態統計, cumulative; a judgement
    "half-siblings": Share(0.03, 3.0),  # a judgement
    "unusual": Share(0.005, 5.0),  # another family out of the ordinary: a judgement
}
EVENTS = {
    "news": Share(50, 6.0),  # people near one event that the news carried: a judgement
    "disaster": Share(50_000, 6.0),  # people touched by one named disaster: a judgement
    "award": Share(1, 3.0),  # holders of one prize or record of one year
}
SINGULAR = Share(1, 3.0)  # people: the only one of a place is one; whoever says so may be wrong
# Orphanet: the median rare disease that people are met with; the limit is 1 in 2,000.
RARE_DISEASE = Share(1 / 10_000, 5.0)
RARE_OCCUPATION = Share(1 / 20_000, 5.0)  # a judgement: about 5,000 people in Japan
FAITH = {
    "jehovah": Share(0.0018, 2.0),  # its yearbook 2023: 214,000 in Japan, 0.2 % in the United Kingdom; recalled
    "small-faith": Share(0.001, 5.0),  # a judgement
    "large-faith": Share(0.05, 3.0),  # 宗教統計, Census 2021; a judgement
}
ORIGIN_UNLISTED = Share(5 / 100_000, 5.0)  # a judgement: a people of some thousands in the country
SEX_OTHER = Share(0.005, 2.0)  # ONS Census 2021: 0.5 % said their gender differs from the sex registered; recalled
BIRTHDAY = Share(1 / 365, 1.1)  # days of a year
SEX_SPREAD = 1.05
AGE_SPREAD = 1.3  # a place's own structure against its country's; census 2020, Tokyo against Akita
OCCUPATION_SPREAD = 2.0  # figures recalled, and a place's own industries
CONDITION_SPREAD = 2.5  # prevalences are known to a factor
ORIGIN_SPREAD = 4.0  # people of one origin live near each other

# The ages at which an occupation is had; others are working ages.
AGES = {"pupil": (6, 19), "student": (18, 27), "retired": (60, 100)}
WORKING = (18, 75)


@cache
def people(place: str) -> Share | None:
    """Return how many people live in a place, or None for a code that names none."""
    if place == "unlisted":
        return UNLISTED_PLACE
    if place.startswith("jp-"):
        number = japan().get(place)
        return Share(number, 1.1) if number else None  # census 2015 against today
    if ":" in place:
        number = towns().get(place)
        return Share(number, 1.5) if number else None  # GeoNames mixes a town with its district
    region = regions().get(place)
    if region is not None:
        return Share(region[1], 1.2)
    number = countries().get(place)
    return Share(number, 1.02) if number else None


def bounds(code: str) -> tuple[int, int]:
    """Return the first age of an AGE code, and the first one after it: 48 → 48, 49; 40-49 → 40, 50."""
    first, _, last = code.partition("-")
    return int(first), int(last or first) + 1


def _count(country: str, sex: str | None, first: int, after: int) -> float:
    total = 0.0
    for told, counts in ages(country).items():
        if sex in (None, told) or sex == "other":
            for index, count in enumerate(counts):
                low, high = index * 5, index * 5 + 5 if index < len(counts) - 1 else 120
                total += count * max(0, min(after, high) - max(first, low)) / (high - low)
    return total


# Who most of the people attached to one are, by age; staff are older and count as of the whole country.
ATTENDED_AT = {"school": (6, 16), "high-school": (15, 19), "university": (18, 27), "nursery": (0, 7)}


@cache
def sex_and_age(country: str, sex: str | None, age: str | None, school: str | None = None) -> Share:
    """Return the share of people with this sex and age; either may be None for any.

    The people are a country's, or those who attend a kind of `school` if the age is one of theirs.
    """
    low, high = ATTENDED_AT.get(school or "", (0, 120))
    first, after = bounds(age) if age else (low, high)
    if after <= low or first >= high:
        low, high = 0, 120
    share = _count(country, sex, max(first, low), min(after, high)) / _count(country, None, low, high)
    spread = SEX_SPREAD if sex else 1.0
    if sex == "other":
        share, spread = share * SEX_OTHER.value, SEX_OTHER.spread
    return Share(max(share, 1e-8), spread * (AGE_SPREAD if age else 1.0))


@cache
def occupation(country: str, code: str, sex: str | None, age: str | None) -> Share:
    """Return the share of people of this sex and age who have this occupation."""
    if code == "rare":
        return RARE_OCCUPATION
    known = occupations().get(code)
    home = country if country == "jp" else "gb"
    if known is None:
        members = [row for row in occupations().values() if row.group == code]
        if not members:
            return NOTHING_KNOWN
        number = sum(row.people(home, sex) for row in members)
    else:
        number = known.people(home, sex)
    scale = {"jp": 1.0, "gb": (countries().get("gb") or 1) / _count("gb", None, 0, 120)}[home]
    first, after = AGES.get(code, WORKING)
    told = bounds(age) if age else (0, 120)
    if told[0] >= after or told[1] <= first:
        first, after = 0, 120  # a pupil of 40: what is told fits badly, so nothing is read into it
    if not age:
        first, after = 0, 120
    among = _count(home, None if sex == "other" else sex, first, after)
    return Share(min(1.0, number / (among * scale)), OCCUPATION_SPREAD)


@cache
def other(country: str, trait: Trait) -> Share:
    """Return the share of people with a trait that is neither place, sex, age nor occupation."""
    if trait.kind is Kind.FAMILY:
        return FAMILY.get(trait.code, NOTHING_KNOWN)
    if trait.kind is Kind.HEALTH:
        known = conditions().get(trait.code)
        if known:
            return Share(known / 100_000, CONDITION_SPREAD)
        return RARE_DISEASE if trait.code == "rare" else NOTHING_KNOWN
    if trait.kind is Kind.DATE:
        return BIRTHDAY if trait.code == "birthday" else NOTHING_KNOWN
    if trait.kind is Kind.PLACE:
        return SETTINGS.get(trait.code, NOTHING_KNOWN)
    if trait.kind is Kind.OTHER:
        if trait.code in FAITH:
            return FAITH[trait.code]
        pair = origins().get(trait.code)
        if pair is None:
            return ORIGIN_UNLISTED if trait.code == "origin" else NOTHING_KNOWN
        return Share(pair[0 if country == "jp" else 1] / 100_000, ORIGIN_SPREAD)
    return NOTHING_KNOWN


def gathered(trait: Trait) -> Share | None:
    """Return how many people a trait gathers by itself (a place, a school, an event), or None if it is a share."""
    if trait.kind is Kind.PLACE:
        return None if trait.code in SETTINGS else people(trait.code)
    if trait.kind is Kind.ORG:
        return ORGANISATIONS.get(trait.code)
    if trait.kind is Kind.EVENT:
        return EVENTS.get(trait.code)
    if trait == Trait(Kind.OCCUPATION, "singular"):
        return SINGULAR
    return None


def wider(trait: Trait) -> Trait | None:
    """Return the trait one step wider, or None where the step is to leave it out."""
    kind, code = trait
    if kind is Kind.AGE and "-" not in code:
        decade = int(code) // 10 * 10
        return Trait(kind, f"{decade}-{decade + 9}") if decade < 90 else Trait(kind, "90-119")
    if kind is Kind.AGE and bounds(code)[1] - bounds(code)[0] < 10:
        decade = bounds(code)[0] // 10 * 10
        return Trait(kind, f"{decade}-{decade + 9}")
    if kind is Kind.PLACE:
        return _wider_place(code)
    if kind is Kind.OCCUPATION and code in occupations():
        return Trait(kind, occupations()[code].group)
    return None


def _wider_place(code: str) -> Trait | None:
    parent: str | None = None
    if code.count("-") == 2 and code.startswith("jp-"):
        parent = code.rsplit("-", 1)[0]
    elif code in prefecture_regions():
        parent = prefecture_regions()[code]
    elif ":" in code:
        parent = town_regions().get(code, country_of(code))
        parent = parent if people(parent) else country_of(code)
    elif code in regions():
        parent = regions()[code][0]
    elif code.startswith("jp-"):
        parent = "jp"
    return Trait(Kind.PLACE, parent) if parent else None
