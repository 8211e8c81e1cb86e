"""Where the bars and dots of a chart stand. Apart from the routes, because it is arithmetic. Pure.

Across, everything is in per cent of the chart's width, down in pixels of its height: so a chart is as wide as there is
room, and the words in it stay as large as all other words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HEIGHT = 160  # pixels of the plot; the words below it stand further down
GAP = 0.3  # of a column's width stays free
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000)
LINES = 4  # at most, above the lowest


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a column. `series` names what it counts."""

    x: float
    y: float
    width: float
    height: float
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line across, and what stands beside it."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of pieces one on the other. `middles` is where the words below stand."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    middles: tuple[float, ...]
    height: int = HEIGHT


def columns(series: Sequence[str], numbers: Sequence[Sequence[int]]) -> Columns:
    """Return a column for each row of numbers, which stand in the order of the series, the first at the bottom."""
    lines = _lines(max((sum(row) for row in numbers), default=0))
    top = lines[-1].number or 1
    step = 100 / max(1, len(numbers))
    bars = []
    for place, row in enumerate(numbers):
        floor = float(HEIGHT)
        for name, number in zip(series, row, strict=True):
            height = number / top * HEIGHT
            floor -= height
            if number:
                bars.append(
                    Bar(
                        _tidy((place + GAP / 2) * step),
                        _tidy(floor),
                        _tidy(step * (1 - GAP)),
                        _tidy(height),
                        name,
                        number,
                    )
                )
    return Columns(tuple(bars), lines, _middles(len(numbers)))


@dataclass(frozen=True, slots=True)
class Dot:
    """A share, between 0 and 100 per cent, at one place."""

    x: float
    y: float
    share: float


@dataclass(frozen=True, slots=True)
class Joint:
    """A straight line between two neighbouring dots."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Course:
    """How a share went: dots where it is known, joined where the one before is known too."""

    dots: tuple[Dot, ...]
    joints: tuple[Joint, ...]
    lines: tuple[Line, ...]
    middles: tuple[float, ...]
    height: int = HEIGHT


def course(shares: Sequence[float | None]) -> Course:
    middles = _middles(len(shares))
    dots = [
        Dot(x, _tidy((1 - share) * HEIGHT), share) if share is not None else None
        for x, share in zip(middles, shares, strict=True)
    ]
    joints = [Joint(one.x, one.y, other.x, other.y) for one, other in pairwise(dots) if one and other]
    lines = tuple(Line(_tidy((1 - percent / 100) * HEIGHT), percent) for percent in (0, 25, 50, 75, 100))
    return Course(tuple(dot for dot in dots if dot), tuple(joints), lines, middles)


def _lines(most: int) -> tuple[Line, ...]:
    """Return round numbers from nought to the first that is not under `most`."""
    step = next((step for step in STEPS if step * LINES >= most), -(-most // LINES))
    count = max(1, -(-most // step))
    return tuple(Line(_tidy(HEIGHT - place * HEIGHT / count), place * step) for place in range(count + 1))


def _middles(count: int) -> tuple[float, ...]:
    return tuple(_tidy((place + 0.5) * 100 / count) for place in range(count))


def _tidy(number: float) -> float:
    return round(number, 2)
