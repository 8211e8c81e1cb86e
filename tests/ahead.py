"""Watches that texts are read before the transaction that writes them: while somebody writes, nobody waits for the detector."""

import traceback
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from app.posts import apart

COMMANDS = "read_within"  # whoever calls it has nobody waiting
# The transactions that were begun by this request, or this thread where there is none: a thread that has answered one
# request takes the next while the first is still being committed elsewhere.
_HERE: ContextVar[frozenset[object]] = ContextVar("begun here", default=frozenset())


class Ahead:
    """What was read in a transaction that writes, and by whom: a sentence each."""

    def __init__(self, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self.broken: list[str] = []
        self._writers: dict[int, object] = {}  # by connection, what begins with each transaction and ends with it
        event.listen(engine, "begin", self._begins)
        event.listen(engine, "commit", self._over)
        event.listen(engine, "rollback", self._over)
        for what in ("assess", "find"):
            patch.setattr(apart, what, self._watched(what, getattr(apart, what)))

    def _begins(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            begun = self._writers[_key(connection)] = object()
            _HERE.set(frozenset((*self._open_here(), begun)))

    def _over(self, connection: Connection) -> None:
        self._writers.pop(_key(connection), None)

    def _open_here(self) -> frozenset[object]:
        return _HERE.get() & frozenset(self._writers.values())

    def _watched(self, what: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def watched(text: str, *, again: bool = False, **more: Any) -> Any:
            if not again and self._open_here():
                by = [frame for frame in traceback.extract_stack() if "/app/" in frame.filename]
                if all(frame.name != COMMANDS for frame in by):
                    who = " < ".join(f"{one.filename.rpartition('/app/')[2]}:{one.lineno}" for one in reversed(by))
                    self.broken.append(f"{what}, by {who}")
            return ask(text, again=again, **more) if what == "assess" else ask(text, **more)

        return watched


def _key(connection: Connection) -> int:
    return id(connection.connection.dbapi_connection)
