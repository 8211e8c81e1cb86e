"""Licences that wait for a person, and what that person decides. Their numbers are seen nowhere else."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock
from app.accounts import forms, licensing, policy, queries
from app.accounts.forms import Errors
from app.accounts.guards import moderators_only
from app.accounts.policy import LicenceDecision, Outcome
from app.errors import Missing, OutOfDate
from app.evidence import service as evidence
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer

MINUTES = int(evidence.OPEN_FOR.total_seconds()) // 60


@get("/moderation/licences", guards=[moderators_only], sync_to_thread=True)
def waiting(request: Ask, db: Db, viewer: Viewer) -> Answer:
    return _list(request, db, viewer)


@post("/moderation/licences/{licence_id:uuid}/decision", guards=[moderators_only], sync_to_thread=True)
def decide(request: Ask, db: Db, viewer: Viewer, form: Form, licence_id: FromPath[UUID]) -> Answer:
    now = clock.now()
    decision, errors = forms.read_licence_decision(form, now.date())
    if errors and queries.decided(db, licence_id) is None:
        return _list(request, db, viewer, about=licence_id, decision=decision, errors=errors)
    try:
        licensing.decide(db, viewer.id, licence_id, decision, now)
    except OutOfDate:
        return _decided(request, db, licence_id, decision.note)
    said = "accounts.licence_confirmed" if decision.outcome is Outcome.CONFIRM else "accounts.licence_refused"
    return pages.see(request, "/moderation/licences", said=said)


@post("/moderation/licences/{licence_id:uuid}/opening", guards=[moderators_only], sync_to_thread=True)
def open_proof(request: Ask, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    """Open a proof for a while. It goes on the record first, and nothing is shown before that is written."""
    try:
        licensing.open_proof(db, viewer.id, licence_id, clock.now())
    except OutOfDate:
        return _decided(request, db, licence_id, "")
    return pages.see(request, f"/moderation/licences/{licence_id}/evidence")


@get("/moderation/licences/{licence_id:uuid}/evidence", guards=[moderators_only], sync_to_thread=True)
def proof(request: Ask, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    """Show what one has opened; to whoever has not, there is no such page."""
    now = clock.now()
    count = evidence.pages(db, licence_id, viewer.id, now)
    claim = next((one for one in queries.claims(db, viewer.id, now, licence_id) if not one.own), None)
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


def _decided(request: Ask, db: Db, licence_id: UUID, note: str) -> Answer:
    """Show what another moderator decided, and give back the note that was written for nothing."""
    decided = queries.decided(db, licence_id)
    return pages.page(request, "accounts/licence_decided.html", status=409, decided=decided, note=note)


def _list(
    request: Ask,
    db: Db,
    viewer: Viewer,
    *,
    about: UUID | None = None,
    decision: LicenceDecision | None = None,
    errors: Errors | None = None,
) -> Answer:
    """Show what waits; with a form that came back, what was typed stands in it again."""
    return pages.page(
        request,
        "accounts/licences.html",
        status=422 if errors else 200,
        claims=queries.claims(db, viewer.id, clock.now()),
        waiting=queries.waiting(db),
        about=about,
        typed=decision or LicenceDecision(),
        errors=errors or {},
        limit=policy.NOTE_LIMIT,
        today=clock.now().date().isoformat(),
    )


LICENCE_ROUTES = (waiting, decide, open_proof, proof, picture)
