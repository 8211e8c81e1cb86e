"""The append-only, hash-chained record of who did what; knows ids, rules and numbers, never words.

Whoever acts for the house is on it: each decision, sign-in of staff, change of role, opening of sealed words, export.
An entry is written in the transaction of the act, so that there is neither without the other.
"""

from app.audit.acts import Act, BadEntry
from app.audit.chain import Head
from app.audit.checking import Broken, Checked, verify
from app.audit.queries import Narrowed, Written, actors, count, entries, head, latest
from app.audit.service import record

__all__ = [
    "Act",
    "BadEntry",
    "Broken",
    "Checked",
    "Head",
    "Narrowed",
    "Written",
    "actors",
    "count",
    "entries",
    "head",
    "latest",
    "record",
    "verify",
]
