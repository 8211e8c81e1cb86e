"""The queue and the log, for moderators; reporting, for every member."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import limits
from app.accounts.guards import members_only, moderators_only
from app.deid.recognisers import RECOGNISERS
from app.errors import Missing
from app.limits import Limit
from app.moderation import allowing, decided, deciding, forms, queries, reasons, redacting, reports, service
from app.moderation.policy import NOTE_LIMIT, REFRESHED, Reason
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer
from app.web.paging import page_number

REPORTING = Limit("report", times=20, seconds=3_600)


@get("/moderation", guards=[moderators_only], sync_to_thread=True)
def index(request: Ask, db: Db, viewer: Viewer) -> Answer:
    queue = _queue(request, db, viewer)
    rules = tuple(recogniser.RULE.code for recogniser in RECOGNISERS)
    return pages.page(
        request,
        "moderation/queue.html",
        queue=queue,
        rules=rules,
        every=REFRESHED,
        just_decided=decided.just_decided(db, viewer.id),
    )


@get("/moderation/news", guards=[moderators_only], sync_to_thread=True, beside="/moderation")
def news(request: Ask, db: Db, viewer: Viewer) -> Answer:
    """Say whether the queue is still as a page of it showed it. Its rows are not sent: nobody loses their place in them."""
    queue = _queue(request, db, viewer)
    seen = request.query_params.get("seen", "")
    return pages.page(request, "moderation/_news.html", queue=queue, changed=seen != queue.mark, every=REFRESHED)


def _queue(request: Ask, db: Db, viewer: Viewer) -> queries.Queue:
    filters = forms.read_filters(request.query_params)
    return queries.queue(db, viewer.id, filters, page=page_number(request.query_params.get("page")))


@get("/moderation/log", guards=[moderators_only], sync_to_thread=True)
def log(request: Ask, db: Db) -> Answer:
    page = page_number(request.query_params.get("page"))
    return pages.page(request, "moderation/log.html", log=decided.log(db, page=page))


@get("/posts/{post_id:uuid}/report", guards=[members_only], sync_to_thread=True)
def ask_report(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    return _report(request, db, viewer, post_id)


@post("/posts/{post_id:uuid}/report", guards=[members_only], sync_to_thread=True)
def report(request: Ask, db: Db, viewer: Viewer, form: Form, post_id: FromPath[UUID]) -> Answer:
    complaint, errors = forms.read_report(form)
    if complaint is None:
        return _report(request, db, viewer, post_id, reason=form.one("reason"), note=form.one("note"), errors=errors)
    limits.take_within(db, REPORTING, str(viewer.id))
    found = reports.reportable(db, viewer.id, post_id)
    if found is None:
        raise Missing
    service.report(db, viewer.id, found.revision_id, complaint)
    return pages.see(request, f"/posts/{post_id}/report", said="moderation.reported")


@get("/reports", guards=[members_only], sync_to_thread=True)
def own_reports(request: Ask, db: Db, viewer: Viewer) -> Answer:
    """What one has reported, and what came of it."""
    page = page_number(request.query_params.get("page"))
    rows, more = reports.own(db, viewer.id, page=page)
    return pages.page(request, "moderation/reports.html", rows=rows, more=more, page=page)


def _report(
    request: Ask,
    db: Db,
    viewer: Viewer,
    post_id: UUID,
    *,
    reason: str = "",
    note: str = "",
    errors: forms.Errors | None = None,
) -> Answer:
    found = reports.reportable(db, viewer.id, post_id)
    if found is None:
        raise Missing
    return pages.page(
        request,
        "moderation/report.html",
        status=422 if errors else 200,
        post=found,
        reasons=tuple(Reason),
        reason=reason or found.reason,
        note=note or found.note,
        errors=errors or {},
        limit=NOTE_LIMIT,
    )


ROUTES = (
    index,
    news,
    log,
    *deciding.ROUTES,
    *redacting.ROUTES,
    *reasons.ROUTES,
    *allowing.ROUTES,
    ask_report,
    report,
    own_reports,
)
