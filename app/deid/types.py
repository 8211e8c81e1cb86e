"""The values the detector speaks in, all frozen: codes, positions and coarse traits, never sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]


class Kind(StrEnum):
    """What a finding is about. The names are part of `kiku scan`."""

    PERSON = "PERSON"
    CONTACT = "CONTACT"
    ID_NUMBER = "ID_NUMBER"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    ORG = "ORG"
    DATE = "DATE"
    AGE = "AGE"
    SEX = "SEX"
    OCCUPATION = "OCCUPATION"
    EVENT = "EVENT"
    FAMILY = "FAMILY"
    HEALTH = "HEALTH"
    OTHER = "OTHER"


class Identifier(StrEnum):
    """Whether a finding is enough alone, or only together with others."""

    DIRECT = "direct"
    QUASI = "quasi"


class Verdict(StrEnum):
    """What the findings amount to. What to do about it is for the forum to say, not for the detector."""

    BLOCK = "block"
    REVIEW = "review"
    PASS = "pass"  # noqa: S105  # a verdict, not a password


class Trait(NamedTuple):
    """What a quasi finding tells, made coarse: a kind and a code from a closed list or a number.

    `code` never holds words of the text. Examples: ("AGE", "48"), ("AGE", "40-49"), ("SEX", "female"),
    ("PLACE", "jp-01-202"), ("PLACE", "gb:carlisle"), ("OCCUPATION", "teacher"), ("FAMILY", "twins").
    It is what a screening may keep, and what later texts of a thread are combined with.
    """

    kind: Kind
    code: str


class Allowed(NamedTuple):
    """A phrase that a person decided identifies nobody, and the rule that no longer holds a text for it."""

    phrase: str
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of text that could identify a client, and the rule that says so.

    start, end  code points of the text as given, half-open.
    instead     gentler wordings in the text's own language, the best first.
    trait       what it tells, for the combination; None for a direct finding.
    listed      False for a trait too weak to show alone (a sex, a general occupation): it only counts.
    """

    start: int
    end: int
    kind: Kind
    identifier: Identifier
    rule: str
    instead: tuple[str, ...] = ()
    trait: Trait | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Combination:
    """The smallest set of traits that brings the number of people who fit under the threshold.

    people         how many people fit, as an estimate; low and high are its range.
    widen_first    the trait whose widening lets the most people in, and `widen_to` what it becomes
                   (None where the best is to leave it out).
    people_widened how many would fit then.
    country        the country whose people are counted, as two letters (jp, gb).
    """

    traits: tuple[Trait, ...]
    people: float
    low: float
    high: float
    widen_first: Trait
    widen_to: Trait | None
    people_widened: float
    country: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the detector says of one text. Findings are in order of position and do not overlap.

    combination  what singles a person out, or None.
    crowd        how many people fit everything told, above the threshold too, or None where they are too many to say.
    clues        where the text tells a trait of either that is too weak for a finding of its own: not listed, but shown.
    """

    findings: Sequence[Finding]
    traits: Sequence[Trait]
    combination: Combination | None
    crowd: Combination | None = None
    clues: Sequence[Finding] = ()

    @property
    def verdict(self) -> Verdict:
        if any(finding.identifier is Identifier.DIRECT for finding in self.findings):
            return Verdict.BLOCK
        return Verdict.REVIEW if self.findings or self.combination else Verdict.PASS


class TooLong(ValueError):
    """The text is over the limit the detector reads in one go; nothing was looked at."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what kind of thing it finds, and its examples, which are tests and help-page text.

    flags   texts in which the rule must find something.
    leaves  texts in which it must find nothing.
    """

    code: str
    kind: Kind
    identifier: Identifier
    flags: tuple[str, ...]
    leaves: tuple[str, ...]

    def finding(
        self, span: tuple[int, int], *, instead: tuple[str, ...] = (), trait: Trait | None = None, listed: bool = True
    ) -> Finding:
        return Finding(*span, self.kind, self.identifier, self.code, instead, trait, listed)
