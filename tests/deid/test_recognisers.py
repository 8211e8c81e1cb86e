"""Every recogniser file is in the list, says what it does, and does it."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.deid import recognisers
from app.deid.reading import Reading
from app.deid.recognisers import RECOGNISERS
from app.deid.types import Rule

HEADINGS = ("Flags", "Why", "Leaves", "Limits", "Source")
FOLDER = Path(recognisers.__file__).parent


def rules(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(getattr(module, "RULES", ())) or (module.RULE,)


def examples(kind: str) -> Iterator[tuple[ModuleType, Rule, str]]:
    for module in RECOGNISERS:
        for rule in rules(module):
            for text in getattr(rule, kind):
                yield module, rule, text


def test_every_recogniser_file_is_in_the_list() -> None:
    files = {
        f"{path.parent.name}.{path.stem}"
        for folder in ("direct", "quasi")
        for path in (FOLDER / folder).glob("[a-z]*.py")
    }
    listed = {".".join(module.__name__.split(".")[-2:]) for module in RECOGNISERS}
    assert listed == files


@pytest.mark.parametrize("module", RECOGNISERS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_recogniser_tells_what_it_flags_why_and_where_it_ends(module: ModuleType) -> None:
    lines = (module.__doc__ or "").splitlines()
    assert [line.split()[0] for line in lines if line and line.split()[0] in HEADINGS] == list(HEADINGS)


@pytest.mark.parametrize(("module", "rule", "text"), list(examples("flags")))
def test_a_rule_flags_its_examples(module: ModuleType, rule: Rule, text: str) -> None:
    assert any(finding.rule == rule.code for finding in module.find(Reading(text)))


@pytest.mark.parametrize(("module", "rule", "text"), list(examples("leaves")))
def test_a_rule_leaves_its_counter_examples(module: ModuleType, rule: Rule, text: str) -> None:
    assert not [finding for finding in module.find(Reading(text)) if finding.rule == rule.code and finding.listed]


def test_rule_codes_are_each_used_once() -> None:
    codes = [rule.code for module in RECOGNISERS for rule in rules(module)]
    assert len(codes) == len(set(codes))
