"""Where what is known of somebody is told: the traits of a combination, and what a thread has told besides.
A file of its own, because it reads a text and its thread together, and knows nothing of what waits."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from app.posts import screening
from app.posts.texts import FoundWords, OwnText


class Source(NamedTuple):
    """A trait: where in this text it is told, and the other posts of the thread that told exactly the same.

    here     whether this text tells it; `findings` are the marks that do, none for a trait too weak to be marked.
    widened  whether widening it would let the most people in.
    """

    kind: str
    here: bool
    findings: tuple[FoundWords, ...]
    posts: tuple[UUID, ...]
    widened: bool = False


class Told(NamedTuple):
    """A kind of thing the thread has told its readers, and which posts did."""

    kind: str
    posts: tuple[UUID, ...]


def combined(text: OwnText, here: set[tuple[str, str]], told: Sequence[screening.Told]) -> tuple[Source, ...]:
    """Return the traits of a combination, each with where it is told, word for word the same trait: 42 is not "forties"."""
    if not text.combination:
        return ()
    widened = tuple(text.combination["widen_first"])
    return tuple(
        Source(
            kind,
            (kind, code) in here,
            tuple(finding for finding in text.findings if finding.trait == (kind, code)),
            tuple(dict.fromkeys(told.post_id for told in told if told.trait == (kind, code))),
            (kind, code) == widened,
        )
        for kind, code in text.combination["traits"]
    )


def told_besides(told: Sequence[screening.Told], *, but: set[str]) -> tuple[Told, ...]:
    kinds = dict.fromkeys(told.trait.kind for told in told if told.trait.kind not in but)
    return tuple(
        Told(kind, tuple(dict.fromkeys(one.post_id for one in told if one.trait.kind == kind))) for kind in kinds
    )
