"""A second factor that was lost is taken off: by the operator, or by two admins who have both made sure.

A file of its own, because it is where somebody writes about another's way in.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app import audit, outbox
from app.accounts import links, naming, policy, rows, sign_ins
from app.accounts.links import Purpose
from app.accounts.models import FactorRequest, Member
from app.accounts.policy import Loss, Reply
from app.audit import Act
from app.database import Session, changed
from app.errors import Missing, NotAllowed, OutOfDate
from app.factors import queries as factors
from app.factors import service as proofs
from app.web.visit import Role


def reset_factors(session: Session, email: str, now: datetime) -> bool:
    """Take every second factor from a member who lost them, end their sign-ins, and mail them a link for a new password.

    For the operator, who made sure beforehand that it is them who asks. Nobody chooses the password but the member.
    """
    owner = rows.by_email(session, naming.email_key(email))
    if owner is None:
        return False
    _start_anew(session, owner, now)
    audit.record(session, Act.FACTOR_CHANGE, actor=None, about=owner.id, role=owner.role)
    return True


def take_factors(session: Session, admin_id: UUID, member_id: UUID, loss: Loss, now: datetime) -> bool:
    """Do the same as an admin, who says why, and how it was made sure that it is them who asked.

    Where it takes two it waits until another admin agrees. Returns whether it is off.
    Raises  Missing for nobody; NotAllowed("own_factors"), where there is no second factor to take off, or no other admin.
    """
    owner = _owner(session, admin_id, member_id)
    if not factors.has(session, member_id).any:
        raise NotAllowed("no_factors")
    assert loss.reason and loss.proof, "a form without them is given back"
    codes = {"reason": loss.reason.value, "proof": loss.proof.value}
    others = rows.admins(session, admin_id, owner.id)
    if policy.wants_two(Role(owner.role), others=bool(others)):
        _ask(session, admin_id, owner, others, loss, now)
        audit.record(session, Act.FACTOR_CHANGE, actor=admin_id, about=owner.id, stage="asked", **codes)
        return False
    _start_anew(session, owner, now)
    audit.record(session, Act.FACTOR_CHANGE, actor=admin_id, about=owner.id, role=owner.role, **codes)
    return True


def _ask(session: Session, admin_id: UUID, owner: Member, others: Sequence[Member], loss: Loss, now: datetime) -> None:
    """Keep what an admin asks until another has answered; asked again, it takes the place of what was over by then."""
    if not others:
        raise NotAllowed("no_other_admin")
    over = delete(FactorRequest).where(
        col(FactorRequest.member_id) == owner.id, col(FactorRequest.asked_at) <= now - policy.AGREED_WITHIN
    )
    changed(session, over)
    asked = FactorRequest(
        member_id=owner.id, asked_by=admin_id, reason=str(loss.reason), proof=str(loss.proof), asked_at=now
    )
    try:
        with session.begin_nested():
            session.add(asked)
            session.flush()
    except IntegrityError as error:  # another admin was faster
        raise OutOfDate("factors_asked") from error
    for one in others:
        outbox.put(session, "factors_asked", one.email, one.locale, f"/admin/second-factors/{owner.id}")
    outbox.put(session, "factors_asked_of", owner.email, owner.locale, "/sign-in")
    session.flush()


def answer(
    session: Session, admin_id: UUID, member_id: UUID, reply: Reply, *, asked: UUID | None, now: datetime
) -> None:
    """Agree to what another admin asked, or refuse it; whoever asked may take it back. Of two who answer, one is heard.

    `asked` is what is answered: what was asked anew since is another request.
    Raises  Missing for nobody; NotAllowed("own_factors"), or to agree with oneself; OutOfDate("factors_answered").
    """
    owner = _owner(session, admin_id, member_id)
    open_one = (
        col(FactorRequest.id) == asked,
        col(FactorRequest.member_id) == member_id,
        col(FactorRequest.asked_at) > now - policy.AGREED_WITHIN,
    )
    asked_by = session.scalars(select(FactorRequest.asked_by).where(*open_one)).one_or_none()
    if asked_by == admin_id and reply is Reply.AGREE:
        raise NotAllowed("second_admin")
    if not changed(session, delete(FactorRequest).where(*open_one)) or asked_by is None:
        raise OutOfDate("factors_answered")
    if reply is Reply.AGREE:
        _start_anew(session, owner, now)
    else:
        outbox.put(session, "factors_kept", owner.email, owner.locale, "/sign-in")
    stage = "agreed" if reply is Reply.AGREE else "taken_back" if asked_by == admin_id else "refused"
    audit.record(session, Act.FACTOR_CHANGE, actor=admin_id, about=owner.id, stage=stage, before=asked_by)


def _owner(session: Session, admin_id: UUID, member_id: UUID) -> Member:
    owner = session.get(Member, member_id)
    if owner is None:
        raise Missing
    if member_id == admin_id:
        raise NotAllowed("own_factors")
    return owner


def _start_anew(session: Session, owner: Member, now: datetime) -> None:
    proofs.remove_all(session, owner.id)
    session.execute(delete(FactorRequest).where(col(FactorRequest.member_id) == owner.id))
    outbox.put(session, "factors_reset", owner.email, owner.locale, "/sign-in")
    links.end(session, owner.id, Purpose.RESET, now)
    links.send(session, Purpose.RESET, owner.id, owner.email, owner.locale, "/password", now + policy.RESET_WITHIN)
    sign_ins.sign_out_everywhere(session, owner.id, now)
