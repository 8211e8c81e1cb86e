"""What was typed → words and quoted phrases; pure, and whatever was typed is an answer."""

import re
from typing import NamedTuple

TYPED_LIMIT = 500  # characters; what is typed beyond is not read
PARTS_LIMIT = 16  # words and phrases

# A phrase stands between marks of one kind; a mark that is never closed is passed over.
PART = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|([^\s"“「『]+)|["“「『]')
OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})  # of other searches; in capitals nobody means the word


class Part(NamedTuple):
    text: str
    quoted: bool


def read_query(typed: str) -> tuple[Part, ...]:
    """Return the words and phrases of what was typed, in order, each once."""
    parts: dict[Part, None] = {}
    for match in PART.finditer(typed[:TYPED_LIMIT].replace("＂", '"')):
        phrase = next((group for group in match.groups()[:4] if group is not None), None)
        text = (phrase if phrase is not None else match[5] or "").strip()
        if any(map(str.isalnum, text)) and not (phrase is None and text in OPERATORS):
            parts[Part(text, phrase is not None)] = None
    return tuple(parts)[:PARTS_LIMIT]
