"""The only file that knows pyotp and segno: secrets for apps, the square that carries one, and codes."""

import hmac
import secrets
from datetime import datetime
from typing import NamedTuple

import pyotp
import segno

from app.factors import policy

SECRET_LETTERS = 32  # of base32: 160 bits, the length of the key RFC 4226 recommends (section 4, R6)
QUIET = 4  # modules of white round a square; ISO/IEC 18004, 6.3.8


class Square(NamedTuple):
    """A QR code as a drawing: its side in modules, and the path of what is dark."""

    side: int
    path: str


def new_secret() -> str:
    return pyotp.random_base32(SECRET_LETTERS)


def uri(secret: str, *, account: str, site: str) -> str:
    """Return what an app reads: the secret, and under which names to keep it."""
    return pyotp.TOTP(secret, interval=policy.STEP, digits=policy.CODE_DIGITS).provisioning_uri(
        name=account, issuer_name=site
    )


def square(text: str) -> Square:
    rows = segno.make_qr(text, error="m").matrix
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Square(len(rows) + 2 * QUIET, path)


def code_at(secret: str, step: int) -> str:
    return pyotp.TOTP(secret, interval=policy.STEP, digits=policy.CODE_DIGITS).generate_otp(step)


def step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Return the step of time that a code is of, if it is near now and later than `after`, the last one taken."""
    here = int(now.timestamp()) // policy.STEP
    steps = range(here - policy.DRIFT, here + policy.DRIFT + 1)
    fitting = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())]
    return next((step for step in fitting if step > after), None)


def new_recovery_codes() -> tuple[str, ...]:
    """Return codes for an emergency, no two of which begin alike."""
    found: dict[str, str] = {}
    while len(found) < policy.RECOVERY_CODES:
        code = "".join(secrets.choice(policy.LETTERS) for _ in range(policy.CODE_LETTERS))
        found[code[: policy.SELECTOR]] = code
    return tuple(found.values())
