"""Reading: the latest cases, by approach, one case with its thread, and one's own desk."""

import secrets
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from app import taxonomy
from app.accounts.guards import members_only, open_to_all
from app.cases import forms, own, queries
from app.cases.policy import Filters
from app.cases.writing import WRITING
from app.errors import Missing
from app.posts import queries as posts
from app.posts import threads
from app.posts.policy import THREAD_PAGE
from app.web import pages, paging
from app.web.inject import Answer, Ask, Db, Typed, Viewer, visit_of


@get("/", guards=[open_to_all], sync_to_thread=True)
def home(request: Ask, db: Db) -> Answer:
    """The latest cases for a member; for everybody else what this is, and nothing else."""
    viewer = visit_of(request).viewer
    if viewer is None:
        return pages.page(request, "cases/welcome.html")
    if not viewer.reads:
        return pages.see(request, "/me")
    return _list(request, db, Filters())


@get("/cases", guards=[members_only], sync_to_thread=True)
def index(
    request: Ask, db: Db, approach: Typed = None, lang: Typed = None, waiting: Typed = None, page: Typed = None
) -> Answer:
    return _list(request, db, forms.read_filters(approach, lang, waiting, page))


def _list(request: Ask, db: Db, filters: Filters) -> Answer:
    return pages.page(
        request,
        "cases/index.html",
        "cases/_list.html",
        listing=queries.listing(db, filters),
        filters=filters,
        chosen=taxonomy.approaches().get(filters.approach),
        approaches=tuple(taxonomy.approaches().values()),
        groups=taxonomy.groups(),
    )


@get("/cases/{case_id:uuid}", guards=[members_only], sync_to_thread=True)
def show(
    request: Ask, db: Db, viewer: Viewer, case_id: FromPath[UUID], page: Typed = None, answer: Typed = None
) -> Answer:
    """One case and a page of its thread. To its author it is there before it is public."""
    case = queries.case(db, case_id, viewer.id)
    own = posts.own_in_thread(db, viewer.id, case_id)
    if case is None:
        unseen = next((text for text in own if text.opening), None)
        if unseen is None:
            raise Missing
        return pages.page(
            request,
            "cases/own.html",
            text=unseen,
            about=queries.own_case(db, case_id),
            approaches=queries.approaches_of(db, [case_id]).get(case_id, ()),
        )
    last = paging.pages(case.places, THREAD_PAGE)
    number = min(paging.page_number(page), last)
    entries = threads.entries(db, case_id, viewer=viewer.id, opener=case.author_id, page=number)
    return pages.page(
        request,
        "cases/show.html",
        case=case,
        approaches=queries.approaches_of(db, [case_id]).get(case_id, ()),
        entries=entries,
        own=tuple(text for text in own if not text.opening),
        new_text=next((text for text in own if text.opening), None),
        page=number,
        pages=last,
        once=secrets.token_urlsafe(18),
        answered=next((entry for entry in entries if str(entry.id) == answer and entry.html is not None), None),
    )


@get("/approaches", guards=[members_only], sync_to_thread=True)
def approaches(request: Ask, db: Db, q: Typed = None) -> Answer:
    known = taxonomy.approaches().values()
    return pages.page(
        request,
        "cases/approaches.html",
        "cases/_approaches_found.html",
        groups=[(group, [found for found in known if found.group == group.slug]) for group in taxonomy.groups()],
        counts=queries.per_approach(db),
        q=(q or "").strip(),
        suggested=taxonomy.suggested(q or ""),
    )


@get("/approaches/{slug:str}", guards=[members_only], sync_to_thread=True)
def approach(request: Ask, db: Db, slug: FromPath[str], page: Typed = None) -> Answer:
    found = taxonomy.approaches().get(slug)
    if found is None:
        raise Missing
    filters = forms.read_filters(slug, None, None, page)
    return pages.page(
        request,
        "cases/approach.html",
        "cases/_list.html",
        approach=found,
        listing=queries.listing(db, filters),
        filters=filters,
    )


@get("/desk", guards=[members_only], sync_to_thread=True)
def desk(request: Ask, db: Db, viewer: Viewer, page: Typed = None) -> Answer:
    number = paging.page_number(page)
    rows, more = own.desk(db, viewer.id, number)
    return pages.page(request, "cases/desk.html", rows=rows, more=more, page=number)


ROUTES = (home, index, show, approaches, approach, desk, *WRITING)
