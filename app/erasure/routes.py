"""Taking a copy of one's own data, and leaving."""

from litestar import get, post
from litestar.params import FromPath

from app import i18n, limits
from app.accounts import passwords
from app.accounts import queries as accounts
from app.erasure import forms, policy, queries, service
from app.erasure.export import TYPES, written
from app.erasure.forms import Errors
from app.erasure.guards import LEAVING, READING, TAKING
from app.erasure.policy import Fate, FileForm
from app.errors import Missing, NotAllowed
from app.limits import Limit
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Store, Viewer, visit_of

CHECKING = Limit("own_password", times=10, seconds=900)  # the same count as where one changes it


@get("/me/data", guards=READING, sync_to_thread=True)
def data(request: Ask, viewer: Viewer) -> Answer:
    return pages.page(request, "erasure/data.html", file_forms=tuple(FileForm), may_leave=policy.may_leave(viewer))


@get("/me/data/{file_form:str}", guards=TAKING, sync_to_thread=True)
def take(request: Ask, db: Db, viewer: Viewer, file_form: FromPath[str]) -> Answer:
    if file_form not in tuple(FileForm):
        raise Missing
    form = FileForm(file_form)
    return Answer(
        written(queries.own_data(db, viewer.id), form, i18n.translator(visit_of(request).locale)),
        media_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="kiku.{form}"'},
    )


@get("/me/removal", guards=LEAVING, sync_to_thread=True)
def removal(request: Ask, viewer: Viewer) -> Answer:
    return _form(request, viewer)


@post("/me/removal", guards=LEAVING, sync_to_thread=True)
def leave(request: Ask, store: Store, db: Db, viewer: Viewer, form: Form) -> Answer:
    """Erase one's account, and sign out here and everywhere."""
    if not policy.may_leave(viewer):
        raise NotAllowed("hand_back_first")
    leaving, errors = forms.read_leaving(form)
    if leaving.password:
        limits.take(store, CHECKING, str(viewer.id))
        with store.reading() as session:
            account = accounts.by_id(session, viewer.id)
        if account is None or not passwords.check(account.password_hash, leaving.password).right:
            errors["current_password"] = "accounts.password.wrong"  # noqa: S105  # a key of the catalogue
    if errors or leaving.fate is None:
        return _form(request, viewer, leaving.fate, errors)
    service.remove_member(db, viewer.id, leaving.fate, actor=viewer.id)
    visit = visit_of(request)
    visit.set_cookie(visit.cookies.sign_in, "", seconds=0)
    answer = pages.see(request, "/", said="erasure.left")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _form(request: Ask, viewer: Viewer, fate: Fate | None = None, errors: Errors | None = None) -> Answer:
    return pages.page(
        request,
        "erasure/leave.html",
        status=422 if errors else 200,
        fates=tuple(Fate),
        fate=fate,
        may_leave=policy.may_leave(viewer),
        errors=errors or {},
    )


ROUTES = (data, take, removal, leave)
