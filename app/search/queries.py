"""Hits: what a query finds among what is public now, each with the place that matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from app import fulltext
from app.accounts.models import Member
from app.cases import queries as cases
from app.database import Session
from app.posts.models import Post, Revision, is_public
from app.posts.threads import SIGNED
from app.search.query import Part
from app.taxonomy import Approach

HITS_PAGE = 20
BEFORE = 40  # characters of a snippet before the first match
SNIPPET = 200  # characters
MARKDOWN = str.maketrans({"#": " ", "*": "", "`": "", "\n": " "})

_Opening, _OpeningRevision = aliased(Post), aliased(Revision)


class Piece(NamedTuple):
    """A stretch of a snippet. The template puts <mark> around what matched; no Python writes HTML."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Hit:
    post_id: UUID
    case_id: UUID
    opening: bool
    title: str
    title_lang: str
    name: str
    lang: str
    published_at: datetime
    snippet: tuple[Piece, ...]
    approaches: tuple[Approach, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `count` is how many texts have the words; `at_least` says that there are more than counted."""

    hits: tuple[Hit, ...]
    count: int
    at_least: bool
    more: bool
    narrowed: bool


def results(session: Session, query: tuple[Part, ...], *, approach: str, lang: str, page: int) -> Results:
    """Return what is found, the newest first.

    The index holds public words only. Whether they still are is asked again here, so that a mistake
    in the index is not a leak; a comment is found only while its case is public.
    """
    labels = [*([f"approach:{approach}"] if approach else []), *([f"lang:{lang}"] if lang else [])]
    found = fulltext.find(session, query, labels=labels)
    if not found.count:
        return Results((), 0, False, False, bool(approach or lang))
    hits = found.hits.subquery()
    statement = (
        select(
            Post.id,
            Post.case_id,
            Post.opening,
            SIGNED.label("name"),
            Revision.lang,
            Revision.body,
            Revision.question,
            Post.published_at,
            _OpeningRevision.title,
            _OpeningRevision.lang.label("title_lang"),
        )
        .select_from(hits)
        .join(Post, Post.id == hits.c.key)
        .join(Revision, and_(Revision.post_id == Post.id, is_public(Revision)))
        .join(_Opening, and_(_Opening.case_id == Post.case_id, _Opening.opening))
        .join(_OpeningRevision, and_(_OpeningRevision.post_id == _Opening.id, is_public(_OpeningRevision)))
        .join(Member, Member.id == Post.author_id)
        .order_by(hits.c.place.desc())
        .limit(HITS_PAGE + 1)
        .offset((page - 1) * HITS_PAGE)
    )
    rows = session.execute(statement).all()
    tags = cases.approaches_of(session, list({row.case_id for row in rows[:HITS_PAGE]}))
    shown = tuple(_hit(row, query, tags.get(row.case_id, ())) for row in rows[:HITS_PAGE])
    return Results(shown, found.count, found.more, len(rows) > HITS_PAGE, bool(approach or lang))


def _hit(row: Any, query: tuple[Part, ...], approaches: tuple[Approach, ...]) -> Hit:
    words = f"{row.body} {row.question}".translate(MARKDOWN)
    return Hit(
        row.id,
        row.case_id,
        row.opening,
        row.title,
        row.title_lang,
        row.name,
        row.lang,
        row.published_at,
        snippet(words, fulltext.marks(words, query)),
        approaches,
    )


def snippet(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a stretch round the first match, in pieces that match and pieces that do not.

    A stretch that begins or ends inside the text says so with an ellipsis.
    """
    start = max(0, marks[0][0] - BEFORE) if marks else 0
    end = min(len(text), start + SNIPPET)
    inside = [(max(a, start), min(b, end)) for a, b in marks if a < end and b > start]
    cuts = sorted({start, end, *(edge for mark in inside for edge in mark)})
    matched = {a for a, _ in inside}
    pieces = [Piece(text[a:b], a in matched) for a, b in pairwise(cuts)]
    return (*((Piece("…", False),) if start else ()), *pieces, *((Piece("…", False),) if end < len(text) else ()))
