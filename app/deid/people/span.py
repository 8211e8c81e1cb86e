"""A name as the finders of names speak of it, before anything is settled."""

from typing import NamedTuple


class Name(NamedTuple):
    """A stretch of the folded text that is somebody's name.

    sure  whether the text itself shows it (an honorific, a label, a family name with a given one). What is
          sure is looked for again in the whole text; what is not is a known name standing alone.
    """

    start: int
    end: int
    sure: bool
