"""Replacing words of a text: a moderator marks them and sees what comes of it, its author sees the same and may object.
A file of its own, because both look at one change from their two sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import i18n, limits
from app.accounts.guards import members_only, moderators_only, proven_lately
from app.database import Database
from app.errors import Missing, OutOfDate
from app.limits import Limit
from app.moderation import canned, deciding, forms, held, redacted, service, unsealing
from app.moderation.neighbours import neighbours
from app.moderation.policy import COVER_LIMIT, NOTE_LIMIT, Filters
from app.moderation.seen import Held
from app.posts import checking, screening
from app.posts.changes import changes
from app.posts.checking import Check
from app.posts.policy import Cover, Draft, covered
from app.posts.texts import OwnText
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of

NOBODY: Mapping[tuple[str, int, int], str] = MappingProxyType({})
OBJECTING = Limit("objection", times=20, seconds=3_600)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that may be replaced: a finding, or what a moderator marked by hand. `name` is its part of the form."""

    name: str
    words: str
    rule: str
    chosen: bool
    instead: str

    @property
    def by_hand(self) -> bool:
        return not self.rule


@get("/moderation/{revision_id:uuid}/redaction", guards=[moderators_only, proven_lately], sync_to_thread=True)
def ask_redaction(request: Ask, store: Store, viewer: Viewer, revision_id: FromPath[UUID]) -> Answer:
    opened = unsealing.record_reading(store, viewer.id, revision_id)
    with store.reading() as session:  # over before the text is read: no writer waits for the detector
        found = held.held(session, viewer.id, revision_id, opened=opened)
    if found is None or not found.decidable:
        raise Missing
    people = _people(_left(store, found.text, ()))
    with store.reading() as session:
        return _page(request, session, found, forms.read_filters(request.query_params), _suggested(found.text, people))


@post("/moderation/{revision_id:uuid}/redaction", guards=[moderators_only, proven_lately], sync_to_thread=True)
def redact(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Show what would come of it, or publish it so."""
    filters = forms.carried_filters(form)
    opened = unsealing.record_reading(store, viewer.id, revision_id)
    with store.reading() as session:  # over before the outcome is read: no writer waits for the detector
        found = held.held(session, viewer.id, revision_id, opened=opened)
        offered = canned.offered(session, found.text.lang) if found else {}
    if found is None:
        raise Missing
    if found.closed:  # a colleague or its author was faster
        return deciding.out_of_date(request, db, viewer, revision_id, filters, form.one("note"))
    judgement, covers, errors = forms.read_redaction(form, found.text, offered)
    if judgement is None or form.one("intent") == "look":
        left = None
        if not errors:
            checking.count(store, viewer.id)
            left = _left(store, found.text, covers)
        places = _marked(found.text, covers)
        typed = {"note": form.one("note"), "reason": form.one("reason")}
        return _page(request, db, found, filters, places, covers=covers, left=left, errors=errors, **typed)
    read = screening.read(store, _covered(found.text, covers), found.text.case_id)
    after = neighbours(db, viewer.id, revision_id, filters).after
    two = visit_of(request).settings.two_moderators
    try:
        came = service.decide(db, viewer.id, revision_id, judgement, two=two, read=read)
    except OutOfDate:
        db.rollback()
        return deciding.out_of_date(request, db, viewer, revision_id, filters, form.one("note"))
    return pages.see(request, deciding.address(after, filters), said=f"moderation.{came}")


def _page(
    request: Ask,
    db: Db,
    found: Held,
    filters: Filters,
    places: tuple[Place, ...],
    *,
    covers: tuple[Cover, ...] = (),
    left: Check | None = None,
    note: str = "",
    reason: str = "",
    errors: forms.Errors | None = None,
) -> Answer:
    return pages.page(
        request,
        "moderation/redaction.html",
        status=422 if errors else 200,
        held=found,
        filters=filters,
        places=places,
        outcome=() if errors else _outcome(found.text, covers),
        left=left,
        note=note,
        reason=reason,
        reasons=[(one.code, one.of(visit_of(request).locale)) for one in canned.canned(db) if one.offered],
        errors=errors or {},
        limit=NOTE_LIMIT,
        longest=COVER_LIMIT,
        blank=Place("", "", "", True, _instead(found.text.lang, "OTHER")),
    )


def _people(check: Check) -> dict[tuple[str, int, int], str]:
    """Return which letter stands for each person named, by place: the same for the same person, and none that is taken."""
    named = (found for found in check.found if found.person and found.instead)
    return {(found.field, found.start, found.end): found.instead[0].text for found in named}


def _suggested(text: OwnText, people: Mapping[tuple[str, int, int], str] = NOBODY) -> tuple[Place, ...]:
    """Return every finding with what usually stands in its place; what is enough alone is ticked beforehand."""
    return tuple(
        Place(
            str(finding.number),
            finding.words,
            finding.rule,
            finding.identifier == "direct",
            people.get((finding.field, finding.start, finding.end)) or _instead(text.lang, finding.kind),
        )
        for finding in text.findings
    )


def _marked(text: OwnText, covers: tuple[Cover, ...]) -> tuple[Place, ...]:
    """Return the same as it was sent, with what was marked by hand after it."""
    at = {(cover.field, cover.start, cover.end): cover.instead for cover in covers}
    found = []
    for finding, place in zip(text.findings, _suggested(text), strict=True):
        instead = at.pop((finding.field, finding.start, finding.end), None)
        shown = place.instead if instead is None else instead
        found.append(Place(place.name, place.words, place.rule, instead is not None, shown))
    for (field, start, end), instead in at.items():
        found.append(Place(f"{field}:{start}:{end}", getattr(text, field)[start:end], "", True, instead))
    return tuple(found)


def _instead(lang: str, kind: str) -> str:
    """Return what stands in the place of a kind of thing: that there was one, and nothing of it."""
    called = i18n.translator(lang)(f"deid.kind.{kind}")
    return f"〔{called}〕" if lang == "ja" else f"[{called.lower()}]"


def _outcome(text: OwnText, covers: tuple[Cover, ...]) -> tuple[redacted.Changed, ...]:
    if not covers:
        return ()
    after = _covered(text, covers)
    pairs = ((field, getattr(text, field), getattr(after, field)) for field in ("title", "body", "question"))
    return tuple(redacted.Changed(field, changes(old, new)) for field, old, new in pairs if old != new)


def _left(store: Database, text: OwnText, covers: tuple[Cover, ...]) -> Check:
    """Return what the detector would still find, so that nobody publishes by a redaction what was held for the rest."""
    after = _covered(text, covers)
    return checking.check(store, after.parts(), after.text(), text.case_id)


def _covered(text: OwnText, covers: tuple[Cover, ...]) -> Draft:
    return covered(Draft(text.lang, text.body, text.title, text.question), covers)


@get("/posts/{post_id:uuid}/redaction", guards=[members_only], sync_to_thread=True)
def show(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    return _shown(request, db, viewer, post_id)


@post("/posts/{post_id:uuid}/objection", guards=[members_only], sync_to_thread=True)
def object_to(request: Ask, db: Db, viewer: Viewer, form: Form, post_id: FromPath[UUID]) -> Answer:
    note, errors = forms.read_objection(form)
    if errors:
        return _shown(request, db, viewer, post_id, note=note, errors=errors)
    limits.take_within(db, OBJECTING, str(viewer.id))
    service.object_to(db, viewer.id, post_id, note)
    return pages.see(request, f"/posts/{post_id}/redaction", said="moderation.objected")


def _shown(
    request: Ask, db: Db, viewer: Viewer, post_id: UUID, *, note: str = "", errors: forms.Errors | None = None
) -> Answer:
    found = redacted.redaction(db, viewer.id, post_id)
    if found is None:
        raise Missing
    return pages.page(
        request,
        "moderation/redacted.html",
        status=422 if errors else 200,
        redaction=found,
        note=note or (found.objection.note if found.objection else ""),
        errors=errors or {},
        limit=NOTE_LIMIT,
    )


ROUTES = (ask_redaction, redact, show, object_to)
