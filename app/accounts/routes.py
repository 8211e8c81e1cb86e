"""Every route of accounts; here the rules of the house, and the language one reads them in."""

from litestar import get, post

from app import i18n
from app.accounts import service
from app.accounts.claiming import CLAIMING_ROUTES
from app.accounts.email import EMAIL_ROUTES
from app.accounts.factors import FACTOR_ROUTES
from app.accounts.guards import open_to_all
from app.accounts.joining import JOINING_ROUTES
from app.accounts.licences import LICENCE_ROUTES
from app.accounts.lost_factor import LOST_FACTOR_ROUTES
from app.accounts.me import ME_ROUTES
from app.accounts.proof import PROOF_ROUTES
from app.accounts.second_step import SECOND_STEP_ROUTES
from app.accounts.signing_in import SIGNING_IN_ROUTES
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, visit_of
from app.web.visit import parts_of

SENT = "sent."  # before the names of what the page one was on was asked for with
YEAR = 31_536_000  # seconds


@get("/rules", guards=[open_to_all], sync_to_thread=True)
def rules(request: Ask) -> Answer:
    """What members agree to. Open to all: one reads it before joining."""
    return pages.page(request, "accounts/rules.html")


@post("/language", guards=[open_to_all], sync_to_thread=True)
def choose_language(request: Ask, db: Db, form: Form) -> Answer:
    """Speak another language from now on: with the account for a member, and in this browser for everyone.

    A page that answered a form is asked for again by a press, with what was sent: it may have no address of its own, and
    what was typed is not lost.
    """
    visit = visit_of(request)
    locale = form.one("locale")
    if locale in i18n.LOCALES:
        if visit.viewer:
            service.choose_language(db, visit.viewer.id, locale)
        visit.set_cookie(visit.cookies.language, locale, seconds=YEAR)
    if form.one("sent"):
        visit.locale = i18n.read_lang(locale, visit.locale)
        sent = tuple(form.below(SENT).typed())
        return pages.page(request, "accounts/language.html", path=pages.local(form.one("next")), sent=sent)
    return pages.see(request, _back(request, pages.local(form.one("next"))))


def _back(request: Ask, path: str) -> str:
    """Return the page one was on with its query, which may be an invitation or the key of a mailed link."""
    came_from = parts_of(request.headers.get("referer", ""))
    return f"{path}?{came_from.query}" if came_from.path == path and came_from.query else path


ROUTES = (
    rules,
    choose_language,
    *SIGNING_IN_ROUTES,
    *SECOND_STEP_ROUTES,
    *PROOF_ROUTES,
    *JOINING_ROUTES,
    *ME_ROUTES,
    *CLAIMING_ROUTES,
    *FACTOR_ROUTES,
    *EMAIL_ROUTES,
    *LICENCE_ROUTES,
    *LOST_FACTOR_ROUTES,
)
