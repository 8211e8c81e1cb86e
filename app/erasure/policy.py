"""What may become of a member's posts when the member leaves, and what a copy of one's own data is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.web.visit import Viewer

# Under which name the posts of somebody who left go on, in the language of each.
FORMER = {"ja": "退会した会員", "en": "A former member"}


class Fate(StrEnum):
    """What becomes of a member's posts."""

    KEEP = "keep"  # what is public stays, without a person
    ERASE = "erase"  # all of it goes, one's cases with their whole threads


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a member says who leaves."""

    fate: Fate | None
    password: str
    sure: bool


class FileForm(StrEnum):
    """How a copy of one's own data is written: for a program, or to be read."""

    JSON = "json"
    TEXT = "txt"


def may_leave(viewer: Viewer) -> bool:
    """Staff hand their role back first: their account can do what nobody should do by leaving it open to a thief."""
    return not viewer.moderates


@dataclass(frozen=True, slots=True)
class OwnLicence:
    slug: str
    number: str
    state: str
    claimed_at: datetime
    proof_sent_at: datetime | None  # while it is kept: it goes with the decision


@dataclass(frozen=True, slots=True)
class OwnVersion:
    number: int
    state: str
    lang: str
    title: str
    body: str
    question: str
    made_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnPost:
    kind: str
    address: str
    signed_as: str | None
    made_at: datetime
    approaches: tuple[str, ...]
    versions: tuple[OwnVersion, ...]


@dataclass(frozen=True, slots=True)
class OwnReport:
    reason: str
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OwnObjection:
    rule: str
    reason: str
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OwnAppeal:
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OwnExercise:
    slug: str
    outcome: str
    note: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    device: str
    began_at: datetime


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that the forum keeps of a member and that they wrote, and nothing of anybody else."""

    made_at: datetime
    email: str
    name: str
    locale: str
    joined_at: datetime
    licences: tuple[OwnLicence, ...]
    sign_ins: tuple[OwnSignIn, ...]
    posts: tuple[OwnPost, ...]
    reports: tuple[OwnReport, ...]
    objections: tuple[OwnObjection, ...]
    appeals: tuple[OwnAppeal, ...]
    redaction_objections: tuple[OwnAppeal, ...]
    exercises: tuple[OwnExercise, ...]
