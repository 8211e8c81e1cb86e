"""Names in Japanese script, by the kind of evidence that shows them; each kind is a file."""

from collections.abc import Iterator

from app.deid.people.japanese import (
    alone,
    beside_relative,
    called,
    foreign,
    hidden,
    honoured,
    in_full,
    introduced,
    labelled,
    posts,
    read_so,
    spoken,
)
from app.deid.people.japanese.repeated import repeated
from app.deid.people.span import Name
from app.deid.reading import Reading

__all__ = ["names", "repeated"]
EVIDENCE = (
    honoured,
    in_full,
    foreign,
    beside_relative,
    labelled,
    posts,
    introduced,
    called,
    read_so,
    spoken,
    alone,
    hidden,
)


def names(reading: Reading) -> Iterator[Name]:
    """Yield names in Japanese script, in no order; some lie in others."""
    if reading.words:
        for evidence in EVIDENCE:
            yield from evidence.names(reading)
