"""Refusal → status and page; whatever breaks is our fault, and is said so without details."""

from typing import Any
from urllib.parse import quote

from litestar import MediaType
from litestar.exceptions import HTTPException
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import errors
from app.web import csrf, log, pages
from app.web.inject import Answer, Ask, visit_of

STATUS: dict[type[errors.Refusal], int] = {
    errors.Missing: 404,
    errors.NotAllowed: 403,
    errors.SignInFirst: 401,
    errors.NotYet: 403,
    errors.FactorFirst: 403,
    errors.ProveFirst: 403,
    errors.OutOfDate: 409,
    errors.Malformed: 400,
    errors.TooOften: 429,
    errors.TooSlow: 408,
    errors.Busy: 503,
}
BY_STATUS = {404: "missing", 405: "missing", 413: "too_large", 400: "malformed"}
RETRY_AFTER = 5  # seconds


def refuse(request: Ask, refusal: errors.Refusal) -> Answer:
    reading = request.method in ("GET", "HEAD")
    if isinstance(refusal, errors.SignInFirst) and reading:
        return pages.see(request, f"/sign-in?next={quote(_whole_path(request), safe='')}")
    if isinstance(refusal, errors.NotYet) and reading:
        return pages.see(request, "/me")
    if isinstance(refusal, errors.FactorFirst) and reading:
        return pages.see(request, "/me/factors")
    if isinstance(refusal, errors.ProveFirst) and reading:
        return pages.see(request, f"/proof?next={quote(_whole_path(request), safe='')}")
    if isinstance(refusal, errors.Busy):
        return database_busy(request, refusal)
    proof = refusal if isinstance(refusal, errors.ProveFirst) else None
    answer = _say(request, refusal.key, STATUS[type(refusal)], proof)
    if isinstance(refusal, errors.TooOften):
        answer.headers["Retry-After"] = str(refusal.wait)
    return answer


def refuse_http(request: Ask, error: HTTPException) -> Answer:
    # A wrong method is answered as a missing page: which of the two it is, is nobody's business.
    key = BY_STATUS.get(error.status_code, "malformed" if error.status_code < 500 else "broken")
    return _say(request, key, 404 if error.status_code == 405 else error.status_code)


def database_busy(request: Ask, error: Exception) -> Answer:
    """Say that nothing was written. The health check asks for a write from now on, until one is taken."""
    log.failure(error, _route(request))
    request.app.state.database.doubt()
    answer = _say(request, "busy", 503)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def broken(request: Ask, error: Exception) -> Answer:
    log.failure(error, _route(request))
    return _say(request, "broken", 500)


HANDLERS: dict[Any, Any] = {
    errors.Refusal: refuse,
    HTTPException: refuse_http,
    OperationalError: database_busy,
    PoolTimeout: database_busy,
    Exception: broken,
}


def _say(request: Ask, key: str, status: int, proof: errors.ProveFirst | None = None) -> Answer:
    """Render a refusal. What was typed comes back with it, ready to be sent again."""
    visit = visit_of(request)
    typed = tuple(visit.fields.typed()) if visit.fields else ()
    body = pages.render(
        request,
        "errors/refusal.html",
        key=key,
        status=status,
        typed=typed,
        again=request.scope["path"],
        again_token=csrf.again(visit, request.scope["path"]),
        proof=proof,
    )
    headers = {}
    if request.headers.get("hx-request") == "true":
        headers = {"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML show:top"}
    return Answer(body, status_code=status, media_type=MediaType.HTML, headers=headers)


def _whole_path(request: Ask) -> str:
    """Return where to come back to: what a page asked by itself is no page, so it is that page."""
    beside = request.route_handler.opt.get("beside")
    if beside:
        return str(beside)
    query = request.scope["query_string"].decode("latin-1")
    return request.scope["path"] + (f"?{query}" if query else "")


def _route(request: Ask) -> str:
    return str(request.scope.get("path_template", ""))
