"""Builds the application; the only file that knows every feature."""

import asyncio
import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from litestar import Litestar, Request, Router, get
from litestar.datastructures import State
from litestar.params import FromPath

import app.accounts.routes
import app.allowances.routes
import app.appeals.routes
import app.cases.routes
import app.erasure.routes
import app.figures.routes
import app.lifelines.routes
import app.moderation.routes
import app.oversight.routes
import app.posts.routes
import app.search.routes
import app.training.routes
from app import deid, i18n, vault
from app import settings as settings_
from app.accounts import guards
from app.database import Database, open_database
from app.errors import Missing
from app.posts import apart
from app.settings import Settings
from app.web import assets, csrf, fields, health, log, pace, refusals
from app.web.arrival import Application, arrival
from app.web.inject import DEPENDENCIES, open_to_all
from app.web.templates import environment

HANDLERS = 24  # threads in which handlers run
SWITCHING = 0.001  # seconds
COLLECTING = (20_000, 20, 20)  # objects and generations between two collections; a page makes some thousands
BODY_LIMIT = fields.TYPED_LIMIT  # bytes of one request; the longest text a form takes is well under it

ROUTES = (
    *app.accounts.routes.ROUTES,
    *app.cases.routes.ROUTES,
    *app.erasure.routes.ROUTES,
    *app.posts.routes.ROUTES,
    *app.lifelines.routes.ROUTES,
    *app.moderation.routes.ROUTES,
    *app.appeals.routes.ROUTES,
    *app.search.routes.ROUTES,
    *app.figures.routes.ROUTES,
    *app.training.routes.ROUTES,
    *app.oversight.routes.ROUTES,
    *app.allowances.routes.ROUTES,
    assets.asset,
    health.alive,
    health.ready,
    health.metrics,
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
        guards=[csrf.check, pace.check],
        exception_handlers=refusals.HANDLERS,
        state=State({"database": database, "settings": settings}),
        on_startup=[_settle_in],
        on_shutdown=[apart.end],
        request_class=Request,
        request_max_body_size=BODY_LIMIT,
        openapi_config=None,
        logging_config=None,
    )


async def _settle_in() -> None:
    """Get ready before the first request, so that nobody waits for what everybody needs."""
    apart.begin()
    for locale in i18n.LOCALES:
        environment(locale)
    deid.assess("読み取りの準備。 Ready to read.")
    # The word lists and templates are hundreds of thousands of objects that stay for good. The collector would
    # walk through all of them again and again: half of a page's time went there.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    # A handler's thread that is busy lets the loop go on after this long, not after five milliseconds.
    sys.setswitchinterval(SWITCHING)
    # The default is four more than there are cores: a handful of writers in their queue would stop every reader.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(HANDLERS, thread_name_prefix="handler"))


def serve(settings: Settings, database: Database) -> Application:
    """Return the whole site for a server: the application, and round it where requests come in."""
    return arrival(
        build(settings, database),
        settings,
        guards.recogniser(database, production=settings.production),
        guards.noter(database),
        guards.settler(database),
        remote=database.remote,
    )


def create() -> Application:
    """Return the site as the environment describes it; what `kiku serve` gives to its workers."""
    settings = settings_.read()
    log.configure()
    database = open_database(settings.database_url, for_pages=True)
    vault.unlock(database, settings.vault_key_file)
    return serve(settings, database)
