"""The Jinja environment: one a language, strict and escaping, with few filters."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import clock, i18n
from app.web import assets

FOLDER = Path(__file__).parents[2] / "templates"


@cache
def environment(locale: str) -> Environment:
    """Return the templates of one language.

    One environment a language, with its translator as a global, lets Jinja import a file of macros
    once for the process instead of once a page (docs/decisions/0005).
    """
    t = i18n.translator(locale)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.update(t=t, locale=locale, other_locale="en" if locale == "ja" else "ja", asset=assets.url)
    made.filters.update(
        day=t.day,
        moment=t.moment,
        number=t.number,
        month=t.month,
        month_short=t.month_short,
        lasting=t.lasting,
        ago=lambda moment: t.ago(moment, clock.now()),
        iso=_iso,
        people=lambda number: t.number(roughly(number)),
    )
    return made


def roughly(number: float) -> int:
    """Return an estimate as honestly as it is known: whole below twenty, then two figures, and nobody is less than one."""
    if number < 20:
        return max(1, round(number))
    unit = int(10 ** (len(str(int(number))) - 2))
    return round(number / unit) * unit


def _iso(moment: datetime | date) -> str:
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()
