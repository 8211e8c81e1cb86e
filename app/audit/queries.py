"""The entries of the record, in order, and where it ends."""

import json
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
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


def head(session: Session) -> Head:
    return Head(*session.execute(_HEAD).one())
