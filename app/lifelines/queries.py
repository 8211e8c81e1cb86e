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
from app.lifelines.models import LifelineCheck, LifelineText


@dataclass(frozen=True, slots=True)
class LookedOver:
    """A country as admins see it: when its numbers were looked up, and when somebody wrote or looked them over last."""

    country: str
    checked: date
    changed_at: datetime | None
    looked_at: datetime | None

    def is_due(self, today: date) -> bool:
        """Whether it is time to look them over. Whoever writes them anew has done so."""
        last = [at.date() for at in (self.changed_at, self.looked_at) if at]
        return policy.is_due(max((self.checked, *last)), today)


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
_LOOKED = select(LifelineCheck.country, func.max(LifelineCheck.made_at).label("at")).group_by(LifelineCheck.country)
_VERSIONS = (
    select(LifelineText.lang, func.max(LifelineText.version).label("version"))
    .where(LifelineText.country == bindparam("country"))
    .group_by(LifelineText.lang)
)
_LICENCES = select(Licence.slug).where(Licence.member_id == bindparam("member")).order_by(Licence.claimed_at.desc())


def places(session: Session, lang: str, first: str) -> tuple[Place, ...]:
    """Return every country's lines in a language, the reader's own first."""
    written = _written(session)
    return tuple(_place(country, lang, written.get((country, lang))) for country in policy.in_order(first))


def looked_over(session: Session) -> tuple[LookedOver, ...]:
    """Return for each country the day its lines were looked up, of several the earliest, and what was done about it since."""
    written = _written(session)
    looked = {row.country: row.at for row in session.execute(_LOOKED)}
    return tuple(
        LookedOver(
            country,
            min(line.checked for line in standard.of(country)),
            max((at for (of, _), (_, at) in written.items() if of == country), default=None),
            looked.get(country),
        )
        for country in policy.COUNTRIES
    )


def looked_at(session: Session, country: str) -> datetime | None:
    """Return when somebody last looked a country's lines over and found nothing to change."""
    return next((row.at for row in session.execute(_LOOKED) if row.country == country), None)


def seen(session: Session, country: str) -> str:
    """Return how a country's texts stand, in a word that a form carries: whoever changes them changes it."""
    versions = {row.lang: row.version for row in session.execute(_VERSIONS, {"country": country})}
    return policy.seen(versions.get(lang, 0) for lang in LOCALES)


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
