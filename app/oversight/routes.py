"""The record of who did what: admins read it, narrow it and carry a copy away, which is recorded as well."""

from litestar import get, post

from app import audit, i18n
from app.audit import Act
from app.oversight import forms, queries
from app.oversight.export import TYPES, written
from app.oversight.guards import EXPORTING, READING
from app.oversight.policy import MACHINE, MOST_EXPORTED, Asked, FileForm
from app.web import pages
from app.web.fields import Fields
from app.web.inject import Answer, Ask, Db, Form, Viewer, visit_of


@get("/admin/record", guards=READING, sync_to_thread=True)
def index(request: Ask, db: Db) -> Answer:
    typed = Fields({name: (value,) for name, value in request.query_params.items()})
    return _record(request, db, forms.read_asked(typed))


@post("/admin/record/export", guards=EXPORTING, sync_to_thread=True)
def export(request: Ask, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Give a copy of what the page is narrowed to. It is recorded before anything is read: no entry, no copy."""
    asked = forms.read_asked(form)
    file_form, errors = forms.read_file_form(form)
    if file_form is None:
        return _record(request, db, asked, errors=errors)
    audit.record(db, Act.EXPORT, actor=viewer.id, what="audit", form=file_form)
    zone = i18n.ZONES[visit_of(request).locale]
    entries = audit.latest(db, forms.narrowed(asked, zone), limit=MOST_EXPORTED)
    return Answer(
        written(reversed(entries), file_form),
        status_code=200,
        media_type=TYPES[file_form],
        headers={"Content-Disposition": f'attachment; filename="kiku-record.{file_form}"'},
    )


def _record(request: Ask, db: Db, asked: Asked, *, errors: forms.Errors | None = None) -> Answer:
    zone = i18n.ZONES[visit_of(request).locale]
    return pages.page(
        request,
        "oversight/record.html",
        status=422 if errors else 200,
        record=queries.record(db, forms.narrowed(asked, zone), page=asked.page),
        asked=asked,
        acts=tuple(Act),
        file_forms=tuple(FileForm),
        machine=MACHINE,
        most=MOST_EXPORTED,
        errors=errors or {},
    )


ROUTES = (index, export)
