"""Who reads, looks for or opens more than people do: it is counted, put on the record, and told to the admins.

Apart from the service, because nothing of the member is changed.
"""

from uuid import UUID

from app import audit, limits, outbox
from app.accounts import rows
from app.audit import Act
from app.database import Database, Session
from app.errors import TooOften
from app.limits import Limit
from app.web import log

TOLD = Limit("haste_told", times=1, seconds=86_400)
# What lies closed and a moderator opens in a day, settled texts and proofs of licences together: to look back, not to copy.
OPENING = Limit("opening", times=50, seconds=86_400)


def count_opening(database: Database, member_id: UUID) -> None:
    """Count what a moderator is about to open: a settled text, or a proof of a licence.

    Raises  TooOften past what a day's work takes; the admins are told.
    """
    try:
        limits.take(database, OPENING, str(member_id))
    except TooOften as refusal:
        with database.writing() as session:
            tell(session, member_id, OPENING)
        raise TooOften(refusal.wait, "pace_opening") from refusal


def tell(session: Session, member_id: UUID, limit: Limit) -> None:
    """Put on the record that somebody read, looked for or opened more than people do, and tell the admins: once a day."""
    if limits.add(session, TOLD, f"{member_id}:{limit.action}", 1):
        return
    log.note("limit", kind=limit.action, count=limit.times)
    for admin in rows.admins(session, member_id):
        outbox.put(session, "haste", admin.email, admin.locale, f"/admin/record?act={Act.LIMIT}")
    audit.record(session, Act.LIMIT, actor=None, about=member_id, what=limit.action, times=limit.times)
