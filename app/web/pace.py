"""How much one member reads in a while: more than people read is slowed down, because that is how a forum is copied.

Counted in memory, and settled with the database every few times, so that pages are read without writing and several
processes know of each other all the same. Which pages, and what was looked for, is kept nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app import clock
from app.errors import TooOften
from app.limits import Limit

# A counsellor who reads all evening opens some dozens of cases. security.md's scraper reads 500 an hour (RL-06) and
# looks for words 300 times (RL-08); whoever tries addresses misses more than 50 times a minute (RL-07).
READING = Limit("reading", times=300, seconds=3_600)  # cases, each once
SEARCHING = Limit("searching", times=200, seconds=3_600)
MISSING = Limit("missing", times=50, seconds=60)  # addresses under which there is nothing for this member

CASE = "/cases/{case_id}"
SEARCH = "/search"
PARTS = 10  # of a limit: counts are settled when one of them is full
MOST_KEPT = 10_000  # members counted at a time, before those who have stopped are let go

Settle = Callable[[Limit, UUID, int], int]


class Seen(NamedTuple):
    """What of a request counts, and against what. `once` tells it from others; None counts every time."""

    limit: Limit
    once: str | None


@dataclass(slots=True)
class _Count:
    """What one member has done in the window that ends at `ends`; refused until `until`."""

    ends: datetime
    times: int = 0
    unsettled: int = 0
    seen: set[str] = field(default_factory=set)
    until: datetime | None = None


class Pace:
    """The counts of one process. It is asked and told in the event loop alone."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, UUID], _Count] = {}

    def wait(self, limit: Limit, member_id: UUID) -> int:
        """Return the seconds a member has to wait; 0 for almost everybody."""
        count = self._counts.get((limit.action, member_id))
        if count is None or count.until is None:
            return 0
        return max(0, int((count.until - clock.now()).total_seconds()))

    def note(self, member_id: UUID, seen: Seen) -> int:
        """Count what was just answered. Returns how many are to be settled now, mostly none; they count as settled then."""
        limit, now = seen.limit, clock.now()
        count = self._counts.get((limit.action, member_id))
        if count is None or count.ends <= now:
            self._let_go(now)
            unsettled = count.unsettled if count else 0
            count = _Count(now + timedelta(seconds=limit.seconds), unsettled=unsettled)
            self._counts[limit.action, member_id] = count
        if seen.once is not None:
            if seen.once in count.seen:
                return 0
            count.seen.add(seen.once)
        count.times += 1
        count.unsettled += 1
        # What is over within a minute is not worth a write before it is too much.
        due = limit is not MISSING and count.unsettled > limit.times // PARTS
        if not due and count.times <= limit.times:
            return 0
        settling, count.unsettled = count.unsettled, 0
        return settling

    def settled(self, member_id: UUID, limit: Limit, wait: int) -> None:
        """Take note of what the database says, now that it has the counts of all processes."""
        count = self._counts.get((limit.action, member_id))
        if count is not None:
            count.until = clock.now() + timedelta(seconds=wait) if wait else None

    def unsettled(self, member_id: UUID, limit: Limit, times: int) -> None:
        """Take counts back that the database did not take."""
        count = self._counts.get((limit.action, member_id))
        if count is not None:
            count.unsettled += times

    def _let_go(self, now: datetime) -> None:
        if len(self._counts) >= MOST_KEPT:
            self._counts = {key: count for key, count in self._counts.items() if count.ends > now}


def seen(scope: Mapping[str, Any], status: int) -> Seen | None:
    """Return what of an answered request counts."""
    route = scope.get("path_template", "")
    if status == 404 and "{" in route:
        return Seen(MISSING, None)
    if scope["method"] != "GET" or status != 200:
        return None
    if route == CASE:
        return Seen(READING, scope["path"])
    return Seen(SEARCHING, None) if route == SEARCH and _asked(scope) else None


def check(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse for a while whoever has read, looked for or missed too much. Their own pages and what they write stay open.

    Raises  TooOften, with the seconds to wait.
    """
    visit = connection.scope["visit"]  # type: ignore[typeddict-item]  # put there by web/arrival
    if visit.viewer is None or visit.pace is None:
        return
    for limit in _of(connection.scope):
        wait = visit.pace.wait(limit, visit.viewer.id)
        if wait:
            raise TooOften(wait, f"pace_{limit.action}")


def _of(scope: Mapping[str, Any]) -> list[Limit]:
    route, reads = scope.get("path_template", ""), scope["method"] == "GET"
    limits = [MISSING] if "{" in route else []
    if reads and route == CASE:
        limits.append(READING)
    if reads and route == SEARCH and _asked(scope):
        limits.append(SEARCHING)
    return limits


def _asked(scope: Mapping[str, Any]) -> bool:
    return bool(parse_qs(scope["query_string"].decode("latin-1")).get("q"))
