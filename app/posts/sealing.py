"""The words of a revision, sealed from birth on. A file of its own, because reading and writing both need it.

Peers' pages and the index read columns, which hold a copy of the words only while a revision is published.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from app import vault
from app.database import Session

FIELD = "words"


class Words(NamedTuple):
    """What a revision says. `html` is the body, rendered."""

    title: str
    body: str
    question: str
    html: str


NONE = Words("", "", "", "")


def seal(session: Session, revision_id: UUID, words: Words) -> None:
    vault.put(session, revision_id, FIELD, packed(words))


def of(session: Session, revision_ids: Iterable[UUID]) -> dict[UUID, Words]:
    """Return what revisions say, with one statement for many. Whose words are erased by now is left out."""
    return {owner: unpacked(found) for owner, found in vault.get_many(session, revision_ids, FIELD).items()}


def packed(words: Words) -> bytes:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(found: bytes) -> Words:
    return Words(*json.loads(found))
