"""The entries of the record, in order or narrowed, and where it ends."""

import json
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.audit.chain import Head
from app.audit.models import Ending, Entry
from app.database import Session

AT_ONCE = 1_000  # rows fetched in one go


@dataclass(frozen=True, slots=True)
class Written:
    """One entry, as it stands."""

    sequence: int
    made_at: datetime
    act: str
    actor: UUID | None
    about: UUID | None
    codes: str
    previous: str
    digest: str

    def as_json(self) -> str:
        """Return it as one line of an export."""
        return json.dumps(
            {
                "sequence": self.sequence,
                "made_at": self.made_at.isoformat(timespec="microseconds"),
                "act": self.act,
                "actor": str(self.actor) if self.actor else None,
                "about": str(self.about) if self.about else None,
                "codes": json.loads(self.codes),
                "previous": self.previous,
                "hash": self.digest,
            }
        )


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which entries are asked for; nothing said is all of them.

    machine  only what the machine did itself: commands and the worker.
    since    from this moment on, and `until`: before this one.
    """

    act: str = ""
    actor: UUID | None = None
    machine: bool = False
    about: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


COLUMNS = (
    Entry.sequence,
    Entry.made_at,
    Entry.act,
    Entry.actor,
    Entry.about,
    Entry.codes,
    Entry.previous,
    Entry.digest,
)
_ALL = select(*COLUMNS).order_by(col(Entry.sequence)).execution_options(yield_per=AT_ONCE)
_HEAD = select(Ending.sequence, Ending.digest).where(col(Ending.id) == 1)


def entries(session: Session) -> Generator[Written]:
    """Return every entry from the first on, a thousand at a time. Close it if you leave before the end."""
    with session.execute(_ALL) as rows:
        for row in rows:
            yield Written(*row)


def count(session: Session, narrowed: Narrowed) -> int:
    counted = select(func.count()).select_from(Entry).where(*_asked(narrowed))
    return int(session.execute(counted).scalar_one())


def latest(session: Session, narrowed: Narrowed, *, limit: int, offset: int = 0) -> list[Written]:
    """Return what was recorded, the latest first."""
    asked = select(*COLUMNS).where(*_asked(narrowed)).order_by(col(Entry.sequence).desc()).limit(limit).offset(offset)
    return [Written(*row) for row in session.execute(asked)]


def actors(session: Session) -> tuple[UUID, ...]:
    """Return everybody who ever did anything that is on the record."""
    return tuple(session.scalars(select(Entry.actor).where(col(Entry.actor).is_not(None)).distinct()))


def _asked(narrowed: Narrowed) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool] | None] = [
        col(Entry.act) == narrowed.act if narrowed.act else None,
        col(Entry.actor) == narrowed.actor if narrowed.actor else None,
        col(Entry.actor).is_(None) if narrowed.machine else None,
        col(Entry.about) == narrowed.about if narrowed.about else None,
        col(Entry.made_at) >= narrowed.since if narrowed.since else None,
        col(Entry.made_at) < narrowed.until if narrowed.until else None,
    ]
    return [one for one in wanted if one is not None]


def head(session: Session) -> Head:
    return Head(*session.execute(_HEAD).one())
