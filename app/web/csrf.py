"""A token bound to the sign-in, and the origin checked: no other site's page can send our forms."""

import hashlib
import hmac
from typing import Any
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app import clock, signing
from app.errors import Busy, NotAllowed, SignInFirst
from app.settings import Settings
from app.web import fields
from app.web.inject import open_to_all
from app.web.visit import SAFE, Visit, parts_of

FIELD = "_csrf_token"
AGAIN = "_again"
AGAIN_FOR = 3_600  # seconds
SIGN_OUT = "/sign-out"


def again(visit: Visit, path: str) -> str:
    """Return a token for a form given back because its sender's sign-in was over; nothing where it was not.

    It is for this form alone, for the member whose sign-in it was once they have signed in anew, in this browser: `door`
    is a cookie that signing in leaves as it is. So one press is enough, and nobody sends it under another name.
    """
    if visit.was is None:
        return ""
    until = int(clock.now().timestamp()) + AGAIN_FOR
    return f"{until}.{_again(visit, path, visit.was, until)}"


def _again(visit: Visit, path: str, member_id: UUID, until: int) -> str:
    return signing.sign(visit.settings.secret_key, "again", f"{until}:{path}:{member_id}:{visit.door}")


def _sent_again(visit: Visit, path: str) -> bool:
    until, _, mac = visit.fields.raw(AGAIN).partition(".")
    if visit.viewer is None or not visit.door or not (until.isascii() and until.isdecimal() and len(until) < 12):
        return False
    right = _again(visit, path, visit.viewer.id, int(until))
    return int(until) >= clock.now().timestamp() and hmac.compare_digest(right.encode(), mac.encode())


def leave(visit: Visit) -> None:
    """Note in a browser whose sign-in is being ended in it, for as long as a form of theirs in another tab may be sent again."""
    if visit.viewer is None:
        return
    until = int(clock.now().timestamp()) + AGAIN_FOR
    signature = signing.sign(visit.settings.secret_key, "left", f"{until}:{visit.viewer.id}")
    visit.set_cookie(visit.cookies.left, f"{until}.{visit.viewer.id}.{signature}", seconds=AGAIN_FOR)


def left(settings: Settings, noted: str) -> UUID | None:
    """Return whose sign-in was ended in a browser, as `leave` noted it there."""
    until, _, rest = noted.partition(".")
    member_id, _, signature = rest.partition(".")
    if not signing.holds(settings.secret_key, "left", f"{until}:{member_id}", signature):
        return None
    return UUID(member_id) if int(until) >= clock.now().timestamp() else None


def token(visit: Visit) -> str:
    """Return the token of this visit's forms: an HMAC over the sign-in's id, so it dies with the sign-in."""
    return hmac.new(visit.settings.secret_key, b"form:" + visit.bound_to.encode(), hashlib.sha256).hexdigest()


async def check(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Read the form of an unsafe request, and refuse it unless one of our own pages sent it.

    Raises  SignInFirst where a member's form is sent and nobody is signed in: that is said, not that the form is old.
            NotAllowed("stale_form") otherwise. Either answer gives back what was typed, with a fresh token.
    """
    visit: Visit = connection.scope["visit"]  # type: ignore[typeddict-item]  # put there by web/arrival
    safe = connection.scope.get("method") in SAFE
    if not safe:
        assert isinstance(connection, Request)
        # Nothing is kept of a file that nobody is signed in to send.
        limit = handler.opt.get("file_limit")
        visit.fields = await fields.read(connection, file_limit=0 if limit and visit.viewer is None else limit)
    if visit.unknown:
        raise Busy  # nobody is let in, and what was typed is given back
    if safe:
        return
    if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("foreign_form")
    if not _from_here(visit, connection.headers.get("origin"), connection.headers.get("host", "")):
        raise NotAllowed("foreign_form")
    path = connection.scope["path"]
    if visit.viewer is None and path == SIGN_OUT:
        return  # whoever presses it in a second tab has what they want, and nobody else is signed out by it
    right = hmac.compare_digest(visit.fields.raw(FIELD).encode(), token(visit).encode())
    if right or _sent_again(visit, path):
        return
    if visit.viewer is None and open_to_all not in (handler.guards or ()):
        raise SignInFirst
    raise NotAllowed("stale_form")


def _from_here(visit: Visit, origin: str | None, host: str) -> bool:
    if origin is None:
        return True  # an old browser, or no browser: the token decides
    if origin == visit.settings.base_url:
        return True
    # Without a name of its own, in development, the site is whatever it was called, and that was looked at on arrival.
    return not visit.settings.secure and parts_of(origin).netloc == host
