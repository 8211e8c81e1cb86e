"""Signing in and out. Whoever guesses passwords is slowed down, and its owner is not kept out by it."""

import secrets
from contextlib import suppress
from urllib.parse import quote

from litestar import get, post

from app import clock, limits, signing
from app.accounts import forms, passwords, policy, queries, service
from app.accounts.forms import Errors
from app.accounts.guards import keep_signed_in, open_to_all
from app.accounts.policy import SigningIn
from app.errors import Missing, TooOften
from app.factors import passkeys
from app.limits import Limit
from app.web import csrf, pages
from app.web.inject import Answer, Ask, Db, Form, Onward, Store, visit_of
from app.web.visit import Role, block

# Wrong passwords are counted by address, against trying one password on many members; and by member, against
# trying many on one. A browser in which the member signed in before is counted apart: strangers cannot use up its turns.
BY_ADDRESS = Limit("sign_in_from", times=60, seconds=900)
BY_MEMBER = Limit("sign_in_as", times=20, seconds=900)
BY_MEMBER_A_DAY = Limit("sign_in_day", times=100, seconds=86_400)
BY_BROWSER = Limit("sign_in_known", times=10, seconds=900)
BY_BROWSER_A_DAY = Limit("known_day", times=50, seconds=86_400)
KNOWN_FOR = 31_536_000  # seconds
MINUTE = 60  # seconds

Counts = tuple[tuple[Limit, str], ...]


@get("/sign-in", guards=[open_to_all], sync_to_thread=True)
def door(request: Ask, onward: Onward = None) -> Answer:
    if visit_of(request).viewer:
        return pages.see(request, pages.local(onward or "/"))
    return _form(request, SigningIn(next=onward or ""))


@post("/sign-in", guards=[open_to_all], sync_to_thread=True)
def sign_in(request: Ask, store: Store, db: Db, form: Form) -> Answer:
    """Let a member in. An unknown address costs the same work and gets the same answer as a wrong password."""
    visit = visit_of(request)
    typed, errors = forms.read_sign_in(form)
    if errors:
        return _form(request, typed, errors=errors, status=422)
    counts = _counts(request, typed.email)
    try:
        with store.writing() as session:
            for limit, who in counts:
                limits.take_within(session, limit, who)
    except TooOften as refusal:
        answer = _form(request, typed, wait=refusal.wait, status=429)
        answer.headers["Retry-After"] = str(refusal.wait)
        return answer
    with store.reading() as session:
        account = queries.by_email(session, typed.email)
    verdict = passwords.check(account.password_hash if account else None, typed.password)
    step = None
    if account and verdict.right:
        for limit, who in counts:
            limits.give_back(db, limit, who)
        step = service.sign_in(
            db,
            account.id,
            seen=account.password_hash,
            better=verdict.better,
            device=device(request),
            instead_of=visit.viewer.sign_in_id if visit.viewer else None,
            now=clock.now(),
        )
    if account is None or step is None:
        return _form(request, typed, errors={"email": "accounts.sign_in.wrong"}, status=422)
    onward = pages.local(typed.next)
    if not step.whole:
        visit.set_cookie(visit.cookies.attempt, step.key, seconds=int(policy.ATTEMPT_FOR.total_seconds()))
        return pages.see(request, "/sign-in/code" + (f"?next={quote(onward, safe='')}" if onward != "/" else ""))
    let_in(request, step.key, account.role, account.email)
    return pages.see(request, onward)


@post("/sign-out", guards=[open_to_all], sync_to_thread=True)
def sign_out(request: Ask, db: Db) -> Answer:
    """End this sign-in, and ask the browser to keep nothing of what it showed: computers in clinics are shared."""
    visit = visit_of(request)
    if visit.viewer:
        with suppress(Missing):  # ended in another window meanwhile
            service.sign_out(db, visit.viewer.id, visit.viewer.sign_in_id, clock.now())
    csrf.leave(visit)
    visit.set_cookie(visit.cookies.sign_in, "", seconds=0)
    visit.set_cookie(visit.cookies.attempt, "", seconds=0)
    answer = pages.see(request, "/", said="accounts.signed_out")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def let_in(request: Ask, key: str, role: Role, email: str) -> None:
    """Give a browser its key, and remember that this member came in by it."""
    visit = visit_of(request)
    keep_signed_in(visit, key, role)
    _remember_browser(request, email)


def device(request: Ask) -> str:
    return policy.device(request.headers.get("user-agent", "")[:400])


def _counts(request: Ask, email: str) -> Counts:
    visit = visit_of(request)
    known = known_browser(request, email)
    if known:
        return ((BY_ADDRESS, block(visit.address)), (BY_BROWSER, known), (BY_BROWSER_A_DAY, known))
    member = policy.key_hash(email)
    return ((BY_ADDRESS, block(visit.address)), (BY_MEMBER, member), (BY_MEMBER_A_DAY, member))


def _remember_browser(request: Ask, email: str) -> None:
    """Leave a mark by which this browser is known at the next sign-in. It names nobody, and lets nobody in."""
    visit = visit_of(request)
    if not known_browser(request, email):
        mark = secrets.token_urlsafe(12)
        signature = signing.sign(visit.settings.secret_key, "known", f"{mark}:{email}")
        visit.set_cookie(visit.cookies.known, f"{mark}.{signature}", seconds=KNOWN_FOR)


def known_browser(request: Ask, email: str) -> str:
    visit = visit_of(request)
    mark, _, signature = request.cookies.get(visit.cookies.known, "").partition(".")
    return mark if mark and signing.holds(visit.settings.secret_key, "known", f"{mark}:{email}", signature) else ""


def _form(request: Ask, typed: SigningIn, *, errors: Errors | None = None, wait: int = 0, status: int = 200) -> Answer:
    return pages.page(
        request,
        "accounts/sign_in.html",
        status=status,
        email=typed.email,
        next=typed.next,
        errors=errors or {},
        minutes=-(-wait // MINUTE),
        invited_only=visit_of(request).settings.join == "invited",
        passkeys=passkeys.site_of(visit_of(request).settings.base_url) is not None,
    )


SIGNING_IN_ROUTES = (door, sign_in, sign_out)
