"""Practice for moderators: invented texts, decided on like real ones, and what was to be seen in each."""

from litestar import get, post
from litestar.params import FromPath

from app import i18n
from app.accounts.guards import moderators_only
from app.errors import Missing, OutOfDate
from app.training import forms, queries, service
from app.training.policy import NOTE_LIMIT
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer, visit_of


@get("/moderation/training", guards=[moderators_only], sync_to_thread=True)
def index(request: Ask, db: Db, viewer: Viewer) -> Answer:
    """One language's exercises: those of the page's own if nothing is said."""
    lang = i18n.read_lang(request.query_params.get("lang"), visit_of(request).locale)
    return pages.page(
        request, "training/index.html", standing=queries.standing(db, viewer.id, lang), languages=i18n.LOCALES
    )


@get("/moderation/training/{slug:str}", guards=[moderators_only], sync_to_thread=True)
def show(request: Ask, db: Db, viewer: Viewer, slug: FromPath[str]) -> Answer:
    return _sheet(request, db, viewer, slug)


@post("/moderation/training/{slug:str}/decision", guards=[moderators_only], sync_to_thread=True)
def decide(request: Ask, db: Db, viewer: Viewer, form: Form, slug: FromPath[str]) -> Answer:
    answer, errors = forms.read_answer(form)
    if answer is None:
        return _sheet(request, db, viewer, slug, note=form.one("note"), errors=errors)
    try:
        service.answer(db, viewer.id, slug, answer.outcome, answer.note)
    except OutOfDate:  # sent twice: the page shows what the first answer was
        db.rollback()
    return pages.see(request, f"/moderation/training/{slug}")


@post("/moderation/training/rounds", guards=[moderators_only], sync_to_thread=True)
def begin_again(request: Ask, db: Db, viewer: Viewer, form: Form) -> Answer:
    lang = i18n.read_lang(form.one("lang"), visit_of(request).locale)
    service.begin_again(db, viewer.id, lang)
    return pages.see(request, f"/moderation/training?lang={lang}#standing-head", said="training.begun_again")


def _sheet(
    request: Ask, db: Db, viewer: Viewer, slug: str, *, note: str = "", errors: forms.Errors | None = None
) -> Answer:
    sheet = queries.sheet(db, viewer.id, slug)
    if sheet is None:
        raise Missing
    return pages.page(
        request,
        "training/exercise.html",
        status=422 if errors else 200,
        sheet=sheet,
        why=sheet.exercise.why.of(visit_of(request).locale),
        note=note,
        errors=errors or {},
        limit=NOTE_LIMIT,
    )


ROUTES = (index, show, decide, begin_again)
