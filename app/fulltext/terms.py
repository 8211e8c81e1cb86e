"""Text or query → terms, the same for both databases; pure.

A text gives four kinds of term. *Words*, in order: Japanese in its dictionary's normal form and short units, Latin by
its stem. *Pairs* of neighbouring characters, for what the tokeniser cuts one way in a text and another way in a query.
*Characters*: every kanji of a text, so that one alone can be asked for. *Labels*, which the caller gives.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from app.fulltext.letters import IS_KANJI, JAPANESE_RUN, KANJI, TO_HIRAGANA, fold
from app.fulltext.words import GAP, Place, words_of

Query = Iterable[tuple[str, bool]]  # what was typed, each with whether it stood in quotation marks

# A term is letters and digits only, so none of these can be one.
PAIR, CHARACTER, LABEL = "·", "‡", "§"  # the first character of what is not a word

# PostgreSQL's bounds on a tsvector (manual, 12.11 "Limitations"), kept for both so that both find the same.
PLACES = 16_000  # words of a text that take part in phrases, of the 16,383 places there are
TIMES = 255  # places kept of one word in one text

TYPED = 500  # characters of a query, and its
PARTS = 16  # phrases and
TERMS = 64  # terms; what is typed beyond is not asked
TWO_KANJI = re.compile(f"[{KANJI}]{{2}}")


class Indexed(NamedTuple):
    """What an index keeps of a text. The order of words and pairs counts, that of the rest does not."""

    words: Sequence[str]
    pairs: Sequence[str]
    rest: Sequence[str]


class Part(NamedTuple):
    """A phrase that must be found: by its words or, as a second chance, by its pairs of characters."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    typed: str


def index(text: str, labels: Iterable[str] = ()) -> Indexed:
    """Return the terms of `text`, and of `labels`, by which it can be filtered."""
    folded, _, _ = fold(text)
    places = list(words_of(folded))
    placed, beyond = _kept([place.term for place in places])
    pairs, _ = _kept(list(_pairs(folded, places)))
    characters = [CHARACTER + kanji for kanji in set("".join([place.kanji for place in places]))]
    return Indexed(placed, pairs, [*sorted(beyond), *sorted(characters), *sorted(map(label, labels))])


def label(name: str) -> str:
    """Return the term of a label, whatever characters its name has."""
    return LABEL + name.encode("utf-8", "surrogatepass").hex()


def ask(query: Query) -> tuple[Part, ...]:
    """Return the phrases that a text must have, at most as many as the limits above allow."""
    parts: list[Part] = []
    room = TERMS
    for typed, quoted in query:
        pieces = [typed[:TYPED]] if quoted else typed[:TYPED].split()
        for part in chain.from_iterable(_asked(piece, quoted) for piece in pieces):
            if part not in parts:
                room -= len(part.words)
                if room < 0 or len(parts) == PARTS:
                    return tuple(parts)
                parts.append(part)
    return tuple(parts)


def _kept(terms: Sequence[str]) -> tuple[list[str], set[str]]:
    """Return the terms with a GAP for each that has no place left, and those that are nowhere then."""
    if len(terms) <= PLACES and max(Counter(terms).values(), default=0) <= TIMES:
        return list(terms), set()
    seen: Counter[str] = Counter()
    placed = []
    for term in terms[:PLACES]:
        seen[term] += 1
        placed.append(term if seen[term] <= TIMES else GAP)
    return placed, {term for term in terms[PLACES:] if term not in seen}


def _pairs(folded: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield each two neighbouring characters of Japanese, kana as hiragana; a GAP where there is no pair.

    Two kanji of different words are no pair: 京都 is not in 東京都, 共感 not in 公共感染, 不安 not in 不安定.
    """
    plain = folded.translate(TO_HIRAGANA)
    apart = {place.start - 1 for place in places if TWO_KANJI.match(plain, place.start - 1 if place.start else 0)}
    for run in JAPANESE_RUN.finditer(plain):
        for position in range(run.start(), run.end() - 1):
            yield GAP if position in apart else PAIR + plain[position : position + 2]
        yield GAP


@lru_cache(maxsize=256)
def _asked(typed: str, quoted: bool) -> tuple[Part, ...]:
    folded, _, _ = fold(typed)
    places = list(words_of(folded))
    strong = [place for place in places if not place.weak and place.term != GAP]
    if quoted or not strong:
        phrases = [places]
    else:
        phrases = [[]]
        for place in places:
            if place.weak or place.term == GAP:
                phrases.append([])
            else:
                phrases[-1].append(place)
    return tuple(_part(folded, phrase) for phrase in map(_trimmed, phrases) if phrase)


def _trimmed(places: Sequence[Place]) -> Sequence[Place]:
    kept = [position for position, place in enumerate(places) if place.term != GAP]
    return places[kept[0] : kept[-1] + 1] if kept else ()


def _part(folded: str, phrase: Sequence[Place]) -> Part:
    typed = folded[phrase[0].start : phrase[-1].end]
    if len(phrase) == 1 and IS_KANJI.fullmatch(phrase[0].term):
        return Part((CHARACTER + phrase[0].term,), (), typed)
    plain = typed.translate(TO_HIRAGANA)
    japanese = len(plain) > 1 and JAPANESE_RUN.fullmatch(plain)
    pairs = tuple(PAIR + plain[position : position + 2] for position in range(len(plain) - 1)) if japanese else ()
    return Part(tuple(place.term for place in phrase), pairs[:TERMS], typed)
