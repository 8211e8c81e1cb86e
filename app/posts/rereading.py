"""Reads published texts again after the rules changed. Apart from the service, because nothing of it moves a text.

What the rules of today would hold, and held nothing of before, is put before the moderators; peers read it until a person
has decided.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlmodel import col

from app import allowances, clock
from app.allowances import Standing
from app.database import Database, Session
from app.deid import Assessment
from app.posts import policy, queries, reviews, screening
from app.posts.models import Rereading, Revision, Screening, is_public
from app.posts.policy import Cause, Draft, State
from app.posts.revisions import lock_thread
from app.posts.screening import Evidence
from app.posts.texts import OwnText

AT_ONCE = 50  # texts between two commits

_READ = select(Rereading.revision_id).where(
    col(Rereading.revision_id) == col(Revision.id), col(Rereading.ruleset) == bindparam("ruleset")
)
_READ_AT_FIRST = select(Screening.revision_id).where(
    col(Screening.revision_id) == col(Revision.id), col(Screening.ruleset) == bindparam("ruleset")
)
_WAITING = select(col(Revision.id)).where(is_public(Revision), ~_READ.exists(), ~_READ_AT_FIRST.exists())
_COUNT = select(func.count()).select_from(_WAITING.subquery())
_NEXT = _WAITING.where(col(Revision.id) > bindparam("after")).order_by(col(Revision.id)).limit(AT_ONCE)
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Again:
    """A published text that would be held today, and what for: the rules that found something new in it."""

    revision_id: UUID
    rules: Counter[str]
    combination: bool
    unread: bool
    dangers: Counter[str]

    def said(self) -> str:
        """Return it as a line of a report: the id, and names and numbers alone."""
        what = [f"{rule}:{times}" for rule, times in sorted(self.rules.items())]
        what += ["combination"] if self.combination else []
        what += ["unread"] if self.unread else []
        what += [f"danger_{danger}:{times}" for danger, times in sorted(self.dangers.items())]
        return " ".join((str(self.revision_id), *what))


class Progress(NamedTuple):
    """How far a rescan has come: texts read of those there were, and what the last ones told."""

    read: int
    of: int
    found: tuple[Again, ...]


class _Looked(NamedTuple):
    revision_id: UUID
    case_id: UUID
    assessment: Assessment | None
    evidence: Evidence
    alarms: list[dict[str, Any]]
    again: Again | None


def rescan(database: Database, *, filing: bool) -> Iterator[Progress]:
    """Read every published text that was not read by the rules of today, and tell of it as it goes on.

    With `filing`, each text that would be held gets a review, and each one that was read is marked: whoever begins again
    after an interruption goes on where it stopped. Without, nothing is written.
    """
    with database.reading() as session:
        standing = allowances.standing(session)
        count = session.execute(_COUNT, {"ruleset": standing.ruleset}).scalar_one()
    read, after = 0, _FIRST
    while True:
        with database.reading() as session:
            asked = {"ruleset": standing.ruleset, "after": after}
            ids = session.scalars(_NEXT, asked).all()
            looked = [_look(session, revision_id, standing) for revision_id in ids]
        if not ids:
            return
        if filing:
            with database.writing() as session:
                for one in looked:
                    _note(session, one, standing)
        read, after = read + len(ids), ids[-1]
        yield Progress(read, max(read, count), tuple(one.again for one in looked if one and one.again))


def _look(session: Session, revision_id: UUID, standing: Standing) -> _Looked | None:
    text = queries.revision(session, revision_id)
    if text is None or text.state is not State.PUBLISHED:
        return None
    draft = Draft(text.lang, text.body, text.title, text.question)
    told = screening.told_before(session, text.case_id, text.post_id, revision_id)
    assessment = screening.look(draft.text(), told, allowed=standing.allowed)
    heard = screening.listen(draft.text())
    if heard is None:
        assessment = None
    evidence, alarms = screening.evidence(assessment, draft), screening.kept_alarms(heard or (), draft)
    return _Looked(revision_id, text.case_id, assessment, evidence, alarms, _news(text, assessment, evidence, alarms))


def _news(
    text: OwnText, assessment: Assessment | None, evidence: Evidence, alarms: list[dict[str, Any]]
) -> Again | None:
    """Return what the rules of today hold a text for and those before did not. What a person let pass is not asked again."""
    if not policy.must_hold(assessment, danger=bool(alarms)):
        return None
    heard = {(alarm.danger, alarm.field, alarm.start, alarm.end) for alarm in text.alarms}
    dangers = Counter(
        alarm["danger"]
        for alarm in alarms
        if (alarm["danger"], alarm["field"], alarm["start"], alarm["end"]) not in heard
    )
    known = {(finding.rule, finding.field, finding.start, finding.end) for finding in text.findings}
    fresh = Counter(
        finding["rule"]
        for finding in evidence.findings
        if (finding["rule"], finding["field"], finding["start"], finding["end"]) not in known
    )
    together = evidence.combination is not None and (
        text.combination is None or text.combination["traits"] != evidence.combination["traits"]
    )
    unread = assessment is None and not text.unread
    news = fresh or together or unread or dangers
    return Again(text.revision_id, fresh, together, unread, dangers) if news else None


def _note(session: Session, looked: _Looked | None, standing: Standing) -> None:
    """Mark a text as read; put one that would be held before the moderators, with what was found as its evidence."""
    if looked is None:
        return
    if looked.again is not None:
        lock_thread(session, looked.case_id)
        state = session.scalar(select(Revision.state).where(col(Revision.id) == looked.revision_id))
        if state != State.PUBLISHED:
            return  # taken back or written anew meanwhile
        risk = policy.risk(looked.assessment, danger=bool(looked.again.dangers))
        review = reviews.gather(session, looked.revision_id, Cause.RESCANNED, risk)
        review.found = reviews.found(looked.assessment.findings) if looked.assessment else ""
        session.add(review)
        session.execute(
            update(Screening)
            .where(col(Screening.revision_id) == looked.revision_id)
            .values(**looked.evidence._asdict(), alarms=looked.alarms, ruleset=standing.ruleset, made_at=clock.now())
            .execution_options(synchronize_session=False)
        )
    session.merge(Rereading(revision_id=looked.revision_id, ruleset=standing.ruleset, made_at=clock.now()))
    session.flush()
