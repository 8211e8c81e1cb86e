"""Reads a text against what its thread has already told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from app import allowances, clock
from app.allowances import Standing
from app.danger import Alarm
from app.database import Database, Session
from app.deid import Allowed, Assessment, Combination, Finding, Kind, Trait
from app.posts import apart
from app.posts.models import Post, Revision, Screening
from app.posts.policy import Draft, Part, place
from app.web import log

UNREAD = "unread"

# What was public once stays told: a later edit does not make readers forget. A post's own earlier
# words count too: who read that she is a teacher still knows it when the new text says only where.
_TOLD = (
    select(Post.id, Screening.traits)
    .join(Revision, Revision.post_id == Post.id)
    .join(Screening, Screening.revision_id == Revision.id)
    .where(Post.case_id == bindparam("case"), Revision.published_at.is_not(None))
    .order_by(Revision.published_at)
)


# What readers knew when a text was published that has been public for a while: nothing that came after it, and nothing
# it told itself, which would make every set of its traits look old.
_This = aliased(Revision)
_TOLD_BEFORE = (
    _TOLD.with_only_columns(Screening.traits)
    .join(_This, _This.id == bindparam("revision"))
    .where(Post.id != bindparam("post"), Revision.published_at < _This.published_at)
)


class Evidence(NamedTuple):
    """What a screening keeps of an assessment: rules, places and traits, no words."""

    verdict: str
    findings: list[dict[str, Any]]
    traits: list[list[str]]
    combination: dict[str, Any] | None


class Told(NamedTuple):
    """A trait and the post that told it first."""

    trait: Trait
    post_id: UUID


def told(session: Session, case_id: UUID) -> tuple[Told, ...]:
    """Return what a thread has told its readers, each trait once."""
    found: dict[Trait, UUID] = {}
    for post_id, traits in session.execute(_TOLD, {"case": case_id}):
        for kind, code in traits:
            found.setdefault(Trait(Kind(kind), code), post_id)
    return tuple(Told(trait, post_id) for trait, post_id in found.items())


def told_before(session: Session, case_id: UUID, post_id: UUID, revision_id: UUID) -> tuple[Trait, ...]:
    """Return what other posts of a thread had told when a revision was published, each trait once."""
    asked = {"case": case_id, "post": post_id, "revision": revision_id}
    rows = session.execute(_TOLD_BEFORE, asked).scalars()
    return tuple(dict.fromkeys(Trait(Kind(kind), code) for traits in rows for kind, code in traits))


def look(
    text: str, told_before: Iterable[Trait] = (), *, allowed: Sequence[Allowed] = (), again: bool = False
) -> Assessment | None:
    """Ask the detector. None where it could not read the text, whatever the reason: that holds."""
    try:
        found: object = apart.assess(text, told=tuple(told_before), allowed=allowed, again=again)
        return found if isinstance(found, Assessment) else None  # whatever else it said is no reading
    except Exception as error:  # noqa: BLE001  # a failure of the detector must never let a text through
        log.failure(error, "screening")
        return None


def listen(text: str) -> tuple[Alarm, ...] | None:
    """Ask whether a text speaks of live danger. None where that could not be told."""
    try:
        return apart.find(text)
    except Exception as error:  # noqa: BLE001  # as above: what cannot be told is no reason to let a text through
        log.failure(error, "danger")
        return None


class Ground(NamedTuple):
    """What a reading rests on beside the text: what its thread has told, and which phrases are let pass."""

    told: tuple[Trait, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Read:
    """A text and what was found in it. `assessment` is None where it could not be read."""

    draft: Draft
    ground: Ground
    assessment: Assessment | None
    alarms: tuple[Alarm, ...]


def read(database: Database, draft: Draft, case_id: UUID | None = None) -> Read:
    """Read a text against its thread before the transaction that writes it, so that no writer waits for the detector."""
    with database.reading() as session:
        ground = _ground(session, case_id)
    return _read(draft, ground)


def read_within(session: Session, draft: Draft, case_id: UUID | None = None) -> Read:
    """Read a text within a transaction, as commands do that nobody waits for."""
    return _read(draft, _ground(session, case_id))


def _ground(session: Session, case_id: UUID | None) -> Ground:
    before = tuple(told.trait for told in told(session, case_id)) if case_id else ()
    return Ground(before, allowances.standing(session))


def _read(draft: Draft, ground: Ground) -> Read:
    assessment = look(draft.text(), ground.told, allowed=ground.standing.allowed)
    alarms = listen(draft.text())
    return Read(draft, ground, assessment if alarms is not None else None, alarms or ())


def screen(session: Session, post: Post, revision: Revision, read: Read) -> Read:
    """Keep what was found in a revision: rules, places and traits, no words. Its thread is locked.

    Where its thread has told something new since, or other phrases are let pass, a text that could be read is read again.
    """
    ground = _ground(session, post.case_id)
    if read.assessment is not None and read.ground != ground:
        again = look(read.draft.text(), ground.told, allowed=ground.standing.allowed, again=True)
        read = replace(read, ground=ground, assessment=again)
    session.add(
        Screening(
            revision_id=revision.id,
            ruleset=ground.standing.ruleset,
            alarms=kept_alarms(read.alarms, read.draft),
            made_at=clock.now(),
            **evidence(read.assessment, read.draft)._asdict(),
        )
    )
    return read


def evidence(assessment: Assessment | None, draft: Draft) -> Evidence:
    """Return what is kept of an assessment; of a text that could not be read, only that."""
    if assessment is None:
        return Evidence(UNREAD, [], [], None)
    return Evidence(
        assessment.verdict,
        [_kept(finding, draft.parts()) for finding in assessment.findings],
        [list(trait) for trait in assessment.traits],
        _kept_combination(assessment.combination) if assessment.combination else None,
    )


def _kept(finding: Finding, parts: tuple[Part, ...]) -> dict[str, Any]:
    field, start, end = place(parts, finding.start, finding.end)
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "identifier": finding.identifier,
        "field": field,
        "start": start,
        "end": end,
        "trait": list(finding.trait) if finding.trait else None,
    }


def kept_alarms(alarms: Iterable[Alarm], draft: Draft) -> list[dict[str, Any]]:
    """Return what is kept of alarms: their kind and their places."""
    return [_kept_alarm(alarm, draft.parts()) for alarm in alarms]


def _kept_alarm(alarm: Alarm, parts: tuple[Part, ...]) -> dict[str, Any]:
    field, start, end = place(parts, alarm.start, alarm.end)
    return {"danger": alarm.danger, "field": field, "start": start, "end": end}


def _kept_combination(found: Combination) -> dict[str, Any]:
    return {
        "traits": [list(trait) for trait in found.traits],
        "people": found.people,
        "low": found.low,
        "high": found.high,
        "widen_first": list(found.widen_first),
        "widen_to": list(found.widen_to) if found.widen_to else None,
        "people_widened": found.people_widened,
    }
