"""What a match of a pattern may begin with: asked first at each place of a text, it spares `re` most of its tries.

`re` tries the branches of a pattern one after the other, at every place. Of a pattern that begins with a literal or with
a class it knows which places to leave out, and of others not: of those a class is made here.
"""

import re
from collections.abc import Iterator, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Part = tuple[Any, Any]

REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
WITHOUT_WIDTH = (code.AT, code.ASSERT, code.ASSERT_NOT)
WRITTEN = {
    code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s", code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_DIGIT: r"\D", code.CATEGORY_NOT_SPACE: r"\S", code.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


class Anything(Exception):
    """A pattern may begin with any sign, or match without one."""


def with_head(pattern: str, flags: int = 0) -> str:
    """Return a pattern that finds the same as `pattern`, with a look ahead at its first sign where that spares tries."""
    tree = parser.parse(pattern, flags)
    if not _is_worth_it(list(tree)):
        return pattern
    try:
        heads, empty = _heads(list(tree))
    except Anything:
        return pattern
    return pattern if empty or not heads else f"(?=[{''.join(sorted(heads))}])(?:{pattern})"


def _is_worth_it(parts: Sequence[Part]) -> bool:
    """Whether `re` does not know by itself where to look."""
    return bool(parts) and parts[0][0] not in (code.LITERAL, code.IN)


def _heads(parts: Sequence[Part]) -> tuple[set[str], bool]:
    """Return the members of the class that a sequence may begin with, and whether it may be empty."""
    heads: set[str] = set()
    for kind, value in parts:
        more, empty = _head(kind, value)
        heads |= more
        if not empty:
            return heads, False
    return heads, True


def _head(kind: Any, value: Any) -> tuple[set[str], bool]:
    if kind is code.LITERAL:
        return {_sign(value)}, False
    if kind is code.IN and value[0][0] is not code.NEGATE:
        return set(_members(value)), False
    if kind in WITHOUT_WIDTH:
        return set(), True
    if kind is code.BRANCH:
        return _of_any(value[1])
    if kind is code.SUBPATTERN and not value[1] and not value[2]:
        return _heads(list(value[3]))
    if kind is code.ATOMIC_GROUP:
        return _heads(list(value))
    if kind in REPEATS:
        heads, empty = _heads(list(value[2]))
        return heads, empty or value[0] == 0
    raise Anything


def _of_any(branches: Sequence[Any]) -> tuple[set[str], bool]:
    found = [_heads(list(branch)) for branch in branches]
    return set[str]().union(*(heads for heads, _ in found)), any(empty for _, empty in found)


def _members(items: Sequence[Part]) -> Iterator[str]:
    for kind, value in items:
        if kind is code.CATEGORY:
            yield WRITTEN[value]
        elif kind is code.RANGE:
            yield f"{_sign(value[0])}-{_sign(value[1])}"
        else:
            yield _sign(value)


def _sign(value: int) -> str:
    return re.escape(chr(value)) if value < 0x80 else chr(value)
