"""Reading a backup, line by line and to its last byte: whatever is not as it was written is noticed."""

import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from app.backup import envelope
from app.backup.envelope import Damaged
from app.backup.rows import Copied, Row, Tally
from app.vault import Keys


class Head(NamedTuple):
    """What a backup says of itself."""

    migration: str
    made_at: datetime


def check(path: Path, keys: Keys) -> tuple[Head, list[Copied]]:
    """Read a backup to its end, and return what is in it.

    Raises  Damaged if any of it is not as it was written.
    """
    lines = lines_of(path, keys)
    head = next(lines)
    found = []
    for name, _, content in tables_of(lines):
        tally = Tally()
        for row in content:
            tally.add(row)
        found.append(Copied(name, tally.rows, tally.checksum))
    return Head(head["migration"], datetime.fromisoformat(head["made_at"])), found


def lines_of(path: Path, keys: Keys) -> Iterator[Any]:
    unpacker, rest = zlib.decompressobj(), b""
    for piece in envelope.opened(path, keys):
        *whole, rest = (rest + unpacker.decompress(piece)).split(b"\n")
        yield from (json.loads(one) for one in whole)
    if rest or not unpacker.eof:
        raise Damaged("the backup ends in the middle of a line")


def tables_of(lines: Iterator[Any]) -> Iterator[tuple[str, dict[str, str], Iterator[Row]]]:
    """Return one table after another. Each is to be read to its end before the next."""
    for count, head in enumerate(lines):
        if "tables" in head:
            if head["tables"] != count or next(lines, None) is not None:
                raise Damaged("tables are missing in the backup")
            return
        yield head["table"], head["columns"], _rows(lines, head["table"], list(head["columns"]))
    raise Damaged("the backup has no end")


def _rows(lines: Iterator[Any], table: str, names: list[str]) -> Iterator[Row]:
    tally = Tally()
    for found in lines:
        if isinstance(found, dict):
            if (found["rows"], found["checksum"]) != (tally.rows, tally.checksum):
                raise Damaged(f"the rows of {table} are not those that were written")
            return
        row = dict(zip(names, found, strict=True))
        tally.add(row)
        yield row
