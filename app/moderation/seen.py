"""One revision as a moderator sees it, and what may be done with it. Values alone: who gathers them, and where from, is
the matter of held.py."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.deid import Identifier
from app.moderation import policy
from app.moderation.decided import Decided
from app.moderation.policy import Outcome, Reason
from app.moderation.redacted import Changed, Objection
from app.moderation.sources import Source, Told
from app.posts.policy import State
from app.posts.queries import Before
from app.posts.texts import OwnText, Piece


class Earlier(NamedTuple):
    """How often the author's other texts were decided on in one way."""

    what: str
    times: int


class Opinion(NamedTuple):
    """What one of several moderators thought of a text, or of an appeal, shown once it can sway nobody who is to judge alone."""

    by: str
    outcome: str
    note: str


class Claim(NamedTuple):
    """Whose hands a text is in, and until when."""

    name: str
    mine: bool
    until: datetime


class Said(NamedTuple):
    """What a report says, without who says it."""

    reason: Reason
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One revision as a moderator sees it: the words with their marks, the evidence, and what has been said of it."""

    text: OwnText
    name: str
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    question: tuple[Piece, ...]
    combined: tuple[Source, ...]
    told: tuple[Told, ...]
    reports: tuple[Said, ...]
    decisions: tuple[Decided, ...]
    newer: UUID | None
    undecidable: str | None
    redacted: bool
    objection: Objection | None
    opinions: tuple[Opinion, ...]
    under_review: bool
    rescanned: bool
    claim: Claim | None
    restored: bool
    before: Before | None
    changed: tuple[Changed, ...]
    comparable: bool
    earlier: tuple[Earlier, ...]
    closed: bool

    @property
    def kind(self) -> str:
        return "case" if self.text.opening else "comment"

    @property
    def waits(self) -> bool:
        return policy.waits(self.text.state, self.under_review)

    @property
    def decidable(self) -> bool:
        """Whether the viewer may decide on it now. What a colleague has in hand is taken over first, in so many words."""
        return self.claimable and not self.with_colleague

    @property
    def claimable(self) -> bool:
        return self.waits and self.undecidable is None

    @property
    def with_colleague(self) -> bool:
        return self.claim is not None and not self.claim.mine

    @property
    def decided(self) -> bool:
        """Whether a decision on it stands."""
        return any(not decision.undone for decision in self.decisions)

    @property
    def stale(self) -> str:
        """Why a decision on it came too late, as a word of the catalogues."""
        if self.waits:
            return "with_colleague" if self.with_colleague else "again"
        return "lead" if self.decided else "by_author"

    @property
    def forbidden(self) -> bool:
        return self.waits and self.undecidable is not None

    @property
    def allowable(self) -> bool:
        """Whether peers read it with findings standing, so that one of them may be proposed to be let pass."""
        return self.text.state is State.PUBLISHED and bool(self.text.findings) and self.undecidable is None

    @property
    def reported(self) -> bool:
        return self.text.state is State.PUBLISHED

    @property
    def release(self) -> str:
        """What releasing means here: letting peers read a held text, or leaving a reported one as it is."""
        return policy.what(Outcome.RELEASE, self.text.state)

    @property
    def taken_back(self) -> bool:
        """Whether its author took it away or wrote it anew before anyone decided: then it is not for moderators to read."""
        return not self.decided and self.text.state in (State.WITHDRAWN, State.SUPERSEDED)

    @property
    def private(self) -> bool:
        """Whether words stand here that peers do not read, so that it is on the record who has opened them."""
        return self.text.state is not State.PUBLISHED and not self.closed

    @property
    def nothing_found(self) -> bool:
        return not (self.text.findings or self.text.combination or self.text.unread or self.text.alarms)

    @property
    def direct(self) -> bool:
        """Whether anything in it is enough alone to say who somebody is."""
        return any(finding.identifier == Identifier.DIRECT for finding in self.text.findings)

    @property
    def grave(self) -> bool:
        """Whether so much hangs on it that letting peers read it is no more at hand than any other outcome."""
        return self.direct or bool(self.text.alarms)

    @property
    def revised(self) -> bool:
        return self.text.number > 1

    @property
    def in_a_thread(self) -> bool:
        """Whether there is a thread to look at: an opening post that never was public has none."""
        return not self.text.opening or self.text.public_before

    @property
    def seen(self) -> str:
        return policy.seen(self.text.state, len(self.decisions), len(self.reports))
