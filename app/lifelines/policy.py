"""The countries whose lines are shown, in which order, and how long a text may be."""

from collections.abc import Iterable
from datetime import date, timedelta

OTHER = "ZZ"
COUNTRIES = ("JP", "GB", "US", "CA", "AU", "NZ", "IE", OTHER)
LONGEST = 2_000  # characters of one country's text in one language
AGAIN = timedelta(days=365)  # after which the numbers are looked over again: a judgement, as lines change in months
AT_HOME = {"ja": "JP"}  # where a reader of a language most likely is; nothing is known of a reader of English


def in_order(first: str) -> tuple[str, ...]:
    """Return the countries with the reader's own first; of one that is not among them, what holds anywhere."""
    own = first if first in COUNTRIES else OTHER
    return (own, *(country for country in COUNTRIES if country != own))


def country_of(licences: Iterable[str], locale: str) -> str:
    """Return where a member most likely is: where their licence is from, or where their language is spoken."""
    known = next((country for country in licences if country in COUNTRIES and country != OTHER), None)
    return known or AT_HOME.get(locale, OTHER)


def is_due(checked: date, today: date) -> bool:
    """Whether a country's lines are to be looked over again."""
    return today - checked >= AGAIN


def seen(versions: Iterable[int]) -> str:
    """Return how a country's texts stand, in a word that a form carries."""
    return "-".join(map(str, versions))
