"""An organisation as the finders of them speak of it."""

from typing import NamedTuple


class Organisation(NamedTuple):
    """A stretch of the folded text that names an organisation, and what kind it is."""

    start: int
    end: int
    kind: str
