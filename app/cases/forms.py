"""What a member typed to bring a case → a value, or what is missing."""

from app import i18n, taxonomy
from app.cases.policy import MOST_APPROACHES, CaseForm, Consent, Filters
from app.posts import forms
from app.posts.forms import Errors, Intent
from app.web.fields import Fields
from app.web.paging import page_number

LONGEST_SOUGHT = 60  # characters; the longest name of an approach is shorter


def read_case(form: Fields, intent: Intent, locale: str) -> tuple[CaseForm, Errors]:
    """Return a case and its faults. Only a case that is sent in has to be complete."""
    lang = form.one("lang")
    writing = forms.read_writing(form, i18n.read_lang(lang, locale))
    chosen = tuple(dict.fromkeys(form.all("approaches")))
    known = tuple(slug for slug in chosen if slug in taxonomy.approaches())
    consent = form.one("consent")
    case = CaseForm(
        writing,
        known,
        Consent(consent) if consent in list(Consent) else None,
        form.one("alias") == "1",
        form.one("once")[:64],
        forms.read_id(form, "seen"),
        form.one("sought")[:LONGEST_SOUGHT],
    )
    if not (intent.sends or intent.keeps):
        return case, {}
    errors = forms.faults(writing, complete=intent.sends)
    if lang not in i18n.LOCALES and intent.sends:
        errors["lang"] = "cases.form.lang_missing"
    if len(known) > MOST_APPROACHES:
        errors["approaches"] = "cases.form.approaches_many"
    if len(known) != len(chosen):
        errors["approaches"] = "cases.form.approaches_unknown"
    if intent.sends and not chosen:
        errors["approaches"] = "cases.form.approaches_missing"
    if intent.sends and case.consent is None:
        errors["consent"] = "cases.form.consent_missing"
    if intent.sends and case.consent and not case.consent.allows:
        errors["consent"] = "cases.form.consent_none"
    return case, errors


def read_filters(approach: str | None, lang: str | None, waiting: str | None, page: str | None) -> Filters:
    """Return the filters of a list. What is not known narrows nothing; a page that is no number is the first."""
    return Filters(
        approach if approach and approach in taxonomy.approaches() else "",
        i18n.read_lang(lang),
        waiting == "answer",
        page_number(page),
    )
