"""Where in a text the words of a query stand, to be marked in its extract."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.fulltext.letters import JAPANESE, TO_HIRAGANA, fold
from app.fulltext.terms import CHARACTER, Part, Query, ask
from app.fulltext.words import latin_words_of, words_of

READ_WHOLE = 300  # characters; of a longer text only the sentences that look promising are read for marks
MARKS = 20  # of a text, more than any extract of it shows
SENTENCE = re.compile(r"[^。!?\n]*[。!?\n]*")


def marks(text: str, query: Query, *, most: int = MARKS) -> list[tuple[int, int]]:
    """Return where in `text` the words of `query` stand, in order and apart, as half-open code points.

    Reads a text longer than READ_WHOLE only where a word stands as it was typed or, failing that, up to the first
    sentence that has one, since only the neighbourhood of a mark is shown.
    """
    parts = ask(query)
    if not parts:
        return []
    folded, starts, ends = fold(text)
    found = _word_marks(folded, parts, most) or list(_pair_marks(folded, parts))
    return [(starts[start], ends[end - 1]) for start, end in _apart(found)[:most]]


def _word_marks(folded: str, parts: Sequence[Part], most: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    sentences = [match.span() for match in SENTENCE.finditer(folded) if match.group().strip()]
    if len(folded) > READ_WHOLE:
        needles = re.compile("|".join({re.escape(needle) for part in parts for needle in _needles(part)}))
        promising = [(start, end) for start, end in sentences if needles.search(folded, start, end)]
        for start, end in promising:
            found += _sentence_marks(folded, start, end, parts)
            if len(found) >= most:
                break
        if found:
            return found
    for start, end in sentences:
        found += _sentence_marks(folded, start, end, parts)
        if len(found) >= most or (found and len(folded) > READ_WHOLE):
            break
    return found


def _needles(part: Part) -> Iterator[str]:
    yield part.typed
    if len(part.words) == 1:
        yield part.words[0].removeprefix(CHARACTER)


def _sentence_marks(folded: str, start: int, end: int, parts: Sequence[Part]) -> list[tuple[int, int]]:
    sentence = folded[start:end]
    if all(len(part.words) == 1 and not JAPANESE.search(part.typed) for part in parts):
        places = latin_words_of(sentence)
    else:
        places = list(words_of(sentence))
    found = []
    for at, place in enumerate(places):
        for part in parts:
            wanted = part.words
            if wanted[0].startswith(CHARACTER):
                if wanted[0][1:] in place.kanji:
                    found.append((start + place.start, start + place.end))
            elif place.term == wanted[0]:
                stretch = places[at : at + len(wanted)]
                if tuple(each.term for each in stretch) == wanted:
                    found.append((start + place.start, start + stretch[-1].end))
    return found


def _pair_marks(folded: str, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    plain = folded.translate(TO_HIRAGANA)
    for part in parts:
        if part.pairs:
            for match in re.finditer(re.escape(part.typed.translate(TO_HIRAGANA)), plain):
                yield match.span()


def _apart(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches in order, those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
