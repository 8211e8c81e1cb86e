"""Where every request comes in: who is it, in which language; and where every answer gets its headers."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from anyio import to_thread

from app.settings import Settings
from app.web import headers, log, visit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]
Recognise = Callable[[str], visit.Known]
Note = Callable[[UUID], None]

NOBODY = ("/static/", "/healthz", "/readyz")  # answered alike whoever asks, so nobody is looked up


def arrival(app: Application, settings: Settings, recognise: Recognise, note_use: Note, *, remote: bool) -> Application:
    """Wrap the application. `recognise` finds the member of a sign-in cookie, `note_use` notes that it is in use.

    `remote`: asking takes it over a network, so it is asked in a thread. A file beside us answers sooner
    than a thread is found, and its readers never wait for its writers.

    It stands outside Litestar, because an unmatched route never reaches Litestar's own middleware.
    """
    cookies = visit.Cookies(settings.secure)
    host = urlsplit(settings.base_url).netloc

    async def arrive(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500
        # Whoever asks for the head of a page is answered by its GET, without the body.
        head = scope["method"] == "HEAD"
        if head:
            scope["method"] = "GET"
        found = dict(scope["headers"])
        client = scope["client"][0] if scope.get("client") else ""
        nobody = scope["path"].startswith(NOBODY)

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                set_cookies = [] if nobody else [(b"set-cookie", value.encode()) for value in here.to_set]
                message["headers"] = [*headers.added(list(message["headers"]), secure=settings.secure), *set_cookies]
            await send({**message, "body": b""} if head and message["type"] == "http.response.body" else message)

        sent = {} if nobody else visit.read_cookies(found.get(b"cookie", b""))
        key = sent.get(cookies.sign_in, "")
        here = visit.begin(settings, found, client, sent, None)
        scope["visit"] = here
        if settings.production and found.get(b"host", b"").decode("latin-1").lower() != host:
            await _plain(answer, 400)
        else:
            known = await _who(recognise, key, remote)
            if known and known.viewer:
                here = scope["visit"] = visit.begin(settings, found, client, sent, known.viewer)
            elif known:
                here.ended, here.was = bool(key), known.was
            else:
                here.unknown = True
            await app(scope, receive, answer)
            if known and known.viewer and known.to_note:
                await _note(note_use, known.viewer.sign_in_id)
        log.request(scope["method"], str(scope.get("path_template", "")), status, time.perf_counter() - began)

    return arrive


async def _who(recognise: Recognise, key: str, remote: bool) -> visit.Known | None:
    """Return who this is; nothing where the database cannot say."""
    if not key:
        return visit.Known()
    try:
        return await to_thread.run_sync(recognise, key) if remote else recognise(key)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with the database, nobody is let in for it
        log.failure(error)
        return None


async def _note(note_use: Note, sign_in_id: UUID) -> None:
    """Note a use once the answer has gone: nobody waits for it, and nobody is refused for want of it."""
    try:
        await to_thread.run_sync(note_use, sign_in_id)
    except Exception as error:  # noqa: BLE001  # as above: the next page notes it
        log.failure(error)


async def _plain(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": f"{status}\n".encode()})
