"""What has changed in a text, and a redaction as its author sees it.
A file of its own, because moderators and the author read the same change."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from app.database import Session
from app.moderation.models import Decision, RedactionObjection
from app.posts import queries as posts
from app.posts.changes import Change, changes
from app.posts.models import Review, is_open
from app.posts.policy import State
from app.posts.texts import OwnText


class Changed(NamedTuple):
    """What has changed in a field since the text before; `stretches` is None where it was written entirely anew."""

    field: str
    stretches: tuple[Change, ...] | None


class Objection(NamedTuple):
    """What an author says against a redaction of their text."""

    note: str
    made_at: datetime


class Redaction(NamedTuple):
    """What a moderator replaced in a text, as its author sees it. `answer` is what a second one said to an objection."""

    text: OwnText
    changed: tuple[Changed, ...]
    objection: Objection | None
    answered: bool
    answer: str


_OBJECTION = select(RedactionObjection.note, RedactionObjection.made_at).where(
    RedactionObjection.revision_id == bindparam("revision")
)
_ANSWER = (
    select(Decision.note)
    .where(Decision.revision_id == bindparam("revision"), Decision.undone_at.is_(None))
    .order_by(Decision.made_at.desc(), Decision.id.desc())
    .limit(1)
)
_OPEN_REVIEW = select(Review.id).where(Review.revision_id == bindparam("revision"), is_open(Review))


def redaction(session: Session, author: UUID, post_id: UUID) -> Redaction | None:
    """Return what was replaced in the latest text of one's post; None where nothing was, or one has gone on from it."""
    text = posts.own(session, author, post_id)
    if text is None or text.redacts_id is None or text.state not in (State.HELD, State.PUBLISHED):
        return None
    said = session.execute(_OBJECTION, {"revision": text.revision_id}).one_or_none()
    waits = session.scalars(_OPEN_REVIEW, {"revision": text.revision_id}).first() is not None
    answered = said is not None and not waits
    answer = session.scalars(_ANSWER, {"revision": text.revision_id}).one_or_none() if answered else None
    return Redaction(
        text,
        changed_fields(posts.revision(session, text.redacts_id), text),
        Objection(said.note, said.made_at) if said else None,
        answered=answered,
        answer=answer or "",
    )


def changed_fields(before: OwnText | None, text: OwnText) -> tuple[Changed, ...]:
    if before is None:
        return ()
    pairs = ((field, getattr(before, field), getattr(text, field)) for field in ("title", "body", "question"))
    return tuple(Changed(field, changes(old, new)) for field, old, new in pairs if old != new)
