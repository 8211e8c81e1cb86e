"""Who is asking, and whether they may come in here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from anyio import to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app import clock, limits
from app.accounts import forms, haste, policy, proving, queries, service
from app.database import Database
from app.errors import FactorFirst, Missing, NotYet, ProveFirst, SignInFirst
from app.factors import passkeys
from app.factors import queries as factors
from app.limits import Limit
from app.web.inject import open_to_all, visit_of
from app.web.pace import Settle
from app.web.visit import Known, Role, Standing, Viewer, Visit

__all__ = [
    "admins_only",
    "joined_only",
    "members_only",
    "moderators_only",
    "open_to_all",
    "proven_lately",
    "recogniser",
    "signed_in_only",
    "stepped_up",
    "writers_only",
]

Connection = ASGIConnection[Any, Any, Any, Any]


def recogniser(database: Database, *, production: bool) -> Callable[[str], Known]:
    """Return what finds the member of a sign-in cookie. It asks the database each time, so signing out is at once."""

    def recognise(key: str) -> Known:
        with database.reading() as session:
            return queries.known(session, key, clock.now(), demo_may=not production)

    return recognise


def noter(database: Database) -> Callable[[UUID], None]:
    """Return what notes that a sign-in is in use."""

    def note(sign_in_id: UUID) -> None:
        with database.writing() as session:
            service.note_use(session, sign_in_id, clock.now())

    return note


def settler(database: Database) -> Settle:
    """Return what counts how much a member has read, together with what other processes have seen."""

    def settle(limit: Limit, member_id: UUID, times: int) -> int:
        with database.writing() as session:
            wait = limits.add(session, limit, str(member_id), times)
            if wait:
                haste.tell(session, member_id, limit)
        return wait

    return settle


def signed_in_only(connection: Connection, _: BaseRouteHandler) -> None:
    """Whoever has an account, also before the second factor their duties ask for: setting it up is behind this guard."""
    if visit_of(connection).viewer is None:
        raise SignInFirst


def joined_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Whoever has an account, verified or not."""
    signed_in_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or viewer.standing is Standing.UNPROVEN:
        raise FactorFirst


def members_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Counsellors whose licence a person has confirmed. Where it has run out since, reading stays."""
    joined_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or not viewer.reads:
        raise NotYet


def writers_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """Members with a licence that is valid today: whoever writes to peers is one of them."""
    members_only(connection, handler)
    viewer = visit_of(connection).viewer
    if viewer is None or not viewer.verified:
        raise NotYet("licence_expired")


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


async def stepped_up(connection: Connection, handler: BaseRouteHandler) -> None:
    """Whoever proved within the last minutes that it is still them. It stands behind a guard that says who may enter.

    A page that is asked for leads to the proof and back. A form is given back with a place for the proof in it,
    and the proof is taken here when it is sent again: nothing that was typed is lost on the way.
    """
    await _proven(connection, handler, policy.FRESH_FOR)


async def proven_lately(connection: Connection, handler: BaseRouteHandler) -> None:
    """The same for a stretch of work: whoever reads what waits, and decides on it, is not asked at every text."""
    await _proven(connection, handler, policy.LATELY)


async def _proven(connection: Connection, handler: BaseRouteHandler, within: timedelta) -> None:
    signed_in_only(connection, handler)
    visit = visit_of(connection)
    viewer = visit.viewer
    if viewer is None or policy.is_fresh(viewer.proven_at, clock.now(), within):
        return
    fault = await to_thread.run_sync(_prove, connection.app.state.database, visit, viewer)
    if fault is not None:
        raise fault


def _prove(database: Database, visit: Visit, viewer: Viewer) -> ProveFirst | None:
    """Take the proof that came with a form; return the refusal if there was none, or if it does not hold."""
    proof = forms.read_proof(visit.fields) if visit.fields is not None else None
    wrong = ""
    if proof and proof.given:
        site = passkeys.site_of(visit.settings.base_url)
        wrong = proving.again(database, viewer, proof, site=site, now=clock.now()) or ""
        if not wrong:
            renew(database, visit, viewer)
            return None
    with database.reading() as session:
        has = factors.has(session, viewer.id)
    return ProveFirst(codes=has.authenticator, passkeys=has.passkeys > 0, fault=wrong)


def renew(database: Database, visit: Visit, viewer: Viewer) -> None:
    """Give a browser whose member has just proved themselves a new key; this request goes on with it."""
    now = clock.now()
    with database.writing() as session:
        key = service.rotate(session, viewer, now, proven=True)
        known = queries.known(session, key, now, demo_may=not visit.settings.production)
    keep_signed_in(visit, key, viewer.role)
    visit.viewer, visit.bound_to = known.viewer, key


def keep_signed_in(visit: Visit, key: str, role: Role) -> None:
    visit.set_cookie(visit.cookies.sign_in, key, seconds=int(policy.SIGNED_IN[role].total_seconds()))
