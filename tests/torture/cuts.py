"""Power cuts, from the journal of what a process wrote and synced: what a disk may hold after the power went at any moment."""

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SECTOR = 512  # bytes that a disk writes whole or not at all
NAMES = {1: "kiku.sqlite", 2: "kiku.sqlite-wal", 3: "kiku.sqlite-journal"}
HEAD = struct.Struct("<cBQI")


class Done(NamedTuple):
    """One thing that was done to a file, or a mark: an answer had arrived."""

    what: str
    file: int
    where: int
    bytes: bytes


def read(journal: Path) -> list[Done]:
    content, at, found = journal.read_bytes(), 0, []
    while at + HEAD.size <= len(content):
        what, file, where, many = HEAD.unpack_from(content, at)
        at += HEAD.size
        carried = many if what == b"W" else 0
        found.append(Done(what.decode(), file, where, content[at : at + carried]))
        at += carried
    return found


class Disk:
    """Files as they are on the disk, and what was written since and may be lost."""

    def __init__(self, base: Path) -> None:
        self.files = {
            number: bytearray((base / name).read_bytes() if (base / name).is_file() else b"")
            for number, name in NAMES.items()
        }
        self.waiting: dict[int, list[Done]] = {number: [] for number in NAMES}

    def do(self, done: Done) -> None:
        if done.what == "S":
            for one in self.waiting[done.file]:
                _apply(self.files[done.file], one)
            self.waiting[done.file] = []
        elif done.what != "M":
            self.waiting[done.file].append(done)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return what the files may hold: of what was not synced, some is there, some is torn, and some is lost."""
        made = {}
        for number, name in NAMES.items():
            held = bytearray(self.files[number])
            for one in self.waiting[number]:
                luck = chance.random()
                if luck < 0.4:
                    continue
                if luck < 0.6 and one.what == "W":
                    sectors = chance.randrange(len(one.bytes) // SECTOR + 1)
                    _apply(held, one._replace(bytes=one.bytes[: sectors * SECTOR]))
                else:
                    _apply(held, one)
            made[name] = bytes(held)
        return made


def _apply(held: bytearray, done: Done) -> None:
    if done.what == "W":
        if len(held) < done.where + len(done.bytes):
            held.extend(bytes(done.where + len(done.bytes) - len(held)))
        held[done.where : done.where + len(done.bytes)] = done.bytes
    elif done.what == "T":
        if done.where <= len(held):
            del held[done.where :]
        else:
            held.extend(bytes(done.where - len(held)))
    elif done.what == "U":
        held.clear()


class Cut(NamedTuple):
    """The files after a cut, and how many answers had arrived by then."""

    files: dict[str, bytes]
    marks: tuple[int, ...]


def cuts(base: Path, done: list[Done], times: int, seed: int) -> Iterator[Cut]:
    """Cut the power `times` times, at moments spread over the whole journal."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(1, len(done) + 1) for _ in range(times))
    disk, marks, at = Disk(base), [], 0
    for moment in moments:
        for one in done[at:moment]:
            disk.do(one)
            if one.what == "M":
                marks.append(one.where)
        at = moment
        yield Cut(disk.after_a_cut(chance), tuple(marks))
