"""The words of a text and where they stand: Japanese in its dictionary's normal form and short units, Latin by its stem."""

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from app import words
from app.fulltext.letters import IS_KANJI, JAPANESE, KANA, KANJI, TO_HIRAGANA

GAP = "·"  # no word: a phrase must not reach across it
LONGEST_TERM = 64  # characters
# A word of any other script with the apostrophes inside it, or a mark that ends a phrase.
OTHER_WORD = re.compile(
    rf"([^\W_{KANJI}{KANA}]+(?:['’][^\W\d_{KANJI}{KANA}]+)*)|[。!?、「」『』【】()]|[,;:](?![^\W_])"
)
END_OF_VERB = dict(zip("うくぐすつぬぶむ", "いきぎしちにびみ", strict=True))  # 泣く → 泣き, as the noun ends
NEGATIONS = frozenset({"ない", "無い", "ぬ", "ず"})
FUNCTION_WORDS = frozenset({"助詞", "助動詞"})


class Place(NamedTuple):
    """A word of a text and where it stands in it, in code points, half-open."""

    term: str  # or GAP
    start: int
    end: int
    weak: bool  # a particle, an ending, an auxiliary verb
    kanji: str  # as written and in the normal form


def words_of(folded: str) -> Iterator[Place]:
    """Yield the words of a folded text in order, and a GAP where a phrase ends."""
    others = list(OTHER_WORD.finditer(folded))
    if not JAPANESE.search(folded):
        yield from (_other(match) for match in others)
        return
    # The tokeniser's dictionary turns English words into katakana (been → ビーン): it is shown none.
    japanese = _blank(folded, others)
    waiting = iter(others)
    match = next(waiting, None)
    for surface, start, _, pos, normal, _, _ in words.split(japanese):
        while match is not None and match.start() <= start:
            yield _other(match)
            match = next(waiting, None)
        for offset, end, term, weak, kanji in _units(surface, normal, pos[0], pos[1]):
            yield Place(term, start + offset, start + end, weak, kanji)
    while match is not None:
        yield _other(match)
        match = next(waiting, None)


def latin_words_of(folded: str) -> list[Place]:
    """The same for words of other scripts alone, which takes no tokeniser."""
    return [_other(match) for match in OTHER_WORD.finditer(folded)]


def _blank(folded: str, others: Sequence[re.Match[str]]) -> str:
    pieces, position = [], 0
    for match in others:
        if match[1]:
            pieces += [folded[position : match.start()], " " * len(match[1])]
            position = match.end()
    return "".join((*pieces, folded[position:]))


def _other(match: re.Match[str]) -> Place:
    return Place(_stem(match[1]) if match[1] else GAP, *match.span(), False, "")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Return the stem of an English word, and any other without its accents: sessions → session, naïve → naiv."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word[:LONGEST_TERM]) if not unicodedata.combining(c))
    if plain.isascii() and not plain.isdigit():
        plain = _english().stemWord(plain.replace("’", "'"))
    return "".join(filter(str.isalnum, plain))[:LONGEST_TERM] or GAP


_threads = threading.local()


def _english() -> snowballstemmer.stemmer:  # a stemmer keeps the word it works on, so each thread has its own
    if not hasattr(_threads, "english"):
        _threads.english = snowballstemmer.stemmer("english")
    return _threads.english


@lru_cache(maxsize=100_000)
def _units(surface: str, normal: str, kind: str, kind_within: str) -> tuple[tuple[int, int, str, bool, str], ...]:
    """Return the short units of a word: where each stands in it, its term, whether it is weak, and its kanji.

    Nouns are cut (社交不安 has 不安), verbs are not: 引きこもる would fall into 引く and 籠もる, far from 引きこもり.
    """
    if kind == "名詞" and len(surface) > 2 and IS_KANJI.search(surface):
        units = [(u.start, u.end, u.surface, u.normal, u.pos[0]) for u in words.split(surface, short=True)]
    else:
        units = [(0, len(surface), surface, normal, kind)]
    weak = kind in FUNCTION_WORDS or (kind == "動詞" and kind_within == "非自立可能")
    return tuple(
        (start, end, term, weak and term not in NEGATIONS, "".join(dict.fromkeys(IS_KANJI.findall(unit + form))))
        for start, end, unit, form, part in units
        if (term := _term(form, part))
    )


def _term(normal: str, kind: str) -> str:
    """Return the term of a word: the same for a verb and the noun made of it (引き籠もる, 引き籠もり → 引き籠も)."""
    term = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", normal).casefold()))[:LONGEST_TERM]
    if kind == "動詞" and len(term) > 1:
        term = term[:-1] + END_OF_VERB.get(term[-1], "" if term[-1] == "る" else term[-1])
    elif kind == "名詞" and len(term) > 1 and term[-1] == "り" and IS_KANJI.search(term):
        term = term[:-1]
    term = term.translate(TO_HIRAGANA)
    return term[:-1] if len(term) > 3 and term[-1] == "ー" else term  # スーパーバイザ(ー)
