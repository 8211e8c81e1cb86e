"""Where a phrase stands, and what the rules are called together with the phrases let pass."""

from enum import StrEnum

from app import danger, deid


class Stage(StrEnum):
    """Where a phrase stands between being proposed and being let pass no longer."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What an admin says of a proposed phrase."""

    ACCEPT = "accept"
    REFUSE = "refuse"


RULES = f"{deid.RULESET}.{danger.RULESET}"  # of identity, and of danger


def ruleset(version: int) -> str:
    """Return what a text was read by: the rules, and which state of the list of phrases."""
    return f"{RULES}+{version}" if version else RULES
