"""Latest cases, by approach, one case with its thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app import taxonomy
from app.accounts.models import Member
from app.cases.models import Case, CaseApproach
from app.cases.policy import LIST_PAGE, Consent, Filters
from app.database import Session
from app.posts.models import Post, Revision, is_public
from app.posts.threads import SIGNED
from app.taxonomy import Approach


@dataclass(frozen=True, slots=True)
class Card:
    """A case in a list."""

    id: UUID
    title: str
    lang: str
    name: str
    published_at: datetime
    comments: int
    last_comment_at: datetime | None
    approaches: tuple[Approach, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of cases. `more` says whether there are older ones; nothing counts them all."""

    cards: tuple[Card, ...]
    more: bool


# Not joined to what peers do not see: a case is in a list when its opening post has a published revision.
_CARDS = (
    select(
        Post.case_id,
        Revision.title,
        Case.lang,
        SIGNED.label("name"),
        Post.published_at,
        Post.comments,
        Post.last_comment_at,
    )
    .select_from(Post)
    .join(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .join(Case, Case.id == Post.case_id)
    .join(Member, Member.id == Post.author_id)
    .where(Post.opening, Post.published_at.is_not(None))
    .order_by(Post.published_at.desc(), Post.id.desc())
    .limit(LIST_PAGE + 1)
    .offset(bindparam("offset"))
)
_BY_LANG = Case.lang == bindparam("lang")
_UNANSWERED = Post.comments == 0
_TAGGED = CaseApproach.case_id == Post.case_id


def _lists() -> dict[tuple[bool, bool, bool], Select[Any]]:
    """Return the statement of every combination of filters, built once."""
    found = {}
    for by_approach in (False, True):
        for by_lang in (False, True):
            for waiting in (False, True):
                made = _CARDS
                if by_approach:
                    made = made.join(CaseApproach, _TAGGED).where(CaseApproach.slug == bindparam("approach"))
                if by_lang:
                    made = made.where(_BY_LANG)
                if waiting:
                    made = made.where(_UNANSWERED)
                found[by_approach, by_lang, waiting] = made
    return found


_LISTS = _lists()
_TAGS = (
    select(CaseApproach.case_id, CaseApproach.slug)
    .where(CaseApproach.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(CaseApproach.position)
)
_PER_APPROACH = (
    select(CaseApproach.slug, func.count().label("cases"))
    .select_from(CaseApproach)
    .join(Post, and_(Post.case_id == CaseApproach.case_id, Post.opening))
    .join(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .group_by(CaseApproach.slug)
)


def listing(session: Session, filters: Filters) -> Listing:
    """Return a page of public cases, the newest first."""
    statement = _LISTS[bool(filters.approach), bool(filters.lang), filters.waiting]
    rows = session.execute(
        statement, {"approach": filters.approach, "lang": filters.lang, "offset": (filters.page - 1) * LIST_PAGE}
    ).all()
    shown = rows[:LIST_PAGE]
    tags = approaches_of(session, [row.case_id for row in shown])
    cards = tuple(
        Card(
            row.case_id,
            row.title,
            row.lang,
            row.name,
            row.published_at,
            row.comments,
            row.last_comment_at,
            tags.get(row.case_id, ()),
        )
        for row in shown
    )
    return Listing(cards, len(rows) > LIST_PAGE)


def approaches_of(session: Session, case_ids: list[UUID]) -> dict[UUID, tuple[Approach, ...]]:
    """Return the tags of several cases, in one statement however many they are."""
    found: dict[UUID, tuple[Approach, ...]] = {}
    known = taxonomy.approaches()
    for case_id, slug in session.execute(_TAGS, {"cases": case_ids}) if case_ids else ():
        if slug in known:
            found[case_id] = (*found.get(case_id, ()), known[slug])
    return found


def per_approach(session: Session) -> dict[str, int]:
    """Return how many public cases each approach has."""
    return {row.slug: row.cases for row in session.execute(_PER_APPROACH)}


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as its readers see it, without its thread."""

    id: UUID
    post_id: UUID
    revision_id: UUID
    author_id: UUID
    mine: bool
    name: str
    alias: bool
    lang: str
    consent: Consent
    title: str
    question: str
    html: Markup
    published_at: datetime
    revised: bool
    comments: int
    places: int

    @property
    def invented(self) -> bool:
        return not self.consent.of_a_client


_Comment = aliased(Post)
_CASE = (
    select(
        Case.id,
        Post.id.label("post_id"),
        Revision.id.label("revision_id"),
        Post.author_id,
        (Post.author_id == bindparam("viewer")).label("mine"),
        SIGNED.label("name"),
        Post.signed_as.is_not(None).label("alias"),
        Case.lang,
        Case.consent,
        Revision.title,
        Revision.question,
        Revision.html,
        Post.published_at,
        (Revision.published_at > Post.published_at).label("revised"),
        Post.comments,
        # Comments that are out of sight keep their place, so the pages of a thread count them.
        select(func.count())
        .select_from(_Comment)
        .where(_Comment.case_id == Case.id, _Comment.opening.is_(False), _Comment.published_at.is_not(None))
        .scalar_subquery()
        .label("places"),
    )
    .select_from(Case)
    .join(Post, and_(Post.case_id == Case.id, Post.opening))
    .join(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
    .join(Member, Member.id == Post.author_id)
    .where(Case.id == bindparam("case"))
)


def case(session: Session, case_id: UUID, viewer: UUID) -> CaseShown | None:
    """Return a case that is public now."""
    row = session.execute(_CASE, {"case": case_id, "viewer": viewer}).one_or_none()
    if row is None:
        return None
    return CaseShown(
        id=row.id,
        post_id=row.post_id,
        revision_id=row.revision_id,
        author_id=row.author_id,
        mine=row.mine,
        name=row.name,
        alias=row.alias,
        lang=row.lang,
        consent=Consent(row.consent),
        title=row.title,
        question=row.question,
        html=Markup(row.html),  # noqa: S704  # made by app/markup, sanitised
        published_at=row.published_at,
        revised=bool(row.revised),
        comments=row.comments,
        places=row.places,
    )


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What is said of one's own case beside its words."""

    lang: str
    consent: Consent
    approaches: tuple[str, ...]


_OWN_CASE = select(Case.lang, Case.consent).where(Case.id == bindparam("case"))


def own_case(session: Session, case_id: UUID) -> OwnCase:
    row = session.execute(_OWN_CASE, {"case": case_id}).one()
    tags = approaches_of(session, [case_id]).get(case_id, ())
    return OwnCase(row.lang, Consent(row.consent), tuple(approach.slug for approach in tags))
