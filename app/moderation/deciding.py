"""One text and what is done with it: taken in hand, looked at, decided on."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app.accounts import haste
from app.accounts.guards import moderators_only, proven_lately, stepped_up
from app.errors import Missing, OutOfDate
from app.moderation import canned, decided, forms, held, queries, service, undoing, unsealing
from app.moderation.neighbours import neighbours
from app.moderation.policy import NOTE_LIMIT, Filters
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of


@get("/moderation/{revision_id:uuid}", guards=[moderators_only, proven_lately], sync_to_thread=True)
def show(request: Ask, store: Store, viewer: Viewer, revision_id: FromPath[UUID]) -> Answer:
    filters = forms.read_filters(request.query_params)
    if _appealed(store, revision_id):
        return _appeal(request, revision_id, filters)
    opened = unsealing.record_reading(store, viewer.id, revision_id)
    with store.reading() as session:
        return _held(request, session, viewer, revision_id, filters, opened=opened)


@post("/moderation/{revision_id:uuid}/opening", guards=[moderators_only, stepped_up], sync_to_thread=True)
def open_words(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Show the words of what is settled. It goes on the record first: no entry, no words."""
    filters = forms.carried_filters(form)
    if _appealed(store, revision_id):
        return _appeal(request, revision_id, filters)
    haste.count_opening(store, viewer.id)
    unsealing.record_opening(db, viewer.id, revision_id)
    return _held(request, db, viewer, revision_id, filters, opened=True)


@post("/moderation/{revision_id:uuid}/comparison", guards=[moderators_only, stepped_up], sync_to_thread=True)
def compare(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Show what has changed since a version that lies closed: that one is opened, so it goes on the record first."""
    filters = forms.carried_filters(form)
    if _appealed(store, revision_id):
        return _appeal(request, revision_id, filters)
    haste.count_opening(store, viewer.id)
    opened = unsealing.record_reading(store, viewer.id, revision_id)
    unsealing.record_comparison(db, viewer.id, revision_id)
    return _held(request, db, viewer, revision_id, filters, opened=opened, compared=True)


def _appealed(store: Store, revision_id: UUID) -> bool:
    with store.reading() as session:  # over before anything is written: no reader waits for a writer
        return queries.appealed(session, revision_id)


def _appeal(request: Ask, revision_id: UUID, filters: Filters) -> Answer:
    """What its author does not agree with has a page of its own, with what they say."""
    return pages.see(request, f"/moderation/{revision_id}/appeal{filters.suffix()}")


@post("/moderation/{revision_id:uuid}/claim", guards=[moderators_only], sync_to_thread=True)
def claim(request: Ask, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Take a text in hand, take it over from a colleague, or give it out of one's hands again."""
    filters = forms.carried_filters(form)
    try:
        if form.one("intent") == "leave":
            service.let_go(db, viewer.id, revision_id)
            return pages.see(request, f"/moderation{filters.suffix()}", said="moderation.left")
        over = service.claim(db, viewer.id, revision_id, over=form.one("over") == "1")
    except OutOfDate:
        db.rollback()
        return out_of_date(request, db, viewer, revision_id, filters)
    return pages.see(request, address(revision_id, filters), said=f"moderation.{'taken_over' if over else 'claimed'}")


@post("/moderation/{revision_id:uuid}/decision", guards=[moderators_only, proven_lately], sync_to_thread=True)
def decide(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    filters = forms.carried_filters(form)
    lang = held.lang(db, revision_id)
    if lang is None:
        raise Missing
    judgement, errors = forms.read_decision(form, canned.offered(db, lang), objected=queries.objected(db, revision_id))
    if judgement is None and queries.appealed(db, revision_id):  # since the page was opened
        return out_of_date(request, db, viewer, revision_id, filters, form.one("note"))
    if judgement is None:
        db.rollback()  # nothing was written, and the entry has a transaction of its own
        return _held(
            request,
            db,
            viewer,
            revision_id,
            filters,
            note=form.one("note"),
            reason=form.one("reason"),
            accepted=forms.read_accepted(form),
            errors=errors,
            opened=unsealing.record_reading(store, viewer.id, revision_id),
        )
    after = neighbours(db, viewer.id, revision_id, filters).after
    try:
        came = service.decide(db, viewer.id, revision_id, judgement, two=_two(request))
    except OutOfDate:
        db.rollback()  # nothing of it stays but what was typed
        return out_of_date(request, db, viewer, revision_id, filters, form.one("note"))
    return pages.see(request, address(after, filters), said=f"moderation.{came}")


@post("/moderation/{revision_id:uuid}/reversal", guards=[moderators_only], sync_to_thread=True)
def reverse(request: Ask, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Take back one's own decision of a moment ago."""
    filters = forms.carried_filters(form)
    try:
        undoing.undo(db, viewer.id, revision_id)
    except OutOfDate:
        db.rollback()
        return out_of_date(request, db, viewer, revision_id, filters, why="too_late")
    return pages.see(request, address(revision_id, filters), said="moderation.undone")


def _held(
    request: Ask,
    db: Db,
    viewer: Viewer,
    revision_id: UUID,
    filters: Filters,
    *,
    note: str = "",
    reason: str = "",
    accepted: frozenset[int] = frozenset(),
    errors: forms.Errors | None = None,
    opened: bool = False,
    compared: bool = False,
) -> Answer:
    found = held.held(db, viewer.id, revision_id, opened=opened, compared=compared)
    if found is None:
        raise Missing
    reasons = [(one.code, one.of(visit_of(request).locale)) for one in canned.canned(db) if one.offered]
    return pages.page(
        request,
        "moderation/held.html",
        status=422 if errors else 200,
        held=found,
        filters=filters,
        note=note,
        accepted=accepted,
        reason=reason,
        reasons=reasons,
        just_decided=decided.just_decided(db, viewer.id),
        errors=errors or {},
        limit=NOTE_LIMIT,
        near=neighbours(db, viewer.id, revision_id, filters),
        two=service.wants_two(db, found.text.author_id, found.text.state, found.direct, _two(request)),
    )


def _two(request: Ask) -> str:
    return visit_of(request).settings.two_moderators


def out_of_date(
    request: Ask, db: Db, viewer: Viewer, revision_id: UUID, filters: Filters, note: str = "", *, why: str = ""
) -> Answer:
    """Whoever comes second sees what the first did, and keeps what they had written."""
    found = held.held(db, viewer.id, revision_id)
    if found is None:
        raise Missing
    return pages.page(
        request,
        "moderation/decided.html",
        status=409,
        held=found,
        why=why or found.stale,
        filters=filters,
        note=note,
        near=neighbours(db, viewer.id, revision_id, filters),
    )


def address(revision_id: UUID | None, filters: Filters) -> str:
    return (f"/moderation/{revision_id}" if revision_id else "/moderation") + filters.suffix()


ROUTES = (show, open_words, compare, claim, decide, reverse)
