"""A name that the text has shown, wherever else it stands."""

import re
from collections.abc import Iterator, Sequence

from app.deid.people.latin.cues import SENTENCE_START, SPEECH
from app.deid.people.latin.letters import bare, name_end, plain, possessive, sort_of, word_like
from app.deid.people.latin.shapes import SPELT
from app.deid.people.span import Name
from app.deid.reading import Reading


def repeated(reading: Reading, found: Sequence[Name]) -> Iterator[Name]:
    """Yield every other place where a name that the text has shown stands again, with or without accents."""
    text = reading.text
    shown: set[str] = set()
    for name in found:
        if not name.sure:
            continue
        surface = text[name.start : name.end]
        spelt = surface.replace("-", "")
        for part in (*re.split(r"[ .\"“”‘(),-]+", surface), *((spelt,) if SPELT.fullmatch(surface) else ())):
            word = bare(part)
            if len(word) > 1 and word[0].isupper() and not re.search(r"[぀-鿿]", word):
                shown.add(plain(word))
    if not shown:
        return
    for index, token in enumerate(reading.latin):
        base = plain(bare(token.surface))
        if base not in shown:
            continue
        if token.surface[0].isupper():
            if sort_of(token.surface) in ("both", "word") and _everyday(reading, index):
                continue
            if token.surface.isupper() and len(base) > 1 and word_like(base):
                continue
            yield Name(token.start, name_end(token), False)
        elif len(base) > 3 and not word_like(base):
            yield Name(token.start, name_end(token), False)


def _everyday(reading: Reading, index: int) -> bool:
    """Whether a capital that opens a sentence may be the everyday word: "Hope is …" after a client called Hope."""
    tokens, text = reading.latin, reading.text
    token = tokens[index]
    begins = SENTENCE_START.search(text, max(0, token.start - 6), token.start) is not None
    if not begins:
        return False
    following = (
        tokens[index + 1].surface.lower()
        if index + 1 < len(tokens) and text[token.end : tokens[index + 1].start] == " "
        else ""
    )
    return not (following in SPEECH or possessive(token) or text[token.end : token.end + 1] in ',.!?:"”')
