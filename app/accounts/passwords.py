"""The only file that knows passlib: how passwords are hashed, checked and refused."""

import os
import re
import secrets
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from app.errors import Busy
from app.web import log

with warnings.catch_warnings():
    # passlib 1.7.4, its last release, asks Python for `crypt` and argon2-cffi for its version in ways both will drop.
    warnings.simplefilter("ignore", DeprecationWarning)
    from passlib.context import CryptContext
    from passlib.handlers.argon2 import argon2

    argon2.set_backend("argon2_cffi")

SHORTEST, LONGEST = 12, 512  # characters
# Argon2id at 19 MiB, twice, one lane. Source: OWASP Password Storage Cheat Sheet, the least it advises.
_CONTEXT = CryptContext(
    ["argon2"], argon2__type="ID", argon2__memory_cost=19_456, argon2__time_cost=2, argon2__parallelism=1
)
# A flood of sign-ins keeps this many cores busy and this many threads waiting; the others serve pages.
_AT_ONCE = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))
_IN_LINE = threading.BoundedSemaphore(12)
WAIT = 5.0  # seconds

_LIST = Path(__file__).parent / "common_passwords.txt"
_LEET = str.maketrans("013457@$!", "oleastasi")
_FILLING = re.compile(r"(?<!\d)\d{1,4}(?!\d)|[!-/:-@\[-`{-~\s]+")
FEWEST_DIFFERENT = 5  # characters; fewer make a password anyone tries
LEAST_OF_ONES_OWN = 4  # characters beside listed words, short numbers and punctuation
SHORTEST_TELLING = 4  # characters of an address or a Latin name that may not stand in a password

Result = TypeVar("Result")


class Verdict(NamedTuple):
    """Whether a password is the one, and the hash to keep from now on if the stored one is of weaker settings."""

    right: bool
    better: str | None = None


def hashed(password: str) -> str:
    """Return what is stored of a password. Takes a good 30 ms of one core: never inside a writing transaction.

    Raises  ValueError for what `fault` would have refused; Busy when too many wait.
    """
    return _in_turn(lambda: str(_CONTEXT.hash(_as_kept(password))))


def check(stored: str | None, password: str) -> Verdict:
    """Compare a password with what is stored; without anything stored it takes as long, and is wrong.

    Raises  Busy when too many wait.
    """
    usable = password if _takes(password) else ""
    try:
        right, better = _in_turn(lambda: _CONTEXT.verify_and_update(_as_kept(usable), stored or _nobody()))
    except (ValueError, TypeError) as error:
        log.failure(error, "stored password unreadable")  # an operator should look; the member chooses a new one
        _in_turn(lambda: _CONTEXT.verify(_as_kept(usable), _nobody()))
        return Verdict(False)
    return Verdict(True, better) if right and stored and usable else Verdict(False)


def fault(password: str, *, email: str = "", name: str = "") -> str | None:
    """Return why a password cannot be taken, as a catalogue key. Any characters will do, in any mixture."""
    if len(password) < SHORTEST:
        return "accounts.password.short"
    if not _takes(password):
        return "accounts.password.long"
    plain = _plain(password)
    local = _plain(email.partition("@")[0])
    called = _plain(name)
    if len(local) >= SHORTEST_TELLING and local in plain:
        return "accounts.password.about_you"
    if len(called) >= (SHORTEST_TELLING if called.isascii() else 2) and called in plain:
        return "accounts.password.about_you"
    if len(set(plain)) < FEWEST_DIFFERENT or min(map(_own_part, (plain, plain.translate(_LEET)))) < LEAST_OF_ONES_OWN:
        return "accounts.password.common"
    return None


def _own_part(plain: str) -> int:
    return len(_FILLING.sub("", _common().sub(" ", plain)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


@cache
def _common() -> re.Pattern[str]:
    """Return a pattern of the listed words, the longest first."""
    lines = (line.strip() for line in _LIST.read_text(encoding="utf-8").splitlines())
    words = {_plain(line) for line in lines if line and not line.startswith("#")}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _takes(password: str) -> bool:
    """Whether the hasher can be given this at all: passlib raises on the long and on what UTF-8 cannot write."""
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return len(password) <= LONGEST and "\0" not in password


def _as_kept(password: str) -> str:
    """Return one form for what looks the same: か with a mark typed apart is が."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobody() -> str:
    """Return the hash that an unknown address is checked against."""
    return str(_CONTEXT.hash(secrets.token_urlsafe(16)))


def _in_turn(work: Callable[[], Result]) -> Result:
    with _turn():
        return work()


@contextmanager
def _turn() -> Iterator[None]:
    if not _IN_LINE.acquire(blocking=False):
        raise Busy
    try:
        if not _AT_ONCE.acquire(timeout=WAIT):
            raise Busy
        try:
            yield
        finally:
            _AT_ONCE.release()
    finally:
        _IN_LINE.release()


_nobody()  # made when the program starts: the first unknown address must not take longer than the second
