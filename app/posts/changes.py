"""What has changed from one text to the next, for people to see. Pure, and bounded: two long texts that share nothing
are said to be too different before anybody waits for the proof."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

MOST_LINES = 600  # of one text
MOST_TOKENS = 1_500  # of one changed stretch; a matching takes their square at worst
LEAST_KEPT = 0.25  # share of the longer text; below it two columns of marks help nobody

# Words where a script has spaces between them, characters where it has none.
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ']+|\s+|.", re.DOTALL)


class Change(NamedTuple):
    """A stretch of text: kept, added or dropped."""

    what: str
    text: str


def changes(before: str, after: str) -> tuple[Change, ...] | None:
    """Return one text that shows both; None where so little is left of the first that it would show neither.

    What was kept and what was added make `after`; what was kept and what was dropped make `before`.
    """
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle = _between(before[head : len(before) - tail], after[head : len(after) - tail])
    if middle is None:
        return None
    found = _merged([Change("kept", before[:head]), *middle, Change("kept", before[len(before) - tail :])])
    kept = sum(len(change.text) for change in found if change.what == "kept")
    longest = max(len(before), len(after))
    return found if not longest or kept >= longest * LEAST_KEPT else None


def _between(before: str, after: str) -> list[Change] | None:
    """Compare line by line, and what is not the same line word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if max(len(old), len(new)) > MOST_LINES:
        return None
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        dropped, added = "".join(old[a:b]), "".join(new[c:d])
        found += [Change("kept", dropped)] if tag == "equal" else _words(dropped, added)
    return found


def _words(dropped: str, added: str) -> list[Change]:
    old, new = _TOKEN.findall(dropped), _TOKEN.findall(added)
    if max(len(old), len(new)) > MOST_TOKENS:
        return [Change("dropped", dropped), Change("added", added)]
    found: list[Change] = []
    gone = come = ""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, is_now = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal" and not (was.isspace() and (gone or come)):
            found += [Change("dropped", gone), Change("added", come), Change("kept", was)]
            gone = come = ""
        else:  # words that only a space parts are read as one change, not as one after the other
            gone, come = gone + was, come + is_now
    return [*found, Change("dropped", gone), Change("added", come)]


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _merged(found: Sequence[Change]) -> tuple[Change, ...]:
    stretches = (
        Change(what, "".join(change.text for change in several))
        for what, several in groupby(found, lambda change: change.what)
    )
    return tuple(change for change in stretches if change.text)
