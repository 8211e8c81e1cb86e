"""Where the record ended at earlier times, noted in a file outside the database: a cut end or a chain made anew shows."""

import os
import re
from datetime import timedelta
from pathlib import Path

from app import clock
from app.audit.chain import Head

EVERY = timedelta(minutes=10)  # how often the worker notes it
_LINE = re.compile(r"(\d{1,15}) ([0-9a-f]{64})(?: .*)?")


def place(data: Path) -> Path:
    return data / "audit-heads.txt"


def note(path: Path, head: Head) -> bool:
    """Add where the record ends now, unless it was noted already. Returns whether there was something to note."""
    last = next(iter(reversed(read(path))), Head(0, ""))
    if head.sequence == 0 or head == last:
        return False
    moment = clock.now().isoformat(timespec="seconds")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(f"{head.sequence} {head.digest} {moment}\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def set_aside(path: Path) -> Path | None:
    """Keep what was noted under another name, because the record goes on from an earlier end: a backup was restored.

    Returns that name, for whoever wants to know where the record ended before; None if nothing was noted.
    """
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem}.until-{clock.now():%Y%m%dT%H%M%S%f}{path.suffix}")
    return path.rename(aside)


def read(path: Path) -> list[Head]:
    """Return what was noted, the oldest first. A line cut short by a power cut is none."""
    if not path.exists():
        return []
    return [found for line in path.read_text().splitlines() if (found := parse(line))]


def parse(line: str) -> Head | None:
    """Read one note as `kiku audit head` prints it: how many entries, and the hash of the last."""
    found = _LINE.fullmatch(line.strip())
    return Head(int(found[1]), found[2]) if found else None
