"""Where a moderator stands in the exercises, and one exercise with what the detector says of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from app import deid
from app.database import Session
from app.deid import Assessment, Combination, Finding
from app.posts.policy import Draft, Part, place
from app.posts.texts import FoundWords, Piece, pieces
from app.training.exercises import Exercise, exercises, of_language
from app.training.models import TrainingAnswer, TrainingRound
from app.training.policy import Fault, Outcome

_ANSWERS = (
    select(
        TrainingAnswer.slug, TrainingAnswer.round, TrainingAnswer.outcome, TrainingAnswer.agreed, TrainingAnswer.note
    )
    .where(
        col(TrainingAnswer.member_id) == bindparam("member"),
        col(TrainingAnswer.slug).in_(bindparam("slugs", expanding=True)),
    )
    .order_by(col(TrainingAnswer.round), col(TrainingAnswer.answered_at))
)
_ROUND = select(func.coalesce(func.max(col(TrainingRound.number)), 1)).where(
    col(TrainingRound.member_id) == bindparam("member"), col(TrainingRound.lang) == bindparam("lang")
)


class Answered(NamedTuple):
    """What the viewer did with an exercise, and whether that is what was to be done."""

    outcome: Outcome
    agreed: bool
    note: str


class Agreement(NamedTuple):
    """How many exercises with one fault were answered, and how many of them rightly."""

    fault: Fault
    right: int
    answered: int


class Step(NamedTuple):
    """One exercise in the list: which it is, and what became of it."""

    number: int
    slug: str
    kind: str
    answered: Answered | None


class Past(NamedTuple):
    """An earlier round: how many exercises were answered in it, and how many of them rightly."""

    number: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the viewer stands in this round of the exercises of one language."""

    lang: str
    round: int
    steps: tuple[Step, ...]
    agreement: tuple[Agreement, ...]
    past: tuple[Past, ...]

    def answer_to(self, slug: str) -> Answered | None:
        return next((step.answered for step in self.steps if step.slug == slug), None)

    @property
    def answered(self) -> int:
        return sum(step.answered is not None for step in self.steps)

    @property
    def right(self) -> int:
        return sum(step.answered is not None and step.answered.agreed for step in self.steps)

    @property
    def next(self) -> str | None:
        return next((step.slug for step in self.steps if step.answered is None), None)

    @property
    def over(self) -> bool:
        return self.next is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An exercise as its page shows it: the text with the detector's marks, and the answer once there is one.

    next  the first exercise that still waits, or none; before and after are its neighbours in the list.
    """

    exercise: Exercise
    number: int
    count: int
    fields: tuple[tuple[str, tuple[Piece, ...]], ...]
    findings: tuple[FoundWords, ...]
    combination: Combination | None
    answered: Answered | None
    next: str | None
    before: str | None
    after: str | None

    @property
    def nothing_found(self) -> bool:
        return not self.findings and self.combination is None


def standing(session: Session, member: UUID, lang: str) -> Standing:
    """Return the exercises of one language, and how far the member has come in the round they are in."""
    this = int(session.execute(_ROUND, {"member": member, "lang": lang}).scalar_one())
    slugs = [exercise.slug for exercise in of_language(lang)]
    rounds: dict[int, dict[str, Answered]] = defaultdict(dict)
    for row in session.execute(_ANSWERS, {"member": member, "slugs": slugs}):
        rounds[row.round][row.slug] = Answered(Outcome(row.outcome), row.agreed, row.note)
    steps = tuple(
        Step(number, exercise.slug, exercise.kind, rounds[this].get(exercise.slug))
        for number, exercise in enumerate(of_language(lang), 1)
    )
    past = tuple(
        Past(number, sum(answer.agreed for answer in rounds[number].values()), len(rounds[number]))
        for number in range(1, this)
    )
    return Standing(lang, this, steps, _agreement(steps), past)


def sheet(session: Session, member: UUID, slug: str) -> Sheet | None:
    """Return one exercise for a member, or None where there is none of that name."""
    exercise = exercises().get(slug)
    if exercise is None:
        return None
    stands = standing(session, member, exercise.lang)
    order = [step.slug for step in stands.steps]
    at = order.index(slug)
    draft = Draft(exercise.lang, exercise.body, exercise.title, exercise.question)
    assessment = _assessed(exercise, draft)
    parts = draft.parts()
    found = tuple(_found(number, finding, parts) for number, finding in enumerate(assessment.findings, 1))
    return Sheet(
        exercise,
        at + 1,
        len(order),
        tuple(
            (
                part.field,
                pieces(part.text, [one for one in found if one.field == part.field], headings=part.field == "body"),
            )
            for part in parts
        ),
        found,
        assessment.combination,
        stands.answer_to(slug),
        next=stands.next,
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
    )


def _agreement(steps: Sequence[Step]) -> tuple[Agreement, ...]:
    right: dict[Fault, int] = defaultdict(int)
    answered: dict[Fault, int] = defaultdict(int)
    for step in steps:
        if step.answered:
            for fault in exercises()[step.slug].faults:
                answered[fault] += 1
                right[fault] += step.answered.agreed
    return tuple(Agreement(fault, right[fault], answered[fault]) for fault in Fault if answered[fault])


def _assessed(exercise: Exercise, draft: Draft) -> Assessment:
    """Read an exercise as a real text is read: a comment against what its case has told."""
    told = deid.assess(exercise.thread).traits if exercise.thread else ()
    return deid.assess(draft.text(), told=told)


def _found(number: int, finding: Finding, parts: tuple[Part, ...]) -> FoundWords:
    field, start, end = place(parts, finding.start, finding.end)
    words = next(part.text for part in parts if part.field == field)[start:end]
    return FoundWords(number, finding.rule, finding.kind, finding.identifier, field, start, end, words)
