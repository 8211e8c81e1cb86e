"""Learns how a text of an encyclopaedia's kind is told and read: writes app/deid/words/encyclopaedic.npz.

    python -m tools.learn_encyclopaedic FOLDER              some minutes on one core
    python -m tools.learn_encyclopaedic FOLDER --measure    learns from each half and measures on the other; writes nothing

FOLDER holds public-ja-entities.jsonl (Stockmark Inc., CC BY-SA 3.0), which is not kept. The words that speak for the kind are learnt from its sentences
against all that the second reading learns from, whole and in pieces as short as a comment: logistic regression on which words are there. The
layers are learnt from its sentences alone, on the table of the second reading, which stays as it is, and begin as that one's.
"""

import argparse
import json
import math
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.deid import assess, encyclopaedic
from app.deid.sums import Floats
from app.deid.tagger import LAYERED, WEIGHTS
from app.words import plain
from tests.bench.deid import score
from tests.bench.deid.score import Found, PublicText, Told
from tests.deid.corpus import Mark, Text
from tools.learn_tagger import Example, Learner, Lesson, Pace, example, material, mean_learnt, parts

PACE = Pace(passes=16, mean_of=6, batch=1_600, step=1.5e-3)
# As what the set's kinds are learnt. What is made or sold is no body, and not nothing either.
KINDS = {"PERSON": "PERSON", "LOCATION": "PLACE", "ORG": "ORG", "FACILITY": "ORG", "EVENT": "EVENT", "PRODUCT": "safe"}
SHOWN = 0.8  # the share of sentences that are shown what the rules say
COPIES = 2  # of each sentence; chance decides for each which of them is shown that
OFTEN, OFTEN_COUNSELLED = 6, 25  # texts of either kind in which a word must stand for anything to be learnt of it
# How which words speak for the kind is learnt: passes over the texts, texts a step, the longest step, and how much of a weight is lost in it.
GATE_PASSES, GATE_BATCH, GATE_STEP, GATE_DECAY = 12, 256, 0.02, 2e-5

Row = Mapping[str, Any]


def learnt(rows: Sequence[Row], seed: int) -> dict[str, NDArray[Any]]:
    """Return the weights as app/deid/encyclopaedic.py wants them."""
    return {name: value.astype(np.float16) for name, value in layers(rows, seed).items()} | speaks(rows, seed)


def layers(rows: Sequence[Row], seed: int) -> dict[str, Floats]:
    with np.load(WEIGHTS) as stored:
        weights = {name: stored[name] for name in stored.files}
    known, table = weights["known"], weights["table"] * weights["unit"].astype(np.float32)
    chance = random.Random(seed)  # noqa: S311  # what is shown to a learner is no secret
    lessons = [
        lesson(example(text, chance.random() < SHOWN, encyclopaedic=True), known)
        for text in map(marked, rows)
        for _ in range(COPIES)
    ]
    learner = Learner(1 + len(known), np.zeros((1, 1), np.float32), seed, frozenset(("table", "projection")))
    learner.weights |= {name: weights[name].astype(np.float32) for name in LAYERED}
    learner.weights["table"] = np.concatenate([np.zeros((1, table.shape[1]), np.float32), table]).astype(np.float32)
    mean = mean_learnt(learner, lessons, PACE)
    return {name: mean[name] for name in LAYERED}


def marked(row: Row) -> Text:
    body = row["text"]
    marks = tuple(
        Mark(start, end, KINDS[kind], "safe" if KINDS[kind] == "safe" else "quasi", body[start:end])
        for start, end, kind in sorted((span["start"], span["end"], span["kind"]) for span in row["spans"])
    )
    return Text("ja-public-000", "block", "comment", body, marks)


def lesson(one: Example, known: NDArray[np.uint32]) -> Lesson:
    """An example in the rows of a table that is there already, after one that is empty."""
    at = np.minimum(np.searchsorted(known, one.features), len(known) - 1)
    return Lesson(np.where(known[at] == one.features, 1 + at, 0).astype(np.int32), one.labels, one.counts)


def speaks(rows: Sequence[Row], seed: int) -> dict[str, NDArray[Any]]:
    """Return which words speak for or against an encyclopaedia's kind, and how much, in log odds; the base is there in any case."""
    chance = random.Random(seed)  # noqa: S311  # what is shown to a learner is no secret
    counselled = [text for text, _ in material() if text.language == "ja"]
    pieces = [piece for text in counselled for piece in parts(text, chance)]
    texts = [
        *((encyclopaedic.signs(plain(row["text"])), 1.0) for row in rows),
        *((encyclopaedic.signs(plain(text.body)), 0.0) for text in (*counselled, *pieces)),
    ]
    chance.shuffle(texts)
    stand = [Counter(sign for signs, kind in texts if kind == wanted for sign in signs) for wanted in (1.0, 0.0)]
    often = {sign for sign, times in stand[0].items() if times >= OFTEN}
    often |= {sign for sign, times in stand[1].items() if times >= OFTEN_COUNSELLED}
    kept = sorted(often)
    place = {sign: index for index, sign in enumerate(kept, 1)}
    given = [(np.array([0, *(place[sign] for sign in signs if sign in place)]), kind) for signs, kind in texts]
    weights = logistic(given, 1 + len(kept), seed)
    weights[0] -= prior(given)  # as if both kinds were met as often
    return {
        "signs": np.array(kept, np.uint32),
        "speaks": weights[1:].astype(np.float16),
        "base": weights[:1].astype(np.float16),
    }


def logistic(given: Sequence[tuple[NDArray[np.int64], float]], size: int, seed: int) -> NDArray[np.float64]:
    """Return the weight of each place: `given` are the places that a text has, and whether it is of the kind. Adam, with decay."""
    chance = np.random.default_rng(seed)
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    weights[0] = prior(given)  # what is likely of a text of which nothing is known
    done, steps = 0, GATE_PASSES * -(-len(given) // GATE_BATCH)
    for _ in range(GATE_PASSES):
        order = chance.permutation(len(given))
        for start in range(0, len(order), GATE_BATCH):
            batch = [given[index] for index in order[start : start + GATE_BATCH]]
            slope = GATE_DECAY * weights
            for places, kind in batch:
                slope[places] += (1 / (1 + np.exp(-weights[places].sum())) - kind) / len(batch)
            done += 1
            first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
            scaled = np.sqrt(second / (1 - 0.999**done)) + 1e-8
            weights -= GATE_STEP * (1 - done / steps) * first / (1 - 0.9**done) / scaled
    return weights


def prior(given: Sequence[tuple[NDArray[np.int64], float]]) -> float:
    share = sum(kind for _, kind in given) / len(given)
    return math.log(share / (1 - share))


def measure(rows: Sequence[Row], seed: int) -> None:
    """Print how good is read what was not learnt from."""
    with tempfile.TemporaryDirectory() as folder:
        encyclopaedic.WEIGHTS = Path(folder) / "weights.npz"
        for half in (0, 1):
            np.savez(encyclopaedic.WEIGHTS, **learnt(rows[half::2], seed))
            encyclopaedic.forget()
            others = rows[1 - half :: 2]
            texts = [PublicText(row["id"], row["text"], tuple(mentions(row))) for row in others]
            told = {text.id: read(text.body) for text in texts}
            for kind, measured in score.public_score(texts, told).items():
                sys.stdout.write(f"{kind}: recall {measured.recall:.1%}, precision {measured.precision:.1%}\n")


def mentions(row: Row) -> Iterable[Found]:
    return (Found(span["start"], span["end"], span["kind"]) for span in row["spans"])


def read(body: str) -> Told:
    said = assess(body)
    return Told([Found(one.start, one.end, one.kind) for one in said.findings], said.verdict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with public-ja-entities.jsonl")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with (options.folder / "public-ja-entities.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if options.measure:
        measure(rows, options.seed)
    else:
        np.savez_compressed(encyclopaedic.WEIGHTS, **learnt(rows, options.seed))


if __name__ == "__main__":
    main()
