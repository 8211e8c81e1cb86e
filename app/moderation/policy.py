"""Who may decide on what, which outcomes need a note, and what a member may report."""

from collections.abc import Collection
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from app.posts.policy import Risk, State

NOTE_LIMIT = 1_000  # characters
QUEUE_PAGE = 50  # rows
LOG_PAGE = 50  # rows


class Outcome(StrEnum):
    """What a moderator can do with a revision. Of a reported one, release means: it stays as it is."""

    RELEASE = "release"
    RETURN = "return"
    REMOVE = "remove"


class Reason(StrEnum):
    """Why a member reports a post. The commonest come first, as in the form."""

    IDENTIFIES = "identifies"  # words that point to one person
    COMBINATION = "combination"  # details that do so together
    RECOGNISED = "recognised"  # the reader believes to know who it is
    GUESSING = "guessing"  # a comment that guesses who or where
    CONSENT = "consent"
    DANGER = "danger"
    CONDUCT = "conduct"
    OTHER = "other"


# A reader who says that a text points to somebody is taken at their word: it is being read meanwhile.
PRESSING = MappingProxyType(
    {
        Reason.DANGER: Risk.DANGER,
        Reason.IDENTIFIES: Risk.DIRECT,
        Reason.RECOGNISED: Risk.DIRECT,
        Reason.COMBINATION: Risk.COMBINATION,
        Reason.GUESSING: Risk.COMBINATION,
        Reason.CONSENT: Risk.REPORTED,
        Reason.CONDUCT: Risk.REPORTED,
        Reason.OTHER: Risk.REPORTED,
    }
)


class Judgement(NamedTuple):
    """What a moderator sent. `seen` is how the revision stood on the page they decided from; empty if not said."""

    outcome: Outcome
    note: str
    seen: str


class Complaint(NamedTuple):
    """What a member says about a published post."""

    reason: Reason
    note: str


def needs_note(outcome: Outcome) -> bool:
    """Whether the author must be told why."""
    return outcome is not Outcome.RELEASE


def needs_words(reason: Reason) -> bool:
    """Whether a reason says too little alone."""
    return reason is Reason.OTHER


def waits(state: State, open_reports: int) -> bool:
    """Whether a revision waits for a decision: it is held, or peers read it and one of them has doubts."""
    return state is State.HELD or (state is State.PUBLISHED and open_reports > 0)


def what(outcome: Outcome, since: State) -> str:
    """Return what an outcome means for a text: releasing one that peers read already leaves it as it is."""
    return "keep" if outcome is Outcome.RELEASE and since is State.PUBLISHED else outcome


def why_not(moderator: UUID, author: UUID, reporters: Collection[UUID]) -> str | None:
    """Return why somebody may not decide, as a refusal's key. It holds for admins too: nobody judges their own case."""
    if moderator == author:
        return "own_post"
    return "own_report" if moderator in reporters else None


def seen(state: State, decisions: int, reports: int) -> str:
    """Return how a revision stands, in a word that a form carries: a decision made meanwhile, or a new report, changes it."""
    return f"{state}-{decisions}-{reports}"
