"""Proving once more that it is still oneself, before what is locked even for those who are signed in."""

from litestar import MediaType, get, post

from app import clock, limits
from app.accounts import forms, proving
from app.accounts.guards import renew, signed_in_only
from app.errors import Missing
from app.factors import passkeys
from app.factors import queries as factors
from app.factors import service as proofs
from app.factors.policy import Purpose
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Onward, Store, Viewer, visit_of

CHALLENGES = Limit("challenge", times=30, seconds=900)


@get("/proof", guards=[signed_in_only], sync_to_thread=True)
def ask(request: Ask, db: Db, viewer: Viewer, onward: Onward = None) -> Answer:
    return _form(request, db, viewer, onward or "")


@post("/proof", guards=[signed_in_only], sync_to_thread=True)
def prove(request: Ask, store: Store, viewer: Viewer, form: Form) -> Answer:
    """Take a fresh proof and go back to where one came from, with a new key."""
    visit = visit_of(request)
    site = passkeys.site_of(visit.settings.base_url)
    wrong = proving.again(store, viewer, forms.read_proof(form), site=site, now=clock.now())
    if wrong:
        with store.reading() as session:
            return _form(request, session, viewer, form.one("next"), wrong)
    renew(store, visit, viewer)
    return pages.see(request, pages.local(form.one("next"), "/me"))


@post("/proof/challenge", guards=[signed_in_only], sync_to_thread=True)
def challenge(request: Ask, store: Store, db: Db, viewer: Viewer) -> Answer:
    """What one of the member's passkeys is to answer."""
    limits.take(store, CHALLENGES, str(viewer.id))
    site = passkeys.site_of(visit_of(request).settings.base_url)
    have = factors.credential_ids(db, viewer.id)
    if site is None or not have:
        raise Missing
    value = proofs.begin_challenge(db, Purpose.PROVE, str(viewer.sign_in_id), clock.now())
    return Answer(passkeys.request_options(site, value, have), status_code=200, media_type=MediaType.JSON)


def _form(request: Ask, db: Db, viewer: Viewer, onward: str, wrong: str = "") -> Answer:
    has = factors.has(db, viewer.id)
    return pages.page(
        request,
        "accounts/proof.html",
        status=422 if wrong else 200,
        next=onward,
        password=has.authenticator or not has.any,
        code=has.authenticator,
        passkey=has.passkeys > 0 and passkeys.site_of(visit_of(request).settings.base_url) is not None,
        fault=wrong,
    )


PROOF_ROUTES = (ask, prove, challenge)
