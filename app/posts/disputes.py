"""What authors say against findings: kept beside the screening, carried along when a text is sent anew, answered, erased.

Apart from the service, because moderation answers disputes and erasure ends them without moving a text.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from app import clock
from app.database import Session
from app.errors import Missing, NotAllowed
from app.posts import policy, sealing
from app.posts.models import Dispute, Revision, Screening
from app.posts.policy import DisputeOutcome, Objection, State
from app.posts.sealing import Words


def say(session: Session, revision: Revision, number: int, objection: Objection) -> None:
    """Keep what an author says against a finding of a revision; said again, it takes the place of what was said before.

    Raises  Missing for a finding that is not there; NotAllowed where nobody is to look at it any more, or somebody has answered.
    """
    found = _findings(session, revision.id)
    if not 0 < number <= len(found):
        raise Missing
    before = _one(session, revision.id, number)
    if not policy.may_dispute(State(revision.state), DisputeOutcome(before.outcome) if before else None):
        raise NotAllowed("dispute_over")
    dispute = before or Dispute(
        revision_id=revision.id,
        finding=number,
        rule=found[number - 1]["rule"],
        reason=objection.reason,
        outcome=DisputeOutcome.OPEN,
        made_at=clock.now(),
    )
    dispute.reason, dispute.note = objection.reason, objection.note
    session.add(dispute)
    session.flush()


def take_back(session: Session, revision: Revision, number: int) -> None:
    """Forget what an author said against a finding, as long as nobody has answered it."""
    before = _one(session, revision.id, number)
    if before and policy.may_dispute(State(revision.state), DisputeOutcome(before.outcome)):
        session.delete(before)
        session.flush()


def carry(session: Session, before: UUID, to: UUID) -> None:
    """Say the same again of a text that takes another's place, wherever the same rule finds the same words in it."""
    said = session.scalars(
        select(Dispute).where(col(Dispute.revision_id) == before).order_by(col(Dispute.finding))
    ).all()
    if not said:
        return
    session.flush()  # the new screening is to be read
    words = sealing.of(session, (before, to))
    if before not in words:
        return  # erased by now
    found_before, found = _findings(session, before), _findings(session, to)
    taken: set[int] = set()
    for dispute in said:
        meant = _named(found_before[dispute.finding - 1], words[before])
        number = next(
            (n for n, finding in enumerate(found, 1) if n not in taken and _named(finding, words[to]) == meant), None
        )
        if number is not None:
            taken.add(number)
            session.add(
                Dispute(
                    revision_id=to,
                    finding=number,
                    rule=dispute.rule,
                    reason=dispute.reason,
                    note=dispute.note,
                    outcome=DisputeOutcome.OPEN,
                    made_at=clock.now(),
                )
            )
    session.flush()


def answer(session: Session, revision_id: UUID, *, accepted: Collection[int] | None, at: datetime) -> None:
    """Answer every open dispute of a text that is decided on: those named are accepted, the others declined; None accepts all."""
    waiting = session.scalars(
        select(Dispute).where(col(Dispute.revision_id) == revision_id, col(Dispute.outcome) == DisputeOutcome.OPEN)
    )
    for dispute in waiting.all():
        right = accepted is None or dispute.finding in accepted
        dispute.outcome = DisputeOutcome.ACCEPTED if right else DisputeOutcome.DECLINED
        dispute.decided_at = at
    session.flush()


def reopen(session: Session, revision_id: UUID, *, at: datetime) -> None:
    """Let the disputes wait again that were answered by a decision of this moment: it is taken back."""
    session.execute(
        update(Dispute)
        .where(col(Dispute.revision_id) == revision_id, col(Dispute.decided_at) == at)
        .values(outcome=DisputeOutcome.OPEN, decided_at=None)
        .execution_options(synchronize_session=False)
    )


def erase(session: Session, post_id: UUID) -> None:
    """Erase what was said about a post's findings, with the post."""
    of_post = select(col(Revision.id)).where(col(Revision.post_id) == post_id)
    session.execute(delete(Dispute).where(col(Dispute.revision_id).in_(of_post)))
    session.expire_all()


def _one(session: Session, revision_id: UUID, number: int) -> Dispute | None:
    return session.scalars(
        select(Dispute).where(col(Dispute.revision_id) == revision_id, col(Dispute.finding) == number)
    ).one_or_none()


def _findings(session: Session, revision_id: UUID) -> list[dict[str, Any]]:
    found = session.scalars(select(Screening.findings).where(col(Screening.revision_id) == revision_id)).one_or_none()
    return found or []


def _named(finding: dict[str, Any], words: Words) -> tuple[str, str]:
    return finding["rule"], getattr(words, finding["field"])[finding["start"] : finding["end"]]
