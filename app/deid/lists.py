"""Word lists as sets: one entry a line, lines that begin with # are their source, licence and date."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


def entries(name: str) -> Iterator[str]:
    """Yield the entries of the list `name`, in the order of the file."""
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.strip()


@cache
def word_set(name: str) -> frozenset[str]:
    return frozenset(entries(name))
