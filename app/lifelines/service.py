"""Changing what is said about where to turn, or saying that it still holds."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app import audit, clock
from app.audit import Act
from app.database import Session
from app.errors import OutOfDate
from app.i18n import LOCALES
from app.lifelines import policy, standard
from app.lifelines.models import LifelineCheck, LifelineText


def change(session: Session, admin_id: UUID, country: str, texts: Mapping[str, str]) -> int:
    """Put a country's text in other words, in the languages in which they are others. Returns in how many.

    What stood before is kept, and who changed it is on the record: it is a text that lives may hang on.
    """
    changed: list[LifelineText] = []
    for lang, text in texts.items():
        last = _last(session, country, lang)
        if text == (last.text if last else standard.text(country, lang)):
            continue
        row = LifelineText(
            country=country,
            lang=lang,
            version=last.version + 1 if last else 1,
            text=text,
            made_at=clock.now(),
            made_by=admin_id,
        )
        session.add(row)
        changed.append(row)
    session.flush()
    for row in changed:
        codes = {"country": country.lower(), "lang": row.lang, "version": row.version}
        audit.record(session, Act.SITE_TEXTS_CHANGE, actor=admin_id, about=row.id, **codes)
    return len(changed)


def look_over(session: Session, admin_id: UUID, country: str, seen: str) -> None:
    """Say that a country's lines were looked over and nothing is to be changed. It goes on the record.

    Raises  OutOfDate if the texts are others by now than those that were looked at.
    """
    standing = [_last(session, country, lang) for lang in LOCALES]
    if seen != policy.seen(text.version if text else 0 for text in standing):
        raise OutOfDate
    row = LifelineCheck(country=country, made_at=clock.now(), made_by=admin_id)
    session.add(row)
    session.flush()
    audit.record(session, Act.SITE_TEXTS_CHECK, actor=admin_id, about=row.id, country=country.lower())


def _last(session: Session, country: str, lang: str) -> LifelineText | None:
    return session.scalars(
        select(LifelineText)
        .where(col(LifelineText.country) == country, col(LifelineText.lang) == lang)
        .order_by(col(LifelineText.version).desc())
        .limit(1)
    ).one_or_none()
