"""Counting: reads screenings and decisions, never words, and writes the figures anew."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlmodel import col

from app.database import Database, Session
from app.figures import policy
from app.figures.models import Figure, FiguresCounted
from app.figures.policy import Version, What
from app.moderation.models import Decision
from app.moderation.policy import Outcome
from app.posts.models import Dispute, Review, Revision, Screening, is_open
from app.posts.policy import Cause, DisputeOutcome, State

AT_ONCE = 1_000  # rows read or written in one go
OUTCOMES = {
    Outcome.RELEASE: What.RELEASED,
    Outcome.RETURN: What.RETURNED,
    Outcome.REMOVE: What.REMOVED,
    Outcome.REDACT: What.RELEASED,  # peers read it, without what was replaced
}

_FOUND = select(Screening.revision_id).where(Screening.verdict != "pass")
_HELD = select(Review.revision_id).where(Review.cause == Cause.HELD)
_UNDER_REVIEW = select(Review.revision_id).where(is_open(Review))
_TOUCHED = select(Revision.post_id).where(col(Revision.id).in_(_FOUND) | col(Revision.id).in_(_HELD))
# Every text of a post in which anything was ever found: that a finding is gone from the next shows that it was right.
_TEXTS = (
    select(
        Revision.id,
        Revision.post_id,
        Revision.state,
        Revision.lang,
        Revision.made_at,
        Revision.published_at,
        Screening.findings,
        col(Revision.id).in_(_HELD).label("held"),
        col(Revision.id).in_(_UNDER_REVIEW).label("under_review"),
    )
    .outerjoin(Screening, col(Screening.revision_id) == Revision.id)
    .where(Revision.state != State.DRAFT, col(Revision.post_id).in_(_TOUCHED))
    .order_by(Revision.post_id, Revision.number)
    .execution_options(yield_per=AT_ONCE)
)
_DECISIONS = (
    select(Decision.revision_id, Decision.outcome, Decision.since, Decision.made_at)
    .where(col(Decision.undone_at).is_(None))
    .order_by(Decision.made_at, Decision.id)
)
_ACCEPTED = select(Dispute.revision_id, Dispute.rule).where(Dispute.outcome == DisputeOutcome.ACCEPTED)
_COUNTED = select(FiguresCounted.at)


@dataclass(slots=True)
class _Decided:
    """What was decided on one text, first to last."""

    outcomes: list[tuple[Outcome, State]] = field(default_factory=list)
    first_at: datetime | None = None

    @property
    def refused(self) -> bool:
        return bool(self.outcomes) and self.outcomes[-1][0] is not Outcome.RELEASE


@dataclass(frozen=True, slots=True)
class _Text:
    """One submitted text and what became of it."""

    month: str
    lang: str
    made_at: datetime
    held: bool
    version: Version
    decided: _Decided

    def became(self) -> Iterator[What]:
        if self.held:
            yield What.HELD
            for outcome, since in self.decided.outcomes:
                if since is State.HELD:
                    yield OUTCOMES[outcome]


Numbers = Counter[tuple[str, str, str, str]]  # month, language, rule, what


def refresh(database: Database, now: datetime) -> bool:
    """Count anew if that was not done for a day. Returns whether it was."""
    with database.reading() as session:
        counted = session.scalars(_COUNTED).one_or_none()
    if counted is not None and now - counted < policy.COUNTED_EVERY:
        return False
    with database.reading() as session:
        numbers = _count(session)
    with database.writing() as session:
        _write(session, numbers, now)
    return True


def _count(session: Session) -> Numbers:
    numbers: Numbers = Counter()
    waited: dict[tuple[str, str], list[float]] = defaultdict(list)
    for texts in _by_post(session):
        for rule, tallies in policy.tallies([text.version for text in texts]).items():
            for text, tally in zip(texts, tallies, strict=True):
                numbers[text.month, text.lang, rule, What.FIRED] += tally.fired
                numbers[text.month, text.lang, rule, What.CONFIRMED] += tally.confirmed
                numbers[text.month, text.lang, rule, What.DISMISSED] += tally.dismissed
        for text in texts:
            for what in text.became():
                for rule in ("", *text.version.rules):
                    numbers[text.month, text.lang, rule, what] += 1
            if text.held and text.decided.first_at:
                minutes = (text.decided.first_at - text.made_at).total_seconds() / 60
                for lang in ("", text.lang):
                    waited[text.month, lang].append(minutes)
    for (month, lang), minutes_of_each in waited.items():
        if len(minutes_of_each) >= policy.SMALLEST:
            numbers[month, lang, "", What.WAITED] = policy.median(minutes_of_each)
    return numbers


def _by_post(session: Session) -> Iterator[list[_Text]]:
    decided: dict[UUID, _Decided] = defaultdict(_Decided)
    for row in session.execute(_DECISIONS):
        one = decided[row.revision_id]
        one.outcomes.append((Outcome(row.outcome), State(row.since)))
        one.first_at = one.first_at or row.made_at
    accepted: dict[UUID, Counter[str]] = defaultdict(Counter)
    for row in session.execute(_ACCEPTED):
        accepted[row.revision_id][row.rule] += 1
    with session.execute(_TEXTS) as rows:
        for _, of_post in groupby(rows, key=lambda row: row.post_id):
            yield [
                _Text(
                    policy.month_of(row.made_at),
                    row.lang,
                    row.made_at,
                    row.held,
                    Version(
                        Counter(finding["rule"] for finding in row.findings or ()),
                        accepted.get(row.id, Counter()),
                        stood=row.published_at is not None and row.state != State.HELD and not row.under_review,
                        refused=decided[row.id].refused,
                    ),
                    decided[row.id],
                )
                for row in of_post
            ]


def _write(session: Session, numbers: Numbers, now: datetime) -> None:
    session.execute(delete(Figure))
    rows = [
        {"month": month, "lang": lang, "rule": rule, "what": what, "number": number}
        for (month, lang, rule, what), number in numbers.items()
        if number
    ]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(Figure), rows[start : start + AT_ONCE])
    session.execute(delete(FiguresCounted))
    session.execute(insert(FiguresCounted).values(id=1, at=now))
