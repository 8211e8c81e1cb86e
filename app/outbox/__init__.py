"""Mail that waits to go out, written in the transaction that causes it; it never holds a member's words."""

from app.outbox.models import Mail
from app.outbox.queue import put, take_back

__all__ = ["Mail", "put", "take_back"]
