"""Another mail address: asked for by who is signed in, taken when somebody who reads its mail says so."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock, limits, signing
from app.accounts import forms, mailed, policy, service
from app.accounts.forms import Errors
from app.accounts.guards import joined_only, keep_signed_in, open_to_all, stepped_up
from app.accounts.joining import MAILING, TRYING
from app.accounts.mailed import NewEmail
from app.errors import OutOfDate
from app.limits import Limit
from app.outbox.post import PURPOSE
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Typed, Viewer, visit_of
from app.web.visit import block

CHANGING = Limit("email", times=5, seconds=86_400)


@get("/me/email", guards=[joined_only, stepped_up], sync_to_thread=True)
def email(request: Ask) -> Answer:
    return _form(request, "")


@post("/me/email", guards=[joined_only, stepped_up], sync_to_thread=True)
def ask_email(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Mail a link to the new address and a word to the old one. Whether the new one is somebody's, the page does not tell."""
    wanted, errors = forms.read_email(form)
    if not errors and wanted == viewer.email:
        errors = {"email": "accounts.email.same"}
    if errors:
        return _form(request, wanted, errors)
    limits.take(store, CHANGING, str(viewer.id))
    limits.take(store, MAILING, policy.key_hash(wanted))
    service.ask_email(db, viewer, wanted, clock.now())
    return pages.see(request, "/me", said="accounts.email_asked")


@get("/email/{change_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def new_email(request: Ask, db: Db, change_id: FromPath[UUID], key: Typed = None) -> Answer:
    """A page with a button, as for every mailed link: mail scanners open links too."""
    change = _change(request, db, change_id, key)
    if change is None:
        return _over(request)
    return pages.page(request, "accounts/new_email.html", change=change, key=key)


@post("/email/{change_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def take_email(request: Ask, store: Store, db: Db, form: Form, change_id: FromPath[UUID]) -> Answer:
    visit = visit_of(request)
    limits.take(store, TRYING, block(visit.address))
    now = clock.now()
    change = _change(request, db, change_id, form.one("key"))
    if change is None:
        return _over(request)
    try:
        own_key = service.change_email(db, change.id, visit.viewer, now)
    except OutOfDate:
        return _over(request)
    if visit.viewer and own_key:
        keep_signed_in(visit, own_key, visit.viewer.role)
        return pages.see(request, "/me", said="accounts.email_changed")
    return pages.see(request, "/sign-in", said="accounts.email_changed")


def _change(request: Ask, db: Db, change_id: UUID, key: str | None) -> NewEmail | None:
    """Return what the link stands for, if we signed it and it is good."""
    if not signing.holds(visit_of(request).settings.secret_key, PURPOSE, f"/email/{change_id}", key or ""):
        return None
    return mailed.email_change(db, change_id, clock.now())


def _over(request: Ask) -> Answer:
    return pages.page(request, "accounts/link_over.html", status=404, what="email")


def _form(request: Ask, wanted: str, errors: Errors | None = None) -> Answer:
    return pages.page(request, "accounts/email.html", status=422 if errors else 200, email=wanted, errors=errors or {})


EMAIL_ROUTES = (email, ask_email, new_email, take_email)
