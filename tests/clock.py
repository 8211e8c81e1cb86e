"""How long something takes, measured so that the machine's other work does not decide.

What else a machine does only ever adds to a time. So things are measured in turns, and again where other work may have
fallen on one of them: the least of many times says most, and what takes longer by what it does stays longer however often
it is measured. What others do is waited for, and not for as many seconds as it usually takes.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from statistics import NormalDist

ROUNDS = 12  # at most, unless a test says otherwise
PATIENCE = 60.0  # seconds for what takes one or two where nothing else is done: who waited so long waits for ever

Work = Callable[[], object]


def spent(work: Work) -> float:
    """Return the seconds of this thread's processor that something takes."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def lasted(work: Work) -> float:
    """Return the seconds that somebody waits for something: with what it has others do, and what others do beside it."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(*works: Work, by: Callable[[Work], float] = spent) -> Iterator[tuple[float, ...]]:
    """Measure one after the other, each as often as is asked for. Who comes first changes from round to round."""
    places, number = range(len(works)), 0
    while True:
        took = {place: by(works[place]) for place in (*places[number:], *places[:number])}
        yield tuple(took[place] for place in places)
        number = (number + 1) % len(works)


def measured(
    wanted: Callable[..., bool],
    *works: Work,
    by: Callable[[Work], float] = spent,
    at_least: int = 1,
    rounds: int = ROUNDS,
) -> tuple[float, ...]:
    """Return the least time of each as soon as what is wanted of them holds, after `at_least` rounds.

    Fails if it does not after as many rounds as there may be.
    """
    took: list[tuple[float, ...]] = []
    for times in in_turns(*works, by=by):
        took.append(times)
        least = tuple(map(min, zip(*took, strict=True)))
        if len(took) >= at_least and wanted(*least):
            return least
        assert len(took) < rounds, f"in seconds, at least: {least}"
    raise AssertionError


def wait_until(holds: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Return as soon as something holds. Fails if it does not for so long that it never will."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


def within(seconds: float) -> Callable[[float], bool]:
    """What is wanted of something that is to be done soon."""
    return lambda took: took < seconds


def no_more_than(factor: float, *, apart: float = 0.0) -> Callable[[float, float], bool]:
    """What is wanted of two, of which the second may take `factor` times as long as the first, and `apart` seconds more."""
    return lambda shorter, longer: longer < factor * shorter + apart


def chance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how likely two lists of times would be at least so far apart if nothing set them apart but chance.

    Source   H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50-60; by the normal distribution,
             which is good from some twenty times each.
    """
    wins = sum((a > b) + (a == b) / 2 for a in one for b in other)
    pairs, all_of_them = len(one) * len(other), len(one) + len(other)
    away = abs(wins - pairs / 2) / sqrt(pairs * (all_of_them + 1) / 12)
    return 2 * (1 - NormalDist().cdf(away))
