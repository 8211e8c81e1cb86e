"""Says of each Japanese noun what it most likely names: nothing, a person, a place or a body; learnt from marked sentences."""

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.deid.people.japanese.evidence import around, form, run_ends
from app.deid.people.span import Name
from app.deid.perceptron import load
from app.deid.reading import Reading

NOTHING, PERSON, PLACE, BODY = "-", "person", "place", "body"
MODEL = load("nouns_weighed")
# By how much a word that is nothing wherever it stands has to lead, so that its neighbours are not asked.
HOPELESS = 4.0
NEVER = frozenset(("助詞", "助動詞", "補助記号"))


class Stretch(NamedTuple):
    """Words in a row that name one thing, and how likely that is of the likeliest among them."""

    start: int
    end: int
    label: str
    chance: float


_weighed: WeakKeyDictionary[Reading, Sequence[Stretch]] = WeakKeyDictionary()
_alone: dict[tuple[str, tuple[str, ...], bool], tuple[float, ...] | None] = {}


def stretches(reading: Reading) -> Sequence[Stretch]:
    """Return what the words of a text name, in order. Several rules ask; it is weighed once."""
    known = _weighed.get(reading)
    if known is None:
        known = _weighed[reading] = list(_joined(reading))
    return known


def _own(surface: str, pos: tuple[str, ...], known: bool) -> tuple[float, ...] | None:
    """The sums for what a word is wherever it stands, or None where it is nothing anywhere."""
    key = surface, pos, known
    if key not in _alone:
        own = form(surface, pos, known)
        sums = tuple(MODEL.scores(own.features))
        kept = sums if own.likely and sums[0] - max(sums[1:]) < HOPELESS else None
        if len(_alone) >= FORMS_KEPT:
            return kept
        _alone[key] = kept
    return _alone[key]


FORMS_KEPT = 20_000  # words; a memory of forms, the same whatever was asked first


def _labelled(reading: Reading) -> Iterator[tuple[int, str, float]]:
    """Yield the words that name something, each with its label and how likely it is."""
    words, text, weights = reading.words, reading.text, MODEL.weights
    ends = run_ends(words)
    last = earlier = NOTHING
    for index, word in enumerate(words):
        label = NOTHING
        own = None if word.pos[0] in NEVER else _own(word.surface, word.pos, word.known)
        if own is not None:
            nothing, person, place, body = own
            for feature in (*around(words, index, text, ends), f"t{last}", f"tt{earlier}{last}"):
                weight = weights.get(feature)
                if weight is not None:
                    nothing += weight[0]
                    person += weight[1]
                    place += weight[2]
                    body += weight[3]
            best = max(nothing, person, place, body)
            if best > nothing:
                label = PERSON if best == person else PLACE if best == place else BODY
                chance = 1.0 / sum(exp(other - best) for other in (nothing, person, place, body))
                yield index, label, chance
        earlier, last = last, label


def _joined(reading: Reading) -> Iterator[Stretch]:
    words, text = reading.words, reading.text
    open_: Stretch | None = None
    before = -2
    for index, label, chance in _labelled(reading):
        word = words[index]
        gap = text[open_.end : word.start] if open_ is not None else ""
        beside = (index == before + 1 and gap in ("", " ")) or (index == before + 2 and gap in "・=")
        if open_ is not None and open_.label == label and beside:
            open_ = Stretch(open_.start, word.end, label, max(open_.chance, chance))
        else:
            if open_ is not None:
                yield open_
            open_ = Stretch(word.start, word.end, label, chance)
        before = index
    if open_ is not None:
        yield open_


def others(reading: Reading) -> Sequence[Stretch]:
    """Return the places and bodies that a name may be a part of: 三井銀行, 舟橋村, 佐藤クリニック."""
    return [found for found in stretches(reading) if found.label != PERSON and found.chance >= CERTAIN]


CERTAIN = 0.85


def part_of(name: Name, found: Sequence[Stretch]) -> bool:
    """Whether a name is only a part of what a place or a body is called, or one that nothing shows."""
    return any(
        other.start <= name.start
        and name.end <= other.end
        and (not name.sure or (other.chance > SURE_OF_IT and other.end - other.start > name.end - name.start))
        for other in found
    )


SURE_OF_IT = 0.95


def a_body(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch that looks like a foreign name is surely a body's: ワーナー・ブラザース."""
    return any(
        other.label == BODY and other.start <= start and end <= other.end and other.chance > SURE_OF_IT
        for other in others(reading)
    )
