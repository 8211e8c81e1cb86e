"""Phrases a person has decided identify nobody: which may be let pass at all, and where they stand in a text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.deid import patterns as re
from app.deid.fold import fold
from app.deid.reading import Reading
from app.deid.types import Allowed, Finding, Kind, Span

SHORTEST, LONGEST = 2, 60  # characters
# What reaches or names one person by itself, whoever uses it: no decision about one text can hold for all of them.
NEVER = frozenset({Kind.CONTACT, Kind.ID_NUMBER, Kind.ADDRESS})
_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ]")


def may_be_allowed(kind: Kind, phrase: str) -> bool:
    """Whether a phrase that was found as this kind of thing may ever be let pass. Nothing with a number in it may."""
    plain = fold(phrase).text
    return (
        kind not in NEVER
        and phrase == phrase.strip()
        and SHORTEST <= len(phrase) <= LONGEST
        and "\n" not in phrase
        and not _DIGIT.search(plain)
    )


def without(reading: Reading, found: Iterable[Finding], allowed: Sequence[Allowed]) -> list[Finding]:
    """Return findings less those that lie whole in a phrase allowed to their rule."""
    places: dict[str, list[Span]] = defaultdict(list)
    for phrase, rule in allowed:
        places[rule] += _places(reading.text, fold(phrase).text)
    return [
        finding
        for finding in found
        if finding.kind in NEVER
        or not any(start <= finding.start and finding.end <= end for start, end in places.get(finding.rule, ()))
    ]


def _places(text: str, phrase: str) -> list[Span]:
    """Return where a phrase stands by itself: Ann is not in Annex, while Japanese has no such edges."""
    found = []
    start = text.find(phrase)
    while phrase and start >= 0:
        end = start + len(phrase)
        if not (_runs_on(text[start - 1 : start], phrase[0]) or _runs_on(phrase[-1], text[end : end + 1])):
            found.append((start, end))
        start = text.find(phrase, start + 1)
    return found


def _runs_on(before: str, after: str) -> bool:
    return bool(_LATIN.match(before) and _LATIN.match(after))
