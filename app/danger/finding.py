"""Asks every rule about every sentence of a text."""

import re

from app.danger.passages import passages
from app.danger.rules import RULES
from app.danger.types import Alarm

REST_OF_WORD = re.compile("って|った|る|ます|ました|した|して")  # 書いてあ is shown as 書いてあって


def find(text: str) -> tuple[Alarm, ...]:
    """Return where `text` speaks of live danger, in order. Same text, same answer: no clock, no chance, no settings."""
    found = [
        Alarm(passage.start + span[0], _whole(text, passage.start + span[1]), module.RULE.danger)
        for passage in passages(text)
        if not passage.past and not passage.aside
        for module in RULES
        if (span := module.find(passage)) is not None and not passage.handled(span)
    ]
    return tuple(found)


def _whole(text: str, end: int) -> int:
    """Return where the word ends in whose middle a pattern stopped."""
    rest = REST_OF_WORD.match(text, end)
    return rest.end() if rest else end
