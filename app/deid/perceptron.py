"""Weighs what speaks for each label: the weights of an averaged perceptron, read from a file, and their sum over some features."""

from collections.abc import Iterable, Mapping

from app.deid.lists import WORDS

Weights = Mapping[str, tuple[float, ...]]


class Perceptron:
    """Linear weights for each feature and label. Features it has never seen weigh nothing."""

    def __init__(self, labels: tuple[str, ...], weights: Weights) -> None:
        self.labels = labels
        self.weights = weights

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return one sum for each label, in the order of `labels`."""
        known = [self.weights[feature] for feature in features if feature in self.weights]
        return [sum(column) for column in zip(*known, strict=True)] if known else [0.0] * len(self.labels)


def load(name: str) -> Perceptron:
    """Read `words/{name}.tsv`: its first line without # names the labels, each line after it a feature and its weights."""
    labels: tuple[str, ...] = ()
    weights: dict[str, tuple[float, ...]] = {}
    with (WORDS / f"{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            first, *rest = line.rstrip("\n").split("\t")
            if labels:
                weights[first] = tuple(map(float, rest))
            else:
                labels = (first, *rest)
    return Perceptron(labels, weights)
