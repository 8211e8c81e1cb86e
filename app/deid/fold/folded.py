"""A plain form of a text that knows the way back to what was written, and how a stretch of it is replaced."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from app.deid.patterns import Text


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain form of a text, and where each of its characters stood.

    starts, ends  for each character of `text` the half-open stretch of the original it stands for.
    """

    text: Text
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original the characters from `start` to `end` of the folded text stood."""
        return self.starts[start], self.ends[end - 1]


def substitute(folded: Folded, edits: Sequence[tuple[int, int, str]]) -> Folded:
    """Return `folded` with each (start, end, plain form) put in place; edits are in order and apart."""
    if not edits:
        return folded
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    position = 0
    for start, end, form in edits:
        pieces.append(folded.text[position:start])
        starts.extend(folded.starts[position:start])
        ends.extend(folded.ends[position:start])
        pieces.append(form)
        if len(form) == end - start:
            starts.extend(folded.starts[start:end])
            ends.extend(folded.ends[start:end])
        elif form:
            starts.extend([folded.starts[start]] * len(form))
            ends.extend([folded.ends[end - 1]] * len(form))
        position = end
    pieces.append(folded.text[position:])
    starts.extend(folded.starts[position:])
    ends.extend(folded.ends[position:])
    return Folded(Text("".join(pieces)), starts, ends)
