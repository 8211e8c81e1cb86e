"""Text or query → terms, the same for both databases; pure.

A text gives four kinds of term. *Words*, in order: Japanese in its dictionary's normal form and short units, Latin by
its stem. *Pairs* of neighbouring characters, for what the tokeniser cuts one way in a text and another way in a query.
*Characters*: every kanji of a text, so that one alone can be asked for. *Labels*, which the caller gives.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import snowballstemmer

from app import words

Query = Iterable[tuple[str, bool]]  # what was typed, each with whether it stood in quotation marks

# A term is letters and digits only, so none of these can be one.
GAP = "·"  # stands where a phrase must not reach across, and for places that cannot be kept
PAIR, CHARACTER, LABEL = "·", "‡", "§"  # the first character of what is not a word

# PostgreSQL's bounds on a tsvector (manual, 12.11 "Limitations"), kept for both so that both find the same.
PLACES = 16_000  # words of a text that take part in phrases, of the 16,383 places there are
TIMES = 255  # places kept of one word in one text
LONGEST_TERM = 64  # characters

TYPED = 500  # characters of a query, and its
PARTS = 16  # phrases and
TERMS = 64  # terms; what is typed beyond is not asked
READ_WHOLE = 300  # characters; of a longer text only the sentences that look promising are read for marks
MARKS = 20  # of a text, more than any extract of it shows

KANJI = "\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
JAPANESE = re.compile(f"[{KANJI}{KANA}]")
JAPANESE_RUN = re.compile(f"[{KANJI}{KANA}]+")
IS_KANJI = re.compile(f"[{KANJI}]")
# A word of any other script with the apostrophes inside it, or a mark that ends a phrase.
OTHER_WORD = re.compile(
    rf"([^\W_{KANJI}{KANA}]+(?:['’][^\W\d_{KANJI}{KANA}]+)*)|[。!?、「」『』【】()]|[,;:](?![^\W_])"
)
SENTENCE = re.compile(r"[^。!?\n]*[。!?\n]*")

TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
END_OF_VERB = dict(zip("うくぐすつぬぶむ", "いきぎしちにびみ", strict=True))  # 泣く → 泣き, as the noun ends
NEGATIONS = frozenset({"ない", "無い", "ぬ", "ず"})


class Place(NamedTuple):
    """A word of a text and where it stands in it, in code points, half-open."""

    term: str  # or GAP
    start: int
    end: int
    weak: bool  # a particle, an ending, an auxiliary verb
    kanji: str  # as written and in the normal form


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
    folded, _, _ = _fold(text)
    places = list(_places(folded))
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


def marks(text: str, query: Query, *, most: int = MARKS) -> list[tuple[int, int]]:
    """Return where in `text` the words of `query` stand, in order and apart, as half-open code points.

    Reads a text longer than READ_WHOLE only where a word stands as it was typed or, failing that, up to the first
    sentence that has one, since only the neighbourhood of a mark is shown.
    """
    parts = ask(query)
    if not parts:
        return []
    folded, starts, ends = _fold(text)
    found = _word_marks(folded, parts, most) or list(_pair_marks(folded, parts))
    return [(starts[start], ends[end - 1]) for start, end in _apart(found)[:most]]


# Words


def _places(folded: str) -> Iterator[Place]:
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


FUNCTION_WORDS = frozenset({"助詞", "助動詞"})


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


# Pairs


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


TWO_KANJI = re.compile(f"[{KANJI}]{{2}}")


# Queries


@lru_cache(maxsize=256)
def _asked(typed: str, quoted: bool) -> tuple[Part, ...]:
    folded, _, _ = _fold(typed)
    places = list(_places(folded))
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


# Marks


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
        places = [_other(match) for match in OTHER_WORD.finditer(sentence)]
    else:
        places = list(_places(sentence))
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


# Folding

TO_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
MARKS_ON_A_CHARACTER = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
CLUSTER = re.compile(f".[{MARKS_ON_A_CHARACTER}]{{0,8}}", re.DOTALL)
PLAIN = re.compile(f"[\\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff{KANJI}{KANA}\u3001-\u301f]*")


def _fold(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the text in NFKC, without case, and where each of its characters began and ended before."""
    narrow = text.translate(TO_NARROW)
    if PLAIN.fullmatch(narrow) and unicodedata.is_normalized("NFKC", narrow):
        folded = narrow.casefold()
        if len(folded) == len(text):
            return folded, range(len(text)), range(1, len(text) + 1)
    pieces, starts, ends = [], [], []
    for match in CLUSTER.finditer(text):
        form = _form(match.group())
        pieces.append(form)
        starts += [match.start()] * len(form)
        ends += [match.end()] * len(form)
    return "".join(pieces), starts, ends


@lru_cache(maxsize=20_000)
def _form(cluster: str) -> str:
    """Return the plain form of a character with its marks; nothing of one that shows nothing."""
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return "".join(_visible(character) for character in form)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    return " " if category in ("Cc", "Cs", "Zs", "Zl", "Zp") and character != "\n" else character
