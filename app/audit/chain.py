"""How an entry's hash is made from what it says and from the entry before it. Pure."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

BEGINNING = "0" * 64  # stands before the first entry


class Head(NamedTuple):
    """Where the record ends: how many entries there are, and the hash of the last."""

    sequence: int
    digest: str


def digest(
    *, sequence: int, made_at: datetime, act: str, actor: UUID | None, about: UUID | None, codes: str, previous: str
) -> str:
    """Return the SHA-256 of an entry in its one written form: JSON, in this order, without spaces, in ASCII."""
    said = [
        sequence,
        made_at.astimezone(UTC).isoformat(timespec="microseconds"),
        act,
        str(actor) if actor else None,
        str(about) if about else None,
        codes,
        previous,
    ]
    return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
