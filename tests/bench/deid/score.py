"""The measures: how much of what identifies is found, how much is flagged that does not, and what slips through.

direct, quasi   share of the marks of that class with 90 % of their characters under any finding
safe_alarm      share of the safe marks that findings cover by half or more, none of them touching a direct or quasi mark
precision       share of findings with at least half of their characters under a direct or quasi mark
leaked          share of `block` texts in which at least one direct mark stays unfound
false_hold      share of `pass` texts told otherwise
verdict_right   share of texts whose verdict is told as marked
alarms          findings that touch no direct or quasi mark, for 1,000 characters
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.deid.corpus import Mark, Text

FOUND = 0.9  # of the characters of what identifies
ALARMED = 0.5  # of the characters of what is safe
RIGHT = 0.5  # of the characters of a finding


class PublicKind(NamedTuple):
    """A row of the table: what a set's mentions are asked for, among which a finding is right, and what it is found as."""

    asked: frozenset[str]
    right: frozenset[str]
    ours: frozenset[str]


PLACES = frozenset(("LOCATION", "COUNTRY"))
PUBLIC_KINDS = {
    "PERSON": PublicKind(frozenset(("PERSON",)), frozenset(("PERSON",)), frozenset(("PERSON",))),
    "LOCATION": PublicKind(PLACES, PLACES, frozenset(("PLACE", "ADDRESS"))),
    # A country tells nothing of a client, and the detector leaves it alone.
    "LOCATION but countries": PublicKind(frozenset(("LOCATION",)), PLACES, frozenset(("PLACE", "ADDRESS"))),
    "ORG+FACILITY": PublicKind(frozenset(("ORG", "FACILITY")), frozenset(("ORG", "FACILITY")), frozenset(("ORG",))),
}


class Found(NamedTuple):
    start: int
    end: int
    kind: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a detector said of one text."""

    findings: Sequence[Found]
    verdict: str


@dataclass(slots=True)
class Score:
    """Counts of one run over marked texts; the measures are shares of them."""

    hits: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    right: int = 0
    findings: int = 0
    leaks: int = 0
    holds: int = 0
    verdicts: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    missed: list[tuple[str, Mark]] = field(default_factory=list)
    alarms: list[tuple[str, str, str]] = field(default_factory=list)  # text, kind, words

    @property
    def measures(self) -> dict[str, float]:
        return {
            "direct": share(self.hits["direct"], self.marks["direct"]),
            "quasi": share(self.hits["quasi"], self.marks["quasi"]),
            "safe_alarm": share(self.hits["safe"], self.marks["safe"]),
            "precision": share(self.right, self.findings),
            "leaked": share(self.leaks, self.texts["block"]),
            "false_hold": share(self.holds, self.texts["pass"]),
            "verdict_right": share(self.verdicts, self.texts.total()),
        }

    @property
    def alarms_per_thousand(self) -> float:
        return 1000 * share(len(self.alarms), self.characters)


def share(part: int, whole: int) -> float:
    """A part of nothing is not a number, and is shown as a dash."""
    return part / whole if whole else float("nan")


def score(texts: Iterable[Text], told: Mapping[str, Told]) -> Score:
    total = Score()
    for text in texts:
        _add(total, text, told[text.id])
    return total


def _add(total: Score, text: Text, told: Told) -> None:
    covered = _under(text.body, told.findings)
    marked = _under(text.body, [mark for mark in text.marks if mark.identifier != "safe"])
    leaked = False
    for mark in text.marks:
        if mark.identifier == "safe":
            hit = _part(covered, text.body, mark) >= ALARMED and not _beside(mark, told.findings, marked)
        else:
            hit = _part(covered, text.body, mark) >= FOUND
            if not hit:
                total.missed.append((text.id, mark))
                leaked = leaked or mark.identifier == "direct"
        total.marks[mark.identifier] += 1
        total.hits[mark.identifier] += hit
    for found in told.findings:
        inside = sum(marked[found.start : found.end])
        total.findings += 1
        total.right += inside >= RIGHT * (found.end - found.start)
        if not inside:
            total.alarms.append((text.id, found.kind, text.body[found.start : found.end]))
    total.texts[text.verdict] += 1
    total.characters += len(text.body)
    total.leaks += leaked
    total.holds += text.verdict == "pass" and told.verdict != "pass"
    total.verdicts += text.verdict == told.verdict


def _under(body: str, stretches: Iterable[Mark] | Iterable[Found]) -> bytearray:
    """One byte a character of `body`: 1 where a stretch lies over it."""
    under = bytearray(len(body))
    for stretch in stretches:
        if not 0 <= stretch.start < stretch.end <= len(body):
            raise ValueError(f"a finding lies outside its text: {stretch}")
        under[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
    return under


def _part(covered: bytearray, body: str, mark: Mark) -> float:
    """How much of a mark is covered. Spaces are not counted: nobody is known by them."""
    where = [at for at in range(mark.start, mark.end) if not body[at].isspace()]
    return sum(covered[at] for at in where) / len(where)


def _beside(mark: Mark, findings: Sequence[Found], marked: bytearray) -> bool:
    """Whether a finding over this safe mark also touches something that does identify."""
    return any(
        any(marked[found.start : found.end]) for found in findings if found.start < mark.end and mark.start < found.end
    )


class PublicText(NamedTuple):
    """A sentence of a public set. Its mentions carry the set's own kinds, but a country is a COUNTRY."""

    id: str
    body: str
    mentions: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class PublicScore:
    recall: float
    precision: float
    mentions: int


def public_score(texts: Sequence[PublicText], told: Mapping[str, Told]) -> dict[str, PublicScore]:
    """Recall and precision of each kind: a mention or a finding counts only under the other's same kind."""
    scores = {}
    for name, kind in PUBLIC_KINDS.items():
        hits = mentions = right = findings = 0
        for text in texts:
            asked = [mention for mention in text.mentions if mention.kind in kind.asked]
            guesses = [found for found in told[text.id].findings if found.kind in kind.ours]
            under_guess = _under(text.body, guesses)
            under_gold = _under(text.body, [mention for mention in text.mentions if mention.kind in kind.right])
            mentions += len(asked)
            hits += sum(_covered(under_guess, mention) >= FOUND for mention in asked)
            findings += len(guesses)
            right += sum(_covered(under_gold, found) >= RIGHT for found in guesses)
        scores[name] = PublicScore(share(hits, mentions), share(right, findings), mentions)
    return scores


def _covered(under: bytearray, found: Found) -> float:
    return sum(under[found.start : found.end]) / (found.end - found.start)
