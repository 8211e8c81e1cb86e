"""Of which rule the figures are. What makes no sense narrows nothing."""

from app.deid.recognisers import RECOGNISERS

RULES = frozenset(recogniser.RULE.code for recogniser in RECOGNISERS)


def read_rule(typed: str | None) -> str:
    return typed if typed and typed in RULES else ""
