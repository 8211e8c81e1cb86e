"""A text with its words and what was found in them, as its author and the moderators read it.

Apart from the queries, which say who gets which.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import bindparam, select

from app.database import Session
from app.posts import sealing
from app.posts.models import Dispute, Post, Revision, Screening
from app.posts.policy import Answers, DisputeOutcome, DisputeReason, State
from app.posts.sealing import Words


class Disputed(NamedTuple):
    """What an author says against a finding, and what a moderator thought of it."""

    reason: DisputeReason
    note: str
    outcome: DisputeOutcome

    @property
    def open(self) -> bool:
        return self.outcome is DisputeOutcome.OPEN


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A finding with the words it is about, for those who may read them."""

    number: int
    rule: str
    kind: str
    identifier: str
    field: str
    start: int
    end: int
    words: str
    trait: tuple[str, str] | None = None
    dispute: Disputed | None = None


class Heard(NamedTuple):
    """Words that speak of live danger and where they stand, for those who may read them. `number` is for its mark."""

    danger: str
    field: str
    start: int
    end: int
    words: str
    number: str

    @property
    def kind(self) -> str:
        return "danger"


class Piece(NamedTuple):
    """A stretch of a text, what was found or heard in it or none, and whether peers read it as part of a heading."""

    text: str
    mark: FoundWords | Heard | None
    heading: bool = False


_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t].*$", re.MULTILINE)  # the lines of which app/markup.py makes headings


def pieces(
    text: str, findings: Iterable[FoundWords], alarms: Iterable[Heard] = (), *, headings: bool = False
) -> tuple[Piece, ...]:
    """Return a text cut at what was found in it, by stored position; together the pieces are the text.

    Of alarms is marked what no finding covers: the whole of them stands beside the text.
    """
    cut: list[Piece] = []
    at = 0
    alarms = sorted(alarms, key=lambda alarm: alarm.start)
    for finding in sorted(findings, key=lambda finding: finding.start):
        start = max(finding.start, at)
        if finding.end <= start:
            continue
        cut += [*_alarmed(text, at, start, alarms), Piece(text[start : finding.end], finding)]
        at = finding.end
    cut += _alarmed(text, at, len(text), alarms)
    return tuple(piece for piece in (_headed(text, cut) if headings else cut) if piece.text)


def _headed(text: str, cut: Iterable[Piece]) -> Iterator[Piece]:
    """Cut once more where a heading begins or ends. A mark stays whole, and belongs to where it begins."""
    lines = [match.span() for match in _HEADING.finditer(text)]
    edges = [
        edge for line in lines for edge in line
    ]  # in order: an odd number of them lies before what is in a heading
    at = 0
    for piece in cut:
        end = at + len(piece.text)
        inner = () if piece.mark else edges[bisect_right(edges, at) : bisect_left(edges, end)]
        for stop in (*inner, end):
            yield Piece(text[at:stop], piece.mark, heading=bisect_right(edges, at) % 2 == 1)
            at = stop


def _alarmed(text: str, at: int, end: int, alarms: Iterable[Heard]) -> Iterator[Piece]:
    for alarm in alarms:
        start, stop = max(alarm.start, at), min(alarm.end, end)
        if start < stop:
            number = alarm.number if start == alarm.start else f"{alarm.number}-{start}"  # each mark has its own
            yield from (Piece(text[at:start], None), Piece(text[start:stop], alarm._replace(number=number)))
            at = stop
    yield Piece(text[at:end], None)


@dataclass(frozen=True, slots=True)
class OwnText:
    """A revision as its author and the moderators read it: the words, where they stand, and what was found in them."""

    post_id: UUID
    case_id: UUID
    author_id: UUID
    opening: bool
    answers_id: UUID | None
    signed_as: str | None
    revision_id: UUID
    number: int
    state: State
    lang: str
    title: str
    body: str
    question: str
    html: Markup
    note: str
    made_at: datetime
    public_before: bool
    unread: bool
    findings: tuple[FoundWords, ...]
    combination: dict[str, Any] | None
    answers: Answers
    redacts_id: UUID | None
    alarms: tuple[Heard, ...] = ()
    draft_of: "OwnText | None" = None

    def closed(self) -> "OwnText":
        """The same without its words, for whoever has not opened them."""
        return replace(self, title="", body="", question="", html=Markup(""), findings=(), alarms=())

    @property
    def waits(self) -> bool:
        return self.state is State.HELD

    @property
    def came_back(self) -> bool:
        return self.state is State.RETURNED

    @property
    def drafted(self) -> bool:
        return self.state is State.DRAFT

    @property
    def returned(self) -> "OwnText | None":
        """What a moderator sent back and its author has not sent anew: this text, or the one that this is a draft of."""
        return self if self.came_back else self.draft_of

    @property
    def dispute_reasons(self) -> tuple[DisputeReason, ...]:
        """What its author may say against a finding; nothing once there is nobody to say it to."""
        return tuple(DisputeReason) if self.waits or self.came_back else ()

    def marked(self, field: str) -> tuple[Piece, ...]:
        """Return the words of a field with what was found in them."""
        return pieces(
            getattr(self, field),
            [finding for finding in self.findings if finding.field == field],
            [alarm for alarm in self.alarms if alarm.field == field],
            headings=field == "body",
        )

    @property
    def disputed(self) -> bool:
        """Whether its author says something of a finding that nobody has answered."""
        return any(finding.dispute.open for finding in self.findings if finding.dispute)


TEXT = (
    select(
        Post.id.label("post_id"),
        Post.case_id,
        Post.author_id,
        Post.opening,
        Post.answers_id,
        Post.signed_as,
        Post.published_at,
        Revision,
        Screening.verdict,
        Screening.findings,
        Screening.combination,
        Screening.alarms,
    )
    .join(Revision, Revision.post_id == Post.id)
    .outerjoin(Screening, Screening.revision_id == Revision.id)
)


def opened(session: Session, rows: Sequence[Any]) -> list[OwnText]:
    found = sealing.of(session, [row.Revision.id for row in rows])
    texts = [_text(row, found.get(row.Revision.id) or shown(row.Revision)) for row in rows]
    return _with_disputes(session, texts)


def shown(revision: Revision) -> Words:
    """What the columns hold: the words if it is published, and nothing if they were erased."""
    return Words(revision.title, revision.body, revision.question, revision.html)


_DISPUTES = select(Dispute.revision_id, Dispute.finding, Dispute.reason, Dispute.note, Dispute.outcome).where(
    Dispute.revision_id.in_(bindparam("revisions", expanding=True))
)


def _with_disputes(session: Session, texts: list[OwnText]) -> list[OwnText]:
    """Put what authors say against findings beside them, in one statement however many texts there are."""
    revisions = [text.revision_id for text in texts if text.findings]
    if not revisions:
        return texts
    said = {
        (row.revision_id, row.finding): Disputed(DisputeReason(row.reason), row.note, DisputeOutcome(row.outcome))
        for row in session.execute(_DISPUTES, {"revisions": revisions})
    }
    return [
        replace(
            text,
            findings=tuple(
                replace(finding, dispute=said.get((text.revision_id, finding.number))) for finding in text.findings
            ),
        )
        for text in texts
    ]


def _text(row: Any, words: Words) -> OwnText:
    found = row.Revision
    return OwnText(
        row.post_id,
        row.case_id,
        row.author_id,
        row.opening,
        row.answers_id,
        row.signed_as,
        found.id,
        found.number,
        State(found.state),
        found.lang,
        words.title,
        words.body,
        words.question,
        Markup(words.html),  # noqa: S704  # made by app/markup, sanitised
        found.note,
        found.made_at,
        row.published_at is not None,
        row.verdict == "unread",
        _found(words, row.findings or ()),
        row.combination,
        Answers(found.picked_out, found.joined_up, found.guessed),
        found.redacts_id,
        alarms=tuple(_heard(words, number, alarm) for number, alarm in enumerate(row.alarms or (), 1)),
    )


def _heard(words: Words, number: int, alarm: dict[str, Any]) -> Heard:
    field, start, end = alarm["field"], alarm["start"], alarm["end"]
    return Heard(alarm["danger"], field, start, end, getattr(words, field)[start:end], f"danger-{number}")


def _found(words: Words, findings: Sequence[dict[str, Any]]) -> tuple[FoundWords, ...]:
    return tuple(
        FoundWords(
            number,
            finding["rule"],
            finding["kind"],
            finding["identifier"],
            finding["field"],
            finding["start"],
            finding["end"],
            getattr(words, finding["field"])[finding["start"] : finding["end"]],
            tuple(finding["trait"]) if finding.get("trait") else None,
        )
        for number, finding in enumerate(findings, 1)
    )
