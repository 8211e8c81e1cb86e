"""Who may decide on what, which outcomes need a note, and what a member may report."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from app.posts.policy import Cover, Risk, State

NOTE_LIMIT = 1_000  # characters
QUEUE_PAGE = 50  # rows
LOG_PAGE = 50  # rows
REPORTS_PAGE = 30  # of one member
COVER_LIMIT = 60  # characters that stand in the place of others: enough to cover, too little to write with
MOST_COVERS = 100  # places in one text
CANNED_LIMIT = 300  # characters of a reason that is chosen instead of written
ENOUGH_FOR_TWO = 3  # moderators: two who agree, or a third who decides
UNDO = timedelta(minutes=10)  # in which a moderator may take their own decision back
# How long a text stays in a moderator's hands: as long as a careful reading, not an evening.
CLAIM = timedelta(minutes=30)
REFRESHED = 45  # seconds between two looks at whether the queue has changed


class Outcome(StrEnum):
    """What a moderator can do with a revision. Of a reported one, release means: it stays as it is."""

    RELEASE = "release"
    RETURN = "return"
    REMOVE = "remove"
    REDACT = "redact"  # replace some words and let peers read the rest as it was written


# Reasons that a moderator chooses instead of writing them again and again, the commonest first. Their sentences are
# `moderation.canned.<code>` in the catalogues, until an admin puts them otherwise.
CANNED = (
    "name",
    "place",
    "detail",
    "combination",
    "third_party",
    "verbatim",
    "guess",
    "consent",
    "respect",
    "scope",
)


class Claimed(StrEnum):
    """In whose hands a text is."""

    FREE = "free"
    MINE = "mine"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to, as it stands in the URL and goes from page to page."""

    lang: str = ""
    kind: str = ""
    rule: str = ""
    claimed: str = ""
    reported: bool = False

    @property
    def narrow(self) -> bool:
        return self != Filters()

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the filters that are set, as a form or an address carries them."""
        return tuple((name, "1" if value is True else value) for name, value in asdict(self).items() if value)

    def suffix(self, **more: object) -> str:
        """Return what an address ends in to keep the filters."""
        pairs = (*self.fields(), *((name, str(value)) for name, value in more.items()))
        return f"?{urlencode(pairs)}" if pairs else ""


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
    """What a moderator sent.

    note      all that the author reads: what a chosen reason says, and what was written.
    seen      how the revision stood on the page they decided from; empty if not said.
    accepted  the findings of which they think, as the author does, that they identify nobody.
    reason    the code of the reason that was chosen, or empty.
    covers    what is replaced by what, in a redaction.
    """

    outcome: Outcome
    note: str
    seen: str
    accepted: frozenset[int] = frozenset()
    reason: str = ""
    covers: tuple[Cover, ...] = ()


class Complaint(NamedTuple):
    """What a member says about a published post."""

    reason: Reason
    note: str


def decisions_of(post_id: UUID) -> str:
    """Return the page on which an author reads what was decided on a post of theirs."""
    return f"/posts/{post_id}/decisions"


def said(sentence: str, note: str) -> str:
    """Return what an author reads: the sentence of a reason that was chosen, and what was written beside it."""
    return "\n\n".join(part for part in (sentence, note) if part)


def needs_note(outcome: Outcome) -> bool:
    """Whether the author must be told why."""
    return outcome is not Outcome.RELEASE


def disputes_accepted(judgement: Judgement) -> frozenset[int] | None:
    """Return which of the author's disputes a decision accepts; None for all. What is released stands with all its words."""
    return None if judgement.outcome is Outcome.RELEASE else judgement.accepted


def needs_words(reason: Reason) -> bool:
    """Whether a reason says too little alone."""
    return reason is Reason.OTHER


def waits(state: State, under_review: bool) -> bool:
    """Whether a revision waits for a decision: a person was asked to look, and it is where they can decide on it."""
    return under_review and state in (State.HELD, State.PUBLISHED)


def wants_two(outcome: Outcome, since: State, *, direct: bool, setting: str, others: int) -> bool:
    """Whether a decision takes effect only when a second moderator comes to the same without knowing of the first.

    It is so for letting peers read what is enough alone to say who somebody is.
    others   moderators who could decide, the author left out.
    """
    return outcome is Outcome.RELEASE and since is State.HELD and direct and are_enough(setting, others)


def are_enough(setting: str, others: int) -> bool:
    """Whether two moderators are asked where much hangs on it.

    setting  KIKU_TWO_MODERATORS; "auto" asks for two where there are enough people, one more for when they differ.
    others   moderators who could decide: nobody who is concerned.
    """
    return setting == "always" or (setting == "auto" and others >= ENOUGH_FOR_TWO)


def may_undo(made_at: datetime, now: datetime, *, own: bool, undone: bool, built_on: bool) -> bool:
    """Whether a decision may be taken back: by whoever made it, soon, once, and only where nothing has built on it."""
    return own and not undone and not built_on and now < made_at + UNDO


def in_hand(until: datetime | None, now: datetime) -> bool:
    """Whether a claim still holds."""
    return until is not None and until > now


def what(outcome: Outcome, since: State) -> str:
    """Return what an outcome means for a text: releasing one that peers read already leaves it as it is."""
    return "keep" if outcome is Outcome.RELEASE and since is State.PUBLISHED else outcome


def why_not(
    moderator: UUID,
    author: UUID,
    reporters: Collection[UUID],
    deciders: Collection[UUID] = (),
    opinions: Collection[UUID] = (),
) -> str | None:
    """Return why somebody may not decide, as a refusal's key. It holds for admins too: nobody judges their own case.

    deciders  whose decision is looked at again: an appeal overturned it, or the author objects to what was replaced.
    opinions  who has said already what they think, where two are asked: nobody counts twice.
    """
    if moderator == author:
        return "own_post"
    if moderator in deciders:
        return "own_decision"
    if moderator in opinions:
        return "own_opinion"
    return "own_report" if moderator in reporters else None


def came_of_it(decided: tuple[Outcome, State] | None, state: State) -> str:
    """Return what a reporter is told of their report: what was decided, or how the text stands where nobody has decided."""
    if decided:
        return what(*decided)
    return "waiting" if state is State.PUBLISHED else "changed"


def seen(state: State, decisions: int, reports: int) -> str:
    """Return how a revision stands, in a word that a form carries: a decision made meanwhile, or a new report, changes it."""
    return f"{state}-{decisions}-{reports}"


def may_open(state: State, *, decided: bool) -> bool:
    """Whether the words of a settled text may be opened: not what its author took back before anyone decided."""
    return lies_closed(state) and (state is State.RETURNED or decided)


def lies_closed(state: State) -> bool:
    """Whether a text is settled, so that nobody needs its words for their daily work: opening them goes on the record."""
    return state in (State.RETURNED, State.SUPERSEDED, State.WITHDRAWN)


def waits_in_private(state: State, *, appealed: bool) -> bool:
    """Whether moderators read a text to decide on it, and peers do not read it."""
    return state is State.HELD or (appealed and lies_closed(state))
