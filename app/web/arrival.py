"""Where every request comes in: who is it, in which language; and where every answer gets its headers."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from anyio import to_thread

from app.errors import TooSlow
from app.settings import Settings
from app.web import csrf, headers, log, pace, visit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]
Recognise = Callable[[str], visit.Known]
Note = Callable[[UUID], None]
BESIDE = "beside"  # set on a route that a page asks by itself: the page it belongs to

NOBODY = ("/static/", "/healthz", "/readyz", "/metrics")  # answered alike whoever asks, so nobody is looked up
PROBED = ("/healthz", "/readyz", "/metrics")  # also by a number, from beside the server
SLOW = 408
BODY_WITHIN = 20.0  # seconds for a form to arrive: the longest one over a slow telephone takes five
UPLOADS = "/me/licences"  # what begins so may come with a file, of a member
UPLOADED_WITHIN = 120.0  # seconds: five megabytes over a telephone that sends half a megabit a second take eighty
# Where nobody said what the site is called it answers to what only this machine or its network calls it. Another name
# may be one that somebody else's page chose.
LOCAL = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?")


def arrival(
    app: Application,
    settings: Settings,
    recognise: Recognise,
    note_use: Note,
    settle: pace.Settle,
    *,
    remote: bool,
) -> Application:
    """Wrap the application. `recognise` finds the member of a sign-in cookie, `note_use` notes that it is in use,
    `settle` counts what a member has read and says how long they are to wait.

    `remote`: asking takes it over a network, so it is asked in a thread. A file beside us answers sooner
    than a thread is found, and its readers never wait for its writers.

    It stands outside Litestar, because an unmatched route never reaches Litestar's own middleware.
    """
    cookies = visit.Cookies(settings.secure)
    paces = pace.Pace()

    async def arrive(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began = time.perf_counter()
        status, begun = 500, False
        # Whoever asks for the head of a page is answered by its GET, without the body.
        head = scope["method"] == "HEAD"
        if head:
            scope["method"] = "GET"
        found = dict(scope["headers"])
        client = scope["client"][0] if scope.get("client") else ""
        nobody = scope["path"].startswith(NOBODY)

        async def answer(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                set_cookies = [] if nobody else [(b"set-cookie", value.encode()) for value in here.to_set]
                if status == SLOW:
                    set_cookies.append((b"connection", b"close"))  # what is left of the form is not waited for
                message["headers"] = [*headers.added(list(message["headers"]), secure=settings.secure), *set_cookies]
            await send({**message, "body": b""} if head and message["type"] == "http.response.body" else message)

        sent = {} if nobody else visit.read_cookies(found.get(b"cookie", b""))
        key = sent.get(cookies.sign_in, "")
        here = visit.begin(settings, found, client, sent, None)
        scope["visit"] = here
        if scope["path"] not in PROBED and not is_ours(settings, scope["headers"]):
            await _plain(answer, 400)
        else:
            known = await _who(recognise, key, remote)
            if known and known.viewer:
                here = scope["visit"] = visit.begin(settings, found, client, sent, known.viewer)
                here.pace = paces
            elif known:
                here.was = known.was or csrf.left(settings, sent.get(cookies.left, ""))
            else:
                here.unknown = True
            try:
                uploads = here.viewer is not None and scope["path"].startswith(UPLOADS)
                await app(scope, _in_time(receive, UPLOADED_WITHIN if uploads else BODY_WITHIN), answer)
            except Exception as error:  # what no handler of ours answered, such as a broken page about a broken page
                log.failure(error, str(scope.get("path_template", "")))
                if begun:
                    raise  # half a page went out: the server closes the connection
                await _plain(answer, 500)
            if known and known.viewer:
                if known.to_note and not asks_by_itself(scope):
                    await _note(note_use, known.viewer.sign_in_id)
                await _pace(paces, settle, known.viewer.id, pace.seen(scope, status))
        log.request(scope["method"], str(scope.get("path_template", "")), status, time.perf_counter() - began)

    return arrive


def is_ours(settings: Settings, sent: list[tuple[bytes, bytes]]) -> bool:
    """Whether a request names this site, once: what it says is never written into a link, and is refused all the same."""
    hosts = [value.decode("latin-1") for name, value in sent if name == b"host"]
    if len(hosts) != 1:
        return False
    if hosts[0] == urlsplit(settings.base_url).netloc:
        return True
    return not settings.production and LOCAL.fullmatch(hosts[0]) is not None


def _in_time(receive: Receive, seconds: float) -> Receive:
    """Give a form so long to arrive, all of it. What comes afterwards, that the browser is gone, may take its time."""
    ends = time.monotonic() + seconds
    whole = False

    async def take() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, ends - time.monotonic()))
        except TimeoutError as error:
            raise TooSlow from error
        whole = not message.get("more_body", False)
        return message

    return take


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


async def _pace(paces: pace.Pace, settle: pace.Settle, member_id: UUID, seen: pace.Seen | None) -> None:
    """Count what was answered. Where the database cannot take it, the next page tries again."""
    times = paces.note(member_id, seen) if seen else 0
    if not seen or not times:
        return
    try:
        wait = await to_thread.run_sync(settle, seen.limit, member_id, times)
    except Exception as error:  # noqa: BLE001  # as above: nobody's page fails for it
        log.failure(error)
        paces.unsettled(member_id, seen.limit, times)
    else:
        paces.settled(member_id, seen.limit, wait)


def asks_by_itself(scope: Scope) -> bool:
    """Whether a page asked, and nobody pressed anything: it keeps no sign-in awake."""
    handler = scope.get("route_handler")
    return handler is not None and BESIDE in handler.opt


async def _plain(send: Send, status: int) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    )
    await send({"type": "http.response.body", "body": f"{status}\n".encode()})
