"""Texts of an encyclopaedia's kind, in Japanese: sentences that no counsellor writes of a client, read for all whom they name.

What counsellors write all day is left alone: authors, figures whom everybody knows, countries. A sentence that tells of somebody as an
encyclopaedia does is of a real person, and a search finds whom; in such a text nobody is left alone, and names, places and bodies are those
that the tagger sees with layers of their own. Which text is of that kind is told by its words, each of which speaks for it or
against it (logistic regression). tools/learn_encyclopaedic.py learns both from Stockmark's Wikipedia names (CC BY-SA 3.0), of which no sentence is
here; so that is the licence of words/encyclopaedic.npz, of 27 November 2026. docs/decisions/0034-an-encyclopaedia-is-read-for-all-it-names.md says why.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from app.deid.likely import UNMARKED, real
from app.deid.reading import Reading
from app.deid.sums import Floats, np
from app.deid.tagger import LABELS, Layers, layers
from app.words import Word

WEIGHTS = Path(__file__).parent / "words" / "encyclopaedic.npz"
ENOUGH = 2.0  # log odds from which on a text is of that kind: of pieces of one to three sentences of counsellors one in two hundred, and no whole text
# Hardly an encyclopaedia has one of these, and hardly a case has none; and what is said of counselling a counsellor says.
COUNSELLED = ("さん", "ます", "です", "まし", "カウンセ", "クライエント", "相談", "面接", "心理", "支援", "療法")
NEVER = 2.0  # more than any chance: of what else is told the rules are believed
# The chance from which on a token tells each of these; of bodies an encyclopaedia is so full that one must be surer.
NEEDED = {"PERSON": 0.4, "PLACE": 0.3, "ORG": 0.6}


def is_one(reading: Reading) -> bool:
    """Whether a text is of an encyclopaedia's kind."""
    if reading.encyclopaedic is None:
        reading.encyclopaedic = (
            reading.japanese
            and not any(sign in reading.text for sign in COUNSELLED)
            and log_odds(reading.words) >= ENOUGH
        )
    return reading.encyclopaedic


def log_odds(words: Iterable[Word]) -> float:
    speaks = _learnt().speaks
    return _learnt().base + sum(speaks.get(sign, 0.0) for sign in signs(words))


def signs(words: Iterable[Word]) -> set[int]:
    """Return the checksums of what speaks for or against a text: its words, of names only the kind and of numbers whether they are a year."""
    return {crc32(_sign(word.surface, word.pos).encode()) for word in words}


def _sign(surface: str, pos: tuple[str, ...]) -> str:
    if surface.isdecimal():
        return "year" if len(surface) == len("1999") and surface[:2] in ("18", "19", "20") else "number"
    return "/".join(pos[1:3]) if pos[1] == "固有名詞" else surface


def own_layers() -> Layers:
    return _learnt().layers


def labels(chances: Floats) -> list[str]:
    """Return for each token what it names, or an empty string; `chances` are those of `own_layers`, (tokens, LABELS)."""
    best = chances[:, len(UNMARKED) :].argmax(axis=1) + len(UNMARKED)
    named = (LABELS[label] for label in best.tolist())
    return [
        label if chance >= NEEDED.get(label, NEVER) else ""
        for label, chance in zip(named, real(chances).tolist(), strict=True)
    ]


class Learnt(NamedTuple):
    """The log odds of a text of which nothing is known, what each sign adds to them, by checksum, and the layers."""

    base: float
    speaks: dict[int, float]
    layers: Layers


@cache
def _learnt() -> Learnt:
    with np.load(WEIGHTS) as stored:
        kept = {name: stored[name] for name in stored.files}
    speaks = dict(zip(kept["signs"].tolist(), kept["speaks"].astype(float).tolist(), strict=True))
    return Learnt(float(kept["base"][0]), speaks, layers(kept))


def forget() -> None:
    """Read the weights anew when they are next asked for: they have been learnt again."""
    _learnt.cache_clear()
