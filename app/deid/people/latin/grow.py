"""A name that is found grows over the capitals that belong to it: Dilwyn of Dilwyn Pugh-Harries, Fleur of Fleur van der Merwe."""

from app.deid import patterns as re
from app.deid.people.latin.cues import KIN, ORG_AFTER, PARTICLES, SENTENCE_START, TITLES
from app.deid.people.latin.letters import CAPITALS, SURNAMES, bare, name_end, plain, possessive, sort_of
from app.deid.people.span import Name
from app.deid.reading import Reading, Token

INITIAL = re.compile(r" [A-Z](?:\.(?![A-Za-z])|(?=[,;:!?)\"”’\n]|$| =))")
EPITHET = re.compile(
    "Big|Little|Wee|Young|Old|Auld|Ould|Fat|Mad|Tall|Lanky|Ginger|Baby|Posh|Scouse|Welsh|Irish|Nurse|Nanny"
)
REACH = 4  # words: no name is so much longer than what was found of it
NAMES = frozenset(("given", "family", "other", "place", "both"))


def grown(reading: Reading, name: Name) -> Name:
    """Return the name with every word before and behind it that stands joined to it and can be part of one."""
    tokens = reading.latin
    starts = reading.latin_starts
    if name.start not in starts:
        return name
    first = last = starts[name.start]
    if (
        first
        and EPITHET.fullmatch(tokens[first - 1].surface)
        and _joins(reading, tokens[first - 1], tokens[first])
        and not SENTENCE_START.search(reading.text, max(0, tokens[first - 1].start - 6), tokens[first - 1].start)
    ):
        return Name(tokens[first - 1].start, name.end, name.sure)
    while last + 1 < len(tokens) and tokens[last + 1].start < name.end:
        last += 1
    if name_end(tokens[last]) != name.end:
        return name
    found_first, found_last = first, last
    while last - found_last < REACH and (after := _behind(reading, last)) is not None:
        last = after
    while (
        first
        and found_first - first < REACH
        and _joins(reading, tokens[first - 1], tokens[first])
        and _before(reading, first - 1)
    ):
        first -= 1
    end = name_end(tokens[last])
    initial = INITIAL.match(reading.text, end) if not possessive(tokens[last]) else None
    return Name(tokens[first].start, initial.end() if initial else end, name.sure)


def _joins(reading: Reading, one: Token, other: Token) -> bool:
    return reading.text[one.end : other.start] in (" ", "-") and not possessive(one)


def _behind(reading: Reading, last: int) -> int | None:
    """The word that goes on the name, over particles: Merwe behind van der."""
    tokens, text = reading.latin, reading.text
    at = last + 1
    while at < len(tokens) and tokens[at].surface in PARTICLES and tokens[at].surface.islower() and at - last < 3:
        if not _joins(reading, tokens[at - 1], tokens[at]):
            return None
        at += 1
    if at >= len(tokens) or not _joins(reading, tokens[at - 1], tokens[at]) or not tokens[at].surface[0].isupper():
        return None
    word = tokens[at]
    low = plain(bare(word.surface))
    if text[tokens[last].end] == "-" and at == last + 1:
        return at
    if len(bare(word.surface)) < 2 or low in CAPITALS or low in ORG_AFTER or low in KIN or low in TITLES:
        return None
    return at if sort_of(word.surface) in NAMES or low in SURNAMES else None


def _before(reading: Reading, index: int) -> bool:
    """Whether the word can be the part of a name that comes first."""
    word = reading.latin[index]
    low = plain(word.surface)
    if not word.surface[0].isupper() or len(bare(word.surface)) < 2 or low in TITLES or low in KIN or low in CAPITALS:
        return False
    if reading.text[word.end] == "-" or _titled(reading, index):
        return True
    begins = SENTENCE_START.search(reading.text, max(0, word.start - 6), word.start) is not None
    return sort_of(word.surface) in ("given", "other", "family") or (sort_of(word.surface) == "both" and not begins)


def _titled(reading: Reading, index: int) -> bool:
    """Whether a title stands right before a word: The Revd Honor Ashgrove-Teale."""
    if not index:
        return False
    title = reading.latin[index - 1]
    return plain(title.surface) in TITLES and reading.text[title.end : reading.latin[index].start] in (" ", ". ")
