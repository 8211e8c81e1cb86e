"""Patterns as those of `re`, but what a text cannot hold is not looked for in it: to be imported `as re`.

A text is asked for some hundreds of patterns, most of which are nowhere in it, and to find that out sign by sign took Python more than a third of the
detector's time. So each pattern is looked for by RE2 first, in a wider form (app.deid.wider) and in one pass: where that finds nothing
there is nothing, and where it finds something `re` looks as ever, asking first what a match can begin with (app.deid.heads). A pattern that is never
let through is never compiled by `re` either. docs/decisions/0030-what-a-text-cannot-hold-is-not-looked-for.md says why.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from re import IGNORECASE, MULTILINE, Match, escape, findall, finditer, fullmatch, match, search, split, sub
from sys import maxsize
from typing import NamedTuple

from app.deid.heads import with_head
from app.deid.sieve import Look, look
from app.deid.wider import is_foreign, wider

__all__ = [
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "Text",
    "any_of",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]


JAPANESE = re.compile("[\u3041-\u9fff]+")
ONE = "の"  # stands for each run of kana and kanji, so that what stands on either side of it stays apart


class Text(str):
    """A text in which many patterns are looked for; it remembers which of them it cannot hold."""

    __slots__ = ("_bytes", "_foreign", "asked")

    def __init__(self, _: str) -> None:
        self.asked: dict[Pattern, bool] = {}
        try:
            self._bytes: bytes | None = self.encode()
            self._foreign = JAPANESE.sub(ONE, self).encode()  # of a Japanese text little is left then
        except UnicodeEncodeError:  # half of a character, which RE2 cannot read: such a text may hold anything
            self._bytes = None

    def may_hold(self, pattern: "Pattern") -> bool:
        """Whether `pattern` may be found anywhere in the text. Linear in its length when first asked."""
        held = self.asked.get(pattern)
        if held is None:
            is_in, foreign = pattern.wide
            held = self.asked[pattern] = self._bytes is None or is_in(self._foreign if foreign else self._bytes)
        return held


class Pattern:
    """A pattern of `re`, compiled when it is first needed."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[Match[str]]:
        """Yield the matches of the pattern; a stretch of a text, as opposed to all of it, is looked through by `re` alone."""
        if end is maxsize and type(text) is Text and not text.may_hold(self):
            return iter(())
        return self.exact.finditer(text, start, end)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> Match[str] | None:
        if end is maxsize and type(text) is Text and not text.may_hold(self):
            return None
        return self.exact.search(text, start, end)

    @cached_property
    def exact(self) -> re.Pattern[str]:
        return re.compile(with_head(self.pattern, self.flags), self.flags)

    @cached_property
    def wide(self) -> "Wide":
        """The wider pattern; what is too large for RE2 may be anywhere."""
        widened = wider(self.pattern, self.flags)
        return Wide(look(widened) or _anything, is_foreign(widened))

    @property
    def groupindex(self) -> Mapping[str, int]:
        return self.exact.groupindex

    # What looks at one place, or is asked of few texts, is that of `re`.

    @cached_property
    def match(self) -> Callable[..., Match[str] | None]:
        return self.exact.match

    @cached_property
    def fullmatch(self) -> Callable[..., Match[str] | None]:
        return self.exact.fullmatch

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        return self.exact.findall

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        return self.exact.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self.exact.sub


class Wide(NamedTuple):
    """A wider pattern: what looks for it in UTF-8, and whether it may be looked for in a text without its kana and kanji."""

    is_in: Look
    is_foreign: bool


def _anything(_: bytes) -> bool:
    return True


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest that fits: letter after letter, so that most places are left at the first.

    `re` tries the words of a row one after the other, at every place; of a tree it tries one branch. A list of 500 names took thirty times as long.
    """
    behind: dict[str, list[str]] = defaultdict(list)
    for word in words:
        behind[word[:1]].append(word[1:])
    ends = behind.pop("", None) is not None
    branches = [escape(letter) + any_of(rest) for letter, rest in sorted(behind.items())]
    tree = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})" if branches else ""
    return f"{tree}?" if ends and branches else tree


compile = Pattern  # noqa: A001  # its name in `re`
