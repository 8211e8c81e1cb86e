"""One's own licences: claiming one, and sending a proof of it that one person looks at."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import clock, limits
from app.accounts import forms, licensing, own
from app.accounts.forms import Errors
from app.accounts.guards import joined_only
from app.accounts.policy import LicenceClaim
from app.database import Database
from app.errors import Missing, NotAllowed
from app.evidence.policy import FILE_LIMIT, MOST_PAGES
from app.limits import Limit
from app.web import pages
from app.web.fields import Fields
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of
from app.web.visit import Standing
from app.web.visit import Viewer as Member

CLAIMING = Limit("claim", times=10, seconds=86_400)
SENDING = Limit("proof", times=20, seconds=86_400)
TAKES_A_FILE = {"file_limit": FILE_LIMIT}
# What is over the limit of a file is read to its end and thrown away, so that the page can say so and gives back what
# was typed: photos of today's telephones, unedited, and most scans are under this. Beyond it nothing is read.
REQUEST_LIMIT = 32 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024


@get("/me/licences/new", guards=[joined_only], sync_to_thread=True)
def new_licence(request: Ask, viewer: Viewer) -> Answer:
    return _licence_form(request, viewer, LicenceClaim())


@post("/me/licences", guards=[joined_only], opt=TAKES_A_FILE, request_max_body_size=REQUEST_LIMIT, sync_to_thread=True)
def claim(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    wanted, errors = forms.read_claim(form)
    proof, faults = _proof(store, viewer, form) if not errors else ((), {})
    if errors or faults:
        return _licence_form(request, viewer, wanted, errors | faults)
    limits.take(store, CLAIMING, str(viewer.id))
    try:
        licensing.claim(db, viewer.id, wanted, clock.now(), proof=proof)
    except NotAllowed:
        return _licence_form(request, viewer, wanted, {"licence": "accounts.licence.waits"})
    return pages.see(request, "/me", said="accounts.claimed")


@get("/me/licences/{licence_id:uuid}/evidence", guards=[joined_only], sync_to_thread=True)
def evidence(request: Ask, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    return _evidence_form(request, db, viewer, licence_id)


@post(
    "/me/licences/{licence_id:uuid}/evidence",
    guards=[joined_only],
    opt=TAKES_A_FILE,
    request_max_body_size=REQUEST_LIMIT,
    sync_to_thread=True,
)
def send(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, licence_id: FromPath[UUID]) -> Answer:
    proof, errors = _proof(store, viewer, form)
    if not proof:
        return _evidence_form(request, db, viewer, licence_id, errors or {"evidence": "accounts.evidence.missing"})
    licensing.prove(db, viewer.id, licence_id, proof, clock.now())
    return pages.see(request, "/me", said="accounts.proof_sent")


@post("/me/licences/{licence_id:uuid}/evidence/withdrawal", guards=[joined_only], sync_to_thread=True)
def take_back(request: Ask, db: Db, viewer: Viewer, licence_id: FromPath[UUID]) -> Answer:
    licensing.take_back_proof(db, viewer.id, licence_id)
    return pages.see(request, "/me", said="accounts.proof_taken_back")


def _proof(store: Database, viewer: Member, form: Fields) -> tuple[tuple[bytes, ...], Errors]:
    """Read a proof before anything else is asked of the database: drawing it takes seconds."""
    if form.file("evidence"):
        limits.take(store, SENDING, str(viewer.id))
    return forms.read_evidence(form, confirmed=viewer.standing is not Standing.UNCONFIRMED)


def _licence_form(request: Ask, viewer: Member, wanted: LicenceClaim, errors: Errors | None = None) -> Answer:
    return pages.page(
        request,
        "accounts/licence.html",
        status=422 if errors else 200,
        claim=wanted,
        errors=errors or {},
        licences=forms.licence_options(visit_of(request).locale),
        may_send=viewer.standing is not Standing.UNCONFIRMED,
        most=FILE_LIMIT // MEGABYTE,
        most_pages=MOST_PAGES,
    )


def _evidence_form(request: Ask, db: Db, viewer: Member, licence_id: UUID, errors: Errors | None = None) -> Answer:
    mine = next((one for one in own.licences(db, viewer.id, clock.now().date()) if one.id == licence_id), None)
    if mine is None or not mine.waits:
        raise Missing
    return pages.page(
        request,
        "accounts/evidence.html",
        status=422 if errors else 200,
        own=mine,
        may_send=viewer.standing is not Standing.UNCONFIRMED,
        errors=errors or {},
        most=FILE_LIMIT // MEGABYTE,
        most_pages=MOST_PAGES,
    )


CLAIMING_ROUTES = (new_licence, claim, evidence, send, take_back)
