"""What a member must be before seeing anything of other members, and how long things hold."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.web.visit import Role, Standing

SIGNED_IN = {Role.COUNSELLOR: timedelta(days=14), Role.MODERATOR: timedelta(days=1), Role.ADMIN: timedelta(days=1)}
# Unused for so long, a sign-in is over. Moderators read what nobody else may, on computers others pass by; a
# counsellor comes by once a week, from a telephone that is locked. OWASP ASVS 5.0.0, 7.1.1 and 7.3.1, wants both said.
IDLE = {Role.COUNSELLOR: timedelta(days=7), Role.MODERATOR: timedelta(minutes=30), Role.ADMIN: timedelta(minutes=30)}
# How coarsely the last use is noted: often enough for the limit above, seldom enough to cost nothing.
NOTED_EVERY = {
    Role.COUNSELLOR: timedelta(minutes=15),
    Role.MODERATOR: timedelta(minutes=1),
    Role.ADMIN: timedelta(minutes=1),
}
KEY_BYTES = 32  # of a sign-in's key and an invitation's secret: 256 bits
FRESH_FOR = timedelta(minutes=15)  # a proof counts for what asks for one
# For reading what waits in the queue it counts longer: for a stretch of work. Asked four times an hour, people who go
# through thirty texts would learn to type their password without looking who asks.
LATELY = timedelta(hours=1)
ATTEMPT_FOR = timedelta(minutes=10)  # between the password and the second step
MOST_TRIES = 5  # wrong codes before the password is asked again
CONFIRM_WITHIN = timedelta(days=7)
RESET_WITHIN = timedelta(hours=1)
INVITED_FOR = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=14)  # an account whose address nobody confirmed

IN_HAND = timedelta(minutes=30)  # how long a licence stays in a moderator's hands, as a text does
ENDS_SOON = timedelta(days=90)  # a licence's holder is told from here on

NUMBER_LIMIT = 60  # characters
NOTE_LIMIT = 1_000  # characters
BY_HAND = "other-manual"  # of taxonomy/licences.yaml

# What a browser says of itself, in the order to ask: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = (
    ("Edge", "Edg"),
    ("Opera", "OPR/"),
    ("Samsung Internet", "SamsungBrowser"),
    ("Firefox", "Firefox/"),
    ("Firefox", "FxiOS"),
    ("Chrome", "CriOS"),
    ("Chrome", "Chrome/"),
    ("Safari", "Safari/"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("ChromeOS", "CrOS"),
    ("Mac", "Macintosh"),
    ("Linux", "Linux"),
)


class LicenceState(StrEnum):
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who would like to join, as the form has it."""

    email: str = ""
    name: str = ""
    locale: str = "ja"
    licence: str = ""
    licence_number: str = ""
    invitation: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SigningIn:
    email: str = ""
    next: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody gives to prove themselves once more: a password and a code, or a passkey's answer alone."""

    password: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)

    @property
    def given(self) -> bool:
        return bool(self.password or self.code or self.answer)


class LossReason(StrEnum):
    """Why somebody cannot give their second factor any more."""

    LOST = "lost"
    BROKEN = "broken"
    STOLEN = "stolen"
    LOCKED = "locked"  # it is there, and does not let its owner in


class LossProof(StrEnum):
    """How it was made sure that it is them who asks. A mail is no proof: whoever reads the mail could ask."""

    MET = "met"
    CALLED = "called"  # by a number that was known before
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Loss:
    """What an admin says who takes the second factor off a member."""

    reason: LossReason | None = None
    proof: LossProof | None = None


AGREED_WITHIN = timedelta(days=1)  # between two admins, where it takes two


def wants_two(role: Role, *, others: bool) -> bool:
    """Whether it takes two admins to take off a second factor: always that of whoever reads what is held, and anybody's
    where there is another admin to ask. A counsellor of a site with one admin is not sent to the machine for it.
    """
    return others or role is not Role.COUNSELLOR


class Reply(StrEnum):
    """What another admin says to what the first has asked."""

    AGREE = "agree"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class LicenceClaim:
    slug: str = ""
    number: str = ""


class Tier(StrEnum):
    """On what a confirmation rests, the weakest first."""

    CLAIMED = "claimed"  # the member's word
    SEEN = "seen"  # a document that a person looked at
    MATCHED = "matched"  # the public register of whoever issues it


class Outcome(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class LicenceDecision:
    """What a moderator says of a licence. `expires` is as typed, `expires_on` the day it means."""

    outcome: Outcome | None = None
    note: str = ""
    expires: str = ""
    expires_on: date | None = None
    tier: Tier = Tier.CLAIMED


@dataclass(frozen=True, slots=True)
class Together:
    """What a moderator says of several licences at once: that they confirm them. `expires` is as typed."""

    ids: tuple[UUID, ...] = ()
    tier: Tier | None = None
    expires: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a link in a mail leads to, while it is good."""

    id: UUID
    member_id: UUID
    name: str
    email: str
    confirmed: bool
    good: bool


def standing(*, confirmed: bool, licence: LicenceState | None, expires_on: date | None, today: date) -> Standing:
    """Return how far a member has come in, from their address and the licence that speaks best for them."""
    if not confirmed:
        return Standing.UNCONFIRMED
    if licence is LicenceState.CONFIRMED:
        return Standing.VERIFIED if expires_on is None or expires_on >= today else Standing.EXPIRED
    return Standing.REFUSED if licence is LicenceState.REFUSED else Standing.WAITING


def must_set_up(role: Role, *, strong: bool) -> bool:
    """Whether a member must set up a second factor before anything else: who reads what is held, signs in with two."""
    return role is not Role.COUNSELLOR and not strong


def is_fresh(proven_at: datetime, now: datetime, within: timedelta = FRESH_FOR) -> bool:
    return now - proven_at <= within


def is_idle(role: Role, seen_at: datetime, now: datetime) -> bool:
    return now - seen_at > IDLE[role]


def ends_soon(expires_on: date | None, today: date) -> bool:
    """Whether it is time to renew a licence that still holds."""
    return expires_on is not None and today <= expires_on <= today + ENDS_SOON


def is_held(until: datetime | None, now: datetime) -> bool:
    """Whether somebody still has in hand what they took in hand."""
    return until is not None and until > now


def unusual(number: str, pattern: str | None) -> bool:
    """Whether a licence's number looks other than most. A hint: many patterns are assumed, so none of them refuses."""
    return pattern is not None and re.fullmatch(pattern, unicodedata.normalize("NFKC", number).strip()) is None


def device(user_agent: str) -> str:
    """Return a browser and a system by their everyday names, or nothing: enough to recognise one's own computer."""
    browser = next((name for name, mark in _BROWSERS if mark in user_agent), "")
    system = next((name for name, mark in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system)))


def key_hash(key: str) -> str:
    """Return what is stored of a key or a secret: a copy of the table opens no door."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
