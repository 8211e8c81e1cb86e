"""Names in lower case, as people type them in a chat: aoife, priya."""

import re

from app.deid.lists import word_set
from app.deid.people.latin.letters import CAPITALS, GIVEN, bare, plain, word_like
from app.deid.reading import Reading

LOWER = re.compile(r"[a-zà-ɏ]+")


NOT_LOWER = word_set("not_names_in_lower_case")


def _lower_names() -> frozenset[str]:
    return frozenset(
        name
        for name in GIVEN
        if len(name) > 3 and not word_like(name) and name not in CAPITALS and name not in NOT_LOWER
    )


LOWER_NAMES = _lower_names()


def lower_name(reading: Reading, index: int, quiet: frozenset[int]) -> bool:
    """aoife, priya: a name in lower case that is no word of English, in an English sentence."""
    token = reading.latin[index]
    base = plain(bare(token.surface))
    if len(base) < 4 or base not in LOWER_NAMES or token.start in quiet or "'" in base:
        return False
    if reading.language_at(token.start) != "en":
        return False
    text = reading.text
    return text[token.start - 1 : token.start] not in "-_./@\\#" or token.start == 0
