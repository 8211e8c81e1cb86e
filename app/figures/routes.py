"""Figures of moderation: for every member, and rule by rule for moderators."""

from litestar import get

from app import clock, i18n
from app.accounts.guards import members_only, moderators_only
from app.figures import forms, policy, queries
from app.figures.policy import OF_TEXTS
from app.web import pages
from app.web.inject import Answer, Ask, Db, Typed


@get("/figures", guards=[members_only], sync_to_thread=True)
def index(request: Ask, db: Db, lang: Typed = None) -> Answer:
    """What became of the texts that were held: how many, how long, by which rules, and never a title."""
    figures = queries.public(db, clock.now().date(), lang=i18n.read_lang(lang))
    return pages.page(
        request,
        "figures/index.html",
        figures=figures,
        columns=OF_TEXTS,
        became=queries.BECAME,
        smallest=policy.SMALLEST,
    )


@get("/moderation/rules", guards=[moderators_only], sync_to_thread=True)
def rules(request: Ask, db: Db, lang: Typed = None, rule: Typed = None) -> Answer:
    """How often each rule was right, as moderators and authors decided."""
    learning = queries.learning(db, clock.now().date(), lang=i18n.read_lang(lang), rule=forms.read_rule(rule))
    return pages.page(request, "figures/rules.html", learning=learning)


ROUTES = (index, rules)
