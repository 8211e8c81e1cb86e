"""Text → words with their parts of speech and normal forms; the only file that may know a tokeniser."""

import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sudachipy import Dictionary, SplitMode

from app.mapped import give_back

LONGEST_PIECE = 12_000  # characters; SudachiPy refuses more than 49,149 bytes of UTF-8 at once
BREAKS = "\n。．！？!?、，, "

SOUNDS_KEPT = 4_000  # words whose sound is remembered

_dictionary = Dictionary()
give_back(".dic")  # a third of the file is walked through to load it, and not half of that is needed again
_threads = threading.local()


class Word(NamedTuple):
    """One word of a text.

    start, end  positions in code points of the text given, half-open.
    pos         six fields of UniDic's part of speech, such as ("名詞", "固有名詞", "人名", "姓", "*", "*").
    normal      the dictionary's normal form: 引き籠もり for 引きこもり, 鬱 for うつ.
    reading     in katakana; empty for a word the dictionary does not know.
    known       whether the dictionary has it.
    """

    surface: str
    start: int
    end: int
    pos: tuple[str, ...]
    normal: str
    reading: str
    known: bool


def split(text: str, *, short: bool = False) -> Iterator[Word]:
    """Yield the words of `text` in order, white space included.

    `short` asks for the shortest units (東京 + 都) instead of the longest (東京都).
    Safe in any thread: a tokeniser is made for each.
    """
    tokenise = _tokeniser(short).tokenize
    for offset, piece in _pieces(text):
        for morpheme in tokenise(piece):
            known = not morpheme.is_oov()
            yield Word(
                morpheme.surface(),
                offset + morpheme.begin(),
                offset + morpheme.end(),
                _pos(morpheme),
                morpheme.normalized_form(),
                morpheme.reading_form() if known else "",
                known,
            )


def plain(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of `text` without normal form and reading, which cost as much as the rest; no white space.

    `offset` is added to the positions.
    """
    tokenise, parts, make = _tokeniser(False).tokenize, _parts, tuple.__new__
    for cut, piece in _pieces(text):
        start, end = offset + cut, 0
        for morpheme in tokenise(piece):  # without gaps, so that where each begins need not be asked
            begin, end = end, end + len(morpheme)
            surface = piece[begin:end]
            if not surface.isspace():
                pos = parts.get(morpheme.part_of_speech_id()) or _pos(morpheme)
                yield make(Word, (surface, start + begin, start + end, pos, "", "", not morpheme.is_oov()))


@lru_cache(SOUNDS_KEPT)
def sound(text: str) -> str:
    """Return how `text` is read, in katakana; what the dictionary does not know stays as it is."""
    return "".join(word.reading or word.surface for word in split(text))


_parts: dict[int, tuple[str, ...]] = {}  # the dictionary has some hundreds of parts of speech


def _pos(morpheme) -> tuple[str, ...]:  # type: ignore[no-untyped-def]  # the type has no public name in SudachiPy
    number = morpheme.part_of_speech_id()
    known = _parts.get(number)
    if known is None:
        known = _parts[number] = tuple(morpheme.part_of_speech())
    return known


def _tokeniser(short: bool):  # type: ignore[no-untyped-def]  # the type has no public name in SudachiPy
    name = "short" if short else "long"
    if not hasattr(_threads, name):
        setattr(_threads, name, _dictionary.tokenizer(mode=SplitMode.A if short else SplitMode.C))
    return getattr(_threads, name)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text after a mark that ends a word, so that no piece is too long for the tokeniser."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = max(window.rfind(mark) for mark in BREAKS) + 1 or LONGEST_PIECE
        yield start, window[:cut]
        start += cut
    if start < len(text):
        yield start, text[start:]
