"""Watches that texts are read before the transaction that writes them: while somebody writes, nobody waits for the detector."""

import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from app.posts import apart

COMMANDS = "read_within"  # whoever calls it has nobody waiting


class Ahead:
    """What was read in a transaction that writes, and by whom: a sentence each."""

    def __init__(self, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self.broken: list[str] = []
        self._writers: dict[int, int] = {}
        event.listen(engine, "begin", self._begins)
        event.listen(engine, "commit", self._over)
        event.listen(engine, "rollback", self._over)
        for what in ("assess", "find"):
            patch.setattr(apart, what, self._watched(what, getattr(apart, what)))

    def _begins(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            self._writers[_key(connection)] = threading.get_ident()

    def _over(self, connection: Connection) -> None:
        self._writers.pop(_key(connection), None)

    def _watched(self, what: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def watched(text: str, *, again: bool = False, **more: Any) -> Any:
            if not again and threading.get_ident() in self._writers.values():
                by = [frame for frame in traceback.extract_stack() if "/app/" in frame.filename]
                if all(frame.name != COMMANDS for frame in by):
                    who = " < ".join(f"{one.filename.rpartition('/app/')[2]}:{one.lineno}" for one in reversed(by))
                    self.broken.append(f"{what}, by {who}")
            return ask(text, again=again, **more) if what == "assess" else ask(text, **more)

        return watched


def _key(connection: Connection) -> int:
    return id(connection.connection.dbapi_connection)
