"""Stretches of a text, in order, and whether one of them holds something: in a time that hardly grows with their number."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from app.deid.types import Span


class Stretches:
    """Stretches that may overlap, sorted. `_furthest` is how far any of those up to each one reaches."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))
        self._furthest = list(accumulate((end for _, end in self._spans), max))

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def hold(self, start: int, end: int) -> bool:
        """Whether more than half of what lies between `start` and `end` lies in one of the stretches."""
        index = bisect_left(self._spans, (end, end)) - 1
        while index >= 0 and self._furthest[index] > start:
            left, right = self._spans[index]
            if 2 * (min(end, right) - max(start, left)) > end - start:
                return True
            index -= 1
        return False
