"""The queue and its decisions, for moderators; reporting, for every member."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import limits
from app.accounts.guards import members_only, moderators_only
from app.errors import Missing, OutOfDate
from app.limits import Limit
from app.moderation import forms, policy, queries, service
from app.moderation.policy import NOTE_LIMIT, Reason
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer

REPORTING = Limit("report", times=20, seconds=3_600)


@get("/moderation", guards=[moderators_only], sync_to_thread=True)
def index(request: Ask, db: Db, viewer: Viewer) -> Answer:
    lang = forms.read_lang(request.query_params.get("lang", ""))
    page = forms.read_page(request.query_params.get("page", ""))
    return pages.page(request, "moderation/queue.html", queue=queries.queue(db, viewer.id, lang=lang, page=page))


@get("/moderation/{revision_id:uuid}", guards=[moderators_only], sync_to_thread=True)
def show(request: Ask, db: Db, viewer: Viewer, revision_id: FromPath[UUID]) -> Answer:
    return _held(request, db, viewer, revision_id, forms.read_lang(request.query_params.get("lang", "")))


@post("/moderation/{revision_id:uuid}/decision", guards=[moderators_only], sync_to_thread=True)
def decide(request: Ask, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    lang = forms.read_lang(form.one("lang"))
    judgement, errors = forms.read_decision(form)
    if judgement is None:
        return _held(request, db, viewer, revision_id, lang, note=form.one("note"), errors=errors)
    after = queries.neighbours(db, viewer.id, revision_id, lang=lang).after
    try:
        since = service.decide(db, viewer.id, revision_id, judgement)
    except OutOfDate:
        db.rollback()  # nothing of it stays but what was typed
        return _decided_meanwhile(request, db, viewer, revision_id, lang, judgement.note)
    return pages.see(request, _address(after, lang), said=f"moderation.{policy.what(judgement.outcome, since)}")


@get("/moderation/log", guards=[moderators_only], sync_to_thread=True)
def log(request: Ask, db: Db) -> Answer:
    page = forms.read_page(request.query_params.get("page", ""))
    return pages.page(request, "moderation/log.html", log=queries.log(db, page=page))


@get("/posts/{post_id:uuid}/report", guards=[members_only], sync_to_thread=True)
def ask_report(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    return _report(request, db, viewer, post_id)


@post("/posts/{post_id:uuid}/report", guards=[members_only], sync_to_thread=True)
def report(request: Ask, db: Db, viewer: Viewer, form: Form, post_id: FromPath[UUID]) -> Answer:
    complaint, errors = forms.read_report(form)
    if complaint is None:
        return _report(request, db, viewer, post_id, reason=form.one("reason"), note=form.one("note"), errors=errors)
    limits.take_within(db, REPORTING, str(viewer.id))
    found = queries.reportable(db, viewer.id, post_id)
    if found is None:
        raise Missing
    service.report(db, viewer.id, found.revision_id, complaint)
    return pages.see(request, f"/posts/{post_id}/report", said="moderation.reported")


def _held(
    request: Ask,
    db: Db,
    viewer: Viewer,
    revision_id: UUID,
    lang: str,
    *,
    note: str = "",
    errors: forms.Errors | None = None,
) -> Answer:
    held = queries.held(db, viewer.id, revision_id)
    if held is None:
        raise Missing
    return pages.page(
        request,
        "moderation/held.html",
        status=422 if errors else 200,
        held=held,
        lang=lang,
        note=note,
        errors=errors or {},
        limit=NOTE_LIMIT,
        near=queries.neighbours(db, viewer.id, revision_id, lang=lang),
    )


def _decided_meanwhile(request: Ask, db: Db, viewer: Viewer, revision_id: UUID, lang: str, note: str) -> Answer:
    """The second of two moderators sees what the first decided, and keeps what they had written."""
    held = queries.held(db, viewer.id, revision_id)
    if held is None:
        raise Missing
    near = queries.neighbours(db, viewer.id, revision_id, lang=lang)
    return pages.page(request, "moderation/decided.html", status=409, held=held, lang=lang, note=note, near=near)


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
    found = queries.reportable(db, viewer.id, post_id)
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


def _address(revision_id: UUID | None, lang: str) -> str:
    path = f"/moderation/{revision_id}" if revision_id else "/moderation"
    return f"{path}?lang={lang}" if lang else path


ROUTES = (index, show, decide, log, ask_report, report)
