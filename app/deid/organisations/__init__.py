"""Organisations by their names, in both languages."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from app.deid.organisations import english, japanese
from app.deid.organisations.organisation import Organisation
from app.deid.reading import Reading

_found: WeakKeyDictionary[Reading, Sequence[Organisation]] = WeakKeyDictionary()


def organisations(reading: Reading) -> Sequence[Organisation]:
    """Return organisations' names in no order; some may lie in others. Two rules ask, the text is read once."""
    known = _found.get(reading)
    if known is None:
        known = _found[reading] = [
            *(japanese.find(reading) if reading.words else ()),
            *(english.find(reading) if reading.english or not reading.words else ()),
        ]
    return known
