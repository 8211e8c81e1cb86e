"""Putting on the record that a moderator reads what peers do not, before a word of it is read. A file of its own: every page that shows
such words asks it first, and it decides nothing.
"""

from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlmodel import col

from app import audit
from app.audit import Act
from app.database import Database, Session
from app.errors import Missing
from app.moderation import policy
from app.moderation.models import Decision
from app.posts import queries as words
from app.posts.models import Review, Revision, is_open
from app.posts.policy import Cause, State


def record_reading(database: Database, moderator_id: UUID, revision_id: UUID) -> bool:
    """Put on the record that a moderator reads what waits and peers do not read. It is written before a word is read, in
    a transaction of its own, so that whatever becomes of the page the entry stays.

    Returns whether it was. Nothing is written of what peers read as well, and nothing of what is settled: that is opened
    by a press (`record_opening`).
    """
    with database.reading() as session:  # first, so that nobody waits for a writer's turn who writes nothing
        if _in_private(session, revision_id) is None:
            return False
    with database.writing() as session:
        state = _in_private(session, revision_id)
        if state is not None:
            audit.record(session, Act.UNSEALING, actor=moderator_id, about=revision_id, state=state, what="waiting")
    return state is not None


def record_opening(session: Session, moderator_id: UUID, revision_id: UUID) -> None:
    """Put on the record that a moderator opens the words of what is settled.

    Raises  Missing for a draft, for no such text, or for what its author took back before anyone decided.
    """
    state = session.scalars(select(Revision.state).where(col(Revision.id) == revision_id)).one_or_none()
    if state is None or not policy.may_open(State(state), decided=_decided(session, revision_id)):
        raise Missing
    audit.record(session, Act.UNSEALING, actor=moderator_id, about=revision_id, state=state)


def record_comparison(session: Session, moderator_id: UUID, revision_id: UUID) -> None:
    """Put on the record that a moderator opens the version before a text, to see what has changed since.

    Raises  Missing where there is none that lies closed and may be opened.
    """
    before = words.before(session, revision_id)
    if before is None:
        raise Missing
    record_opening(session, moderator_id, before.revision_id)


def _in_private(session: Session, revision_id: UUID) -> State | None:
    """Return where a text stands that waits and that peers do not read; None for any other."""
    found = session.execute(
        select(Revision.state, Review.cause)
        .outerjoin(Review, and_(col(Review.revision_id) == Revision.id, is_open(Review)))
        .where(col(Revision.id) == revision_id)
    ).one_or_none()
    if found is None:
        return None
    state = State(found.state)
    return state if policy.waits_in_private(state, appealed=found.cause == Cause.APPEALED) else None


def _decided(session: Session, revision_id: UUID) -> bool:
    return bool(session.scalar(select(exists().where(col(Decision.revision_id) == revision_id))))
