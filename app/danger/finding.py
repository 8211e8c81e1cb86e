"""Asks every rule about every sentence of a text."""

from app.danger.passages import passages
from app.danger.rules import RULES
from app.danger.types import Alarm


def find(text: str) -> tuple[Alarm, ...]:
    """Return where `text` speaks of live danger, in order. Same text, same answer: no clock, no chance, no settings."""
    found = [
        Alarm(passage.start + span[0], passage.start + span[1], module.RULE.danger)
        for passage in passages(text)
        if not passage.past and not passage.aside
        for module in RULES
        if (span := module.find(passage)) is not None and not passage.handled(span)
    ]
    return tuple(found)
