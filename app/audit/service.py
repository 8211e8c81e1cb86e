"""Adding to the record."""

from uuid import UUID

from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlmodel import col

from app import clock
from app.audit import acts
from app.audit.acts import Act, Code
from app.audit.chain import digest
from app.audit.models import Ending, Entry
from app.database import Session

_HEAD = select(Ending.sequence, Ending.digest).where(col(Ending.id) == 1).with_for_update()
_ADD = insert(Entry)
_MOVE = (
    update(Ending)
    .where(col(Ending.id) == 1, col(Ending.sequence) == bindparam("before"))
    .values(sequence=bindparam("now"), digest=bindparam("own"))
    .execution_options(synchronize_session=False)
)


def record(session: Session, act: Act, *, actor: UUID | None, about: UUID | None = None, **codes: Code) -> None:
    """Write down an act, in the transaction that does it: if it cannot be written, the act fails.

    Call it when everything else is done. From here until the transaction ends nobody else can add to the record, and
    whoever still waited for a lock while holding it could wait for somebody who waits for the record.

    actor  None for the machine itself: the worker, or a command.
    codes  `outcome="release"`, `rule="person_name"`, `posts=3`: names of ours, ids and numbers, never words.
    Raises  BadEntry if a code could be words.
    """
    codes_written = acts.written(codes)
    session.flush()
    # SQLite has one writer at a time; PostgreSQL holds this row for us.
    last = session.execute(_HEAD).one()
    now = clock.now()
    sequence = last.sequence + 1
    own = digest(
        sequence=sequence,
        made_at=now,
        act=act,
        actor=actor,
        about=about,
        codes=codes_written,
        previous=last.digest,
    )
    session.execute(
        _ADD,
        {
            "sequence": sequence,
            "made_at": now,
            "act": act,
            "actor": actor,
            "about": about,
            "codes": codes_written,
            "previous": last.digest,
            "digest": own,
        },
    )
    moved = session.execute(_MOVE, {"before": last.sequence, "now": sequence, "own": own})
    assert isinstance(moved, CursorResult) and moved.rowcount == 1, "the record grows by one entry at a time"
