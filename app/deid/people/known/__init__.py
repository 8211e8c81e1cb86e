"""Whom a text may name: theorists and authors, figures everybody knows, and names the text says are not real."""

from collections.abc import Sequence

from app.deid.people import cited, cited_english
from app.deid.people.known import english, japanese, public, unreal
from app.deid.reading import Reading
from app.deid.types import Span


def spans(reading: Reading) -> Sequence[Span]:
    """Return the stretches that no recogniser may claim, in order; they may overlap."""
    if reading.left is None:
        reading.left = sorted(
            {
                *japanese.spans(reading),
                *cited.spans(reading),
                *cited_english.spans(reading),
                *english.spans(reading),
                *public.spans(reading),
                *unreal.spans(reading),
            }
        )
    return reading.left


def inside(start: int, end: int, spans_: Sequence[Span]) -> bool:
    """Whether most of the stretch lies under one of the spans."""
    return any(2 * (min(end, right) - max(start, left)) > end - start for left, right in spans_)
