"""Words that must not lie open: each owner's sealed under a key of its own, and gone for good with that key."""

from app.vault.boxes import Unreadable
from app.vault.keys import Keys
from app.vault.service import LockedOut, destroy, get, get_many, put, put_many, retire, rotate, unlock, usage

__all__ = [
    "Keys",
    "LockedOut",
    "Unreadable",
    "destroy",
    "get",
    "get_many",
    "put",
    "put_many",
    "retire",
    "rotate",
    "unlock",
    "usage",
]
