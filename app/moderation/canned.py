"""The reasons that moderators choose from. Apart from the queries, which are about texts."""

from dataclasses import dataclass

from sqlalchemy import select

from app import i18n
from app.database import Session
from app.moderation import policy
from app.moderation.models import CannedReason

_CANNED = select(CannedReason.code, CannedReason.ja, CannedReason.en, CannedReason.offered).order_by(
    CannedReason.made_at, CannedReason.code
)


@dataclass(frozen=True, slots=True)
class Canned:
    """A reason to choose, in both languages. `own` is one that admins added; `reworded` one they put in their own words."""

    code: str
    ja: str
    en: str
    offered: bool
    own: bool
    reworded: bool

    def of(self, lang: str) -> str:
        return self.ja if lang == "ja" else self.en


def canned(session: Session) -> tuple[Canned, ...]:
    """Return every reason: those of the catalogues as admins have reworded them, then the admins' own, first to last."""
    kept = {row.code: row for row in session.execute(_CANNED)}
    ja, en = i18n.translator("ja"), i18n.translator("en")
    found = []
    for code in policy.CANNED:
        row, key = kept.pop(code, None), f"moderation.canned.{code}"
        found.append(
            Canned(code, row.ja, row.en, row.offered, False, True)
            if row
            else Canned(code, ja(key), en(key), True, False, False)
        )
    return (*found, *(Canned(row.code, row.ja, row.en, row.offered, True, False) for row in kept.values()))


def offered(session: Session, lang: str) -> dict[str, str]:
    """Return the reasons that may be chosen for a text, by their code, in its language."""
    return {one.code: one.of(lang) for one in canned(session) if one.offered}
