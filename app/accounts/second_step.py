"""The second step of signing in: a code or a passkey after the password, or a passkey alone. A file of its own: no password is read in it."""

from uuid import UUID

from litestar import MediaType, get, post

from app import clock, limits
from app.accounts import policy, proving, queries, service
from app.accounts.guards import open_to_all
from app.accounts.queries import Account, Waiting
from app.accounts.signing_in import device, known_browser, let_in
from app.errors import Missing, TooOften
from app.factors import passkeys
from app.factors import queries as factors
from app.factors import service as proofs
from app.factors.policy import Purpose
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Onward, Store, Typed, visit_of
from app.web.visit import block

BY_ADDRESS = Limit("passkey_from", times=120, seconds=900)  # challenges and answers, of a room full of people
MINUTE = 60  # seconds


@get("/sign-in/code", guards=[open_to_all], sync_to_thread=True)
def second_step(request: Ask, db: Db, onward: Onward = None, emergency: Typed = None) -> Answer:
    waiting = queries.attempt(db, _key(request), clock.now())
    if waiting is None:
        return pages.see(request, "/sign-in")
    return _form(request, db, waiting, onward or "", emergency=bool(emergency))


@post("/sign-in/code", guards=[open_to_all], sync_to_thread=True)
def give_code(request: Ask, store: Store, db: Db, form: Form) -> Answer:
    """Let in whoever has the second thing as well. After a few wrong codes the password is asked again."""
    now, emergency = clock.now(), bool(form.one("emergency"))
    with store.reading() as session:
        waiting = queries.attempt(session, _key(request), now)
        account = queries.by_id(session, waiting.member_id) if waiting else None
    if waiting is None or account is None:
        return _over(request)
    who = known_browser(request, account.email) or str(account.id)
    try:
        proving.count(store, who)
    except TooOften as refusal:
        with store.reading() as session:
            answer = _form(
                request, session, waiting, form.one("next"), emergency=emergency, wait=refusal.wait, status=429
            )
        answer.headers["Retry-After"] = str(refusal.wait)
        return answer
    with store.writing() as session:
        service.count_try(session, waiting.id)
    once = proving.read(store, account.id, form.one("code"))
    if once is None or not once.take(db, now):
        return _form(
            request, db, waiting, form.one("next"), emergency=emergency, fault="factors.code.wrong", status=422
        )
    proving.uncount(db, who)
    key = service.finish(
        db,
        waiting.id,
        account.id,
        waiting.password_seen,
        device=device(request),
        instead_of=_instead_of(request),
        emergency=bool(once.emergency),
        now=now,
    )
    if key is None:
        return _over(request)
    return _in(request, key, account, "/me/factors" if once.emergency else form.one("next"), bool(once.emergency))


@post("/sign-in/challenge", guards=[open_to_all], sync_to_thread=True)
def challenge(request: Ask, store: Store, db: Db) -> Answer:
    """What a passkey is to answer: one of the member's own after the password, and any of this site's before it."""
    visit = visit_of(request)
    site = passkeys.site_of(visit.settings.base_url)
    if site is None:
        raise Missing
    limits.take(store, BY_ADDRESS, block(visit.address))
    now = clock.now()
    waiting = queries.attempt(db, _key(request), now)
    have = factors.credential_ids(db, waiting.member_id) if waiting else ()
    value = proofs.begin_challenge(db, Purpose.SIGN_IN, _bound_to(request, waiting), now)
    return Answer(passkeys.request_options(site, value, have), status_code=200, media_type=MediaType.JSON)


@post("/sign-in/passkey", guards=[open_to_all], sync_to_thread=True)
def give_passkey(request: Ask, store: Store, db: Db, form: Form) -> Answer:
    visit, now = visit_of(request), clock.now()
    limits.take(store, BY_ADDRESS, block(visit.address))
    with store.reading() as session:
        waiting = queries.attempt(session, _key(request), now)
    holder = proving.passkey(
        store,
        form.raw("passkey"),
        site=passkeys.site_of(visit.settings.base_url),
        purpose=Purpose.SIGN_IN,
        bound_to=_bound_to(request, waiting),
        now=now,
    )
    account = queries.by_id(db, holder) if holder and (waiting is None or waiting.member_id == holder) else None
    if account is None:
        if waiting:
            return _form(request, db, waiting, form.one("next"), fault="factors.passkey.wrong", status=422)
        return pages.see(request, "/sign-in", said="accounts.passkey_wrong")
    key = service.sign_in_by_passkey(db, account.id, device=device(request), instead_of=_instead_of(request), now=now)
    return _in(request, key, account, form.one("next"))


def _in(request: Ask, key: str, account: Account, onward: str, emergency: bool = False) -> Answer:
    visit = visit_of(request)
    let_in(request, key, account.role, account.email)
    visit.set_cookie(visit.cookies.attempt, "", seconds=0)
    return pages.see(request, pages.local(onward), said="accounts.recovery_used" if emergency else "")


def _over(request: Ask) -> Answer:
    return pages.see(request, "/sign-in", said="accounts.attempt_over")


def _key(request: Ask) -> str:
    return request.cookies.get(visit_of(request).cookies.attempt, "")


def _bound_to(request: Ask, waiting: Waiting | None) -> str:
    return policy.key_hash(_key(request) if waiting else visit_of(request).bound_to)


def _instead_of(request: Ask) -> UUID | None:
    viewer = visit_of(request).viewer
    return viewer.sign_in_id if viewer else None


def _form(
    request: Ask,
    db: Db,
    waiting: Waiting,
    onward: str,
    *,
    emergency: bool = False,
    fault: str = "",
    wait: int = 0,
    status: int = 200,
) -> Answer:
    has = factors.has(db, waiting.member_id)
    return pages.page(
        request,
        "accounts/second_step.html",
        status=status,
        next=onward,
        codes=has.codes,
        emergency=emergency,
        passkeys=has.passkeys > 0 and passkeys.site_of(visit_of(request).settings.base_url) is not None,
        errors={"code": fault} if fault else {},
        minutes=-(-wait // MINUTE),
    )


SECOND_STEP_ROUTES = (second_step, give_code, challenge, give_passkey)
