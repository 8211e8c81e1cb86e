"""Bringing a case, and changing what is said about it beside its words."""

from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col

from app.cases import policy
from app.cases.models import Case, CaseApproach
from app.cases.policy import CaseForm, Consent
from app.database import Session
from app.posts import service as posts
from app.posts.models import Revision
from app.posts.screening import Read


def open_case(session: Session, author_id: UUID, form: CaseForm, read: Read | None) -> Revision:
    """Bring a case: a thread, its tags, its opening post. It is sent in as it was read; unread it is kept as a draft."""
    case = Case(lang=form.writing.lang, consent=form.consent or Consent.NONE)
    session.add(case)
    session.flush()
    _tag(session, case.id, form.approaches)
    return posts.open_thread(
        session,
        author_id,
        case.id,
        read or form.writing.draft(),
        once=form.once,
        signed_as=policy.alias(form.writing.lang) if form.alias else None,
        labels=policy.labels(form.writing.lang, form.approaches),
    )


def revise_case(
    session: Session, author_id: UUID, case_id: UUID, post_id: UUID, form: CaseForm, read: Read | None
) -> Revision:
    """Write a new text of one's case as it was read, or go on with its draft; tags and consent change with it.

    Raises  Missing, OutOfDate, NotAllowed as `posts.service.revise` does; nothing is changed then.
    """
    assert form.seen is not None
    revision = posts.revise(session, author_id, post_id, read or form.writing.draft(), seen=form.seen)
    session.execute(
        update(Case).where(col(Case.id) == case_id).values(lang=form.writing.lang, consent=form.consent or Consent.NONE)
    )
    session.execute(delete(CaseApproach).where(col(CaseApproach.case_id) == case_id))
    _tag(session, case_id, form.approaches)
    posts.label(session, case_id, policy.labels(form.writing.lang, form.approaches))
    posts.sign(session, post_id, policy.alias(form.writing.lang) if form.alias else None)
    return revision


def _tag(session: Session, case_id: UUID, slugs: tuple[str, ...]) -> None:
    session.add_all(CaseApproach(case_id=case_id, slug=slug, position=place) for place, slug in enumerate(slugs))
    session.flush()
