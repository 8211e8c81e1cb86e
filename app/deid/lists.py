"""Word lists as sets, the longest packed: one entry a line, lines that begin with # are their source, licence and date."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
BEGINNING = 3  # letters by which a packed list is parted: the longest part is some thousand letters


def entries(name: str) -> Iterator[str]:
    """Yield the entries of the list `name`, in the order of the file."""
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.strip()


@cache
def word_set(name: str) -> frozenset[str]:
    return frozenset(entries(name))


class Packed(Container[str]):
    """Words of a long list, a tenth of the size of a set and some five times as slow: one text of all that begin alike."""

    def __init__(self, words: Iterable[str]) -> None:
        alike: dict[str, list[str]] = defaultdict(list)
        for word in words:
            alike[word[:BEGINNING]].append(word)
        self._parts = {beginning: "\n".join(("", *some, "")) for beginning, some in alike.items()}

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        part = self._parts.get(word[:BEGINNING])
        return part is not None and f"\n{word}\n" in part and "\n" not in word


class AnyOf(Container[str]):
    """The words that are on any of some lists, without a list of its own."""

    def __init__(self, *lists: Container[str]) -> None:
        self._lists = lists

    def __contains__(self, word: object) -> bool:
        return any(word in one for one in self._lists)


@cache
def packed(name: str) -> Packed:
    return Packed(entries(name))
