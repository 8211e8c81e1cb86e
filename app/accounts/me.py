"""One's own account: name, language, password, and where one is signed in."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock, limits
from app.accounts import forms, naming, own, passwords, policy, queries, service
from app.accounts.forms import Errors
from app.accounts.guards import joined_only, keep_signed_in
from app.errors import NotAllowed
from app.factors import queries as factors
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of
from app.web.visit import Standing

RESENDING = Limit("resend", times=3, seconds=3_600)
CHECKING = Limit("own_password", times=10, seconds=900)
NAMING = Limit("name", times=5, seconds=86_400)


@get("/me", guards=[joined_only], sync_to_thread=True)
def me(request: Ask, db: Db, viewer: Viewer) -> Answer:
    """Who one is here; for a member who still waits, what is being waited for."""
    now = clock.now()
    licences = own.licences(db, viewer.id, now.date())
    return pages.page(
        request,
        "accounts/me.html",
        licences=licences,
        waiting=any(one.state is policy.LicenceState.CLAIMED for one in licences),
        places=own.places(db, viewer, now),
        has=factors.has(db, viewer.id),
    )


@post("/me/confirmation", guards=[joined_only], sync_to_thread=True)
def resend(request: Ask, store: Store, db: Db, viewer: Viewer) -> Answer:
    limits.take(store, RESENDING, str(viewer.id))
    account = queries.by_id(db, viewer.id)
    if account and viewer.standing is Standing.UNCONFIRMED:
        service.send_confirmation(db, account.id, account.email, viewer.locale, clock.now())
    return pages.see(request, "/me", said="accounts.resent")


@get("/me/name", guards=[joined_only], sync_to_thread=True)
def name(request: Ask, viewer: Viewer) -> Answer:
    return _name_form(request, viewer.name)


@post("/me/name", guards=[joined_only], sync_to_thread=True)
def rename(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    wanted, errors = forms.read_name(form)
    if errors:
        return _name_form(request, wanted, errors)
    if wanted == viewer.name:
        return pages.see(request, "/me")
    limits.take(store, NAMING, str(viewer.id))
    try:
        service.rename(db, viewer.id, wanted)
    except NotAllowed:
        return _name_form(request, wanted, {"name": "accounts.name.taken"})
    return pages.see(request, "/me", said="accounts.renamed")


@get("/me/password", guards=[joined_only], sync_to_thread=True)
def password(request: Ask) -> Answer:
    return pages.page(request, "accounts/password.html", errors={})


@post("/me/password", guards=[joined_only], sync_to_thread=True)
def change_password(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Put a new password in place of the current one. Every other browser is signed out; this one gets a new key."""
    chosen, errors = forms.read_new_password(form, email=viewer.email, name=viewer.name)
    limits.take(store, CHECKING, str(viewer.id))
    with store.reading() as session:
        account = queries.by_id(session, viewer.id)
    assert account is not None, "a member who is signed in has an account"
    if not passwords.check(account.password_hash, form.raw("current_password")).right:
        errors = {"current_password": "accounts.password.wrong", **errors}  # as the fields stand
    if errors:
        return pages.page(request, "accounts/password.html", status=422, errors=errors)
    password_hash = passwords.hashed(chosen)
    now = clock.now()
    limits.give_back(db, CHECKING, str(viewer.id))
    key = service.change_password(db, viewer, account.password_hash, password_hash, now)
    keep_signed_in(visit_of(request), key, viewer.role)
    return pages.see(request, "/me", said="accounts.password_changed")


@post("/me/sign-ins/{sign_in_id:uuid}/end", guards=[joined_only], sync_to_thread=True)
def end(request: Ask, db: Db, viewer: Viewer, sign_in_id: FromPath[UUID]) -> Answer:
    service.sign_out(db, viewer.id, sign_in_id, clock.now())
    return pages.see(request, "/me", said="accounts.ended")


@post("/me/sign-ins/end", guards=[joined_only], sync_to_thread=True)
def end_others(request: Ask, db: Db, viewer: Viewer) -> Answer:
    service.sign_out_elsewhere(db, viewer.id, viewer.sign_in_id, clock.now())
    return pages.see(request, "/me", said="accounts.ended_others")


def _name_form(request: Ask, wanted: str, errors: Errors | None = None) -> Answer:
    return pages.page(
        request,
        "accounts/name.html",
        status=422 if errors else 200,
        name=wanted,
        errors=errors or {},
        limit=naming.NAME_LIMIT,
    )


ME_ROUTES = (me, resend, name, rename, password, change_password, end, end_others)
