"""When an author may appeal against a decision, and who may answer: never the one who made it, whatever their role."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.moderation.policy import Outcome
from app.posts.policy import State

NOTE_LIMIT = 1_000  # characters, of the appeal and of its answer

# Where a text stands after what can be appealed against. Releasing takes nothing from its author.
AFTER = {Outcome.RETURN: State.RETURNED, Outcome.REMOVE: State.WITHDRAWN}


class Answer(StrEnum):
    """What came of an appeal."""

    OPEN = "open"
    UPHOLD = "uphold"  # the decision stands
    OVERTURN = "overturn"  # it does not: the text waits again, for somebody else to decide


class Verdict(NamedTuple):
    """What a second moderator says to an appeal. The answer in words is for the author, and never left out."""

    answer: Answer
    words: str


def may_appeal(outcome: Outcome, state: State, *, appealed: bool, latest: bool) -> bool:
    """Whether a decision can still be appealed against: once, and as long as it is what keeps the text from its readers."""
    return not appealed and latest and AFTER.get(outcome) is state


def why_not(moderator: UUID, author: UUID, deciders: Collection[UUID], opinions: Collection[UUID] = ()) -> str | None:
    """Return why somebody may not answer an appeal, as a refusal's key. It holds for admins too.

    deciders  whoever decided, alone or as one of two who came to the same.
    opinions  who has said already what they think, where two are asked: nobody counts twice.
    """
    if moderator == author:
        return "own_post"
    if moderator in deciders:
        return "own_decision"
    return "own_opinion" if moderator in opinions else None
