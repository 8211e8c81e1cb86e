"""Watches in which order things are written: an entry on the record is the last thing a transaction does.

From its entry on, a transaction holds the end of the record. On PostgreSQL whoever then still waited for something else,
such as a thread, could wait for somebody who waits for the record.
"""

import re
import threading
import traceback
from typing import Any

from sqlalchemy import Connection, Engine, event

ENTRY = re.compile(r"\s*insert into audit_entry\b", re.IGNORECASE)
# Several entries in a row are written by whoever holds the end of the record already.
OF_THE_RECORD = re.compile(r"\s*(?:insert into audit_|update audit_|select audit_head\b)", re.IGNORECASE)
WRITES = re.compile(r"\s*(?:insert|update|delete)\b|.*\bfor update\b", re.IGNORECASE | re.DOTALL)


class Order:
    """What was written or locked after an entry, in the same transaction: a sentence each, and who did it."""

    def __init__(self, engine: Engine) -> None:
        self.broken: list[str] = []
        self._entered: set[int] = set()
        self._lock = threading.Lock()
        event.listen(engine, "begin", self._over)
        event.listen(engine, "commit", self._over)
        event.listen(engine, "rollback", self._over)
        event.listen(engine, "before_cursor_execute", self._executes)

    def _over(self, connection: Connection) -> None:
        with self._lock:
            self._entered.discard(_key(connection))

    def _executes(self, connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        with self._lock:
            if ENTRY.match(statement):
                self._entered.add(_key(connection))
            elif _key(connection) in self._entered and WRITES.match(statement) and not OF_THE_RECORD.match(statement):
                by = [frame for frame in traceback.extract_stack() if "/app/" in frame.filename]
                who = " < ".join(f"{one.filename.rpartition('/app/')[2]}:{one.lineno}" for one in reversed(by))
                self.broken.append(f"{' '.join(statement.split())[:80]}, by {who}")


def _key(connection: Connection) -> int:
    return id(connection.connection.dbapi_connection)
