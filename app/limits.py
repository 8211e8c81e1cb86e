"""How often, by account and by address; one statement a question."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import Field, SQLModel

from app import clock
from app.database import Database, Session
from app.errors import TooOften


class Limit(NamedTuple):
    """At most `times` in `seconds`, counted apart for each kind of action."""

    action: str
    times: int
    seconds: int


class LimitCount(SQLModel, table=True):
    """How often one key acted in the window that began at `since`, in seconds of the epoch."""

    __tablename__ = "limit_count"

    key: str = Field(primary_key=True, max_length=160)
    since: int
    count: int


# One statement, so that parallel requests, also of several processes, cannot both be the last that fits.
TAKE = text(
    """
    insert into limit_count (key, since, count) values (:key, :now, :times)
    on conflict (key) do update set
        count = case when limit_count.since + :seconds <= :now then :times else limit_count.count + :times end,
        since = case when limit_count.since + :seconds <= :now then :now else limit_count.since end
    returning count, since
    """
)
COUNTED = text("select count, since from limit_count where key = :key")
GIVE_BACK = text("update limit_count set count = count - 1 where key = :key and count > 0")
FORGET = text("delete from limit_count where since < :before")


def take(database: Database, limit: Limit, who: str) -> None:
    """Count one action of `who`, in a transaction of its own that stays whatever the request becomes.

    Raises  TooOften, with the seconds to wait, once the limit is passed.
    """
    with database.writing() as session:
        wait = _count(session, limit, who)
    if wait:
        raise TooOften(wait)


def ask(database: Database, limit: Limit, who: str) -> None:
    """Count nothing, but let nobody do what is dear who would be refused afterwards.

    Raises  TooOften, with the seconds to wait, where the next action would pass the limit.
    """
    now = int(clock.now().timestamp())
    with database.reading() as session:
        found = session.execute(COUNTED, {"key": _key(limit, who)}).one_or_none()
    count, since = found or (0, now)
    if count >= limit.times and since + limit.seconds > now:
        raise TooOften(since + limit.seconds - now)


def take_within(session: Session, limit: Limit, who: str) -> None:
    """Count one action of `who` with the transaction that does it: one that is undone was not done.

    Raises  TooOften, with the seconds to wait, once the limit is passed.
    """
    wait = _count(session, limit, who)
    if wait:
        raise TooOften(wait)


def add(session: Session, limit: Limit, who: str, times: int) -> int:
    """Count what was done already, several at once. Returns the seconds to wait; 0 while there is room."""
    return _count(session, limit, who, times)


def give_back(session: Session, limit: Limit, who: str) -> None:
    """Take back one count, of an action that turned out not to be one to limit: a sign-in with the right password."""
    session.execute(GIVE_BACK, {"key": _key(limit, who)})


def _count(session: Session, limit: Limit, who: str, times: int = 1) -> int:
    """Count, and return the seconds to wait; 0 while there is room."""
    now = int(clock.now().timestamp())
    asked = {"key": _key(limit, who), "now": now, "seconds": limit.seconds, "times": times}
    count, since = session.execute(TAKE, asked).one()
    return max(1, since + limit.seconds - now) if count > limit.times else 0


def _key(limit: Limit, who: str) -> str:
    return f"{limit.action}:{who}"[:160]


def forget(database: Database, *, older_than: timedelta = timedelta(days=2)) -> None:
    """Drop the counts nobody asks for any more."""
    with database.writing() as session:
        session.execute(FORGET, {"before": int((clock.now() - older_than).timestamp())})
