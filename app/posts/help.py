"""The detector explained to its readers: every rule with its reason and its own examples."""

from dataclasses import dataclass
from functools import cache

from app.deid import Identifier
from app.deid.recognisers import RECOGNISERS
from app.deid.types import Rule
from app.posts.policy import language


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule on the help page. Its examples are those its tests run, shown in the language they are written in."""

    code: str
    kind: str
    flags: tuple[tuple[str, str], ...]  # an example and its language
    leaves: tuple[tuple[str, str], ...]


@cache
def rules() -> tuple[tuple[Identifier, tuple[RuleShown, ...]], ...]:
    """Return the rules in reading order: what is enough alone first, then what counts together."""
    known: list[Rule] = [recogniser.RULE for recogniser in RECOGNISERS]
    shown = [(rule.identifier, _shown(rule)) for rule in known]
    return tuple((kind, tuple(rule for identifier, rule in shown if identifier is kind)) for kind in Identifier)


def _shown(rule: Rule) -> RuleShown:
    return RuleShown(rule.code, rule.kind, _with_language(rule.flags), _with_language(rule.leaves))


def _with_language(texts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((text, language(text)) for text in texts)
