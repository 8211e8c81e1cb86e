"""A file somebody sent → pictures that are ours: drawing.py is given it, in a process that may spend little.

Apart from the service because it asks no database: a transaction does not wait for a decoder.
"""

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from app.errors import Busy
from app.evidence import policy
from app.evidence.policy import Fault, Refused

DRAWING = Path(__file__).with_name("drawing.py")
REFUSED = 3  # its exit status where it says why
AT_ONCE = 2  # files a process of ours has drawn at the same time
WAIT = 20.0  # seconds for one's turn
HANDED_ON = ("LD_LIBRARY_PATH", "PATH")  # of our environment: what a Python needs to start, and none of our settings

_turns = BoundedSemaphore(AT_ONCE)


def pictures(content: bytes) -> tuple[bytes, ...]:
    """Return the pages of a file as JPEGs without anything but their pixels.

    Raises  Refused for whatever is no picture or PDF, is too large, or cannot be drawn in time; Busy if others wait.
    """
    if len(content) > policy.FILE_LIMIT:
        raise Refused(Fault.LARGE)
    kind = policy.kind(content)
    if kind is None:
        raise Refused(Fault.HEIC if policy.is_heic(content) else Fault.KIND)
    if not _turns.acquire(timeout=WAIT):
        raise Busy
    try:
        return _drawn(kind, content)
    finally:
        _turns.release()


def _drawn(kind: str, content: bytes) -> tuple[bytes, ...]:
    limits = (
        policy.MOST_PAGES,
        policy.MOST_PIXELS,
        policy.LONGEST_SIDE,
        policy.QUALITY,
        policy.SECONDS,
        policy.MEMORY,
    )
    command = [sys.executable, "-I", "-B", str(DRAWING), kind, *map(str, limits)]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a decoder says could quote the file
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            timeout=policy.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Fault.UNREADABLE) from error
    if done.returncode == REFUSED and done.stdout.decode("ascii", "replace") in list(Fault):
        raise Refused(Fault(done.stdout.decode("ascii")))
    made = _taken_apart(done.stdout) if done.returncode == 0 else ()
    if not made:
        raise Refused(Fault.UNREADABLE)
    return made


def _taken_apart(written: bytes) -> tuple[bytes, ...]:
    """Return what drawing.py wrote, if it is what it should be: it has read what a stranger sent."""
    found, at = [], 0
    while at < len(written):
        length = int.from_bytes(written[at : at + 4], "big")
        found.append(written[at + 4 : at + 4 + length])
        at += 4 + length
    good = at == len(written) and len(found) <= policy.MOST_PAGES
    fit = all(policy.kind(picture) is policy.Kind.JPEG and len(picture) <= policy.PICTURE_LIMIT for picture in found)
    return tuple(found) if good and fit else ()
