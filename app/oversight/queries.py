"""A page of the record, with the names of those who still have one."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app import audit
from app.accounts import queries as accounts
from app.audit import Head, Narrowed
from app.database import Session
from app.oversight.policy import RECORD_PAGE
from app.web.paging import pages


class Person(NamedTuple):
    """Somebody on the record: by name, or by id alone once their account is gone."""

    id: UUID
    name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as an admin reads it.

    by     who did it; None for the machine.
    on     the member it was about, if it was one; `about` is the id of whatever it was.
    codes  names and values, in order.
    """

    sequence: int
    made_at: datetime
    act: str
    by: Person | None
    on: Person | None
    about: UUID | None
    codes: tuple[tuple[str, str | int], ...]

    @property
    def short(self) -> str:
        return str(self.about)[:8]


@dataclass(frozen=True, slots=True)
class Record:
    """One page of the record, the latest first; who is on it at all; and where it ends now."""

    lines: tuple[Line, ...]
    count: int
    page: int
    people: tuple[Person, ...]
    head: Head

    @property
    def pages(self) -> int:
        return pages(self.count, RECORD_PAGE)


def record(session: Session, narrowed: Narrowed, *, page: int) -> Record:
    """Return one page, the last one where there are fewer."""
    count = audit.count(session, narrowed)
    page = min(page, pages(count, RECORD_PAGE))
    entries = audit.latest(session, narrowed, limit=RECORD_PAGE, offset=(page - 1) * RECORD_PAGE)
    actors = audit.actors(session)
    asked = {*actors, *(entry.about for entry in entries if entry.about)}
    names = accounts.names(session, asked)
    return Record(
        tuple(
            Line(
                entry.sequence,
                entry.made_at,
                entry.act,
                Person(entry.actor, names.get(entry.actor)) if entry.actor else None,
                Person(entry.about, names[entry.about]) if entry.about in names else None,
                entry.about,
                tuple(json.loads(entry.codes).items()),
            )
            for entry in entries
        ),
        count,
        page,
        tuple(sorted((Person(actor, names.get(actor)) for actor in actors), key=lambda one: (one.name or "~", one.id))),
        audit.head(session),
    )
