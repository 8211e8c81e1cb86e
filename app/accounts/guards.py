"""Who is asking, and whether they may come in here."""

from collections.abc import Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app import clock
from app.accounts import queries
from app.database import Database
from app.errors import Missing, NotYet, SignInFirst
from app.web.inject import open_to_all, visit_of
from app.web.visit import Viewer

__all__ = ["admins_only", "joined_only", "members_only", "moderators_only", "open_to_all", "recogniser"]

Connection = ASGIConnection[Any, Any, Any, Any]


def recogniser(database: Database) -> Callable[[str], Viewer | None]:
    """Return what finds the member of a sign-in cookie. It asks the database each time, so signing out is at once."""

    def recognise(key: str) -> Viewer | None:
        with database.reading() as session:
            return queries.viewer(session, key, clock.now())

    return recognise


def joined_only(connection: Connection, _: BaseRouteHandler) -> None:
    """Whoever has an account, verified or not."""
    if visit_of(connection).viewer is None:
        raise SignInFirst


def members_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Counsellors whose licence a person has confirmed."""
    joined_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or not viewer.verified:
        raise NotYet


def moderators_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """To everyone else these pages do not exist."""
    members_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or not viewer.moderates:
        raise Missing


def admins_only(connection: Connection, handler: BaseRouteHandler) -> None:
    members_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or not viewer.administers:
        raise Missing
