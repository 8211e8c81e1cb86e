"""Short names for what a handler may ask for, and the one guard every open route names."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Annotated, Any, TypeAlias
from weakref import WeakKeyDictionary

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter

from app.database import Database, Session
from app.web.fields import Fields
from app.web.visit import SAFE, Visit
from app.web.visit import Viewer as Member

Ask: TypeAlias = Request[Any, Any, Any]
Answer: TypeAlias = Response[Any]
Db: TypeAlias = NamedDependency[Session]
Store: TypeAlias = NamedDependency[Database]
Form: TypeAlias = NamedDependency[Fields]
Viewer: TypeAlias = NamedDependency[Member]
# What may stand behind the question mark of an address.
Typed: TypeAlias = Annotated[str | None, QueryParameter(required=False)]
Onward: TypeAlias = Annotated[str | None, QueryParameter(name="next", required=False)]


def visit_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Visit:
    visit: Visit = connection.scope["visit"]  # type: ignore[typeddict-item]  # put there by web/arrival
    return visit


def open_to_all(_: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
    """Anybody may enter. Said, because a route that says nothing fails a test."""


def _store(request: Ask) -> Database:
    store: Database = request.app.state.database
    return store


# Commits have threads of their own. In the handlers' threads they would wait behind writers that wait for them.
_COMMITTING = ThreadPoolExecutor(max_workers=8, thread_name_prefix="commit")


# How many pages of a process are read from SQLite at once. It gives the interpreter away at every row, and
# threads that fight for it back halve what the process answers (docs/decisions/0011).
READERS = 2
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def _db(request: Ask) -> AsyncIterator[Session]:
    """Give a handler its transaction: committed when it returns, before the answer leaves; undone when it raises."""
    database: Database = request.app.state.database
    loop = asyncio.get_running_loop()
    if request.method in SAFE:
        turn = nullcontext() if database.remote else _turns.setdefault(loop, asyncio.Semaphore(READERS))
        async with turn:
            session = database.session(writing=False)
            try:
                yield session
            finally:
                if database.remote:
                    await loop.run_in_executor(_COMMITTING, session.close)
                else:
                    session.close()  # ends a reading in a file beside us: nothing is waited for
        return
    session = database.session(writing=True)
    try:
        yield session
        await loop.run_in_executor(_COMMITTING, session.commit)
    finally:
        await loop.run_in_executor(_COMMITTING, session.close)


def _form(request: Ask) -> Fields:
    fields: Fields = visit_of(request).fields
    return fields


def _viewer(request: Ask) -> Member:
    viewer = visit_of(request).viewer
    assert viewer is not None, "a route that asks for the viewer is behind a guard that wants one"
    return viewer


# None of these waits: a session connects when it is first used, in the handler's thread.
DEPENDENCIES = {
    "store": Provide(_store, sync_to_thread=False),
    "db": Provide(_db),
    "form": Provide(_form, sync_to_thread=False),
    "viewer": Provide(_viewer, sync_to_thread=False),
}
