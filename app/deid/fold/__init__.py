"""Width, variants, kanji numerals, eras and the ways letters are hidden → plain forms, with a way back."""

from collections.abc import Callable

from app.deid.fold.characters import characters, lookalikes
from app.deid.fold.folded import Folded
from app.deid.fold.markup import emphasis, entities
from app.deid.fold.numerals import eras, number, numerals
from app.deid.fold.spoken import spoken

__all__ = ["Folded", "fold", "number"]

Step = Callable[[Folded], Folded]

STEPS: tuple[Step, ...] = (entities, emphasis, lookalikes, eras, numerals, spoken)


def fold(text: str) -> Folded:
    """Return the plain form of `text`. Cost is linear in its length."""
    folded = characters(text)
    for step in STEPS:
        folded = step(folded)
    return folded
