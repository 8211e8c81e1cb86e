"""Turns a pattern of Python's into a wider one that RE2 can look for: what the first finds, the second finds too.

RE2 reads a text once, whatever the pattern, and many times as fast; but it knows no look-around, no reference back to a group and
other classes of letters. So each part becomes itself or something that takes more: a look-around nothing, unless it stands at an end and can be
taken in; a reference what its group may hold; a high count any number, and at an end the least of it, for what holds more holds that
too; and a class of Unicode's all that is not ASCII.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MANY = 4  # repeats from which on any number of them will do: counting takes RE2 states
ANYTHING = r"[\x{0}-\x{10ffff}]"
KANA, KANJI = 0x3041, 0x9FFF  # from the first kana to the last kanji: no digit, no space and nothing that has case
BEYOND = r"\x{80}-\x{10ffff}"
BESIDE = rf"\x{{80}}-\x{{{KANA - 1:x}}}\x{{{KANJI + 1:x}}}-\x{{10ffff}}"  # the same without kana and kanji
# RE2's classes hold ASCII alone. Negated, in either way, they hold at least what Python's do.
CLASSES = {
    code.CATEGORY_DIGIT: rf"0-9{BESIDE}",
    code.CATEGORY_SPACE: rf"\s\x{{b}}\x{{1c}}-\x{{1f}}{BESIDE}",
    code.CATEGORY_WORD: rf"\w{BEYOND}",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_NOT_WORD: r"\W",
}
BUT = {code.CATEGORY_DIGIT: "0-9", code.CATEGORY_SPACE: r"\s", code.CATEGORY_WORD: r"\w"}
# Beyond ASCII, what Python takes for these letters where case is ignored.
ALSO = {"i": "İı", "s": "ſ", "k": "\u212a"}
LIKE_BEYOND = "IKSiks"  # what Python takes for letters beyond ASCII where case is ignored
BEHIND = -1  # how the parser marks a look behind; 1 is a look ahead

NEGATED = r"\[\^|\\[DSW]"
RANGE = r"\\x\{(\w+)\}(?:-\\x\{(\w+)\})?"

REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)

Part = tuple[Any, Any]


def wider(pattern: str, flags: int = 0) -> str:
    """Return a pattern for RE2 that is found in every text in which Python finds `pattern`."""
    tree = parser.parse(pattern, flags)
    return _sequence(list(tree), bool(tree.state.flags & re.IGNORECASE), first=True, last=True)


def is_foreign(widened: str) -> bool:
    """Whether no kana and no kanji can belong to a match of a wider pattern."""
    ranges = ((int(one[1], 16), int(one[2] or one[1], 16)) for one in re.finditer(RANGE, widened))
    return not re.search(NEGATED, widened) and all(end < KANA or start > KANJI for start, end in ranges)


def _sequence(parts: Sequence[Part], folds: bool, *, first: bool = False, last: bool = False) -> str:
    """Return what parts after each other become.

    folds        whether case is ignored.
    first, last  whether nothing of the pattern stands before them, or behind: there a look-around may be taken in.
    """
    made: list[str] = []
    for index, part in enumerate(parts):
        alone_before = first and not any(made)
        alone_behind = last and all(_takes_nothing(*behind) for behind in parts[index + 1 :])
        made.append(_part(*part, folds, first=alone_before, last=alone_behind))
    return "".join(made)


def _takes_nothing(kind: Any, value: Any) -> bool:
    """Whether a part at the end of a pattern can be left out."""
    return kind in (code.AT, code.ASSERT_NOT) or (kind in REPEATS and value[0] == 0)


def _part(kind: Any, value: Any, folds: bool, *, first: bool, last: bool) -> str:
    if kind is code.LITERAL:
        return _sign(value, folds)
    if kind is code.IN:
        return _class(value, folds)
    if kind is code.BRANCH:
        return _either(_sequence(list(branch), folds, first=first, last=last) for branch in value[1])
    if kind is code.SUBPATTERN:
        _, on, off, parts = value
        inside = bool(folds or on & re.IGNORECASE) and not off & re.IGNORECASE
        return _either([_sequence(list(parts), inside, first=first, last=last)])
    if kind is code.ATOMIC_GROUP:
        return _either([_sequence(list(value), folds, first=first, last=last)])
    if kind in REPEATS:
        least, most, parts = value
        if first or last:
            return _fewest(least, parts, folds, first=first, last=last)
        return _repeat(least, most, parts, folds)
    if kind is code.ASSERT:
        way, parts = value
        ahead, behind = way != BEHIND and last, way == BEHIND and first
        return _either([_sequence(list(parts), folds, first=behind, last=ahead)]) if ahead or behind else ""
    if kind in (code.AT, code.ASSERT_NOT):
        return ""
    if kind is code.GROUPREF:
        return f"{ANYTHING}*"
    if kind is code.GROUPREF_EXISTS:
        return _either(_sequence(list(branch or ()), folds) for branch in value[1:])
    return ANYTHING  # a dot, or whatever is not a sign


def _either(branches: Iterable[str]) -> str:
    return f"(?:{'|'.join(branches)})"


def _repeat(least: int, most: int, parts: Any, folds: bool) -> str:
    made = _either([_sequence(list(parts), folds)])
    if most <= MANY:
        return f"{made}{{{least},{most}}}"
    return f"{made}{{{min(least, MANY)},}}"


def _fewest(count: int, parts: Any, folds: bool, *, first: bool, last: bool) -> str:
    """Return what so many of some parts become at an end of a pattern."""
    if count > 1:
        return _repeat(count, count, parts, folds)
    return _either([_sequence(list(parts), folds, first=first, last=last)]) if count else ""


def _sign(value: int, folds: bool) -> str:
    sign = chr(value)
    if not folds or sign.lower() == sign.upper():
        return _written(value)
    return f"[{_both_cases(value, value)}]"


def _class(items: Sequence[Part], folds: bool) -> str:
    if items[0][0] is not code.NEGATE:
        return f"[{''.join(_member(kind, value, folds) for kind, value in items)}]"
    if folds or any(value not in BUT for kind, value in items[1:] if kind is code.CATEGORY):
        return ANYTHING
    return f"[^{''.join(BUT[value] if kind is code.CATEGORY else _member(kind, value, False) for kind, value in items[1:])}]"


def _member(kind: Any, value: Any, folds: bool) -> str:
    if kind is code.CATEGORY:
        return CLASSES[value]
    start, end = value if kind is code.RANGE else (value, value)
    return _both_cases(start, end) if folds else f"{_written(start)}-{_written(end)}"


def _both_cases(start: int, end: int) -> str:
    """The signs from one to another, and those that Python takes for them where case is ignored: beyond ASCII, any."""
    letters = [chr(value) for value in range(start, min(end, 0x7F) + 1) if chr(value).isalpha()]
    also = "".join(letter.swapcase() + ALSO.get(letter.lower(), "") for letter in letters)
    without_case = end < 0x80 or (start >= KANA and end <= KANJI)
    return f"{_written(start)}-{_written(end)}{also}{'' if without_case else BESIDE + LIKE_BEYOND}"


def _written(value: int) -> str:
    return f"\\x{{{value:x}}}"
