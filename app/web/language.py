"""Choosing the language the forum speaks: remembered in a cookie, and with the account if there is one."""

from litestar import post

from app import i18n
from app.web import pages
from app.web.inject import Answer, Ask, Form, open_to_all, visit_of

YEAR = 31_536_000  # seconds


@post("/language", guards=[open_to_all], sync_to_thread=False)
def choose(request: Ask, form: Form) -> Answer:
    visit = visit_of(request)
    locale = form.one("locale")
    if locale in i18n.LOCALES:
        visit.set_cookie(visit.cookies.language, locale, seconds=YEAR)
    return pages.see(request, pages.local(form.one("next")))
