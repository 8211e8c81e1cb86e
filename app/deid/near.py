"""Looks for a pattern only around what it must hold, so that a text without that costs next to nothing."""

from collections.abc import Iterator, Sequence

from app.deid import patterns as re
from app.deid.types import Span

REACH = 40  # characters on either side that a pattern may take


def windows(anchor: re.Pattern, text: str, before: int = REACH, after: int = REACH) -> Sequence[Span]:
    """Return the stretches of `text` around the matches of `anchor`, in order and apart."""
    found: list[Span] = []
    for held in anchor.finditer(text):
        start, end = max(0, held.start() - before), min(len(text), held.end() + after)
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def near(
    pattern: re.Pattern, anchor: re.Pattern, text: re.Text, before: int = REACH, after: int = REACH
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` that lie between `before` characters ahead of an anchor and `after` behind it."""
    for start, end in windows(anchor, text, before, after) if text.may_hold(pattern) else ():
        yield from pattern.finditer(text, start, end)
