"""Joining, and the links that are mailed: confirming an address, choosing a new password."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock, limits, signing
from app.accounts import forms, mailed, naming, passwords, policy, rows, service
from app.accounts.forms import Errors
from app.accounts.guards import keep_signed_in, open_to_all
from app.accounts.policy import Joining, Link
from app.accounts.service import Purpose
from app.errors import NotAllowed, OutOfDate, TooOften
from app.limits import Limit
from app.outbox.post import PURPOSE
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Typed, visit_of
from app.web.visit import block

JOINING = Limit("join", times=60, seconds=3_600)  # from one address: a course joins from one room
ASKING = Limit("password", times=30, seconds=3_600)
MAILING = Limit("mail", times=4, seconds=3_600)  # to one mailbox, whatever is asked for
TRYING = Limit("link", times=60, seconds=3_600)  # from one address


@get("/join", guards=[open_to_all], sync_to_thread=True)
def new(request: Ask, db: Db, invitation: Typed = None) -> Answer:
    visit = visit_of(request)
    if visit.viewer:
        return pages.see(request, "/me")
    email = mailed.invited(db, invitation, clock.now()) if invitation else None
    if email is None and (invitation or visit.settings.join == "invited"):
        return pages.page(request, "accounts/invited_only.html", invitation=bool(invitation))
    return _form(
        request, Joining(email or "", locale=visit.locale, invitation=invitation if invitation and email else "")
    )


@post("/join", guards=[open_to_all], sync_to_thread=True)
def join(request: Ask, store: Store, db: Db, form: Form) -> Answer:
    """Take somebody in, to wait. Whether the address is known already, the answer does not tell."""
    visit = visit_of(request)
    joining, errors = forms.read_join(form, visit.locale)
    now = clock.now()
    with store.reading() as session:
        invited = mailed.invited(session, joining.invitation, now) if joining.invitation else None
        if "name" not in errors and rows.name_held(session, joining.name, but=UUID(int=0)):
            errors["name"] = "accounts.name.taken"
    if (joining.invitation or visit.settings.join == "invited") and invited is None:
        raise NotAllowed("invitation_over" if joining.invitation else "invited_only")
    if invited and joining.email != invited:
        errors["email"] = "accounts.email.not_invited"
    if errors:
        return _form(request, joining, errors=errors)
    limits.take(store, JOINING, block(visit.address))
    password_hash = passwords.hashed(joining.password)
    if _may_be_mailed(store, joining.email):
        service.join(db, joining, password_hash, now)
    return pages.see(request, "/join/sent")


@get("/join/sent", guards=[open_to_all], sync_to_thread=True)
def sent(request: Ask) -> Answer:
    return _sent(request, "join")


@get("/confirmation/{token_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def confirmation(request: Ask, db: Db, token_id: FromPath[UUID], key: Typed = None) -> Answer:
    """A page with a button. Opening the link does nothing yet: mail scanners open links too."""
    link = _link(request, db, token_id, Purpose.CONFIRM, key)
    if link is None:
        return _over(request, "confirm")
    return pages.page(request, "accounts/confirm.html", link=link, key=key, name=link.name, errors={})


@post("/confirmation/{token_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def confirm(request: Ask, db: Db, form: Form, token_id: FromPath[UUID]) -> Answer:
    visit = visit_of(request)
    key = form.one("key")
    link = _link(request, db, token_id, Purpose.CONFIRM, key)
    if link is None:
        return _over(request, "confirm")
    name, errors = forms.read_name(form) if "name" in form else (link.name, {})
    if not errors and rows.name_held(db, name, but=link.member_id):
        errors = {"name": "accounts.name.taken"}
    if errors:
        return pages.page(request, "accounts/confirm.html", status=422, link=link, key=key, name=name, errors=errors)
    now = clock.now()
    try:
        service.confirm(db, link, name, now)
    except OutOfDate:
        return _over(request, "confirm")
    if visit.viewer and visit.viewer.id == link.member_id:
        keep_signed_in(visit, service.rotate(db, visit.viewer, now), visit.viewer.role)
        return pages.see(request, "/me", said="accounts.confirmed")
    return pages.see(request, "/sign-in", said="accounts.confirmed")


@get("/password", guards=[open_to_all], sync_to_thread=True)
def forgotten(request: Ask) -> Answer:
    viewer = visit_of(request).viewer
    return pages.page(request, "accounts/forgotten.html", email=viewer.email if viewer else "", errors={})


@post("/password", guards=[open_to_all], sync_to_thread=True)
def ask_reset(request: Ask, store: Store, db: Db, form: Form) -> Answer:
    """Mail a link, or a word that there is no such account. The page says the same either way."""
    visit = visit_of(request)
    email, errors = forms.read_email(form)
    if errors:
        return pages.page(request, "accounts/forgotten.html", status=422, email=email, errors=errors)
    limits.take(store, ASKING, block(visit.address))
    if _may_be_mailed(store, email):
        service.ask_reset(db, email, visit.locale, clock.now())
    return pages.see(request, "/password/sent")


@get("/password/sent", guards=[open_to_all], sync_to_thread=True)
def reset_sent(request: Ask) -> Answer:
    return _sent(request, "password")


@get("/password/{token_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def choose(request: Ask, db: Db, token_id: FromPath[UUID], key: Typed = None) -> Answer:
    link = _link(request, db, token_id, Purpose.RESET, key)
    if link is None:
        return _over(request, "reset")
    return pages.page(request, "accounts/choose_password.html", link=link, key=key, errors={})


@post("/password/{token_id:uuid}", guards=[open_to_all], sync_to_thread=True)
def reset(request: Ask, store: Store, db: Db, form: Form, token_id: FromPath[UUID]) -> Answer:
    visit = visit_of(request)
    key = form.one("key")
    limits.take(store, TRYING, block(visit.address))
    with store.reading() as session:
        link = _link(request, session, token_id, Purpose.RESET, key)
    if link is None:
        return _over(request, "reset")
    password, errors = forms.read_new_password(form, email=link.email, name=link.name)
    if errors:
        return pages.page(request, "accounts/choose_password.html", status=422, link=link, key=key, errors=errors)
    password_hash = passwords.hashed(password)
    try:
        service.reset_password(db, link, password_hash, clock.now())
    except OutOfDate:
        return _over(request, "reset")
    visit.set_cookie(visit.cookies.sign_in, "", seconds=0)
    return pages.see(request, "/sign-in", said="accounts.password_chosen")


def _may_be_mailed(store: Store, email: str) -> bool:
    """Whether a mailbox may get one more mail now. Beyond that the page says the same, and nothing is sent."""
    try:
        limits.take(store, MAILING, policy.key_hash(email))
    except TooOften:
        return False
    return True


def _link(request: Ask, db: Db, token_id: UUID, purpose: Purpose, key: str | None) -> Link | None:
    """Return what a mailed link stands for, if we signed it and it is good."""
    path = f"/{'confirmation' if purpose is Purpose.CONFIRM else 'password'}/{token_id}"
    if not signing.holds(visit_of(request).settings.secret_key, PURPOSE, path, key or ""):
        return None
    link = mailed.link(db, token_id, purpose, clock.now())
    return link if link and link.good else None


def _over(request: Ask, what: str) -> Answer:
    return pages.page(request, "accounts/link_over.html", status=404, what=what)


def _sent(request: Ask, what: str) -> Answer:
    settings = visit_of(request).settings
    return pages.page(
        request, "accounts/sent.html", what=what, into_folder=not settings.smtp_url and not settings.production
    )


def _form(request: Ask, joining: Joining, *, errors: Errors | None = None) -> Answer:
    return pages.page(
        request,
        "accounts/join.html",
        status=422 if errors else 200,
        joining=joining,
        errors=errors or {},
        licences=forms.licence_options(visit_of(request).locale),
        limit=naming.NAME_LIMIT,
    )


JOINING_ROUTES = (new, join, sent, confirmation, confirm, forgotten, ask_reset, reset_sent, choose, reset)
