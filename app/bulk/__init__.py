"""Bulk data for measurements: many members, cases and comments, fast, the same rows for the same seed."""

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from app import fulltext, markup, taxonomy
from app.accounts.models import Licence, Member
from app.accounts.naming import name_key
from app.bulk import sentences
from app.cases.models import Case, CaseApproach
from app.cases.policy import labels
from app.database import Database, Session
from app.posts.models import Post, Revision

BATCH = 1_000  # rows written at once
ENDING = datetime(2026, 10, 1, tzinfo=UTC)  # the newest case, so that the same seed gives the same rows whenever
SPAN = timedelta(days=730)
UNUSABLE = "!"  # no password has this hash
# Two threads of known length, to measure with: the page of fifty, and a deep one.
FIFTY, DEEP = 50, 1_000


def fill(database: Database, *, members: int, cases: int, comments: int, seed: int) -> None:
    """Write what was asked for, published, in both languages. Nothing is screened: the texts are ours."""
    began = time.perf_counter()
    dice = random.Random(seed)  # noqa: S311  # measurements want the same rows again, not secrets
    with database.reading() as session:
        if session.scalar(select(func.count()).select_from(Member).where(Member.demo.is_(False))):
            raise SystemExit("kiku fill: this database has members; bulk data belong into one of their own.")
    with database.writing() as session:
        authors = _members(session, dice, members)
    threads = _lengths(dice, cases, comments)
    written = 0
    for start in range(0, cases, BATCH // 10):
        with database.writing() as session:
            rows = _Rows()
            for number in range(start, min(cases, start + BATCH // 10)):
                _thread(rows, dice, authors, number, cases, threads[number])
            rows.write(session)
            written += len(rows.posts)
        sys.stdout.write(f"\r{written} posts, {time.perf_counter() - began:.0f} s")
        sys.stdout.flush()
    sys.stdout.write("\n")


class _Rows:
    """What one transaction writes."""

    def __init__(self) -> None:
        self.cases: list[dict[str, Any]] = []
        self.tags: list[dict[str, Any]] = []
        self.posts: list[dict[str, Any]] = []
        self.revisions: list[dict[str, Any]] = []
        self.texts: list[fulltext.Row] = []

    def write(self, session: Session) -> None:
        for model, rows in (
            (Case, self.cases),
            (CaseApproach, self.tags),
            (Post, self.posts),
            (Revision, self.revisions),
        ):
            if rows:
                session.execute(insert(model), rows)
        fulltext.put_many(session, self.texts)


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _members(session: Session, dice: random.Random, count: int) -> list[UUID]:
    ids = [_id(dice) for _ in range(count)]
    there = session.scalar(select(func.count()).select_from(Member)) or 0
    rows = [
        {
            "id": one,
            "email": f"bulk{there + number}@example.org",
            "name": f"聞き手{there + number}",
            "name_key": name_key(f"聞き手{there + number}"),
            "role": "counsellor",
            "locale": "ja" if number % 3 else "en",
            "password_hash": UNUSABLE,
            "joined_at": ENDING - SPAN,
            "confirmed_at": ENDING - SPAN,
            "demo": True,
        }
        for number, one in enumerate(ids)
    ]
    session.execute(insert(Member), rows)
    session.execute(
        insert(Licence),
        [
            {
                "id": _id(dice),
                "member_id": one,
                "slug": "other-manual",
                "number": "0",
                "state": "confirmed",
                "note": "",
                "claimed_at": ENDING - SPAN,
            }
            for one in ids
        ],
    )
    return ids


def _lengths(dice: random.Random, cases: int, comments: int) -> list[int]:
    """Share the comments out: two threads of known length if there are enough, the rest unevenly, some none."""
    lengths = [0] * cases
    left = comments
    for number, length in enumerate((FIFTY, DEEP)):
        if number < cases and left >= length * 2:
            lengths[number] = length
            left -= length
    for _ in range(left):
        lengths[min(cases - 1, int(dice.triangular(2, cases, 2))) if cases > 2 else 0] += 1
    return lengths


def _thread(rows: _Rows, dice: random.Random, authors: list[UUID], number: int, cases: int, length: int) -> None:
    lang = "ja" if dice.random() < 0.7 else "en"
    case_id, opening = _id(dice), _id(dice)
    at = ENDING - SPAN * ((cases - number) / (cases + 1))
    slugs = tuple(dice.sample(list(taxonomy.approaches()), dice.randint(1, 4)))
    found_by = labels(lang, slugs)
    rows.cases.append({"id": case_id, "lang": lang, "consent": "fictional"})
    rows.tags += [{"case_id": case_id, "slug": slug, "position": place} for place, slug in enumerate(slugs)]
    comments = list(_comments(dice, authors, at, length))
    _post(
        rows,
        dice,
        opening,
        case_id,
        dice.choice(authors),
        at,
        lang,
        found_by,
        opening=True,
        comments=len(comments),
        last=comments[-1]["published_at"] if comments else None,
    )
    for comment in comments:
        _post(
            rows,
            dice,
            comment["id"],
            case_id,
            comment["author"],
            comment["published_at"],
            lang if dice.random() < 0.8 else "en",
            found_by,
            answers=comment["answers"],
        )


def _comments(dice: random.Random, authors: list[UUID], at: datetime, length: int) -> Iterator[dict[str, Any]]:
    earlier: list[UUID] = []
    for number in range(length):
        found = {
            "id": _id(dice),
            "author": dice.choice(authors),
            "published_at": at + timedelta(minutes=7 * (number + 1)),
            "answers": dice.choice(earlier) if earlier and dice.random() < 0.4 else None,
        }
        earlier.append(found["id"])
        yield found


def _post(
    rows: _Rows,
    dice: random.Random,
    post_id: UUID,
    case_id: UUID,
    author: UUID,
    at: datetime,
    lang: str,
    found_by: str,
    *,
    opening: bool = False,
    comments: int = 0,
    last: datetime | None = None,
    answers: UUID | None = None,
) -> None:
    pool = sentences.JA if lang == "ja" else sentences.EN
    between = "" if lang == "ja" else " "
    body = "\n\n".join(
        between.join(dice.sample(pool, dice.randint(2, 5))) for _ in range(dice.randint(1, 5 if opening else 3))
    )
    title = dice.choice(sentences.TITLES_JA if lang == "ja" else sentences.TITLES_EN) if opening else ""
    question = dice.choice(sentences.QUESTIONS_JA if lang == "ja" else sentences.QUESTIONS_EN) if opening else ""
    rows.posts.append(
        {
            "id": post_id,
            "case_id": case_id,
            "author_id": author,
            "answers_id": answers,
            "opening": opening,
            "signed_as": None,
            "made_at": at,
            "published_at": at,
            "comments": comments,
            "last_comment_at": last,
            "labels": found_by if opening else "",
        }
    )
    rows.revisions.append(
        {
            "id": _id(dice),
            "post_id": post_id,
            "number": 1,
            "state": "published",
            "lang": lang,
            "title": title,
            "body": body,
            "question": question,
            "html": str(markup.render(body)),
            "made_at": at,
            "published_at": at,
            "note": "",
            "once": None,
        }
    )
    rows.texts.append((post_id, "\n".join(part for part in (title, body, question) if part), at, found_by.split()))
