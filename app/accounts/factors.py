"""The second factor of one's own account: an app that shows codes, passkeys, codes for an emergency. A file of its own beside /me: all of it is locked."""

from uuid import UUID

from litestar import MediaType, get, post
from litestar.params import FromPath

from app import clock, limits
from app.accounts import passwords, policy, service
from app.accounts.guards import keep_signed_in, signed_in_only, stepped_up
from app.accounts.proving import CODES
from app.accounts.signing_in import device
from app.database import Session
from app.errors import Missing, NotAllowed
from app.factors import codes, passkeys
from app.factors import policy as rules
from app.factors import queries as kept
from app.factors import service as proofs
from app.factors.policy import SELECTOR, Holder, Purpose
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of
from app.web.visit import Standing

MAKING = Limit("factor", times=20, seconds=3_600)
ISSUER = "Kiku"  # the name an app shows above its codes
GROUP = 4  # letters of a secret that are read at a time


@get("/me/factors", guards=[signed_in_only], sync_to_thread=True)
def factors(request: Ask, db: Db, viewer: Viewer) -> Answer:
    """What one proves oneself with, and for those who must set something up: that they must."""
    has = kept.has(db, viewer.id)
    return pages.page(
        request,
        "accounts/factors.html",
        has=has,
        app=kept.app(db, viewer.id),
        passkeys=kept.passkeys(db, viewer.id),
        must=viewer.standing is Standing.UNPROVEN,
        needed=policy.must_set_up(viewer.role, strong=False),
        possible=passkeys.site_of(visit_of(request).settings.base_url) is not None,
        room=has.passkeys < rules.MOST_PASSKEYS,
        codes_made=rules.RECOVERY_CODES,
    )


@post("/me/authenticators", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def begin_app(request: Ask, store: Store, db: Db, viewer: Viewer) -> Answer:
    limits.take(store, MAKING, str(viewer.id))
    begun = proofs.begin_app(db, viewer.id, clock.now())
    return pages.see(request, f"/me/authenticators/{begun}")


@get("/me/authenticators/{authenticator_id:uuid}", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def show_app(request: Ask, db: Db, viewer: Viewer, authenticator_id: FromPath[UUID]) -> Answer:
    """The secret, as a square for a telephone and as letters for everyone else, until its first code was typed."""
    return _app_form(request, db, viewer, authenticator_id)


@post(
    "/me/authenticators/{authenticator_id:uuid}/confirmation",
    guards=[signed_in_only, stepped_up],
    sync_to_thread=True,
)
def confirm_app(
    request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, authenticator_id: FromPath[UUID]
) -> Answer:
    limits.take(store, CODES, str(viewer.id))
    typed = rules.as_code(form.one("code"))
    if not proofs.confirm_app(db, viewer.id, authenticator_id, typed, clock.now()):
        return _app_form(request, db, viewer, authenticator_id, "factors.code.wrong_first")
    limits.give_back(db, CODES, str(viewer.id))
    return _changed(request, db, viewer, "accounts.app_confirmed", strong=True)


@post("/me/authenticators/{authenticator_id:uuid}/removal", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def remove_app(request: Ask, db: Db, viewer: Viewer, authenticator_id: FromPath[UUID]) -> Answer:
    proofs.remove_app(db, viewer.id, authenticator_id)
    return _removed(request, db, viewer)


@get("/me/passkeys/new", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def new_passkey(request: Ask) -> Answer:
    return pages.page(request, "accounts/passkey.html", fault="")


@post("/me/passkeys/challenge", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def challenge(request: Ask, store: Store, db: Db, viewer: Viewer) -> Answer:
    """What the browser is to make."""
    site = passkeys.site_of(visit_of(request).settings.base_url)
    if site is None:
        raise Missing
    limits.take(store, MAKING, str(viewer.id))
    value = proofs.begin_challenge(db, Purpose.REGISTER, str(viewer.sign_in_id), clock.now())
    holder = Holder(viewer.id, viewer.email, viewer.name)
    have = kept.credential_ids(db, viewer.id)
    return Answer(passkeys.creation_options(site, holder, value, have), status_code=200, media_type=MediaType.JSON)


@post("/me/passkeys", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def add_passkey(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    answer, now = form.raw("passkey"), clock.now()
    site, value = passkeys.site_of(visit_of(request).settings.base_url), passkeys.challenge_in(answer)
    new = None
    if site and value:
        with store.writing() as session:
            ours = proofs.use_challenge(session, value, Purpose.REGISTER, str(viewer.sign_in_id), now)
        new = passkeys.made(site, answer, value) if ours else None
    if new is None:
        return pages.page(request, "accounts/passkey.html", status=422, fault="factors.passkey.not_made")
    proofs.add_passkey(db, viewer.id, new, device(request), now)
    return _changed(request, db, viewer, "accounts.passkey_added", strong=True)


@post("/me/passkeys/{passkey_id:uuid}/removal", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def remove_passkey(request: Ask, db: Db, viewer: Viewer, passkey_id: FromPath[UUID]) -> Answer:
    proofs.remove_passkey(db, viewer.id, passkey_id)
    return _removed(request, db, viewer)


@post("/me/recovery-codes", guards=[signed_in_only, stepped_up], sync_to_thread=True)
def make_recovery_codes(request: Ask, store: Store, db: Db, viewer: Viewer) -> Answer:
    """Make codes for an emergency and show them. The one answer to a form that is a page itself: nothing keeps these
    codes but their hashes, so no other page could show them."""
    limits.take(store, MAKING, str(viewer.id))
    with store.reading() as session:
        if not kept.has(session, viewer.id).any:
            raise NotAllowed("factor_wanted")
    made = codes.new_recovery_codes()
    hashes = {code[:SELECTOR]: passwords.hashed(code) for code in made}
    proofs.replace_recovery_codes(db, viewer.id, hashes, clock.now())
    service.tell_factors_changed(db, viewer)
    return pages.page(request, "accounts/recovery_codes.html", codes=[rules.shown(code) for code in made])


def _changed(request: Ask, db: Session, viewer: Viewer, said: str, *, strong: bool) -> Answer:
    """End every other sign-in, give this browser a new key, and tell the owner by mail."""
    now = clock.now()
    keep_signed_in(visit_of(request), service.go_on_with_factors(db, viewer, now, strong=strong), viewer.role)
    return pages.see(request, "/me/factors", said=said)


def _removed(request: Ask, db: Session, viewer: Viewer) -> Answer:
    """Go on without what was taken away, unless it was the last that one's duties ask for."""
    has = kept.has(db, viewer.id)
    if not has.any:
        if policy.must_set_up(viewer.role, strong=False):
            raise NotAllowed("last_factor")
        proofs.remove_all(db, viewer.id)  # codes for an emergency too: without a second factor nobody asks for one
    return _changed(request, db, viewer, "accounts.factor_removed", strong=False)


def _app_form(request: Ask, db: Db, viewer: Viewer, authenticator_id: UUID, fault: str = "") -> Answer:
    begun = kept.new_app(db, viewer.id, authenticator_id, clock.now())
    if begun is None:
        raise Missing
    secret = proofs.secret(db, begun)
    return pages.page(
        request,
        "accounts/authenticator.html",
        status=422 if fault else 200,
        id=begun,
        secret=" ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP)),
        square=codes.square(codes.uri(secret, account=viewer.email, site=ISSUER)),
        errors={"code": fault} if fault else {},
    )


FACTOR_ROUTES = (
    factors,
    begin_app,
    show_app,
    confirm_app,
    remove_app,
    new_passkey,
    challenge,
    add_passkey,
    remove_passkey,
    make_recovery_codes,
)
