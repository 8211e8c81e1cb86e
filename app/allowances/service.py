"""Proposing, accepting, refusing and withdrawing a phrase. Each is recorded, and only accepting changes what is found."""

from uuid import UUID

from sqlalchemy import Update, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, clock
from app.allowances.models import Allowance, version
from app.allowances.policy import Stage, Verdict
from app.audit import Act
from app.database import Session, changed
from app.deid import Kind, may_be_allowed
from app.errors import Missing, NotAllowed, OutOfDate


def propose(session: Session, moderator_id: UUID, *, phrase: str, kind: Kind, rule: str, revision_id: UUID) -> None:
    """Propose words that were found in a published text, as they stand there.

    Raises  NotAllowed("never_allowed") for what no decision may let pass; OutOfDate("allowance_there") if the same words
            wait or pass already.
    """
    if not may_be_allowed(kind, phrase):
        raise NotAllowed("never_allowed")
    allowance = Allowance(
        phrase=phrase, rule=rule, stage=Stage.PROPOSED, proposed_by=moderator_id, proposed_at=clock.now()
    )
    try:
        with session.begin_nested():
            session.add(allowance)
            session.flush()
    except IntegrityError as error:
        raise OutOfDate("allowance_there") from error
    audit.record(
        session, Act.ALLOWANCE_PROPOSAL, actor=moderator_id, about=allowance.id, rule=rule, revision=revision_id
    )


def decide(session: Session, admin_id: UUID, allowance_id: UUID, verdict: Verdict) -> None:
    """Let a proposed phrase pass from now on, or refuse it, which erases its words.

    Raises  Missing; NotAllowed("own_proposal"); OutOfDate("allowance_decided") for the second of two.
    """
    allowance = session.get(Allowance, allowance_id)
    if allowance is None:
        raise Missing
    if allowance.proposed_by == admin_id:
        raise NotAllowed("own_proposal")
    accepted = verdict is Verdict.ACCEPT
    number = _next_version(session) if accepted else None
    decided = update(Allowance).where(col(Allowance.id) == allowance_id, col(Allowance.stage) == Stage.PROPOSED)
    how = {"stage": Stage.ACCEPTED, "accepted_in": number} if accepted else {"stage": Stage.REFUSED, "phrase": ""}
    _carry_out(session, decided.values(decided_by=admin_id, decided_at=clock.now(), **how))
    codes = {"version": number} if number is not None else {}
    audit.record(
        session,
        Act.ALLOWANCE_DECISION,
        actor=admin_id,
        about=allowance_id,
        outcome=verdict,
        rule=allowance.rule,
        **codes,
    )


def withdraw(session: Session, admin_id: UUID, allowance_id: UUID) -> None:
    """Let an accepted phrase pass no longer. Texts that were published with it stay; `kiku rescan` says which they are.

    Raises  Missing; OutOfDate("allowance_decided") if it is not let pass any more.
    """
    allowance = session.get(Allowance, allowance_id)
    if allowance is None:
        raise Missing
    number = _next_version(session)
    accepted = update(Allowance).where(col(Allowance.id) == allowance_id, col(Allowance.stage) == Stage.ACCEPTED)
    _carry_out(
        session,
        accepted.values(stage=Stage.WITHDRAWN, withdrawn_by=admin_id, withdrawn_at=clock.now(), withdrawn_in=number),
    )
    audit.record(
        session,
        Act.ALLOWANCE_WITHDRAWAL,
        actor=admin_id,
        about=allowance_id,
        rule=allowance.rule,
        version=number,
    )


def _next_version(session: Session) -> int:
    """Return the number of the list's next version, and keep others from taking the same one until this is over."""
    session.execute(select(Allowance.id).order_by(col(Allowance.id)).with_for_update())
    return version(session) + 1


def _carry_out(session: Session, statement: Update) -> None:
    if changed(session, statement) != 1:
        raise OutOfDate("allowance_decided")
