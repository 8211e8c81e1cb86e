"""Licences that wait for a person, and what that person decides. Their numbers are seen nowhere else."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock
from app.accounts import forms, policy, queries, service
from app.accounts.forms import Errors
from app.accounts.guards import moderators_only
from app.accounts.policy import LicenceDecision, Outcome
from app.errors import OutOfDate
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer


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
        service.decide(db, viewer.id, licence_id, decision, now)
    except OutOfDate:
        return _decided(request, db, licence_id, decision.note)
    said = "accounts.licence_confirmed" if decision.outcome is Outcome.CONFIRM else "accounts.licence_refused"
    return pages.see(request, "/moderation/licences", said=said)


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
        claims=queries.claims(db, viewer.id),
        waiting=queries.waiting(db),
        about=about,
        typed=decision or LicenceDecision(),
        errors=errors or {},
        limit=policy.NOTE_LIMIT,
        today=clock.now().date().isoformat(),
    )


LICENCE_ROUTES = (waiting, decide)
