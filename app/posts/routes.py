"""Replies, withdrawals, the way to a post, and the live check."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import i18n, limits
from app.accounts.guards import joined_only, members_only, writers_only
from app.errors import Missing
from app.limits import Limit
from app.posts import checking, forms, policy, queries, screening, service, threads
from app.posts.door import door
from app.posts.help import rules
from app.posts.writing import comment_page
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of

REPLYING = Limit("reply", times=240, seconds=3_600)
DISPUTING = Limit("dispute", times=120, seconds=3_600)


@post("/cases/{case_id:uuid}/posts", guards=[writers_only], sync_to_thread=True)
def reply(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, case_id: FromPath[UUID]) -> Answer:
    intent = forms.read_intent(form)
    draft, errors = forms.read_comment(form)
    answers, once = forms.read_id(form, "answers"), form.one("once")[:64]
    if errors or not intent.sends:
        checking.count(store, viewer.id)
        return comment_page(
            request, store, draft.body, case_id=case_id, answers=answers, once=once, intent=intent, errors=errors
        )
    before_sending = door(request, store, forms.whole(draft.body))
    if before_sending:
        return before_sending
    limits.ask(store, REPLYING, str(viewer.id))
    with store.reading() as session:
        if not threads.in_sight(session, case_id, viewer.id):
            raise Missing  # before a word is read: what a thread told goes out of sight with it
    read = screening.read(store, draft, case_id)
    limits.take_within(db, REPLYING, str(viewer.id))
    before = queries.sent_before(db, viewer.id, once)
    if before is None:
        post_id = service.reply(db, viewer.id, case_id, read, answers=answers, once=once).post_id
    else:
        post_id = before.post_id
    text = queries.own(db, viewer.id, post_id)
    assert text is not None
    if before and text.body != draft.body:  # other words, after going back: neither thrown away nor a second comment
        return comment_page(request, store, draft.body, text=text, newer=text)
    if text.waits:
        return pages.see(request, f"/cases/{case_id}#post-{post_id}", said="posts.held")
    return pages.see(request, f"/posts/{post_id}", said="posts.published")


@get("/posts/{post_id:uuid}", guards=[members_only], sync_to_thread=True)
def where(request: Ask, db: Db, post_id: FromPath[UUID]) -> Answer:
    """The lasting address of a post: it leads to wherever in its thread the post stands today."""
    spot = threads.spot(db, post_id)
    if spot is None:
        raise Missing
    page = f"?page={spot.page}" if spot.page > 1 else ""
    return pages.see(request, f"/cases/{spot.case_id}{page}#post-{post_id}", said=visit_of(request).said)


@get("/posts/{post_id:uuid}/withdrawal", guards=[members_only], sync_to_thread=True)
def ask_withdrawal(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    text = queries.own(db, viewer.id, post_id)
    if text is None:
        raise Missing
    return pages.page(request, "posts/withdraw.html", text=text)


@post("/posts/{post_id:uuid}/withdrawal", guards=[members_only], sync_to_thread=True)
def withdraw(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    service.withdraw(db, viewer.id, post_id)
    return pages.see(request, "/desk", said="posts.withdrawn")


@get("/posts/{post_id:uuid}/disputes", guards=[members_only], sync_to_thread=True)
def ask_dispute(request: Ask, db: Db, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    return _disputes(request, db, viewer, post_id)


@post("/posts/{post_id:uuid}/disputes", guards=[members_only], sync_to_thread=True)
def dispute(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, post_id: FromPath[UUID]) -> Answer:
    """Say that a finding identifies nobody. What is said is read by the detector too: it is no place for a name."""
    number, seen = forms.read_number(form, "finding"), forms.read_id(form, "seen")
    if form.one("intent") == "take_back":
        service.dispute(db, viewer.id, post_id, number, None, seen=seen)
        return _disputed(request, db, viewer, post_id, "posts.dispute_taken_back")
    objection, errors = forms.read_objection(form)
    if objection and objection.note:
        limits.ask(store, DISPUTING, str(viewer.id))
        with store.reading() as session:
            if queries.own(session, viewer.id, post_id) is None:
                raise Missing  # before a word is read: nobody has the reader read for a text that is not theirs
        checking.count(store, viewer.id)
        if not policy.may_be_noted(screening.look(objection.note)):
            errors["note"] = "posts.dispute.note_names"
    if objection is None or errors:
        return _disputes(
            request, db, viewer, post_id, about=number, typed=(form.one("reason"), form.one("note")), errors=errors
        )
    limits.take_within(db, DISPUTING, str(viewer.id))
    service.dispute(db, viewer.id, post_id, number, objection, seen=seen)
    return _disputed(request, db, viewer, post_id, "posts.disputed")


def _disputed(request: Ask, db: Db, viewer: Viewer, post_id: UUID, said: str) -> Answer:
    text = queries.own(db, viewer.id, post_id)
    assert text is not None
    return pages.see(request, f"/cases/{text.case_id}#post-{post_id}", said=said)


def _disputes(
    request: Ask,
    db: Db,
    viewer: Viewer,
    post_id: UUID,
    *,
    about: int = 0,
    typed: tuple[str, str] = ("", ""),
    errors: forms.Errors | None = None,
) -> Answer:
    """Every finding of a text with what its author may say against it; `about` is the one whose form came back."""
    text = queries.own(db, viewer.id, post_id)
    if text is None or not text.dispute_reasons:
        raise Missing
    return pages.page(
        request,
        "posts/disputes.html",
        status=422 if errors else 200,
        text=text,
        about=about,
        typed=typed,
        errors=errors or {},
    )


@post("/screenings", guards=[writers_only], sync_to_thread=True)
def check(request: Ask, store: Store, viewer: Viewer, form: Form) -> Answer:
    """Read what is being written. Nothing of it is stored, logged or cached."""
    checking.count(store, viewer.id)
    writing = forms.read_writing(form, i18n.read_lang(form.one("lang"), visit_of(request).locale))
    text = writing.draft().text()
    case_id = forms.read_id(form, "case")
    if case_id:
        with store.reading() as session:
            case_id = case_id if threads.in_sight(session, case_id, viewer.id) else None
    found = checking.check(store, writing.parts(), text, case_id)
    return pages.page(request, "posts/_findings.html", check=found if text else None)


@get("/help/rules", guards=[joined_only], sync_to_thread=True)
def explain(request: Ask) -> Answer:
    """What the detector points out and what it leaves alone, from the rules' own examples."""
    return pages.page(request, "posts/help.html", kinds=rules())


ROUTES = (reply, where, ask_withdrawal, withdraw, ask_dispute, dispute, check, explain)
