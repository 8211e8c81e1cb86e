"""Search over what is public. What is looked for is never stored, logged or sent on."""

from litestar import get

from app import taxonomy
from app.accounts.guards import members_only
from app.cases import forms
from app.search import queries
from app.search.query import TYPED_LIMIT, read_query
from app.web import pages
from app.web.inject import Answer, Ask, Db, Typed


@get("/search", guards=[members_only], sync_to_thread=True)
def index(
    request: Ask, db: Db, q: Typed = None, approach: Typed = None, lang: Typed = None, page: Typed = None
) -> Answer:
    typed = (q or "").strip()[:TYPED_LIMIT]
    filters = forms.read_filters(approach, lang, None, page)
    query = read_query(typed)
    found = (
        queries.results(db, query, approach=filters.approach, lang=filters.lang, page=filters.page) if query else None
    )
    return pages.page(
        request,
        "search/index.html",
        "search/_hits.html",
        q=typed,
        filters=filters,
        found=found,
        approaches=tuple(taxonomy.approaches().values()),
        groups=taxonomy.groups(),
        suggested=taxonomy.suggested(typed)[:3] if typed else (),
    )


ROUTES = (index,)
