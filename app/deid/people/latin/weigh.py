"""Says of each capitalised word what it most likely names: nobody, a person, a place or a body; learnt from marked texts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.deid.people.latin.cues import PARTICLES
from app.deid.people.latin.evidence import features
from app.deid.people.latin.letters import name_end
from app.deid.perceptron import load
from app.deid.reading import Reading
from app.deid.types import Span

NOBODY, PERSON, PLACE, BODY = "-", "person", "place", "body"
MODEL = load("capitals_weighed")

_weighed: WeakKeyDictionary[Reading, Mapping[int, "Opinion"]] = WeakKeyDictionary()


class Opinion(NamedTuple):
    """What a word names, by how much that is likelier than the next best, and the sum for each label."""

    label: str
    lead: float
    sums: Mapping[str, float]


def opinions(reading: Reading) -> Mapping[int, Opinion]:
    """Return what is thought of each candidate, by its index among the Latin words. Several rules ask; it is weighed once."""
    known = _weighed.get(reading)
    if known is None:
        known = _weighed[reading] = dict(_weigh(reading))
    return known


def joined(reading: Reading, index: int) -> bool:
    """Whether a word follows the one before it with nothing but a space or a hyphen between."""
    if not index:
        return False
    tokens = reading.latin
    return reading.text[tokens[index - 1].end : tokens[index].start] in (" ", "-")


def _weigh(reading: Reading) -> Iterator[tuple[int, Opinion]]:
    last, last_index = NOBODY, -2
    for index, found in features(reading):
        goes_on = last_index == index - 1 and joined(reading, index)
        sums = MODEL.scores((*found, f"last={last}" if goes_on else "last="))
        ranked = sorted(sums, reverse=True)
        label = MODEL.labels[sums.index(ranked[0])]
        yield index, Opinion(label, ranked[0] - ranked[1], dict(zip(MODEL.labels, sums, strict=True)))
        last, last_index = label, index


def stretches(reading: Reading, label: str, lead: float) -> Iterator[Span]:
    """Yield where words of one label stand together, if one of them leads by at least so much; particles in between belong to it."""
    tokens = reading.latin
    every = opinions(reading)
    open_: list[int] = []
    for index in sorted(every):
        if every[index].label != label:
            continue
        if open_ and not _reaches(reading, open_[-1], index):
            yield from _closed(reading, open_, every, lead)
            open_ = []
        open_.append(index)
    yield from _closed(reading, open_, every, lead)
    del tokens


def _reaches(reading: Reading, first: int, last: int) -> bool:
    tokens, text = reading.latin, reading.text
    if tokens[first].surface.endswith(("'s", "’s")):
        return False
    between = text[tokens[first].end : tokens[last].start]
    return between in (" ", "-") or (
        last - first == 2 and between[:1] == between[-1:] == " " and between.strip().lower() in PARTICLES
    )


def _closed(reading: Reading, indices: list[int], every: Mapping[int, Opinion], lead: float) -> Iterator[Span]:
    if indices and max(every[index].lead for index in indices) >= lead:
        yield reading.latin[indices[0]].start, name_end(reading.latin[indices[-1]])
