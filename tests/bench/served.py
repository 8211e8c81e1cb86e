"""The site with two more routes to measure it against: a prepared page, and a page rendered from memory."""

import os
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from app import settings, vault
from app.cases import writing
from app.database import open_database
from app.limits import Limit
from app.main import serve
from app.posts import checking, routes
from app.web import log, pace, pages
from app.web.visit import Visit

BOUNDLESS = 10**9
FLOORS = {
    "cases/show.html": "/floor/thread",
    "moderation/queue.html": "/floor/queue",
    "moderation/held.html": "/floor/held",
}
Send = Callable[[Any], Awaitable[None]]


def create() -> Any:
    """Return the site as it is served, with the floors beside it.

    `/floor/page` answers bytes prepared beforehand, as many as the page it is compared with; the others render that page's
    own template from values held in memory. All pass through nothing of ours but the render.
    """
    boundless()
    log.configure()
    known = settings.read()
    database = open_database(known.database_url)
    vault.unlock(database, known.vault_key_file)
    site = serve(known, database)
    prepared = b"x" * int(os.environ.get("BENCH_BYTES", "90000"))
    held: dict[str, Any] = {}
    _keep_what_is_rendered(held)

    async def answer(scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/floor/"):
            await _floor(scope["path"], held, prepared, receive, send)
        else:
            await site(scope, receive, send)

    return answer


def boundless() -> None:
    """Lift the limits: a member does not send a thousand comments a minute, a measurement does."""
    writing.SENDING = Limit("send", BOUNDLESS, 3_600)
    routes.REPLYING = Limit("reply", BOUNDLESS, 3_600)
    checking.CHECKING = Limit("check", BOUNDLESS, 3_600)
    pace.SEARCHING = Limit("searching", BOUNDLESS, 3_600)


def _keep_what_is_rendered(held: dict[str, Any]) -> None:
    """Remember what the last page of each kind was rendered from, so that it can be rendered without asking for it."""
    render = pages.render

    def remembering(request: Any, template: str, **values: Any) -> str:
        if template in FLOORS:
            visit: Visit = request.scope["visit"]
            scope = {"visit": visit, "path": request.scope["path"]}
            held[FLOORS[template]] = (SimpleNamespace(scope=scope), template, values)
        return render(request, template, **values)

    pages.render = remembering
    held["render"] = render


async def _floor(path: str, held: dict[str, Any], prepared: bytes, receive: Any, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    body = prepared
    if path != "/floor/page":
        request, template, values = held[path]
        body = held["render"](request, template, **values).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
