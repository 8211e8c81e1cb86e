"""What was decided on one's own post, appealing against it, and, for another moderator, the answer."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import limits
from app.accounts.guards import members_only, moderators_only, proven_lately
from app.appeals import forms, queries, service
from app.appeals.forms import Errors
from app.appeals.policy import NOTE_LIMIT
from app.errors import Missing, OutOfDate
from app.limits import Limit
from app.moderation import forms as moderation_forms
from app.moderation import unsealing
from app.moderation.neighbours import neighbours
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of

APPEALING = Limit("appeal", times=10, seconds=86_400)


@get("/posts/{post_id:uuid}/decisions", guards=[members_only], sync_to_thread=True)
def decisions(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    return _decisions(request, db, viewer, post_id)


@post("/decisions/{decision_id:uuid}/appeal", guards=[members_only], sync_to_thread=True)
def appeal(request: Ask, db: Db, viewer: Viewer, form: Form, decision_id: FromPath[UUID]) -> Answer:
    note, errors = forms.read_appeal(form)
    if errors:
        post_id = queries.post_of(db, viewer.id, decision_id)
        if post_id is None:
            raise Missing
        return _decisions(request, db, viewer, post_id, about=decision_id, note=note, errors=errors)
    limits.take_within(db, APPEALING, str(viewer.id))
    post_id = service.appeal(db, viewer.id, decision_id, note)
    return pages.see(request, f"/posts/{post_id}/decisions", said="appeals.sent")


@get("/moderation/{revision_id:uuid}/appeal", guards=[moderators_only, proven_lately], sync_to_thread=True)
def show(request: Ask, store: Store, viewer: Viewer, revision_id: FromPath[UUID]) -> Answer:
    opened = unsealing.record_reading(store, viewer.id, revision_id)
    with store.reading() as session:
        return _appeal(request, session, viewer, revision_id, opened=opened)


@post("/moderation/{revision_id:uuid}/appeal", guards=[moderators_only, proven_lately], sync_to_thread=True)
def decide(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    filters = moderation_forms.carried_filters(form)
    verdict, errors = forms.read_verdict(form)
    if verdict is None:
        opened = unsealing.record_reading(store, viewer.id, revision_id)
        return _appeal(request, db, viewer, revision_id, opened=opened, words=form.one("answer"), errors=errors)
    after = neighbours(db, viewer.id, revision_id, filters).after
    try:
        came = service.decide(db, viewer.id, revision_id, verdict, two=_two(request))
    except OutOfDate:
        db.rollback()  # nothing of it stays but what was typed
        opened = unsealing.record_reading(store, viewer.id, revision_id)
        return _appeal(request, db, viewer, revision_id, opened=opened, words=verdict.words, status=409)
    where = f"/moderation/{after}" if after else "/moderation"
    return pages.see(request, where + filters.suffix(), said=f"appeals.{came}")


def _decisions(
    request: Ask,
    db: Db,
    viewer: Viewer,
    post_id: UUID,
    *,
    about: UUID | None = None,
    note: str = "",
    errors: Errors | None = None,
) -> Answer:
    found = queries.own(db, viewer.id, post_id)
    if found is None:
        raise Missing
    return pages.page(
        request,
        "appeals/decisions.html",
        status=422 if errors else 200,
        decisions=found,
        about=about,
        note=note,
        errors=errors or {},
        limit=NOTE_LIMIT,
    )


def _appeal(
    request: Ask,
    db: Db,
    viewer: Viewer,
    revision_id: UUID,
    *,
    opened: bool,
    words: str = "",
    errors: Errors | None = None,
    status: int = 200,
) -> Answer:
    found = queries.appealed(db, viewer.id, revision_id, opened=opened)
    if found is None:
        raise Missing
    filters = moderation_forms.read_filters(request.query_params)
    return pages.page(
        request,
        "appeals/appeal.html",
        status=422 if errors else status,
        appeal=found,
        held=found.held,
        filters=filters,
        words=words,
        stale=status == 409,
        errors=errors or {},
        limit=NOTE_LIMIT,
        near=neighbours(db, viewer.id, revision_id, filters),
        two=service.takes_two(db, found.held.text.author_id, found.deciders, _two(request)),
    )


def _two(request: Ask) -> str:
    return visit_of(request).settings.two_moderators


ROUTES = (decisions, appeal, show, decide)
