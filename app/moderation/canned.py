"""The reasons that moderators choose from, and putting them in other words. Apart from queries and service, which are about texts."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from app import audit, clock, i18n
from app.audit import Act
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


def add(session: Session, admin_id: UUID, ja: str, en: str) -> str:
    """Add a reason to those that moderators can choose from, and return its code."""
    code = f"own_{uuid4().hex[:12]}"
    session.add(CannedReason(code=code, ja=ja, en=en, offered=True, made_at=clock.now()))
    audit.record(session, Act.CANNED_REASONS_CHANGE, actor=admin_id, reason=code, change="added")
    return code


def change(session: Session, admin_id: UUID, code: str, ja: str, en: str, *, offered: bool) -> None:
    """Put a reason in other words, and say whether it is offered. Authors keep what they were told."""
    kept = session.get(CannedReason, code)
    if kept is None:
        kept = CannedReason(code=code, ja=ja, en=en, offered=offered, made_at=clock.now())
    kept.ja, kept.en, kept.offered = ja, en, offered
    session.add(kept)
    change = "changed" if offered else "retired"
    audit.record(session, Act.CANNED_REASONS_CHANGE, actor=admin_id, reason=code, change=change)
