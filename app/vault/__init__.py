"""Words that must not lie open: each owner's sealed under a key of its own, and gone for good with that key."""

from app.vault import boxes
from app.vault.boxes import Unreadable
from app.vault.keys import BadKeyFile, Keys
from app.vault.service import (
    LockedOut,
    destroy,
    destroy_many,
    get,
    get_many,
    is_sealed,
    put,
    put_many,
    retire,
    rotate,
    unlock,
    usage,
)

__all__ = [
    "BadKeyFile",
    "Keys",
    "LockedOut",
    "Unreadable",
    "boxes",
    "destroy",
    "destroy_many",
    "get",
    "get_many",
    "is_sealed",
    "put",
    "put_many",
    "retire",
    "rotate",
    "unlock",
    "usage",
]
