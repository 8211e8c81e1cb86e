"""The index of what peers read: one text, a thread, or everything anew. Apart from the texts, which it follows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from app import fulltext
from app.database import Session
from app.posts.models import Post, Revision
from app.posts.policy import State

THREADS_AT_ONCE = 50  # indexed by one statement


def reindex(session: Session) -> int:
    """Make the index again from what is public now, and return how many texts are in it."""
    public = (
        select(Post.case_id)
        .join(Revision, and_(col(Revision.post_id) == col(Post.id), col(Revision.state) == State.PUBLISHED))
        .where(col(Post.opening))
    )
    fulltext.clear(session)
    cases = session.scalars(public).all()
    return sum(
        index_threads(session, cases[start : start + THREADS_AT_ONCE])
        for start in range(0, len(cases), THREADS_AT_ONCE)
    )


def index_thread(session: Session, case_id: UUID) -> int:
    return index_threads(session, [case_id])


def index_threads(session: Session, case_ids: Sequence[UUID]) -> int:
    """Put everything that is public in some threads into the index, under each thread's labels of today."""
    labels = {
        row.case_id: row.labels
        for row in session.execute(
            select(Post.case_id, Post.labels).where(col(Post.case_id).in_(case_ids), col(Post.opening))
        )
    }
    found = session.execute(
        select(
            Post.case_id,
            Revision.post_id,
            Revision.title,
            Revision.body,
            Revision.question,
            Revision.published_at,
        )
        .join(Post, col(Post.id) == col(Revision.post_id))
        .where(col(Post.case_id).in_(case_ids), col(Revision.state) == State.PUBLISHED)
        .order_by(col(Revision.published_at))
    ).all()
    fulltext.put_many(
        session,
        [(row.post_id, _searched(row), row.published_at, labels[row.case_id].split()) for row in found],
    )
    return len(found)


def index(session: Session, revision: Revision, labels: str) -> None:
    assert revision.published_at is not None, "only what is public is ever indexed"
    fulltext.put(session, revision.post_id, _searched(revision), order=revision.published_at, labels=labels.split())


def _searched(revision: Any) -> str:
    return "\n".join(part for part in (revision.title, revision.body, revision.question) if part)
