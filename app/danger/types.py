"""The values of the risk door, all frozen: kinds of danger and where a text speaks of them, never its words."""

from enum import StrEnum
from typing import NamedTuple


class Danger(StrEnum):
    """Who may be in danger, and by what."""

    SUICIDE = "suicide"
    CHILD = "child"  # a child who is being hurt
    THREAT = "threat"  # somebody means to hurt another


class Alarm(NamedTuple):
    """A stretch of text that speaks of live danger: code points of the text as given, half-open."""

    start: int
    end: int
    danger: Danger


class Rule(NamedTuple):
    """What is looked for, with its examples, which are tests.

    flags   texts in which somebody may be in danger now.
    leaves  texts in which it is looked back on, denied, asked about or studied.
    """

    danger: Danger
    flags: tuple[str, ...]
    leaves: tuple[str, ...]
