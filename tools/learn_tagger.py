"""Learns the second reading from marked texts: writes app/deid/words/tagger.npz.

    python -m tools.learn_tagger FOLDER VECTORS    a quarter of an hour on two cores

Every text of tests/deid/corpus but the parts kept for measuring is learnt from: as it is, several times with other names, and once in
pieces, as a short comment is. Most copies are shown what the rules say of them, the rest is learnt to be judged without; of
the texts that the rules were tuned on fewer, since there the rules are better than elsewhere. Beside them it learns, at less weight,
from every second sentence of public-ja-entities.jsonl in FOLDER (Stockmark Inc., CC BY-SA 3.0), which is not kept. What it learns to make of
a word's meaning is one projection of the vectors in VECTORS, which tools/vectors.py makes; they stay as they are. Softmax with smoothed labels, Adam, dropout, and the mean of the weights over
the last passes.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.deid.assess import by_rules
from app.deid.reading import Reading
from app.deid.second import left_alone, told, within
from app.deid.sums import Floats
from app.deid.tagger import LABELS, REACH, SAFE, WINDOWS, store, windowed
from app.deid.tokens import Token, checksums, meaning, tokens
from app.words import split
from tests.deid import corpus
from tests.deid.corpus import Mark, Text
from tools.names import Renamer

TUNED = ("dev", "own", "held", "new", "more")  # the rules were fitted to these
TAUGHT = ("taught",)  # and to these not
COPIES = 3
SHOWN_TUNED, SHOWN_TAUGHT = 0.3, 0.8  # the share of copies that are shown what the rules say
WIDTH, HIDDEN = 48, 96
MOST_FEATURES = 28  # of one token
SELDOM = 12  # of the texts, copies counted; what stands in fewer is a name or a slip that says nothing of other texts
PASSES, MEAN_OF, BATCH = 8, 3, 4_000  # passes over the texts, the last of them averaged; tokens a step
STEP, WARM, LAST_STEP = 2.5e-3, 100, 0.1
DROPPED, HIDDEN_FEATURES, SMOOTHED, DECAY = 0.25, 0.15, 0.05, 0.01


PUBLIC_KINDS = {"PERSON": "PERSON", "LOCATION": "PLACE", "ORG": "ORG", "FACILITY": "ORG"}
PUBLIC_WEIGHT, PUBLIC_COPIES = 0.4, 2
SENTENCE_END = re.compile(r"[。！？]|(?<=[a-z0-9][.!?]) |\n")


class Example(NamedTuple):
    """One text: the checksums of each token's features (tokens, MOST_FEATURES), 0 where there is none, its label, and how much it counts.

    Blank tokens at the end, which count nothing, part a text from the next.
    """

    features: NDArray[np.uint32]
    labels: NDArray[np.int64]
    counts: Floats


class Lesson(NamedTuple):
    """An example in the rows of a vocabulary: (tokens, MOST_FEATURES), 0 for what nothing is learnt of."""

    rows: NDArray[np.int32]
    labels: NDArray[np.int64]
    counts: Floats


def example(text: Text, shown: bool, weight: float = 1.0, *, encyclopaedic: bool = False) -> Example:
    reading = Reading(text.body)
    reading.encyclopaedic = encyclopaedic  # said here: what tells it is learnt elsewhere
    given = list(tokens(reading))
    features = [list(checksums(token.features)) for token in given]
    if shown:
        inside = [(finding, within(given, finding.start, finding.end)) for finding in by_rules(reading)]
        for index, more in told(given, inside, left_alone(reading)):
            features[index] += checksums(more)
    table = np.zeros((len(given) + REACH, MOST_FEATURES), np.uint32)
    for index, row in enumerate(features):
        table[index, : min(len(row), MOST_FEATURES)] = row[:MOST_FEATURES]
    labels = np.zeros(len(table), np.int64)
    labels[: len(given)] = list(_labels(reading, given, text))
    return Example(table, labels, (np.arange(len(table)) < len(given)) * np.float32(weight))


def _labels(reading: Reading, given: Sequence[Token], text: Text) -> Iterator[int]:
    for token in given:
        start, end = reading.folded.original(token.start, token.end)
        mark = next((m for m in text.marks if 2 * (min(end, m.end) - max(start, m.start)) >= max(1, end - start)), None)
        yield LABELS.index(SAFE if mark.identifier == "safe" else mark.kind) if mark else 0


def examples(texts: Iterable[tuple[Text, float]], seed: int) -> Iterator[Example]:
    """Yield each text as it is and its copies; beside a text stands the share of them that is shown the rules."""
    renamer = Renamer(seed)
    for text, share in texts:
        copies = [text, *(renamer.renamed(text) for _ in range(COPIES))]
        for copy in (*copies[:-1], *parts(copies[-1], renamer.chance)):
            yield example(copy, renamer.chance.random() < share)


def encyclopaedic(folder: Path) -> Iterator[Example]:
    for text in public(folder):
        for copy in range(PUBLIC_COPIES):
            yield example(text, copy == 0, PUBLIC_WEIGHT)


def parts(text: Text, chance: random.Random) -> Iterator[Text]:
    """Yield a text cut between sentences into pieces of one to three, as a short comment is."""
    inner = (match.end() for match in SENTENCE_END.finditer(text.body))
    ends = sorted({0, *(end for end in inner if _between(text, end)), len(text.body)})
    while len(ends) > 1:
        stop = ends[min(chance.choice((1, 1, 2, 3)), len(ends) - 1)]
        start = ends[0]
        ends = [end for end in ends if end >= stop]
        marks = tuple(
            replace(mark, start=mark.start - start, end=mark.end - start)
            for mark in text.marks
            if start <= mark.start and mark.end <= stop
        )
        if text.body[start:stop].strip():
            yield replace(text, body=text.body[start:stop], marks=marks)


def public(folder: Path) -> Iterator[Text]:
    """Yield every second public sentence, so that the others can be measured on; countries are left alone."""
    with (folder / "public-ja-entities.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 2):
            row = json.loads(line)
            body = row["text"]
            marks = tuple(
                Mark(start, end, PUBLIC_KINDS[kind], "quasi", body[start:end])
                for start, end, kind in sorted((span["start"], span["end"], span["kind"]) for span in row["spans"])
                if kind in PUBLIC_KINDS and not _is_country(body[start:end])
            )
            yield Text("ja-public-000", "block", "comment", body, marks)


def _is_country(name: str) -> bool:
    return all(word.pos[3] == "国" for word in split(name))


def _between(text: Text, position: int) -> bool:
    return not any(mark.start < position < mark.end for mark in text.marks)


class Vocabulary:
    """The features that something is learnt of, as rows of a table: row 0 is left empty, the vectors of meanings follow those of the features."""

    def __init__(self, given: Sequence[Example], vectors: int) -> None:
        met = np.concatenate([np.unique(one.features) for one in given])
        features, times = np.unique(met, return_counts=True)
        meanings = np.array([meaning(number) for number in range(vectors)], np.uint32)
        often = features[(times >= SELDOM) & (features > 0)]
        self.features = np.setdiff1d(often, meanings)
        self.rows = 1 + len(self.features)
        checks = np.concatenate([self.features, meanings])
        self.order = np.argsort(checks, kind="stable")
        self.known = checks[self.order]

    def lesson(self, one: Example) -> Lesson:
        at = np.minimum(np.searchsorted(self.known, one.features), len(self.known) - 1)
        rows = np.where(self.known[at] == one.features, 1 + self.order[at], 0)
        return Lesson(rows.astype(np.int32), one.labels, one.counts)


class Pace(NamedTuple):
    """How fast is learnt: passes over the texts, of the last of which the mean is kept, tokens a step, and the longest step."""

    passes: int
    mean_of: int
    batch: int
    step: float


class Learner:
    """The weights of the tagger while they are learnt; those that are `fixed` stay as they are."""

    def __init__(self, rows: int, vectors: Floats, seed: int, fixed: frozenset[str] = frozenset()) -> None:
        self.chance, self.fixed = np.random.default_rng(seed), fixed
        self.first, self.vectors = rows, vectors  # the vectors follow the rows of the table
        widths = (WIDTH, *(HIDDEN for _ in WINDOWS))
        self.weights: dict[str, Floats] = {
            "table": np.zeros((rows, WIDTH), np.float32)
        }  # what is hardly met stays next to nothing
        self.weights["projection"] = self._drawn((vectors.shape[1], WIDTH), 0.02)
        for number, window in enumerate(WINDOWS):
            size = widths[number] * len(window)
            self.weights[f"weights{number}"] = self._drawn((size, HIDDEN), (2 / size) ** 0.5)
            self.weights[f"bias{number}"] = np.zeros(HIDDEN, np.float32)
        self.weights["out"] = self._drawn((HIDDEN, len(LABELS)), 0.1)
        self.weights["out_bias"] = np.zeros(len(LABELS), np.float32)
        self._slopes = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in self.weights.items()}

    def _drawn(self, shape: tuple[int, ...], spread: float) -> Floats:
        return (self.chance.normal(size=shape) * spread).astype(np.float32)

    def learn(self, batch: Sequence[Lesson], step: float) -> float:
        """Move the weights by one step; return the mean loss."""
        rows, labels, counts = (np.concatenate(parts) for parts in zip(*batch, strict=True))
        rows = rows * (self.chance.random(rows.shape) > HIDDEN_FEATURES)
        meanings = np.where(rows >= self.first, rows - self.first, -1).max(axis=1)
        known = self.vectors[meanings] * (meanings >= 0)[:, None]
        rows = np.where(rows >= self.first, 0, rows)
        counted = counts[:, None]
        there = (counted > 0).astype(np.float32)
        given = known @ self.weights["projection"]
        for column in range(MOST_FEATURES):
            given += self.weights["table"][rows[:, column]]
        states, current = [], given
        for number, window in enumerate(WINDOWS):
            mask = (self.chance.random(current.shape) > DROPPED).astype(np.float32) / (1 - DROPPED)
            current = current * mask
            seen = windowed(current, window)
            made = np.maximum(seen @ self.weights[f"weights{number}"] + self.weights[f"bias{number}"], 0) * there
            states.append((mask, seen, made))
            current = current + made if number else made
        sums = current @ self.weights["out"] + self.weights["out_bias"]
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        wanted = np.eye(len(LABELS), dtype=np.float32)[labels] * (1 - SMOOTHED) + SMOOTHED / len(LABELS)
        loss = -(np.log(chances + 1e-9) * wanted).sum(axis=1) @ counted[:, 0] / counted.sum()
        self._back((chances - wanted) * counted / counted.sum(), states, current, (rows, known), step)
        return float(loss)

    def _back(self, slope: Floats, states: list[tuple[Floats, Floats, Floats]], last: Floats, given: tuple[NDArray[np.int32], Floats], step: float) -> None:  # fmt: skip
        slopes = {"out": last.T @ slope, "out_bias": slope.sum(axis=0)}
        current = slope @ self.weights["out"].T
        for number in reversed(range(len(WINDOWS))):
            mask, seen, made = states[number]
            through = current * (made > 0)
            slopes[f"weights{number}"], slopes[f"bias{number}"] = seen.T @ through, through.sum(axis=0)
            before = _unwindowed(through @ self.weights[f"weights{number}"].T, WINDOWS[number])
            current = (before + current if number else before) * mask
        rows, known = given
        slopes["projection"] = known.T @ current
        for name, value in slopes.items():
            self._step(name, slice(None), value, step, 0.0 if "bias" in name else DECAY)
        order = np.argsort(rows.ravel(), kind="stable")
        ordered = rows.ravel()[order]
        firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        sums = np.add.reduceat(current[order // MOST_FEATURES], firsts, axis=0)
        used = ordered[firsts]
        self._step("table", used[used > 0], sums[used > 0], step, 0.0)

    def _step(self, name: str, where: slice | NDArray[np.int32], slope: Floats, step: float, decay: float) -> None:
        """Adam (Kingma and Ba 2015), with decay apart from the slope (Loshchilov and Hutter 2019)."""
        if name in self.fixed:
            return
        first, second = self._slopes[name]
        first[where] = 0.9 * first[where] + 0.1 * slope
        second[where] = 0.99 * second[where] + 0.01 * slope * slope
        moved = first[where] / (np.sqrt(second[where]) + 1e-8)
        self.weights[name][where] -= step * (moved + decay * self.weights[name][where])


def _unwindowed(slope: Floats, window: Sequence[int]) -> Floats:
    """The slope of `windowed`: what each row has given to its neighbours comes back to it."""
    count, margin, width = len(slope), max(window), slope.shape[1] // len(window)
    padded = np.zeros((count + 2 * margin, width), np.float32)
    for place, away in enumerate(window):
        padded[margin + away : margin + away + count] += slope[:, place * width : (place + 1) * width]
    return padded[margin : margin + count]


def learnt(given: Sequence[Example], vectors: Floats, seed: int = 0) -> dict[str, NDArray[Any]]:
    """Return the weights as app/deid/tagger.py wants them: the meanings are rows of the table as the features are."""
    vocabulary = Vocabulary(given, len(vectors))
    learner = Learner(vocabulary.rows, vectors, seed)
    mean = mean_learnt(learner, [vocabulary.lesson(one) for one in given], Pace(PASSES, MEAN_OF, BATCH, STEP))
    table = np.concatenate([mean["table"][1:], vectors @ mean.pop("projection")])
    return mean | {"table": table[vocabulary.order], "known": vocabulary.known}


def mean_learnt(learner: Learner, lessons: Sequence[Lesson], pace: Pace) -> dict[str, Floats]:
    """Return the mean of the weights over the last passes; what is fixed is as it was."""
    steps = pace.passes * sum(len(one.labels) for one in lessons) // pace.batch
    done = kept = 0
    mean: dict[str, Floats] = {}
    for number in range(pace.passes):
        losses = []
        for batch in _batches([lessons[index] for index in learner.chance.permutation(len(lessons))], pace.batch):
            slower = max(LAST_STEP, 1 - (1 - LAST_STEP) * done / steps)
            losses.append(learner.learn(batch, pace.step * min(1, done / WARM) * slower))
            done += 1
            if number >= pace.passes - pace.mean_of and done % 5 == 0:
                kept += 1
                for name, value in learner.weights.items():
                    mean[name] = mean[name] + (value - mean[name]) / kept if name in mean else value.copy()
        sys.stdout.write(f"pass {number + 1}: loss {sum(losses) / len(losses):.3f}\n")
    return mean


def vectors_in(path: Path) -> Floats:
    """Return the vectors of both languages as rows, each language in columns of its own."""
    with np.load(path) as stored:
        japanese, english = stored["ja"], stored["en"]
    rows = np.zeros((len(japanese) + len(english), japanese.shape[1] + english.shape[1]), np.float32)
    rows[: len(japanese), : japanese.shape[1]] = japanese
    rows[len(japanese) :, japanese.shape[1] :] = english
    return rows


def _batches(lessons: Sequence[Lesson], size: int) -> Iterator[list[Lesson]]:
    batch: list[Lesson] = []
    for one in lessons:
        batch.append(one)
        if sum(len(each.labels) for each in batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def material() -> list[tuple[Text, float]]:
    return [
        (text, share)
        for parts, share in ((TUNED, SHOWN_TUNED), (TAUGHT, SHOWN_TAUGHT))
        for part in parts
        for language in corpus.LANGUAGES
        for text in corpus.texts(language, part)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with public-ja-entities.jsonl")
    parser.add_argument("vectors", type=Path, help="vectors.npz, made by tools/vectors.py")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    given = [*examples(material(), options.seed), *encyclopaedic(options.folder)]
    store(learnt(given, vectors_in(options.vectors), options.seed))


if __name__ == "__main__":
    main()
