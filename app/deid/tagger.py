"""How likely each token of a text is to identify somebody, and by what: a small network of three layers, learnt from marked texts.

A token is the sum of some rows of a table. Each layer looks at a token and at some of its neighbours, farther
away from layer to layer, so that in the end a token is judged by some thirteen on either side. It is the encoder of spaCy's
named entity recogniser in small (Honnibal 2017), with windows that grow (dilated convolutions, Strubell et al. 2017).
tools/learn_tagger.py learns the weights from the project's own texts, from the word vectors of app/deid/meanings.py and, at less weight, from half
of Stockmark's Wikipedia names (CC BY-SA 3.0), of which no sentence is here; so that is the licence of words/tagger.npz, of 27 November 2026. docs/decisions/0025-a-second-reading-is-learnt.md
and 0027-what-a-word-is-like-is-known-beforehand.md say why.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from app.deid.sums import Floats, NDArray, np
from app.deid.tokens import Features

WEIGHTS = Path(__file__).parent / "words" / "tagger.npz"
NOTHING, SAFE = "-", "safe"
LABELS = (
    NOTHING, SAFE, "PERSON", "CONTACT", "ID_NUMBER", "ADDRESS",
    "PLACE", "ORG", "DATE", "AGE", "OCCUPATION", "EVENT", "FAMILY", "HEALTH", "OTHER",
)  # fmt: skip
WINDOWS = ((-2, -1, 0, 1, 2), (-3, -1, 0, 1, 3), (-8, -4, 0, 4, 8))
REACH = sum(max(window) for window in WINDOWS)  # tokens on either side that a judgement depends on
AT_ONCE = 2_000  # tokens judged in one go, so that memory stays bounded
FORMS_KEPT = 30_000
AS_THEY_ARE = ("known", "table")
LAYERED = frozenset(("out", "out_bias", *(f"{part}{n}" for part in ("weights", "bias") for n in range(len(WINDOWS)))))


def windowed(rows: Floats, window: Sequence[int]) -> Floats:
    """Return beside each row its neighbours: (tokens, width) becomes (tokens, len(window) * width)."""
    count, margin = len(rows), max(window)
    padded = np.zeros((count + 2 * margin, rows.shape[1]), rows.dtype)
    padded[margin : margin + count] = rows
    return np.concatenate([padded[margin + away : margin + away + count] for away in window], axis=1)


class Layers(NamedTuple):
    """What a judgement is made with: for each layer its weights and bias, and those of the labels."""

    seen: Sequence[tuple[Floats, Floats]]
    out: Floats
    out_bias: Floats


def layers(weights: Mapping[str, NDArray[Any]]) -> Layers:
    single = {name: value.astype(np.float32) for name, value in weights.items() if name in LAYERED}
    seen = [(single[f"weights{n}"], single[f"bias{n}"]) for n in range(len(WINDOWS))]
    return Layers(seen, single["out"], single["out_bias"])


class Tagger:
    """Weights by name: `known`, the checksums of the features it has learnt something of, ascending, and `table` with a row for each
    (known, width) in steps of `unit` (width), which is a quarter of the memory; for each layer `weights` and `bias`; `out` and `out_bias` for the labels."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._known, self._table, self._unit = weights["known"], weights["table"], weights["unit"]
        self._layers = layers(weights)
        self._form = lru_cache(FORMS_KEPT)(self._summed)

    def chances(
        self, forms: Sequence[Features], told: Sequence[tuple[int, Features]] = (), others: Layers | None = None
    ) -> Floats:
        """Return for each token the chance of each of LABELS, (len(forms), len(LABELS)).

        told    what else is known of some tokens: the index of the token, and further features.
        others  layers to judge with instead of its own.
        """
        if not forms:
            return np.empty((0, len(LABELS)), np.float32)
        given = np.concatenate([self._form(features) for features in forms]).reshape(len(forms), -1)
        for index, features in told:
            given[index] += self._form(features)
        pieces = []
        for start in range(0, len(forms), AT_ONCE):
            first = max(0, start - REACH)
            judged = _judged(given[first : start + AT_ONCE + REACH], others or self._layers)
            pieces.append(judged[start - first : start - first + AT_ONCE])
        return np.concatenate(pieces)

    def _summed(self, features: Features) -> Floats:
        """The sum of the rows of the features that are known. A word that was never met adds nothing of its own."""
        checks = np.frombuffer(features, np.uint32)
        at = np.searchsorted(self._known, checks)
        at[at == len(self._known)] = 0
        summed: Floats = self._table[at[self._known[at] == checks]].sum(axis=0, dtype=np.float32) * self._unit
        return summed


def _judged(rows: Floats, made_with: Layers) -> Floats:
    for number, (window, (weights, bias)) in enumerate(zip(WINDOWS, made_with.seen, strict=True)):
        seen: Floats = windowed(rows, window) @ weights
        seen += bias  # in place, as all below: another array of this size takes longer than the sum
        np.maximum(seen, 0, out=seen)
        if number:
            seen += rows
        rows = seen
    odds: Floats = rows @ made_with.out
    odds += made_with.out_bias
    odds -= odds.max(axis=1, keepdims=True)
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def load(path: Path = WEIGHTS) -> Tagger:
    with np.load(path) as stored:
        kept = {name: stored[name] for name in stored.files}
    return Tagger({name: value if name in AS_THEY_ARE else value.astype(np.float32) for name, value in kept.items()})


def store(weights: dict[str, NDArray[Any]], path: Path = WEIGHTS) -> None:
    """Write the weights, the table in steps of a 127th of each column's greatest number, the others in half precision."""
    unit = np.abs(weights["table"]).max(axis=0) / 127
    small: dict[str, Any] = {
        name: value.astype(np.float16) for name, value in weights.items() if name not in AS_THEY_ARE
    }
    small |= {"known": weights["known"], "table": np.round(weights["table"] / unit).astype(np.int8), "unit": unit}
    np.savez_compressed(path, **small)
