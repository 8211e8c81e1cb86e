"""What proves, beside a password, that somebody is who they say: how codes are typed, and how long things hold."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

STEP = 30  # seconds a code of an app is shown; RFC 6238, 5.2
DRIFT = 1  # steps a telephone's clock may be off, either way; RFC 6238, 5.2 advises one
CODE_DIGITS = 6
SETTING_UP_FOR = timedelta(hours=1)  # an app that was not confirmed by then is forgotten
CHALLENGE_FOR = timedelta(minutes=5)
MOST_PASSKEYS = 10

RECOVERY_CODES = 10
# Crockford's letters: none of them is taken for another, and what looks like one is read as it.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
SELECTOR, CODE_LETTERS = 2, 12  # the first letters say which code it is, the other ten (50 bits) are the secret
_MEANT = str.maketrans({"o": "0", "i": "1", "l": "1"})
_BETWEEN = str.maketrans(dict.fromkeys(" -‐‑–—−ー\t", ""))


class Purpose(StrEnum):
    """What a challenge is for: an answer to one is no answer to another."""

    REGISTER = "register"
    SIGN_IN = "sign_in"
    PROVE = "prove"


@dataclass(frozen=True, slots=True)
class Has:
    """What a member can prove themselves with beside the password."""

    authenticator: bool = False
    passkeys: int = 0
    recovery_codes: int = 0  # that are left

    @property
    def any(self) -> bool:
        """Whether there is a second factor. Codes for an emergency are none by themselves."""
        return self.authenticator or self.passkeys > 0

    @property
    def codes(self) -> bool:
        """Whether there is a code that could be typed."""
        return self.authenticator or self.recovery_codes > 0


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a passkey knows it. Passkeys are made for a name: there are none for a bare number."""

    rp_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose passkey is made: what the browser keeps beside it to tell one account from another."""

    id: UUID
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    credential_id: bytes
    public_key: bytes
    sign_count: int


def as_code(typed: str) -> str:
    """Return a code as it was meant: without spaces and dashes, in plain letters whatever the keyboard made of them."""
    return unicodedata.normalize("NFKC", typed).translate(_BETWEEN).lower()


def is_of_app(code: str) -> bool:
    return len(code) == CODE_DIGITS and code.isascii() and code.isdecimal()


def as_recovery_code(code: str) -> str | None:
    """Return a code for an emergency with its look-alikes read as meant, or nothing if it cannot be one."""
    meant = code.translate(_MEANT)
    return meant if len(meant) == CODE_LETTERS and all(letter in LETTERS for letter in meant) else None


def shown(code: str) -> str:
    """Return a code in groups of four, as it is easiest copied by hand."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
