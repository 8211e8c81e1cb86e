"""A country's texts: what an admin typed → a text a language, or what is missing."""

from app.i18n import LOCALES
from app.lifelines import policy
from app.web.fields import Fields

Errors = dict[str, str]


def read_texts(form: Fields) -> tuple[dict[str, str], Errors]:
    """Return the text in both languages: one alone would leave readers of the other without a number."""
    texts = {lang: form.one(lang) for lang in LOCALES}
    errors: Errors = {}
    for lang, text in texts.items():
        if not text:
            errors[lang] = "lifelines.form.missing"
        elif len(text) > policy.LONGEST:
            errors[lang] = "lifelines.form.long"
    return texts, errors


def read_country(typed: str) -> str | None:
    return typed if typed in policy.COUNTRIES else None
