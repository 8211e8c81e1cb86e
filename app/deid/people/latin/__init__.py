"""Names in Latin letters: with a title, in full, by kin, called, spoken to, in lower case, or standing alone."""

import re
from collections.abc import Iterator

from app.deid.people.latin.again import repeated
from app.deid.people.latin.letters import bare
from app.deid.people.latin.lower import lower_name
from app.deid.people.latin.runs import in_run, run_end
from app.deid.people.latin.shapes import between, hidden
from app.deid.people.span import Name
from app.deid.reading import Reading


def names(reading: Reading) -> Iterator[Name]:
    """Yield names in Latin letters, in no order; some lie in others."""
    tokens = reading.latin
    text = reading.text
    quiet = quiet_places(reading)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        surface = token.surface
        if not surface[0].isupper():
            if lower_name(reading, index, quiet):
                yield Name(token.start, token.start + len(bare(surface)), True)
            index += 1
            continue
        last = run_end(reading, index)
        yield from in_run(reading, index, last, quiet)
        index = last + 1
    yield from hidden(text)
    yield from between(text)


def quiet_places(reading: Reading) -> frozenset[int]:
    """Positions inside links, addresses and handles, which are not prose."""
    inside: set[int] = set()
    for match in LINKISH.finditer(reading.text):
        inside.update(range(*match.span()))
    return frozenset(inside)


__all__ = ["names", "repeated"]

LINKISH = re.compile(r"(?:https?://|www\.)[^\s<>「」、。]{1,400}|[\w.+-]{1,64}@[\w.-]{1,100}|@[\w.]{2,40}")
