"""The detector explained to its readers: every rule with its reason and its own examples."""

from dataclasses import dataclass
from functools import cache

from app.deid import Identifier
from app.deid.recognisers import RECOGNISERS
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
    shown = [(rule.identifier, _shown(rule)) for rule in (recogniser.RULE for recogniser in RECOGNISERS)]
    return tuple((kind, tuple(rule for identifier, rule in shown if identifier is kind)) for kind in Identifier)


def _shown(rule) -> RuleShown:  # type: ignore[no-untyped-def]  # a Rule, of a module the type checker sees as any module
    with_language = lambda texts: tuple((text, language(text)) for text in texts)  # noqa: E731
    return RuleShown(rule.code, rule.kind, with_language(rule.flags), with_language(rule.leaves))
