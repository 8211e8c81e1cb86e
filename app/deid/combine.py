"""Which traits together single a person out, how many people they fit, which to widen first."""

from collections.abc import Sequence

from app.deid.types import Combination, Trait


def combine(traits: Sequence[Trait], told: Sequence[Trait]) -> Combination | None:
    """Return the smallest set of traits, with something new from `traits` in it, that singles a person out."""
    return None
