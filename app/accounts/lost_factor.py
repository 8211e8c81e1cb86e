"""Letting somebody start anew who lost their second factor and every code for an emergency: an admin's page, in two steps,
and another admin agrees. A file of its own, because it is the one place where somebody acts on another's way in."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock, limits
from app.accounts import forms, lockouts, policy, queries, service
from app.accounts.guards import admins_only, stepped_up
from app.errors import Missing
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer

PLACE = "/admin/second-factors"
LOOKING = Limit("lost_factor_look", times=60, seconds=3_600)
# Members in a day: more is an attack, or a matter for the machine.
TAKING = Limit("lost_factor", times=10, seconds=86_400)


@get(PLACE, guards=[admins_only], sync_to_thread=True)
def ask(request: Ask, db: Db, viewer: Viewer) -> Answer:
    return _first(request, db, viewer)


@post(PLACE, guards=[admins_only], sync_to_thread=True)
def find(request: Ask, store: Store, viewer: Viewer, form: Form) -> Answer:
    """Go from an address to whose it is. The address stands in no URL."""
    limits.take(store, LOOKING, str(viewer.id))
    email, errors = forms.read_email(form)
    with store.reading() as session:
        found = None if errors else queries.by_email(session, email)
        if found is None:
            return _first(request, session, viewer, email, errors or {"email": "accounts.lost_factor.nobody"})
    return pages.see(request, f"{PLACE}/{found.id}")


@get(PLACE + "/{member_id:uuid}", guards=[admins_only], sync_to_thread=True)
def show(request: Ask, db: Db, viewer: Viewer, member_id: FromPath[UUID]) -> Answer:
    return _page(request, db, viewer, member_id)


@post(PLACE + "/{member_id:uuid}/removal", guards=[admins_only, stepped_up], sync_to_thread=True)
def take(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, member_id: FromPath[UUID]) -> Answer:
    loss, errors = forms.read_loss(form)
    if errors:
        return _page(request, db, viewer, member_id, loss=loss, errors=errors)
    limits.take(store, TAKING, str(viewer.id))
    off = service.take_factors(db, viewer.id, member_id, loss, clock.now())
    return pages.see(request, PLACE, said="accounts.factors_taken" if off else "accounts.factors_asked")


@post(PLACE + "/{member_id:uuid}/reply", guards=[admins_only, stepped_up], sync_to_thread=True)
def reply(request: Ask, db: Db, viewer: Viewer, form: Form, member_id: FromPath[UUID]) -> Answer:
    """Say, as another admin, what is to become of what the first asked."""
    said, asked, errors = forms.read_reply(form)
    if said is None:
        return _page(request, db, viewer, member_id, errors=errors)
    service.answer(db, viewer.id, member_id, said, asked=asked, now=clock.now())
    return pages.see(request, PLACE, said=f"accounts.factors_{said}")


def _first(request: Ask, db: Db, viewer: Viewer, email: str = "", errors: forms.Errors | None = None) -> Answer:
    return pages.page(
        request,
        "accounts/lost_factor.html",
        status=422 if errors else 200,
        asked=lockouts.asked_for(db, viewer.id, clock.now()),
        email=email,
        errors=errors or {},
    )


def _page(
    request: Ask,
    db: Db,
    viewer: Viewer,
    member_id: UUID,
    *,
    loss: policy.Loss | None = None,
    errors: forms.Errors | None = None,
) -> Answer:
    found = lockouts.locked_out(db, viewer.id, member_id, clock.now())
    if found is None:
        raise Missing
    return pages.page(
        request,
        "accounts/take_factors.html",
        status=422 if errors else 200,
        member=found,
        reasons=tuple(policy.LossReason),
        proofs=tuple(policy.LossProof),
        loss=loss or policy.Loss(),
        errors=errors or {},
    )


LOST_FACTOR_ROUTES = (ask, find, show, take, reply)
