"""The life of one text: its states and moves, what must be held, how long it may be."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import NamedTuple

from app.deid import Assessment, Identifier, Verdict

TITLE_LIMIT = 120  # characters
BODY_LIMIT = 20_000  # characters
QUESTION_LIMIT = 400  # characters
COMMENT_LIMIT = 8_000  # characters
THREAD_PAGE = 50  # comments

_JAPANESE = re.compile("[ぁ-ヿ一-鿿々ｦ-ﾟ]")
JAPANESE_FROM = 0.1  # share of kana and kanji; a Japanese text full of Latin names and scores stays above it


class State(StrEnum):
    """Where a revision stands."""

    DRAFT = "draft"  # its author is still writing; nobody else reads it, moderators neither
    HELD = "held"
    PUBLISHED = "published"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


MOVES = MappingProxyType(
    {
        State.DRAFT: frozenset({State.HELD, State.WITHDRAWN}),
        State.HELD: frozenset({State.PUBLISHED, State.RETURNED, State.SUPERSEDED, State.WITHDRAWN}),
        State.PUBLISHED: frozenset({State.SUPERSEDED, State.RETURNED, State.WITHDRAWN}),
        State.RETURNED: frozenset({State.WITHDRAWN}),  # its author gives it up; otherwise they write it anew
        State.SUPERSEDED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
)


# What undoing a decision may do beside: a text goes back to where it stood before it, and nowhere else.
BACK = frozenset(
    {
        (State.PUBLISHED, State.HELD),
        (State.RETURNED, State.HELD),
        (State.RETURNED, State.PUBLISHED),
        (State.WITHDRAWN, State.HELD),
        (State.WITHDRAWN, State.PUBLISHED),
        (State.SUPERSEDED, State.HELD),
        (State.SUPERSEDED, State.PUBLISHED),
    }
)


def may_move(since: State, to: State, *, back: bool = False) -> bool:
    return (since, to) in BACK if back else to in MOVES[since]


def must_hold(assessment: Assessment | None, *, danger: bool = False) -> bool:
    """Whether a person must look before peers do. So must they where a text could not be read, or speaks of live danger."""
    return danger or assessment is None or assessment.verdict is not Verdict.PASS


class Risk(IntEnum):
    """How pressing it is that a person looks: the smallest number is read first, and among equals what waits longest.

    The numbers are stored, and leave room between two for what may come.
    """

    DANGER = 10  # somebody may be in danger now: the only one for which an hour counts
    DIRECT = 20  # something is enough alone to say who it is
    UNREAD = 30  # the detector could not read it, so nobody knows
    COMBINATION = 40  # details that together fit few people
    QUASI = 50  # details that are little by themselves
    APPEAL = 55  # an author waits for a second pair of eyes
    REPORTED = 60  # a reader has doubts of another kind
    OBJECTED = 70  # an author does not agree with what a moderator replaced; peers read the safer text meanwhile


class Cause(StrEnum):
    """Why a revision waits for a person."""

    HELD = "held"  # the detector holds it, and peers have not read it
    REPORTED = "reported"  # peers read it, and one of them has doubts
    OBJECTED = "objected"  # a moderator replaced words in it, and its author does not agree
    RESCANNED = "rescanned"  # peers read it, and the rules of today would hold it
    APPEALED = "appealed"  # its author does not agree with what was decided
    RESTORED = "restored"  # an appeal was accepted: it waits once more, for anybody but whoever decided first


def risk(assessment: Assessment | None, *, danger: bool = False) -> Risk:
    """Return how pressing a text is by what was found in it; None is one the detector could not read."""
    if danger:
        return Risk.DANGER
    if assessment is None:
        return Risk.UNREAD
    if any(finding.identifier is Identifier.DIRECT for finding in assessment.findings):
        return Risk.DIRECT
    return Risk.COMBINATION if assessment.combination else Risk.QUASI


class Certainty(StrEnum):
    """What an author says to one of the three questions."""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


class Answers(NamedTuple):
    """What an author says of their own text: whether a reader who knows the client could recognise them.

    picked_out  one person could be picked out of those who read it.
    joined_up   it could be joined to another post, or to something public.
    guessed     something about a person could be guessed from it with confidence.
    Each is a Certainty, or empty where the author did not say.
    Source  Article 29 Data Protection Working Party, Opinion 05/2014 on Anonymisation Techniques (WP216), 2.2.2:
            singling out, linkability, inference.
    """

    picked_out: str = ""
    joined_up: str = ""
    guessed: str = ""


QUESTIONS = Answers._fields
UNANSWERED = Answers()


DISPUTE_NOTE_LIMIT = 200  # characters


class DisputeReason(StrEnum):
    """Why a finding identifies nobody. The commonest come first, as in the form."""

    AUTHOR = "author"  # of a book or a theory
    PUBLIC_FIGURE = "public_figure"
    PSEUDONYM = "pseudonym"
    LARGE_PLACE = "large_place"
    METHOD = "method"  # a test, a technique, a programme
    OTHER = "other"


class DisputeOutcome(StrEnum):
    """What a moderator thought of a dispute. `open` until one has decided on the text."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Objection(NamedTuple):
    """What an author says against one finding of their text."""

    reason: DisputeReason
    note: str


def may_dispute(state: State, outcome: DisputeOutcome | None) -> bool:
    """Whether an author may still say something about a finding: while a person is to look at it, or it has come back,
    and nobody has answered them about it. After that there is the appeal."""
    return state in (State.HELD, State.RETURNED) and outcome in (None, DisputeOutcome.OPEN)


def may_be_noted(assessment: Assessment | None) -> bool:
    """Whether a note on a dispute may be kept. It explains a finding, so that it may name a place; nobody's name belongs
    into it, and what cannot be read is not kept."""
    return assessment is not None and assessment.verdict is not Verdict.BLOCK


class Part(NamedTuple):
    """A field's words, and where they begin in the text the detector reads."""

    field: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a post as they were typed. A comment has a body alone. What is answered about the words is not words."""

    lang: str
    body: str
    title: str = ""
    question: str = ""
    answers: Answers = dataclasses.field(default=UNANSWERED, compare=False)

    def parts(self) -> tuple[Part, ...]:
        """Return the fields one after another, as the detector reads them: what one tells, the next may complete."""
        found: list[Part] = []
        start = 0
        for field in ("title", "body", "question"):
            text = getattr(self, field)
            if text:
                found.append(Part(field, start, text))
                start += len(text) + len(BETWEEN)
        return tuple(found)

    def text(self) -> str:
        return BETWEEN.join(part.text for part in self.parts())


BETWEEN = "\n\n"
TEXT_LIMIT = TITLE_LIMIT + BODY_LIMIT + QUESTION_LIMIT + 2 * len(BETWEEN)  # characters


class Cover(NamedTuple):
    """A stretch of one field, in code points of that field, and what is to stand in its place."""

    field: str
    start: int
    end: int
    instead: str


def covered(draft: Draft, covers: Iterable[Cover]) -> Draft:
    """Return a text with other words in some places, and every other character as it was.

    Raises  ValueError for stretches that lie outside the text or over each other.
    """
    words = {name: getattr(draft, name) for name in ("title", "body", "question")}
    last: dict[str, int] = {}
    for cover in sorted(covers, key=lambda cover: (cover.field, -cover.start)):
        text = words[cover.field]
        if not 0 <= cover.start < cover.end <= last.get(cover.field, len(text)):
            raise ValueError("a stretch that lies outside the text, or over another")
        words[cover.field] = text[: cover.start] + cover.instead + text[cover.end :]
        last[cover.field] = cover.start
    return dataclasses.replace(draft, **words)


class Place(NamedTuple):
    """A stretch of one field, in code points of that field."""

    field: str
    start: int
    end: int


def place(parts: tuple[Part, ...], start: int, end: int) -> Place:
    """Return where in the fields a stretch of the joined text lies; what runs over a field's end is cut there."""
    part = next((part for part in reversed(parts) if part.start <= start), parts[0])
    length = len(part.text)
    return Place(part.field, min(max(start - part.start, 0), length), min(max(end - part.start, 0), length))


def language(text: str) -> str:
    """Return the language a text is set in: Japanese from a small share of kana and kanji on."""
    letters = sum(not character.isspace() for character in text)
    return "ja" if letters and len(_JAPANESE.findall(text)) / letters >= JAPANESE_FROM else "en"
