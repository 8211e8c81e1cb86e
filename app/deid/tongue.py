"""Whether a text has a language in it at all, so that a rule need not try the other's patterns."""

from app.deid.reading import Reading


def has_english(reading: Reading) -> bool:
    return reading.english


def has_japanese(reading: Reading) -> bool:
    return bool(reading.words)
