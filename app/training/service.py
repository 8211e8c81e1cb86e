"""Answering an exercise, and beginning again. Nothing of it touches a real text."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app import clock
from app.database import Session
from app.errors import Missing, OutOfDate
from app.training.exercises import exercises, of_language
from app.training.models import TrainingAnswer, TrainingRound
from app.training.policy import Outcome, agrees


def answer(session: Session, member: UUID, slug: str, outcome: Outcome, note: str) -> None:
    """Keep a moderator's answer to an exercise of this round.

    Raises  Missing if there is no such exercise, OutOfDate if it was answered in this round: the first answer counts.
    """
    exercise = exercises().get(slug)
    if exercise is None:
        raise Missing
    this = _round(session, member, exercise.lang)
    if slug in _answered(session, member, this):
        raise OutOfDate
    session.add(
        TrainingAnswer(
            member_id=member,
            slug=slug,
            round=this,
            outcome=outcome,
            agreed=agrees(outcome, exercise.accepts),
            note=note,
            answered_at=clock.now(),
        )
    )
    session.flush()


def begin_again(session: Session, member: UUID, lang: str) -> None:
    """Begin the next round of one language's exercises. What was answered before is kept, and shown as a sum.

    Raises  OutOfDate while this round has something left to answer.
    """
    this = _round(session, member, lang)
    if not {exercise.slug for exercise in of_language(lang)} <= _answered(session, member, this):
        raise OutOfDate
    session.add(TrainingRound(member_id=member, lang=lang, number=this + 1, began_at=clock.now()))
    session.flush()


def _round(session: Session, member: UUID, lang: str) -> int:
    begun = select(func.max(col(TrainingRound.number))).where(
        col(TrainingRound.member_id) == member, col(TrainingRound.lang) == lang
    )
    return session.execute(begun).scalar_one() or 1


def _answered(session: Session, member: UUID, this: int) -> set[str]:
    given = select(col(TrainingAnswer.slug)).where(
        col(TrainingAnswer.member_id) == member, col(TrainingAnswer.round) == this
    )
    return set(session.scalars(given))
