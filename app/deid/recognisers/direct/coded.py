"""What is written so that a machine would not read it: in base64, in ROT13, with digits for letters or letters for digits.

Flags    base64 of readable words, a name turned by thirteen letters, names with digits inside (S4rah),
         telephone numbers with letters for some of their digits.
Why      whoever hides a name in a text means it to be found by somebody; and it takes a second to undo.
Leaves   ordinary words, names of tests and viruses, keys and ids that say nothing when they are undone.
Limits   a cipher of one's own is not seen, nor one word alone that is turned.
Source   base64: RFC 4648; ROT13 and digits for letters: general reference knowledge.
"""

import base64
import binascii
import codecs
from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.lists import AnyOf
from app.deid.people.latin.letters import GIVEN, ROMAJI, SURNAMES, WORDS, word_like
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "coded",
    Kind.OTHER,
    Identifier.DIRECT,
    flags=(
        "名前は 5L2Q6Jek576O5ZKy です",
        "she is U2FyYWggV2hpdGNvbWJl to me",
        "call o9o-1234-5678 and ask",
        "折り返しはO8O-l234-5678まで",
        "my client, Fnenu Juvgpbzor, was late",
        "S4rah was late again",
    ),
    leaves=(
        "PHQ9は12点、H1N1の年だった。",
        "Winnicott and countertransference",
        "the key was Zx8Kq0PmV2bT7wLs",
        "DSM5 and ICD11, session 10-12",
        "SW1A is a postcode, B12 a vitamin",
        "Gran Stops by on Sundays",
    ),
)

NAMES = AnyOf(GIVEN, ROMAJI)
KNOWN = AnyOf(NAMES, SURNAMES, WORDS)
# Capitals or digits after small letters, as no word has them.
BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/_-]*[A-Za-z0-9][A-Z0-9])[A-Za-z0-9+/_-]{8,400}={0,2}(?![A-Za-z0-9+/=_-])"
)
READABLE = re.compile(r"[\w ,.@'’+\-()・、。:/]+")
JAPANESE = re.compile(r"[ぁ-ヺ一-鿿]")
ENGLISH = re.compile(
    r"[A-Z][a-z]+(?: [A-Z]?[a-z]+)+|[A-Za-z ]{2,}[0-9 -]{7,}|[0-9+][0-9 -]{8,}|[\w.]+@[\w.]+|(?:[A-Za-z]+ ){2,}[A-Za-z]+"
)
TURNED = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2,14}) ([A-Z][a-z]{2,20})(?![A-Za-z])")
DIGITS_INSIDE = re.compile(r"(?<![A-Za-z0-9_@./-])[A-Za-z]+(?:[013457][A-Za-z]+)+(?![A-Za-z0-9_@]|\.[a-z])")
LETTERS_INSIDE = re.compile(r"(?<![A-Za-z0-9])[0oO](?:[ -]?[0-9oOlISBZ]){9,10}(?![A-Za-z0-9])")
TELEPHONE = re.compile(r"0[1-9]\d{0,3}[ -]?\d{2,4}[ -]?\d{3,6}")
AS_DIGITS = str.maketrans("oOlISBZ", "0011582")
URL_SAFE = str.maketrans("+/", "-_")
AS_LETTERS = tuple(str.maketrans("013457", letters) for letters in ("oieast", "oleast"))
LEAST_DIGITS = 6  # of a number with letters in it that are digits as they stand
LEAST_LETTERS = 4  # of a name with digits in it


def find(reading: Reading) -> Iterator[Finding]:
    """Yield what says something once it is undone; positions are those of the folded text."""
    text = reading.text
    for match in BASE64.finditer(text):
        if _readable(match.group()):
            yield RULE.finding(match.span())
    for match in TURNED.finditer(text):
        written = (part.lower() for part in match.groups())
        if codecs.decode(match[1], "rot13").lower() in NAMES and not any(
            one in KNOWN or word_like(one) for one in written
        ):
            yield RULE.finding(match.span())
    for match in DIGITS_INSIDE.finditer(text):
        undone = {match.group().lower().translate(table) for table in AS_LETTERS}
        if any(len(one) >= LEAST_LETTERS and one in NAMES for one in undone):
            yield RULE.finding(match.span())
    for match in LETTERS_INSIDE.finditer(text):
        number = match.group()
        digits = sum(map(str.isdigit, number))
        if LEAST_DIGITS <= digits < sum(map(str.isalnum, number)) and TELEPHONE.fullmatch(number.translate(AS_DIGITS)):
            yield RULE.finding(match.span())


def _readable(written: str) -> bool:
    """Whether base64 says something to a reader: Japanese, or several words, a number or an address."""
    code = written.rstrip("=").translate(URL_SAFE)
    try:
        said = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return READABLE.fullmatch(said) is not None and (
        JAPANESE.search(said) is not None or ENGLISH.fullmatch(said) is not None
    )
