"""What is counted of moderation, when a finding was right, and which numbers are too small to be shown."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SMALLEST = 5  # a smaller number could be somebody's case; shown as "fewer than five"
MONTHS = 12  # on a page
COUNTED_EVERY = timedelta(days=1)  # and not at once: who looked every minute would see whose text it was
ENOUGH = 5  # findings decided on, before a rule is said to cry wolf
# Two-sided 95 % of the normal distribution. Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
Z = 1.96


class What(StrEnum):
    """What a number counts: texts that were held and what became of them, and findings and whether they were right."""

    HELD = "held"
    RELEASED = "released"
    RETURNED = "returned"
    REMOVED = "removed"
    WAITED = "waited"  # median, in minutes, from being sent to the first decision
    FIRED = "fired"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


OF_TEXTS = (What.HELD, What.RELEASED, What.RETURNED, What.REMOVED)
OF_FINDINGS = (What.FIRED, What.CONFIRMED, What.DISMISSED)


@dataclass(frozen=True, slots=True)
class Version:
    """One submitted text of a post, as far as its findings go.

    rules     how often each rule fired in it.
    accepted  of these, how many its author disputed and a moderator gave them right.
    stood     it became public as it is: whoever let it pass left these findings standing.
    refused   it was sent back or removed, the last thing that was decided on it.
    """

    rules: Counter[str]
    accepted: Counter[str] = field(default_factory=Counter)
    stood: bool = False
    refused: bool = False


@dataclass(slots=True)
class Tally:
    """How often a rule fired, and how often it turned out right or wrong. What nobody has decided yet is neither."""

    fired: int = 0
    confirmed: int = 0
    dismissed: int = 0


def tallies(versions: Sequence[Version]) -> dict[str, list[Tally]]:
    """Return, for each version of one post and each rule, what became of the findings that ended with it.

    A finding that still stands in the next version is the same finding, and counts there. Of one that ends:

    - its dispute was accepted: dismissed;
    - its text was sent back or removed: confirmed, whether or not another text followed;
    - its text became public with it: dismissed, whatever its author changed later;
    - the author wrote the words anew before anybody decided: confirmed;
    - nobody decided, and no other text followed: neither.
    """
    found: dict[str, list[Tally]] = {}
    for number, version in enumerate(versions):
        after = versions[number + 1].rules if number + 1 < len(versions) else None
        for rule, times in version.rules.items():
            carried = min(times, after[rule]) if after is not None else 0
            ended = times - carried
            tally = Tally(fired=ended)
            wrong = min(ended, version.accepted[rule])
            if version.refused:
                tally.confirmed = ended - wrong
            elif version.stood:
                wrong = ended
            elif after is not None:
                tally.confirmed = ended - wrong
            tally.dismissed = wrong
            found.setdefault(rule, [Tally() for _ in versions])[number] = tally
    return found


def precision(confirmed: int, dismissed: int) -> float | None:
    """Return the share of a rule's decided findings that were right; None where nothing was decided."""
    return confirmed / (confirmed + dismissed) if confirmed + dismissed else None


def wolf(confirmed: int, dismissed: int) -> float:
    """Return how surely a rule cries wolf: the lower end of Wilson's interval for the share of its false alarms.

    Two wrong of two say less than forty wrong of fifty.
    """
    decided = confirmed + dismissed
    if decided < ENOUGH:
        return 0.0
    share, spread = dismissed / decided, Z * Z / decided
    middle = share + spread / 2
    margin = Z * math.sqrt(share * (1 - share) / decided + spread / (4 * decided))
    return max(0.0, (middle - margin) / (1 + spread))


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as members see it: itself, `few` for fewer than five, or `hidden` where it would tell such a one."""

    number: int | None = None
    few: bool = False
    hidden: bool = False


def shown(numbers: Mapping[str, int], lang: str) -> Shown:
    """Return what is shown of a number that is counted by language; `lang` is empty for both together.

    Beside the number of both, one language's number tells the other's. So where the other's is too small, neither is shown.
    """
    own = numbers.get(lang, 0) if lang else sum(numbers.values())
    if own < SMALLEST:
        return Shown(few=True)
    if lang and own != sum(numbers.values()) and sum(numbers.values()) - own < SMALLEST:
        return Shown(hidden=True)
    return Shown(own)


def months(today: date, number: int = MONTHS) -> tuple[date, ...]:
    """Return the first days of the last months, this one included, the oldest first."""
    last = today.year * 12 + today.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(last - number + 1, last + 1))


def begun(firsts: Sequence[date], counted: Collection[str]) -> tuple[date, ...]:
    """Return the months from the first of which anything was counted; this month if nothing was yet.

    Only where small numbers are seen anyway: elsewhere it would tell of a month that there was something in it.
    """
    began = min((month for month in counted), default=month_of(firsts[-1]))
    return tuple(first for first in firsts if month_of(first) >= began)


def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def median(numbers: Iterable[float]) -> int:
    """Return the middle one, rounded: half waited less."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return round(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)
