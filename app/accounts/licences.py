"""Licences that wait for a person, and what that person decides. Their numbers are seen nowhere else."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock
from app.accounts import claims, forms, haste, licensing, policy
from app.accounts.forms import Errors
from app.accounts.guards import moderators_only, stepped_up
from app.accounts.policy import LicenceDecision, Outcome, Together
from app.errors import Missing, OutOfDate
from app.evidence import service as evidence
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer
from app.web.visit import Viewer as Member

MINUTES = int(evidence.OPEN_FOR.total_seconds()) // 60


@get("/moderation/licences", guards=[moderators_only], sync_to_thread=True)
def waiting(request: Ask, db: Db, viewer: Viewer) -> Answer:
    return _list(request, db, viewer)


@post("/moderation/licences/{licence_id:uuid}/decision", guards=[moderators_only], sync_to_thread=True)
def decide(request: Ask, db: Db, viewer: Viewer, form: Form, licence_id: FromPath[UUID]) -> Answer:
    now = clock.now()
    decision, errors = forms.read_licence_decision(form, now.date())
    if errors and claims.decided(db, licence_id) is None:
        return _list(request, db, viewer, about=licence_id, decision=decision, errors=errors)
    following = claims.after(claims.claims(db, viewer.id, now), licence_id)
    try:
        licensing.decide(db, viewer.id, licence_id, decision, now)
    except OutOfDate as refusal:
        db.rollback()
        return _too_late(request, db, viewer, licence_id, refusal, decision)
    said = "accounts.licence_confirmed" if decision.outcome is Outcome.CONFIRM else "accounts.licence_refused"
    return pages.see(request, _address(following), said=said)


@post("/moderation/licences/{licence_id:uuid}/claim", guards=[moderators_only], sync_to_thread=True)
def claim(request: Ask, db: Db, viewer: Viewer, form: Form, licence_id: FromPath[UUID]) -> Answer:
    """Take a licence in hand, take it over from a colleague, or give it out of one's hands again."""
    here = _address(licence_id)
    try:
        if form.one("intent") == "leave":
            licensing.let_go(db, viewer.id, licence_id)
            return pages.see(request, here, said="moderation.left")
        over = licensing.take_in_hand(db, viewer.id, licence_id, clock.now(), over=form.one("over") == "1")
    except OutOfDate as refusal:
        db.rollback()
        return _too_late(request, db, viewer, licence_id, refusal)
    return pages.see(request, here, said=f"moderation.{'taken_over' if over else 'claimed'}")


@post("/moderation/licences/decisions", guards=[moderators_only], sync_to_thread=True)
def decide_together(request: Ask, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Confirm the licences that are marked, all of them or none: those one has in hand and has something to show for."""
    now = clock.now()
    together, errors = forms.read_together(form, now.date())
    if errors:
        return _list(request, db, viewer, together=together, errors=errors)
    try:
        licensing.confirm_together(db, viewer.id, together, now)
    except OutOfDate as refusal:
        db.rollback()
        ours = refusal.key in ("not_in_hand", "not_opened")
        errors = {"together": f"refusal.{refusal.key}.body" if ours else "accounts.together.gone"}
        return _list(request, db, viewer, together=together, errors=errors, status=409)
    return pages.see(request, _address(), said="accounts.confirmed_together")


@post("/moderation/licences/lapses", guards=[moderators_only], sync_to_thread=True)
def set_aside(request: Ask, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Take the marked licences off the list that have run out while they waited to be looked at again."""
    ids = forms.read_ids(form, "licence")
    licensing.set_aside(db, viewer.id, ids, clock.now().date())
    return pages.see(request, _address(), said="accounts.set_aside" if ids else "")


@post("/moderation/licences/{licence_id:uuid}/opening", guards=[moderators_only, stepped_up], sync_to_thread=True)
def open_proof(request: Ask, store: Store, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    """Open a proof for a while. It goes on the record first, and nothing is shown before that is written."""
    haste.count_opening(store, viewer.id)
    try:
        licensing.open_proof(db, viewer.id, licence_id, clock.now())
    except OutOfDate as refusal:
        db.rollback()
        return _too_late(request, db, viewer, licence_id, refusal)
    return pages.see(request, f"/moderation/licences/{licence_id}/evidence")


@get("/moderation/licences/{licence_id:uuid}/evidence", guards=[moderators_only], sync_to_thread=True)
def proof(request: Ask, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    """Show what one has opened; to whoever has not, there is no such page."""
    now = clock.now()
    count = evidence.pages(db, licence_id, viewer.id, now)
    claim = next((one for one in claims.claims(db, viewer.id, now, licence_id) if not one.own), None)
    if claim is None:
        raise Missing
    return pages.page(request, "accounts/proof_open.html", claim=claim, count=count, minutes=MINUTES)


@get("/moderation/licences/{licence_id:uuid}/evidence/{number:int}", guards=[moderators_only], sync_to_thread=True)
def picture(db: Db, viewer: Viewer, licence_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One page of a proof, as a picture and nothing else: drawn by us, shown in its place, kept by no browser."""
    content = evidence.page(db, licence_id, viewer.id, number, clock.now())
    return Answer(
        content,
        media_type="image/jpeg",
        headers={
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


def _address(licence_id: UUID | None = None) -> str:
    """Return where the list opens: at one licence, or at its head. There the focus goes too."""
    return f"/moderation/licences#{f'licence-{licence_id}' if licence_id else 'licences-head'}"


def _too_late(
    request: Ask,
    db: Db,
    viewer: Member,
    licence_id: UUID,
    refusal: OutOfDate,
    decision: LicenceDecision | None = None,
) -> Answer:
    """Whoever comes second sees what the first did, and keeps what they had written."""
    if refusal.key == "with_colleague":
        errors = {"form": "accounts.licences.with_colleague"}
        return _list(request, db, viewer, about=licence_id, decision=decision, errors=errors, status=409)
    decided = claims.decided(db, licence_id)
    note = decision.note if decision else ""
    return pages.page(request, "accounts/licence_decided.html", status=409, decided=decided, note=note)


def _list(
    request: Ask,
    db: Db,
    viewer: Member,
    *,
    about: UUID | None = None,
    decision: LicenceDecision | None = None,
    together: Together | None = None,
    errors: Errors | None = None,
    status: int = 422,
) -> Answer:
    """Show what waits; with a form that came back, what was typed stands in it again."""
    now = clock.now()
    return pages.page(
        request,
        "accounts/licences.html",
        status=status if errors else 200,
        claims=claims.claims(db, viewer.id, now),
        lapsed=claims.lapsed(db, viewer.id, now.date()),
        waiting=claims.waiting(db, now.date()),
        about=about,
        typed=decision or LicenceDecision(),
        together=together or Together(),
        errors=errors or {},
        limit=policy.NOTE_LIMIT,
        today=now.date().isoformat(),
    )


LICENCE_ROUTES = (waiting, decide, claim, decide_together, set_aside, open_proof, proof, picture)
