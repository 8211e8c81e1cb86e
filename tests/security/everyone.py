"""Everybody who may come to the site, each with a browser, and every way in that the site has."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from uuid import uuid4

from litestar import Litestar

from app.web.visit import Role
from tests.make import Make
from tests.people import Browser

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Who gets past a guard; everybody else is kept out. Guards that ask for more, such as a fresh proof, stand beside these.
PAST = {
    "open_to_all": {"visitor", "unverified", "counsellor", "moderator", "admin"},
    "signed_in_only": {"unverified", "counsellor", "moderator", "admin"},
    "joined_only": {"unverified", "counsellor", "moderator", "admin"},
    "members_only": {"counsellor", "moderator", "admin"},
    "writers_only": {"counsellor", "moderator", "admin"},
    "moderators_only": {"moderator", "admin"},
    "admins_only": {"admin"},
}


class Way(NamedTuple):
    """One way into the site."""

    method: str
    path: str
    guard: str


def ways(site: Litestar) -> list[Way]:
    """Return every route with its method and the guard that says who may enter."""
    found = [
        Way(method, route.path_format, next((g.__name__ for g in handler.guards or () if g.__name__ in PAST), "?"))
        for route in site.routes
        for handler in route.route_handlers
        for method in handler.http_methods
        if method in METHODS
    ]
    return sorted(found, key=lambda way: (way.path, way.method))


def everyone(make: Make, browser: Callable[..., Browser]) -> dict[str, Browser]:
    return {
        "visitor": browser(),
        "unverified": browser(make.member(verified=False)),
        "counsellor": browser(make.member()),
        "moderator": browser(make.moderator()),
        "admin": browser(make.member(role=Role.ADMIN)),
    }


def filled(path: str, ids: Iterable[str] = ()) -> Iterator[str]:
    """Yield a route's path with each id in its place; with one that nothing has, where none is given."""
    names = re.findall(r"\{(\w+)\}", path)
    if not names:
        yield path
    elif names == ["slug"]:
        yield path.replace("{slug}", "person-centred-therapy")
    elif "fingerprint" in names:
        yield "/static/0123456789ab/css/kiku.css"
    elif names == ["path"]:
        yield "/nowhere/at/all"
    else:
        for one in ids or (str(uuid4()),):
            yield re.sub(r"\{\w+\}", one, path.replace("{number}", "1"))


def still(page: str) -> str:
    """Return a page without what changes from one moment to the next."""
    return re.sub(r'value="[\w-]{24}"|\d+(秒|分)前|<time[^>]*>[^<]*</time>', "", alike(page))


def alike(page: str) -> str:
    """Return a page without what may differ between two: the ids of the address it was asked at, and its token."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{64}", "", page)
