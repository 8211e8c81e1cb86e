"""The reasons a moderator can choose, and the page on which admins put them in their own words. A file of its own, as every
admin's page."""

from litestar import get, post
from litestar.params import FromPath

from app.accounts.guards import admins_only
from app.errors import Missing
from app.moderation import canned, forms
from app.moderation.policy import CANNED_LIMIT
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer


@get("/admin/reasons", guards=[admins_only], sync_to_thread=True)
def index(request: Ask, db: Db) -> Answer:
    return _page(request, db)


@post("/admin/reasons", guards=[admins_only], sync_to_thread=True)
def add(request: Ask, db: Db, viewer: Viewer, form: Form) -> Answer:
    sentences, errors = forms.read_canned(form)
    if errors:
        return _page(request, db, typed=sentences, errors=errors)
    code = canned.add(db, viewer.id, sentences["ja"], sentences["en"])
    return pages.see(request, f"/admin/reasons#reason-{code}", said="moderation.reason_added")


@post("/admin/reasons/{code:str}", guards=[admins_only], sync_to_thread=True)
def change(request: Ask, db: Db, viewer: Viewer, form: Form, code: FromPath[str]) -> Answer:
    """Put a reason in other words, or offer it no longer. What was sent to authors before stays as it was."""
    if all(one.code != code for one in canned.canned(db)):
        raise Missing
    sentences, errors = forms.read_canned(form)
    if errors:
        return _page(request, db, about=code, typed=sentences, errors=errors)
    canned.change(db, viewer.id, code, sentences["ja"], sentences["en"], offered=form.one("offered") == "1")
    return pages.see(request, f"/admin/reasons#reason-{code}", said="moderation.reason_changed")


def _page(
    request: Ask,
    db: Db,
    *,
    about: str = "",
    typed: dict[str, str] | None = None,
    errors: forms.Errors | None = None,
) -> Answer:
    return pages.page(
        request,
        "moderation/reasons.html",
        status=422 if errors else 200,
        reasons=canned.canned(db),
        about=about,
        typed=typed or {},
        errors={f"{lang}-{about or 'new'}": key for lang, key in (errors or {}).items()},
        limit=CANNED_LIMIT,
    )


ROUTES = (index, add, change)
