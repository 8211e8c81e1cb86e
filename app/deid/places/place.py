"""A place as the finders of them speak of it."""

from typing import NamedTuple

from app.deid.types import Kind


class Place(NamedTuple):
    """A stretch of the folded text that names a place.

    code    of the gazetteer, such as jp-04-100 or gb:carlisle, or what kind of place it is.
    kind    a station is an ORG: it says by where somebody passes, not where they live.
    listed  False for what only counts among the traits.
    """

    start: int
    end: int
    code: str
    instead: tuple[str, ...] = ()
    kind: Kind = Kind.PLACE
    listed: bool = True
