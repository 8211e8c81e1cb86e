"""Names in Latin letters: with a title, in full, by kin, called, spoken to, in lower case, or standing alone."""

from collections.abc import Iterator

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.people.latin.again import repeated
from app.deid.people.latin.called import called
from app.deid.people.latin.cues import PLACE_BEFORE
from app.deid.people.latin.grow import grown
from app.deid.people.latin.letters import LISTED, bare, plain
from app.deid.people.latin.lower import foreign, lower_name
from app.deid.people.latin.runs import in_run, run_end
from app.deid.people.latin.shapes import between, hidden
from app.deid.people.latin.uncapitalised import uncapitalised
from app.deid.people.span import Name
from app.deid.reading import Reading


def names(reading: Reading) -> Iterator[Name]:
    """Yield names in Latin letters, in no order; some lie in others."""
    tokens = reading.latin
    text = reading.text
    if reading.words and not any(len(token.surface) > LETTERS and not token.surface.isupper() for token in tokens):
        yield from hidden(text)  # in a Japanese text with nothing but CO, PHQ and the like there is little to look for
        return
    quiet = quiet_places(reading)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        surface = token.surface
        if not surface[0].isupper():
            if lower_name(reading, index, quiet):
                yield Name(token.start, token.start + len(bare(surface)), True)
            index += 1
            continue
        last = run_end(reading, index)
        for name in in_run(reading, index, last, quiet):
            if not _doubted(reading, name, index, last):
                yield grown(reading, name)
        index = last + 1
    given = [*called(reading), *uncapitalised(reading)]
    reading.called = frozenset(text[name.start : name.end] for name in given)
    yield from given
    yield from hidden(text)
    yield from between(text)


LETTERS = 2  # of a Latin word that is no sign for something
FIRM = re.compile(
    r"['’]s(?:[.,;:!?)]| (?:in|on|and|is|was|has|for|where|when|until|she|he|they|we|I|knows?|who)(?![a-z]))"
)


def _doubted(reading: Reading, name: Name, first: int, last: int) -> bool:
    """Whether a lone word that looks like a name is a house, a part of a place, or a word of another language."""
    tokens = reading.latin
    inside = [index for index in range(first, last + 1) if name.start <= tokens[index].start < name.end]
    if len(inside) != 1:
        return False
    index = inside[0]
    if _in_place(reading, index):
        return True
    if FIRM.match(reading.text, name.end) and reading.text.startswith(("at ", "At "), max(0, name.start - 3)):
        return True  # "he was at Brennan's on the quay" is a house of that name
    return foreign(reading, tokens[index].start) and plain(bare(tokens[index].surface)) not in LISTED


def _in_place(reading: Reading, index: int) -> bool:
    """Whether the word begins a place of several words that is lived in or come from: Ann of Ann Arbor."""
    tokens, text = reading.latin, reading.text
    if not index or tokens[index - 1].surface.lower() not in PLACE_BEFORE or index + 1 >= len(tokens):
        return False
    return text[tokens[index].start : tokens[index + 1].end] in gazetteer.english()


def quiet_places(reading: Reading) -> frozenset[int]:
    """Positions inside links, addresses and handles, which are not prose."""
    inside: set[int] = set()
    for match in LINKISH.finditer(reading.text):
        inside.update(range(*match.span()))
    return frozenset(inside)


__all__ = ["names", "repeated"]

LINKISH = re.compile(r"(?:https?://|www\.)[^\s<>「」、。]{1,400}|[\w.+-]{1,64}@[\w.-]{1,100}|@[\w.]{2,40}")
