"""A comment on a page of its own: with faults, with findings, or an earlier one to be written anew."""

import secrets
from uuid import UUID

from app.errors import Missing
from app.posts import checking, forms, threads
from app.posts.checking import Check
from app.posts.forms import Errors, Intent
from app.posts.texts import OwnText
from app.web import pages
from app.web.inject import Answer, Ask, Store


def comment_page(
    request: Ask,
    store: Store,
    body: str,
    *,
    text: OwnText | None = None,
    newer: OwnText | None = None,
    case_id: UUID | None = None,
    answers: UUID | None = None,
    once: str = "",
    intent: Intent | None = None,
    errors: Errors | None = None,
) -> Answer:
    """Show a comment alone. `text` is an earlier one that is written anew, `newer` what another window has sent meanwhile.

    Raises  Missing if the thread is out of sight, and the comment no earlier one of its author.
    """
    thread = text.case_id if text else case_id
    answers = text.answers_id if text else answers
    with store.reading() as session:
        asked = threads.asked(session, thread, answers) if thread else None
    if text is None and asked is None:
        raise Missing  # also to whoever only has a text read: what a thread told goes out of sight with it
    found: Check | None = None
    if intent and body:
        writing, found = checking.checked(store, forms.whole(body), thread, intent)
        body = writing.whole
    return pages.page(
        request,
        "posts/comment.html",
        status=409 if newer else 422 if errors else 200,
        body=body,
        text=text,
        newer=newer,
        case_id=thread,
        answers=answers,
        asked=asked,
        once=once or secrets.token_urlsafe(18),
        check=found,
        errors=errors or {},
    )
