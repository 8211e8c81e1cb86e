"""Builds the application; the only file that knows every feature."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from litestar import Litestar, Request, Router, get
from litestar.datastructures import State
from litestar.params import FromPath

import app.accounts.routes
import app.cases.routes
import app.moderation.routes
import app.posts.routes
import app.search.routes
from app import settings as settings_
from app.accounts import guards
from app.database import Database, open_database
from app.errors import Missing
from app.settings import Settings
from app.web import assets, csrf, health, log, refusals
from app.web.arrival import Application, arrival
from app.web.inject import DEPENDENCIES, open_to_all

HANDLERS = 24  # threads in which handlers run
BODY_LIMIT = 262_144  # bytes of one request; the longest text a form takes is well under it

ROUTES = (
    *app.accounts.routes.ROUTES,
    *app.cases.routes.ROUTES,
    *app.posts.routes.ROUTES,
    *app.moderation.routes.ROUTES,
    *app.search.routes.ROUTES,
    assets.asset,
    health.alive,
    health.ready,
)


@get("/{path:path}", guards=[open_to_all], sync_to_thread=False)
def nowhere(path: FromPath[Path]) -> None:  # noqa: ARG001
    """Whatever no route answers, answered as a page that a signed-in member can go on from."""
    raise Missing


def build(settings: Settings, database: Database) -> Litestar:
    return Litestar(
        # In one router: registered one by one, Litestar 2.25 wraps a handler twice whose path has another method,
        # and its answer is a coroutine that nobody awaits.
        route_handlers=[Router(path="/", route_handlers=[*ROUTES, nowhere])],
        dependencies=DEPENDENCIES,
        guards=[csrf.check],
        exception_handlers=refusals.HANDLERS,
        state=State({"database": database, "settings": settings}),
        on_startup=[_give_threads],
        request_class=Request,
        request_max_body_size=BODY_LIMIT,
        openapi_config=None,
        logging_config=None,
    )


async def _give_threads() -> None:
    # The default is four more than there are cores: a handful of writers in their queue would stop every reader.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(HANDLERS, thread_name_prefix="handler"))


def serve(settings: Settings, database: Database) -> Application:
    """Return the whole site for a server: the application, and round it where requests come in."""
    return arrival(build(settings, database), settings, guards.recogniser(database))


def create() -> Application:
    """Return the site as the environment describes it; what `kiku serve` gives to its workers."""
    settings = settings_.read()
    log.configure()
    return serve(settings, open_database(settings.database_url))
