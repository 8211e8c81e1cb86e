"""When the holder of a licence is told that it runs out, and how many licences are looked at again each month."""

from datetime import date, timedelta
from math import ceil

REMINDERS = (90, 30, 0)  # days before the last day; at 0 it has run out, and writing stops
SAMPLE = 0.02  # of all valid licences, each month: a judgement, so that each is seen again about every four years
LEAST = 3  # licences a month, where there are as many
SETTLED = timedelta(days=30)  # a licence that was checked so lately is left alone


def due(expires_on: date, reminded: int | None, today: date) -> int | None:
    """Return which reminder is due, as its days, or None. Of two that are due at once the later one is sent."""
    left = (expires_on - today).days
    reached = [days for days in REMINDERS if (left < 0 if days == 0 else left <= days)]
    if not reached or (reminded is not None and reminded <= reached[-1]):
        return None
    return reached[-1]


def sampled(count: int) -> int:
    """Return how many of `count` licences are to be looked at again this month."""
    return min(count, max(LEAST, ceil(SAMPLE * count)))


def is_new_month(last: date | None, today: date) -> bool:
    return last is None or (last.year, last.month) != (today.year, today.month)


def mail(days: int) -> str:
    """Return the kind of mail that tells of it."""
    return "licence_expired" if days == 0 else f"licence_{days}"
