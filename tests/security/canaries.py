"""Canaries: markers that no tokeniser hides, one set for each thing that is kept, and every way a file may hold them."""

import base64
import gzip
import html
import itertools
import json
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from tests.security.files import copied

_numbers = itertools.count(4_100)
_SYLLABLES = "かきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろ"
# The beginnings of what packs: gzip, and zlib at each of its levels.
PACKED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True)
class Canary:
    """A word, a Japanese name and a telephone number that stand in one place alone."""

    place: str
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def word(self) -> str:
        return f"zqcanary{self.number:x}q"

    @property
    def name(self) -> str:
        one, two, three = self.number % 34, self.number // 34 % 34, self.number // 1_156 % 34
        return f"鴇田{_SYLLABLES[one]}{_SYLLABLES[two]}{_SYLLABLES[three]}乃"

    @property
    def phone(self) -> str:
        return f"0997-{self.number:04}-7731"

    @property
    def line(self) -> str:
        return f"{self.word} {self.name} {self.phone}"

    @property
    def marks(self) -> tuple[str, str, str]:
        return self.word, self.name, self.phone

    def stands_in(self, said: str) -> bool:
        """Whether a page says any of it, in whatever spelling."""
        plain = _plain(said)
        return any(mark in plain for mark in self.marks) or any(mark in said for mark in _coded(self.marks))

    def written(self) -> Iterator[bytes]:
        """Yield every form in which a file may hold it."""
        for mark in self.marks:
            for form in {mark, unicodedata.normalize("NFKC", mark), unicodedata.normalize("NFKD", mark)}:
                yield from (form.encode(), form.encode("utf-16-le"), form.encode("utf-16-be"))
                yield quote(form).encode()
                yield json.dumps(form)[1:-1].encode()
                yield form.encode("ascii", "xmlcharrefreplace")
                yield from _in_base64(form.encode())


@lru_cache(maxsize=1)
def _plain(said: str) -> str:
    """A page without its entities, once for all the canaries that are looked for in it."""
    return html.unescape(said)


@cache
def _coded(marks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for mark in marks for form in (quote(mark), json.dumps(mark)[1:-1]))


def _in_base64(content: bytes) -> Iterator[bytes]:
    """Yield the part of base64 that a text has for sure, at each of the three places it may begin."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + content)
        first, last = -(-before * 8 // 6), len(coded) - 4
        yield coded[first:last]


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what is packed within a file, wherever it begins."""
    for start in PACKED:
        at = content.find(start)
        while at >= 0:
            reader = zlib.decompressobj(47)
            try:
                found = reader.decompress(content[at : at + 1_000_000])
            except zlib.error:
                found = b""
            if len(found) > 20:
                yield found
            at = content.find(start, at + 1)


def contents(folders: Iterable[Path]) -> list[tuple[str, bytes]]:
    """Return every file, with what is packed in it unpacked behind it."""
    found = []
    for folder in folders:
        with copied(folder) as copy:
            for path in sorted(copy.rglob("*")):
                if path.is_file():
                    content = path.read_bytes()
                    found.append((str(path.relative_to(copy)), b"\n".join([content, *unpacked(content)])))
    return found


def packed_is_seen() -> bool:
    """Whether the look into packed files sees anything: a measure of the measure."""
    canary = Canary("packed")
    inside = b"\n".join(
        unpacked(b"head" + gzip.compress(canary.line.encode()) + zlib.compress(canary.line.encode() * 3))
    )
    return inside.count(canary.word.encode()) == 4
