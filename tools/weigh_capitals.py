"""Learns from the marked English texts what speaks for a name: writes app/deid/words/capitals_weighed.tsv.

    python -m tools.weigh_capitals            writes the weights
    python -m tools.weigh_capitals --folds 5  only tells how well texts are read that were not learnt from

An averaged perceptron, several of them with the texts in different orders, and their mean. In half of the
passes the features that know the listed authors are hidden, so that an author on no list is learnt as well.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.deid.lists import WORDS
from app.deid.people.latin.evidence import features
from app.deid.people.latin.weigh import BODY, NOBODY, PERSON, PLACE, joined
from app.deid.perceptron import Perceptron
from app.deid.reading import Reading
from tests.deid import corpus

PARTS = ("dev", "own", "held", "new", "more")
LABELS = (NOBODY, PERSON, PLACE, BODY)
KINDS = {"PERSON": PERSON, "PLACE": PLACE, "ORG": BODY}
SEEDS, PASSES, MARGIN = 8, 8, 12.0
HIDDEN = ("author=", "near author")
HEAD = """\
# What speaks for a capitalised word naming nobody, a person, a place or a body, and how much: weights of an averaged perceptron.
# Source: learnt by tools/weigh_capitals.py from the texts of tests/deid/corpus. Licence: as the project. Date: 2026-11-26.
"""


class Row(NamedTuple):
    """One candidate: what speaks for it, what it is (None where the marks do not say), whether it follows the last at once."""

    found: list[str]
    label: str | None
    goes_on: bool


def rows(text: corpus.Text) -> list[Row]:
    reading = Reading(text.body)
    made: list[Row] = []
    last = -2
    for index, found in features(reading):
        token = reading.latin[index]
        start, _ = reading.folded.original(token.start, token.end)
        mark = next((mark for mark in text.marks if mark.start <= start < mark.end), None)
        label = NOBODY if mark is None or mark.identifier == "safe" else KINDS.get(mark.kind)
        made.append(Row(found, label, last == index - 1 and joined(reading, index)))
        last = index
    return made


class Learner:
    """Weights that move with each mistake, and their mean over all that was seen."""

    def __init__(self) -> None:
        self.now: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
        self.summed: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
        self.steps = 1

    def scores(self, found: Sequence[str]) -> list[float]:
        known = [self.now[one] for one in found if one in self.now]
        return [sum(weights[place] for weights in known) for place in range(len(LABELS))]

    def move(self, found: Sequence[str], place: int, by: float) -> None:
        for one in found:
            self.now[one][place] += by
            self.summed[one][place] += by * self.steps

    def learn(self, text: Sequence[Row], *, hide: bool) -> None:
        last = NOBODY
        for row in text:
            found = [
                *(one for one in row.found if not (hide and one.startswith(HIDDEN))),
                f"last={last if row.goes_on else ''}",
            ]
            sums = self.scores(found)
            best = max(range(len(LABELS)), key=sums.__getitem__)
            if row.label is not None:
                right = LABELS.index(row.label)
                rival = max((place for place in range(len(LABELS)) if place != right), key=sums.__getitem__)
                if sums[right] - sums[rival] < MARGIN:
                    self.move(found, right, 1.0)
                    self.move(found, rival, -1.0)
            last = LABELS[best]
            self.steps += 1

    def mean(self) -> dict[str, list[float]]:
        return {
            one: [now - summed / self.steps for now, summed in zip(weights, self.summed[one], strict=True)]
            for one, weights in self.now.items()
        }


def learnt(texts: Sequence[Sequence[Row]]) -> Perceptron:
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
    for seed in range(SEEDS):
        chance = random.Random(seed)  # noqa: S311  # the order of texts is no secret
        learner, order = Learner(), list(texts)
        for _ in range(PASSES):
            chance.shuffle(order)
            for text in order:
                learner.learn(text, hide=chance.random() < 0.5)
        for one, weights in learner.mean().items():
            for place, weight in enumerate(weights):
                total[one][place] += weight / SEEDS
    return Perceptron(LABELS, {one: tuple(round(weight, 2) for weight in total[one]) for one in sorted(total)})


def told(model: Perceptron, text: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield what each row is and what the model takes it for."""
    last = NOBODY
    for row in text:
        sums = model.scores((*row.found, f"last={last if row.goes_on else ''}"))
        last = LABELS[max(range(len(LABELS)), key=sums.__getitem__)]
        if row.label is not None:
            yield row.label, last


def folded(texts: Sequence[Sequence[Row]], folds: int) -> str:
    seen: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        model = learnt([text for place, text in enumerate(texts) if place % folds != fold])
        for place, text in enumerate(texts):
            if place % folds == fold:
                seen.update(told(model, text))
    lines = []
    for label in LABELS[1:]:
        right = seen[label, label]
        marked = sum(count for (is_, _), count in seen.items() if is_ == label)
        said = sum(count for (_, as_), count in seen.items() if as_ == label)
        lines.append(f"{label}: {right} of {marked} found, {right} of {said} right")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    folds = parser.parse_args().folds
    texts = [rows(text) for part in PARTS for text in corpus.texts("en", part)]
    if folds:
        sys.stdout.write(folded(texts, folds) + "\n")
        return
    model = learnt(texts)
    lines = [
        "\t".join(LABELS),
        *("\t".join((one, *map("{:g}".format, weights))) for one, weights in model.weights.items()),
    ]
    (WORDS / "capitals_weighed.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
