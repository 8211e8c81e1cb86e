"""Names that nothing shows but what stands around them, weighed as learnt from marked sentences: ファシリテーターの尾花と私は."""

import re
from collections.abc import Iterator

from app.deid.people.japanese.parts import is_role
from app.deid.people.japanese.vocabulary import HONORIFICS, PSEUDONYM, ROLES
from app.deid.people.japanese.weigh import PERSON, stretches
from app.deid.people.span import Name
from app.deid.reading import Reading

LIKELY, SURE = 0.7, 0.95  # from which on a name is shown, and is looked for in the whole text
NOT_A_NAME = re.compile(r"[A-Za-z0-9]*\Z")


def names(reading: Reading) -> Iterator[Name]:
    for start, end, label, chance in stretches(reading):
        if label != PERSON or chance < LIKELY:
            continue
        first, last = reading.words[reading.word_index(start)], reading.words[reading.word_index(end - 1)]
        stop = last.start if last.surface in HONORIFICS else end
        words = reading.text[start:stop]
        if (
            not words
            or words in ROLES
            or PSEUDONYM.match(words)
            or NOT_A_NAME.match(words)
            or (first is last and is_role(first))
        ):
            continue
        yield Name(start, stop, chance >= SURE)
