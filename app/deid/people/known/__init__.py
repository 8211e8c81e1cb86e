"""Whom a text may name: theorists and authors, figures everybody knows, and names the text says are not real."""

from itertools import chain

from app.deid import encyclopaedic
from app.deid.people import cited, cited_english
from app.deid.people.known import english, helplines, japanese, public, unreal
from app.deid.reading import Reading
from app.deid.stretches import Stretches


def spans(reading: Reading) -> Stretches:
    """Return the stretches that no recogniser may claim: none in a text that is of an encyclopaedia's kind."""
    if reading.left is None and encyclopaedic.is_one(reading):
        reading.left = Stretches(())
    if reading.left is None:
        reading.left = Stretches(
            chain(
                japanese.spans(reading),
                cited.spans(reading),
                cited_english.spans(reading),
                english.spans(reading),
                public.spans(reading),
                helplines.spans(reading),
                unreal.spans(reading),
            )
        )
    return reading.left
