"""Where to turn, for everybody; and the texts of it, for admins."""

from litestar import get, post
from litestar.params import FromPath

from app import clock
from app.accounts.guards import admins_only, open_to_all
from app.errors import Missing
from app.lifelines import forms, queries, service, standard
from app.lifelines.policy import LONGEST
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer, visit_of


@get("/lifelines", guards=[open_to_all], sync_to_thread=True)
def index(request: Ask, db: Db) -> Answer:
    """Where to turn when somebody may be in danger now: open to whoever needs it, signed in or not."""
    visit = visit_of(request)
    member = visit.viewer.id if visit.viewer else None
    first = queries.country_of(db, member, visit.locale)
    return pages.page(request, "lifelines/index.html", places=queries.places(db, visit.locale, first))


@get("/admin/lifelines", guards=[admins_only], sync_to_thread=True)
def countries(request: Ask, db: Db) -> Answer:
    today = clock.now().date()
    return pages.page(request, "lifelines/countries.html", countries=queries.looked_over(db), today=today)


@get("/admin/lifelines/{code:str}", guards=[admins_only], sync_to_thread=True)
def edit(request: Ask, db: Db, code: FromPath[str]) -> Answer:
    return _edit(request, db, code)


@post("/admin/lifelines/{code:str}", guards=[admins_only], sync_to_thread=True)
def change(request: Ask, db: Db, viewer: Viewer, form: Form, code: FromPath[str]) -> Answer:
    country = forms.read_country(code)
    if country is None:
        raise Missing
    texts, errors = forms.read_texts(form)
    if errors:
        return _edit(request, db, code, typed=texts, errors=errors)
    service.change(db, viewer.id, country, texts)
    return pages.see(request, f"/admin/lifelines/{country}", said="lifelines.changed")


@post("/admin/lifelines/{code:str}/check", guards=[admins_only], sync_to_thread=True)
def look_over(request: Ask, db: Db, viewer: Viewer, form: Form, code: FromPath[str]) -> Answer:
    """Looked over, nothing to change."""
    country = forms.read_country(code)
    if country is None:
        raise Missing
    service.look_over(db, viewer.id, country, form.one("seen"))
    return pages.see(request, f"/admin/lifelines#country-{country}", said="lifelines.looked_over")


def _edit(
    request: Ask, db: Db, code: str, *, typed: dict[str, str] | None = None, errors: forms.Errors | None = None
) -> Answer:
    country = forms.read_country(code)
    if country is None:
        raise Missing
    return pages.page(
        request,
        "lifelines/edit.html",
        status=422 if errors else 200,
        country=country,
        texts=queries.texts(db, country),
        seen=queries.seen(db, country),
        looked_at=queries.looked_at(db, country),
        lines=standard.of(country),
        typed=typed or {},
        errors=errors or {},
        limit=LONGEST,
    )


ROUTES = (index, countries, edit, change, look_over)
