"""Phrases the detector found and people decided to let pass: proposed by a moderator, accepted by an admin, numbered."""

from app.allowances.queries import Standing, standing

__all__ = ["Standing", "standing"]
