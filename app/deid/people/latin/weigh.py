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
    """What a word names, by how much that is likelier than nobody, and the sum for each label."""

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
        best = max(sums)
        label = MODEL.labels[sums.index(best)]
        yield index, Opinion(label, best - sums[MODEL.labels.index(NOBODY)], dict(zip(MODEL.labels, sums, strict=True)))
        last, last_index = label, index


def stretches(reading: Reading, label: str, lead: float) -> Iterator[Span]:
    """Yield where words of one label stand together, if one of them leads by at least so much.

    Particles in between belong to it. Places and bodies run into each other (Leeds Infirmary): the last word says which it is.
    """
    every = opinions(reading)
    run: list[int] = []
    for index in sorted(every):
        if every[index].label == NOBODY:
            continue
        if run and not (_alike(every[run[-1]].label, every[index].label) and _reaches(reading, run[-1], index)):
            yield from _closed(reading, run, every, label, lead)
            run = []
        run.append(index)
    yield from _closed(reading, run, every, label, lead)


def _alike(one: str, other: str) -> bool:
    return (one == PERSON) == (other == PERSON)


def _reaches(reading: Reading, first: int, last: int) -> bool:
    tokens, text = reading.latin, reading.text
    if tokens[first].surface.endswith(("'s", "’s")):
        return False
    between = text[tokens[first].end : tokens[last].start]
    return between in (" ", "-", " & ", " of ") or (
        last - first == 2 and between[:1] == between[-1:] == " " and between.strip().lower() in PARTICLES
    )


def _closed(reading: Reading, run: list[int], every: Mapping[int, Opinion], label: str, lead: float) -> Iterator[Span]:
    if run and every[run[-1]].label == label and max(every[index].lead for index in run) >= lead:
        yield reading.latin[run[0]].start, name_end(reading.latin[run[-1]])
