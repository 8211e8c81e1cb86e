"""Charities and help lines that anybody may turn to: Winston's Wish, Nightline."""

from collections.abc import Iterator
from functools import cache

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.reading import Reading
from app.deid.types import Span

# Maggie's mum is somebody's, and no charity.
OF_RELATIVE = r" (?:[Mm][uo]m|[Mm]am|[Mm]other|[Dd]ad|[Ff]ather|[Ss]on|[Dd]aughter|[Ss]ister|[Bb]rother|[Hh]usband|[Ww]ife)(?![a-z])"


def spans(reading: Reading) -> Iterator[Span]:
    for match in _pattern().finditer(reading.text):
        yield match.span()


@cache
def _pattern() -> re.Pattern:
    names = sorted(word_set("helplines"), key=len, reverse=True)
    firsts = "".join(sorted({name[0] for name in names}))
    either = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    return re.compile(rf"(?<![A-Za-z'’-])(?=[{firsts}])(?:{either})(?![A-Za-z-]|{OF_RELATIVE})")
