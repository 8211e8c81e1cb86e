"""An age as the finders of ages speak of it, before it is a finding."""

from typing import NamedTuple

from app.deid.types import Span

OLDEST = 115  # years


class Age(NamedTuple):
    """A stretch of the folded text that tells how old somebody is.

    instead  how the profession would put it, the best first.
    told     what it tells of the client, such as "48" or "40-49"; empty when it is somebody else's or an age of then.
    shown    whether it is exact enough to be shown.
    """

    span: Span
    instead: tuple[str, ...] = ()
    told: str = ""
    shown: bool = True
