"""What the figures are narrowed to. What makes no sense narrows nothing."""

from app.deid.recognisers import RECOGNISERS

LANGUAGES = ("ja", "en")
RULES = frozenset(recogniser.RULE.code for recogniser in RECOGNISERS)


def read_lang(typed: str | None) -> str:
    return typed if typed and typed in LANGUAGES else ""


def read_rule(typed: str | None) -> str:
    return typed if typed and typed in RULES else ""
