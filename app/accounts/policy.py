"""What a member must be before seeing anything of other members, and how long things hold."""

from datetime import date, timedelta
from enum import StrEnum

from app.web.visit import Role, Standing

SIGNED_IN = {Role.COUNSELLOR: timedelta(days=14), Role.MODERATOR: timedelta(days=1), Role.ADMIN: timedelta(days=1)}


class LicenceState(StrEnum):
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


def standing(*, confirmed: bool, licence: LicenceState | None, expires_on: date | None, today: date) -> Standing:
    """Return how far a member has come in, from their address and the licence that speaks best for them."""
    if not confirmed:
        return Standing.UNCONFIRMED
    if licence is LicenceState.CONFIRMED:
        return Standing.VERIFIED if expires_on is None or expires_on >= today else Standing.EXPIRED
    return Standing.REFUSED if licence is LicenceState.REFUSED else Standing.WAITING
