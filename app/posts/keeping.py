"""What time, erasure and a restore do to texts that are kept. Apart from the service: no person asks for it here."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from app import clock, vault
from app.database import Session
from app.posts import revisions, sealing
from app.posts.models import Revision
from app.posts.policy import State

AT_ONCE = 500  # texts unsealed by one statement


def forget(session: Session, keep: Mapping[str, timedelta]) -> list[UUID]:
    """Destroy the words of what peers have not read for as long as they are kept, and return whose they were.

    What a moderator and an author wrote each other about them goes with them; that it happened stays.
    """
    now = clock.now()
    forgotten: list[UUID] = []
    for state, period in keep.items():
        due = select(Revision.id).where(
            col(Revision.state) == state,
            func.coalesce(Revision.moved_at, Revision.made_at) < now - period,
            vault.is_sealed(Revision.id),
        )
        for revision_id in session.scalars(due).all():
            if state == State.DRAFT:
                revisions.take_away(session, revision_id, State.DRAFT, State.WITHDRAWN)
            vault.destroy(session, revision_id)
            session.execute(update(Revision).where(col(Revision.id) == revision_id).values(note=""))
            forgotten.append(revision_id)
    return forgotten


def take_out_of_sight(session: Session, revision_id: UUID) -> None:
    """Withdraw a revision that peers read or moderators wait for, before it is erased. Others stay as they are."""
    state = State(session.get_one(Revision, revision_id).state)
    if state in (State.PUBLISHED, State.HELD):
        revisions.take_away(session, revision_id, state, State.WITHDRAWN)


def recount(session: Session, case_id: UUID) -> None:
    """Count a thread anew after one of its comments was erased."""
    revisions.lock_thread(session, case_id)
    revisions.count(session, case_id)


def show_again(session: Session) -> int:
    """Put the words of what is public back into the columns, after a restore: a backup has them sealed alone.

    What does not open any more was erased since, and is withdrawn. Returns how many texts are shown again.
    """
    bare = session.scalars(select(Revision.id).where(col(Revision.state) == State.PUBLISHED, Revision.body == "")).all()
    shown = 0
    for start in range(0, len(bare), AT_ONCE):
        some = bare[start : start + AT_ONCE]
        found = sealing.of(session, some)
        if found:
            session.execute(update(Revision), [{"id": one, **words._asdict()} for one, words in found.items()])
        shown += len(found)
        for revision_id in some:
            if revision_id not in found:
                revisions.take_away(session, revision_id, State.PUBLISHED, State.WITHDRAWN)
    session.expire_all()
    return shown
