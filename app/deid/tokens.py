"""A text cut into words, numbers and signs, each with what it is wherever it stands: what the tagger reads."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from app.deid import gazetteer, meanings
from app.deid import patterns as re
from app.deid.people.japanese.evidence import form
from app.deid.people.latin import letters
from app.deid.people.theorists import FAMILIES
from app.deid.reading import Reading
from app.deid.types import Finding

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+")
PIECE = re.compile(rf"{LATIN.pattern}|[0-9]+|\n+|[^\sA-Za-zÀ-ɏḀ-ỿ0-9]")
FORMS_KEPT = 20_000
SHORTEST_END = 2  # letters of a longer word that may be a word of their own
LONGEST_NUMBER = 6  # digits; of a longer number its length is enough

Features = bytes  # checksums, four bytes each (`checksums`): thousands of words are remembered with theirs


class Token(NamedTuple):
    """A word, a number, a sign or a break between lines; `features` are what it is, of which the tagger knows some."""

    start: int
    end: int
    features: Features


def tokens(reading: Reading) -> Iterator[Token]:
    """Yield the tokens of the plain text, in order and apart."""
    text, at, make = reading.text, 0, tuple.__new__
    for surface, start, end, pos, _, _, known in reading.words:
        if at < start:
            yield from _pieces(text, at, start)
        if surface.isascii() and surface.isalnum():
            yield from _pieces(text, start, end)
        else:
            yield make(Token, (start, end, _japanese(surface, pos, known)))
        at = end
    if at < len(text):
        yield from _pieces(text, at, len(text))


def said(finding: Finding, start: int) -> Features:
    """Return what the rules say of a token that begins at `start` within a finding of theirs."""
    return _said(finding.rule, finding.kind.value, finding.listed, start <= finding.start)


@lru_cache
def _said(rule: str, kind: str, listed: bool, first: bool) -> Features:
    if not listed:
        return _packed((f"weak={rule}",))
    return _packed((f"rule={rule}", f"kind={kind}", f"{'first' if first else 'inside'}={rule}"))


def checksums(features: Features) -> Sequence[int]:
    """Return the checksums of features, in the order in which they were given."""
    return memoryview(features).cast("I")


def meaning(number: int) -> int:
    """Return the checksum of having the vector of that number (app.deid.meanings)."""
    return crc32(f"meaning={number}".encode())


def _packed(features: Iterable[str]) -> Features:
    return array("I", (crc32(feature.encode()) for feature in features)).tobytes()


def _pieces(text: str, start: int, end: int) -> Iterator[Token]:
    for match in PIECE.finditer(text, start, end):
        yield Token(*match.span(), _piece(match.group()))


@lru_cache(FORMS_KEPT)
def _japanese(surface: str, pos: tuple[str, ...], known: bool) -> Features:
    own = form(surface, pos, known)
    of_form = (*(f"ja {feature}" for feature in own.features), f"said={own.said}", f"pos={'/'.join(pos[:2])}")
    return _japanese_meaning(surface) + _packed(of_form)


@lru_cache(FORMS_KEPT)
def _piece(piece: str) -> Features:
    if "0" <= piece[0] <= "9":
        return _packed(_number(piece))
    if LATIN.fullmatch(piece):
        return _english_meaning(piece) + _packed(_latin(piece))
    return _packed(_sign(piece))


def _japanese_meaning(word: str) -> Features:
    """What a word is like, or what the end of a longer one is: a 副代表 is a 代表."""
    for start in range(max(1, len(word) - SHORTEST_END + 1)):
        number = meanings.number(word[start:], "ja")
        if number is not None:
            return _meant(number) + (ONLY_ITS_END if start else b"")
    return NO_MEANING


def _english_meaning(word: str) -> Features:
    number = meanings.number(letters.plain(word), "en")
    return NO_MEANING if number is None else _meant(number)


def _meant(number: int) -> Features:
    return array("I", (meaning(number),)).tobytes()


def _number(digits: str) -> tuple[str, ...]:
    value = int(digits) if len(digits) <= LONGEST_NUMBER else 0
    size = "year" if 1900 <= value < 2100 else "age" if 10 <= value < 100 else "other"
    return "number", f"digits={len(digits)}", f"size={size}", f"first={digits[0]}", f"number={digits[:LONGEST_NUMBER]}"


def _sign(sign: str) -> tuple[str, ...]:
    return ("break", f"breaks={min(len(sign), 2)}") if sign[0] == "\n" else ("sign", f"sign={sign}")


def _latin(word: str) -> tuple[str, ...]:
    plain, shape = letters.plain(word), _shape(word)
    told = {
        "G": plain in letters.GIVEN,
        "S": plain in letters.SURNAMES,
        "R": plain in letters.ROMAJI,
        "W": plain in letters.WORDS,
        "M": plain in letters.MORE_WORDS,
        "C": word in letters.CAPITALS,
        "N": plain in letters.NATIONS,
        "P": plain in letters.PLACE_NAMES,
        "T": word in FAMILIES,
        "L": word in gazetteer.english(),
        "l": word in gazetteer.first_words(),
    }
    lists = "".join(sign for sign, on in told.items() if on)
    return (
        f"plain={plain}", f"word={word}", f"shape={shape}", f"lists={lists}{shape[0]}", f"lists={lists}{shape}",
        f"begins={plain[:3]}", f"ends={plain[-3:]}", f"end={plain[-2:]}", f"length={min(len(word), 8)}",
    )  # fmt: skip


def _shape(word: str) -> str:
    """Capitals and small letters in order, at most two of a kind in a row: McKay is XxXxx."""
    made = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x"
        if not made.endswith(2 * kind):
            made += kind
    return made


NO_MEANING, ONLY_ITS_END = _packed(("no meaning",)), _packed(("only its end",))
LEFT_ALONE = _packed(("left alone",))  # what the rules say of a token that they leave alone on purpose
