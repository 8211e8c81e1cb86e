"""Figures whom everybody knows, named in Latin letters as examples."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.deid.people.authors import PUBLIC
from app.deid.people.known.about import NOT_GIVEN, PERSON_AFTER, PERSON_BEFORE, TITLED
from app.deid.people.latin.letters import LISTED, bare, plain
from app.deid.people.theorists import FAMILIES, FULL_LATIN
from app.deid.reading import Reading, Token
from app.deid.types import Span

LATIN_PUBLIC = frozenset(figure for figure in PUBLIC if figure[0].isascii())


def spans(reading: Reading) -> list[Span]:
    text = reading.text
    found: list[Span] = []
    places: dict[str, list[Token]] = {}  # of every word, once a figure's stands alone
    for index, token in enumerate(reading.latin):
        for figure in _PUBLIC_BY_FIRST.get(token.surface.replace("’", "'").removesuffix("'s"), ()):
            end = token.start + len(figure)
            if text.startswith(figure, token.start) and not text[end : end + 1].isalpha():
                lone = " " not in figure
                following = reading.latin[index + 1] if index + 1 < len(reading.latin) else None
                previous = reading.latin[index - 1] if index else None
                named_so = figure in UNLIKELY_CLIENTS or plain(figure) in LISTED
                if lone and named_so:
                    places = places or _by_name(reading.latin)
                    if _somebody(text, figure, places.get(figure, ())):
                        continue
                if (
                    lone
                    and following is not None
                    and text[end : following.start] == " "
                    and following.surface[0].isupper()
                    and bare(following.surface) not in ("I", "A")
                ):
                    continue
                if (
                    lone
                    and previous is not None
                    and text[previous.end : token.start] == " "
                    and previous.surface[0].isupper()
                    and previous.surface.lower() not in NOT_GIVEN
                ):
                    continue
                found.append((token.start, end))
    return found


def _somebody(text: str, name: str, places: Sequence[Token]) -> bool:
    """Whether the text gives a name that everybody knows to a person of its own, or keeps coming back to it."""
    return len(places) > 2 or any(
        PERSON_AFTER.match(text, token.start + len(name))
        or PERSON_BEFORE.search(text, max(0, token.start - 24), token.start)
        or TITLED.search(text, max(0, token.start - 10), token.start)
        for token in places
    )


def _by_name(tokens: Iterable[Token]) -> dict[str, list[Token]]:
    """Return where each word stands, so that a list of names is gone through once and not for every name in it."""
    places: dict[str, list[Token]] = defaultdict(list)
    for token in tokens:
        places[bare(token.surface)].append(token)
    return places


# Given names all the same, but when one stands alone it is the figure.
UNLIKELY_CLIENTS = frozenset(
    "Oprah Romeo Pandora Elvis Obama Sherlock Jesus Hermione Ophelia Moses Job Cassandra Lincoln Eliot".split()
)

_PUBLIC_BY_FIRST: dict[str, list[str]] = defaultdict(list)

_HYPHENED = {family for family in FAMILIES if "-" in family or " " in family}

for _figure in sorted(
    LATIN_PUBLIC
    | {name for name in FULL_LATIN if " " in name}
    | _HYPHENED
    | {name[0].upper() + name[1:] for name in _HYPHENED}
):
    _first = re.match(r"[A-Za-zÀ-ɏ]+", _figure)
    if _first:
        _PUBLIC_BY_FIRST[_first.group()].append(_figure)
