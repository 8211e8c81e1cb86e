"""The risk door: before a text that speaks of live danger is sent, its writer is shown where to turn.

A file of its own, because cases and comments stand before it alike, and nothing of theirs is written there.
"""

from app.lifelines import queries as lifelines
from app.posts import checking
from app.posts.forms import Writing
from app.web import pages
from app.web.inject import Answer, Ask, Store, visit_of

SEEN = "danger_seen"  # the field that says the page was shown
OURS = frozenset({SEEN, "intent"})


def door(request: Ask, store: Store, writing: Writing) -> Answer | None:
    """Return the page that says where to turn, with all that was typed; None for a text that may be sent.

    Whoever has seen the page sends the text anyway: it is held, and a moderator reads it first of all.
    """
    visit = visit_of(request)
    if visit.viewer is None or visit.fields is None or visit.fields.one(SEEN) == "1":
        return None
    alarms = checking.heard(writing.parts(), writing.draft().text())
    if not alarms:
        return None
    with store.reading() as session:
        first = lifelines.country_of(session, visit.viewer.id, visit.locale)
        places = lifelines.places(session, visit.locale, first)
    return pages.page(
        request,
        "posts/danger.html",
        status=422,
        alarms=alarms,
        lang=writing.lang,
        places=places,
        typed=tuple((name, value) for name, value in visit.fields.typed() if name not in OURS),
        seen=SEEN,
    )
