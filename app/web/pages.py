"""Answers: a page whole or in part, and where to go after a form was taken."""

from typing import Any

from litestar import MediaType

from app.web import csrf, templates
from app.web.inject import Answer, Ask, visit_of
from app.web.visit import parts_of

SAID_SECONDS = 60  # how long “what just happened” waits for the page that shows it


def page(request: Ask, template: str, fragment: str | None = None, status: int = 200, **values: Any) -> Answer:
    """Render a page, or its fragment alone where htmx asks for a part of it.

    Values are frozen views, never table rows: what a template could query, it would query in a loop.
    """
    name = fragment if fragment and wants_fragment(request) else template
    return Answer(render(request, name, **values), status_code=status, media_type=MediaType.HTML)


def render(request: Ask, template: str, **values: Any) -> str:
    visit = visit_of(request)
    shown = {
        "viewer": visit.viewer,
        "token": csrf.token(visit),
        "path": request.scope["path"],
        "said": visit.said,
        "sent": sent(request),
    }
    return templates.environment(visit.locale).get_template(template).render(**(shown | values))


def sent(request: Ask) -> tuple[tuple[str, str], ...] | None:
    """Return what a page was asked for with, where it answers a form: in another language it has to be asked for so again."""
    fields = visit_of(request).fields
    return tuple(fields.typed()) if fields is not None else None


def wants_fragment(request: Ask) -> bool:
    """Whether htmx asks for a part. When it restores a page from history it needs the whole one."""
    headers = request.headers
    return (
        headers.get("hx-request") == "true"
        and headers.get("hx-request-type") != "full"
        and headers.get("hx-history-restore-request") != "true"
    )


def see(request: Ask, path: str, said: str = "") -> Answer:
    """Send the browser on to a page, with a word on what just happened (a key under `said.`)."""
    visit = visit_of(request)
    if said:
        visit.set_cookie(visit.cookies.said, said, seconds=SAID_SECONDS)
    if request.headers.get("hx-request") == "true":
        return Answer("", status_code=200, headers={"HX-Redirect": path}, media_type=MediaType.HTML)
    return Answer("", status_code=303, headers={"Location": path}, media_type=MediaType.HTML)


def local(path: str, otherwise: str = "/") -> str:
    """Return a path of this site, or `otherwise`: nobody is sent on to a page somebody else chose."""
    parts = parts_of(path)
    wrong = (
        not parts.path or parts.scheme or parts.netloc or "\\" in path or any(ord(character) < 33 for character in path)
    )
    return path if path.startswith("/") and not path.startswith("//") and not wrong else otherwise
