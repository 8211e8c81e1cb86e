"""The phrases let pass, for admins: what waits, what passes, and how to take it back. Proposing is on the moderators' side."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app.accounts.guards import admins_only
from app.allowances import forms, queries, service
from app.allowances.forms import Errors
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer


@get("/admin/allowances", guards=[admins_only], sync_to_thread=True)
def index(request: Ask, db: Db, viewer: Viewer) -> Answer:
    return _list(request, db, viewer)


@post("/admin/allowances/{allowance_id:uuid}/decision", guards=[admins_only], sync_to_thread=True)
def decide(request: Ask, db: Db, viewer: Viewer, form: Form, allowance_id: FromPath[UUID]) -> Answer:
    verdict, errors = forms.read_verdict(form)
    if verdict is None:
        return _list(request, db, viewer, errors=errors)
    service.decide(db, viewer.id, allowance_id, verdict)
    return pages.see(request, "/admin/allowances#waiting", said=f"allowances.{verdict}")


@post("/admin/allowances/{allowance_id:uuid}/withdrawal", guards=[admins_only], sync_to_thread=True)
def withdraw(request: Ask, db: Db, viewer: Viewer, allowance_id: FromPath[UUID]) -> Answer:
    service.withdraw(db, viewer.id, allowance_id)
    return pages.see(request, "/admin/allowances#accepted", said="allowances.withdrawn")


def _list(request: Ask, db: Db, viewer: Viewer, *, errors: Errors | None = None) -> Answer:
    return pages.page(
        request,
        "allowances/index.html",
        status=422 if errors else 200,
        phrases=queries.listed(db, viewer.id),
        errors=errors or {},
    )


ROUTES = (index, decide, withdraw)
