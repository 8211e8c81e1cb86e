"""What an exercise can teach, and when a moderator's answer agrees with it."""

from collections.abc import Collection
from enum import StrEnum

NOTE_LIMIT = 400  # characters


class Fault(StrEnum):
    """What is wrong with a text, in the order of the page that sums up."""

    NAME = "name"
    CONTACT = "contact"
    INSTITUTION = "institution"  # a school, a hospital or a firm by its name
    COMBINATION = "combination"
    EVENT = "event"  # one that was in the news
    THIRD_PARTY = "third_party"
    GUESS = "guess"
    JOIN = "join"  # one post tied to another
    VERBATIM = "verbatim"
    CONSENT = "consent"
    DANGER = "danger"
    NONE = "none"  # nothing is: what is marked points to nobody


class Outcome(StrEnum):
    """What can be done with the text of an exercise: the same three as with a real one."""

    RELEASE = "release"
    RETURN = "return"
    REMOVE = "remove"


def agrees(outcome: Outcome, accepts: Collection[Outcome]) -> bool:
    return outcome in accepts


def needs_note(outcome: Outcome) -> bool:
    """Whether the author would have to be told why."""
    return outcome is not Outcome.RELEASE
