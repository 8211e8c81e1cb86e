"""Whether a text has a language in it at all, so that a rule need not try the other's patterns."""

import re

from app.deid.reading import Reading

ENGLISH = re.compile(r"[a-z] [a-z]|[0-9][ -][a-z]|[A-Z][a-z]+ [A-Za-z]")


def has_english(reading: Reading) -> bool:
    return ENGLISH.search(reading.text) is not None


def has_japanese(reading: Reading) -> bool:
    return bool(reading.words)
