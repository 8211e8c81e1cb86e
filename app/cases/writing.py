"""Writing: bringing a case, having it read, sending it, and writing a post anew."""

import secrets
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app import i18n, limits, taxonomy
from app.accounts.guards import writers_only
from app.cases import forms, queries, service
from app.cases.policy import MOST_APPROACHES, CaseForm, Consent
from app.errors import Missing
from app.limits import Limit
from app.posts import checking, screening, sections
from app.posts import forms as post_forms
from app.posts import queries as posts
from app.posts import service as post_service
from app.posts.door import door
from app.posts.forms import Errors, Intent
from app.posts.policy import QUESTIONS, Certainty, Draft, State
from app.posts.screening import Read
from app.posts.texts import OwnText
from app.posts.writing import comment_page
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of

SENDING = Limit("post", times=120, seconds=3_600)
MOST_SUGGESTED = 8  # approaches
READING = Intent("check")  # a text that is opened again is read at once, so that its findings stand beside it


@get("/cases/new", guards=[writers_only], sync_to_thread=True)
def new(request: Ask) -> Answer:
    locale = visit_of(request).locale
    return _form(request, CaseForm(post_forms.opened(locale, "", "", ""), once=secrets.token_urlsafe(18)))


@post("/cases", guards=[writers_only], sync_to_thread=True)
def open_case(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    intent = post_forms.read_intent(form)
    case, errors = forms.read_case(form, intent, visit_of(request).locale)
    if errors:
        return _form(request, case, errors=errors, status=422)
    if not (intent.sends or intent.keeps):
        checking.count(store, viewer.id)
        return _checked(request, store, case, intent)
    before_sending = door(request, store, case.writing) if intent.sends else None
    if before_sending:
        return before_sending
    read = _read(store, viewer.id, case.writing.draft(), None, intent)
    limits.take_within(db, SENDING, str(viewer.id))
    before = posts.sent_before(db, viewer.id, case.once)
    if before:
        return _again(request, db, viewer.id, before.post_id, case, read)
    revision = service.open_case(db, viewer.id, case, read)
    return _sent(request, db, viewer.id, revision.post_id)


def _read(store: Store, author_id: UUID, draft: Draft, case_id: UUID | None, intent: Intent) -> Read | None:
    """Have a text read that is to be sent, before the transaction that writes it. A draft nobody reads."""
    limits.ask(store, SENDING, str(author_id))
    return screening.read(store, draft, case_id) if intent.sends else None


def _again(request: Ask, db: Db, author_id: UUID, post_id: UUID, case: CaseForm, read: Read | None) -> Answer:
    """Answer a form that was sent before: twice by a double click, or anew after going back to it.

    A draft is gone on with. Of a case that was sent in, other words are not thrown away and not taken
    for a second case either: they come back in the form, beside what was sent.
    """
    text = _mine(db, author_id, post_id)
    case = case.started_from(text.revision_id)
    if text.drafted:
        service.revise_case(db, author_id, text.case_id, post_id, case, read)
        return _sent(request, db, author_id, post_id)
    if case.writing.draft() == Draft(text.lang, text.body, text.title, text.question):
        return pages.see(request, f"/cases/{text.case_id}")
    return _form(request, case, text=text, newer=text, status=409)


@get("/posts/{post_id:uuid}/edit", guards=[writers_only], sync_to_thread=True)
def edit(request: Ask, store: Store, viewer: Viewer, post_id: FromPath[UUID]) -> Answer:
    text, about = _own(store, viewer.id, post_id)
    if text.opening:
        return _checked(request, store, _as_it_stands(text, about), READING, text)
    return comment_page(request, store, text.body, text=text, intent=READING)


@post("/posts/{post_id:uuid}/revisions", guards=[writers_only], sync_to_thread=True)
def revise(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form, post_id: FromPath[UUID]) -> Answer:
    text, about = _own(store, viewer.id, post_id)
    if text.opening:
        return _revise_case(request, store, db, _with_what_stays(form, text, about), text)
    return _revise_comment(request, store, db, form, text)


def _revise_case(request: Ask, store: Store, db: Db, form: Form, text: OwnText) -> Answer:
    intent = post_forms.read_intent(form)
    case, errors = forms.read_case(form, intent, text.lang)
    if errors:
        return _form(request, case, text=text, errors=errors, status=422)
    if not (intent.sends or intent.keeps):
        checking.count(store, text.author_id)
        return _checked(request, store, case, intent, text)
    if case.seen != text.revision_id:
        return _form(request, case, text=text, newer=text, status=409)
    before_sending = door(request, store, case.writing) if intent.sends else None
    if before_sending:
        return before_sending
    read = _read(store, text.author_id, case.writing.draft(), text.case_id, intent)
    limits.take_within(db, SENDING, str(text.author_id))
    service.revise_case(db, text.author_id, text.case_id, text.post_id, case, read)
    return _sent(request, db, text.author_id, text.post_id)


def _revise_comment(request: Ask, store: Store, db: Db, form: Form, text: OwnText) -> Answer:
    intent = post_forms.read_intent(form)
    draft, errors = post_forms.read_comment(form)
    seen = post_forms.read_id(form, "seen")
    if errors or not (intent.sends or intent.keeps):
        checking.count(store, text.author_id)
        return comment_page(request, store, draft.body, text=text, errors=errors, intent=intent)
    if seen != text.revision_id:
        return comment_page(request, store, draft.body, text=text, newer=text)
    before_sending = door(request, store, post_forms.whole(draft.body)) if intent.sends else None
    if before_sending:
        return before_sending
    read = _read(store, text.author_id, draft, text.case_id, intent)
    limits.take_within(db, SENDING, str(text.author_id))
    post_service.revise(db, text.author_id, text.post_id, read or draft, seen=seen)
    return _sent(request, db, text.author_id, text.post_id)


def _with_what_stays(form: Form, text: OwnText, about: queries.OwnCase) -> Form:
    """Fill in what an edit did not send: a script that sends new words alone leaves the tags as they are."""
    for question, answer in text.answers._asdict().items():
        form = form.with_default(question, (answer,))
    return (
        form.with_default("lang", (about.lang,))
        .with_default("approaches", about.approaches)
        .with_default("consent", (str(about.consent),))
    )


def _own(store: Store, author_id: UUID, post_id: UUID) -> tuple[OwnText, queries.OwnCase]:
    """Return a text and what is said about its case, in a transaction that is over before anything is read or written."""
    with store.reading() as session:
        text = _mine(session, author_id, post_id)
        return text, queries.own_case(session, text.case_id)


def _mine(db: Db, author_id: UUID, post_id: UUID) -> OwnText:
    text = posts.own(db, author_id, post_id)
    if text is None or text.state is State.WITHDRAWN:
        raise Missing
    return text


def _sent(request: Ask, db: Db, author_id: UUID, post_id: UUID) -> Answer:
    """Go to where the text can be read, and say whether peers read it too by now."""
    text = posts.own(db, author_id, post_id)
    assert text is not None
    if text.drafted:
        return pages.see(request, "/desk", said="posts.kept")
    where = f"/cases/{text.case_id}" if text.opening else f"/posts/{text.post_id}"
    if text.waits:
        return pages.see(request, f"/cases/{text.case_id}#post-{text.post_id}", said="posts.held")
    return pages.see(request, where, said="posts.published")


def _as_it_stands(text: OwnText, about: queries.OwnCase) -> CaseForm:
    return CaseForm(
        post_forms.opened(text.lang, text.title, text.body, text.question, text.answers),
        about.approaches,
        about.consent,
        text.signed_as is not None,
        seen=text.revision_id,
    )


def _checked(request: Ask, store: Store, case: CaseForm, intent: Intent, text: OwnText | None = None) -> Answer:
    """Show the form again with what was found in it, after putting in the wording that was asked for."""
    words, check = checking.checked(store, case.writing, text.case_id if text else None, intent)
    return _form(request, case.with_writing(words), text=text, check=check)


def _form(
    request: Ask,
    case: CaseForm,
    *,
    text: OwnText | None = None,
    newer: OwnText | None = None,
    errors: Errors | None = None,
    check: checking.Check | None = None,
    status: int = 200,
) -> Answer:
    known = taxonomy.approaches().values()
    suggested = taxonomy.suggested(case.sought)[:MOST_SUGGESTED]
    t = i18n.translator(visit_of(request).locale)
    return pages.page(
        request,
        "cases/new.html",
        status=status,
        case=case,
        text=text,
        newer=newer,
        errors=errors or {},
        check=check,
        sections=sections.SECTIONS,
        suggested=suggested,
        groups=[
            (group, [found for found in known if found.group == group.slug and found not in suggested])
            for group in taxonomy.groups()
        ],
        consent_options=[(str(consent), t(f"cases.consent.{consent}.label")) for consent in Consent],
        questions=QUESTIONS,
        answers=tuple(Certainty),
        most=MOST_APPROACHES,
    )


WRITING = (new, open_case, edit, revise)
