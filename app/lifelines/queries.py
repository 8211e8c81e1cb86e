"""Where to turn: each country's text that stands today, and in which country a member most likely is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app import markup, taxonomy
from app.accounts.models import Licence
from app.database import Session
from app.i18n import LOCALES
from app.lifelines import policy, standard
from app.lifelines.models import LifelineText


@dataclass(frozen=True, slots=True)
class LookedOver:
    """A country as admins see it: since when its lines are known to be right, and when somebody last wrote them anew."""

    country: str
    checked: date
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A country's lines as they are read. `changed_at` is None for the text that came with the forum."""

    country: str
    text: str
    html: Markup
    changed_at: datetime | None


_Newer = aliased(LifelineText)
_NEWEST = (
    select(func.max(_Newer.version))
    .where(_Newer.country == LifelineText.country, _Newer.lang == LifelineText.lang)
    .correlate(LifelineText)
    .scalar_subquery()
)
_STANDING = select(LifelineText.country, LifelineText.lang, LifelineText.text, LifelineText.made_at).where(
    LifelineText.version == _NEWEST
)
_LICENCES = select(Licence.slug).where(Licence.member_id == bindparam("member")).order_by(Licence.claimed_at.desc())


def places(session: Session, lang: str, first: str) -> tuple[Place, ...]:
    """Return every country's lines in a language, the reader's own first."""
    written = _written(session)
    return tuple(_place(country, lang, written.get((country, lang))) for country in policy.in_order(first))


def looked_over(session: Session) -> tuple[LookedOver, ...]:
    """Return for each country the day its lines were looked up, of several the earliest, and when its text was last changed."""
    written = _written(session)
    return tuple(
        LookedOver(
            country,
            min(line.checked for line in standard.of(country)),
            max((at for (of, _), (_, at) in written.items() if of == country), default=None),
        )
        for country in policy.COUNTRIES
    )


def texts(session: Session, country: str) -> dict[str, Place]:
    """Return a country's text in each language, for an admin to change."""
    written = _written(session)
    return {lang: _place(country, lang, written.get((country, lang))) for lang in LOCALES}


def country_of(session: Session, member_id: UUID | None, locale: str) -> str:
    """Return where a reader most likely is; of a visitor nothing is known but the language."""
    known = taxonomy.licences()
    slugs = session.execute(_LICENCES, {"member": member_id}).scalars()
    return policy.country_of((known[slug].country for slug in slugs if slug in known), locale)


def _written(session: Session) -> dict[tuple[str, str], tuple[str, datetime]]:
    return {(row.country, row.lang): (row.text, row.made_at) for row in session.execute(_STANDING)}


def _place(country: str, lang: str, written: tuple[str, datetime] | None) -> Place:
    text, changed_at = written or (standard.text(country, lang), None)
    return Place(country, text, markup.render(text), changed_at)
