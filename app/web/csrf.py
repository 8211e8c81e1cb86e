"""A token bound to the sign-in, and the origin checked: no other site's page can send our forms."""

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.errors import Busy, NotAllowed, SignInFirst
from app.web import fields
from app.web.visit import Visit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "_csrf_token"
OPEN = frozenset({"/sign-in", "/join", "/password", "/language"})  # forms that nobody needs to be signed in for


def token(visit: Visit) -> str:
    """Return the token of this visit's forms: an HMAC over the sign-in's id, so it dies with the sign-in."""
    return hmac.new(visit.settings.secret_key, b"form:" + visit.bound_to.encode(), hashlib.sha256).hexdigest()


async def check(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Read the form of an unsafe request, and refuse it unless one of our own pages sent it.

    Raises  NotAllowed("stale_form"): the answer gives back what was typed, with a fresh token.
    """
    visit: Visit = connection.scope["visit"]  # type: ignore[typeddict-item]  # put there by web/arrival
    safe = connection.scope.get("method") in SAFE
    if not safe:
        assert isinstance(connection, Request)
        visit.fields = await fields.read(connection)
    if visit.unknown:
        raise Busy  # nobody is let in, and what was typed is given back
    if safe:
        return
    if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("foreign_form")
    if not _from_here(visit, connection.headers.get("origin"), connection.headers.get("host", "")):
        raise NotAllowed("foreign_form")
    if visit.ended and connection.scope["path"] not in OPEN:
        raise SignInFirst  # the token died with the sign-in; what it was is said, not that the form is old
    if not hmac.compare_digest(visit.fields.raw(FIELD).encode(), token(visit).encode()):
        raise NotAllowed("stale_form")


def _from_here(visit: Visit, origin: str | None, host: str) -> bool:
    if origin is None:
        return True  # an old browser, or no browser: the token decides
    if origin == visit.settings.base_url:
        return True
    return not visit.settings.production and urlsplit(origin).netloc == host
