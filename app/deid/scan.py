"""`kiku scan`: the detector over JSON lines, one object in, one object out, in the same order."""

import gc
import json
from collections.abc import Iterable
from typing import Any, TextIO

from app.deid.assess import assess
from app.deid.ruleset import RULESET
from app.deid.types import Assessment, Combination, TooLong, Trait


def run(lines_in: Iterable[str], out: TextIO) -> int:
    """Answer each line of `lines_in` on `out`; return 1 if any line could not be read, else 0."""
    _settle_in()
    status = 0
    for line in lines_in:
        if not line.strip():
            continue
        answer = _answer(line)
        if "error" in answer:
            status = 1
        # What is not a character (half a surrogate pair) is written as JSON escapes it, so that writing never fails.
        out.write(json.dumps(answer, ensure_ascii=_broken(answer)) + "\n")
    return status


def _settle_in() -> None:
    """Load what the first text needs, which stays: the collector would walk through all of it again and again."""
    assess("……")
    gc.collect()
    gc.freeze()


def _broken(answer: dict[str, Any]) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in str(answer.get("id", "")))


def _answer(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "not valid JSON"}
    if not isinstance(row, dict):
        return {"id": None, "error": "not a JSON object"}
    name = row.get("id")
    text, told = row.get("text"), row.get("told") or []
    if not isinstance(text, str):
        return {"id": name, "error": "text is not a string"}
    if not isinstance(told, list) or not all(isinstance(earlier, str) for earlier in told):
        return {"id": name, "error": "told is not a list of strings"}
    try:
        traits = tuple(dict.fromkeys(trait for earlier in told for trait in _traits(earlier)))
        return {"id": name, **_said(assess(text, told=traits))}
    except TooLong as error:
        return {"id": name, "error": str(error)}


def _traits(text: str) -> Iterable[Trait]:
    return assess(text).traits


def _said(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict.value,
        "findings": [
            {
                "start": finding.start,
                "end": finding.end,
                "kind": finding.kind.value,
                "identifier": finding.identifier.value,
                "rule": finding.rule,
                "instead": list(finding.instead),
            }
            for finding in assessment.findings
        ],
        "combination": _combination(assessment.combination),
        "ruleset": RULESET,
    }


def _combination(combination: Combination | None) -> dict[str, Any] | None:
    if combination is None:
        return None
    return {
        "kinds": [trait.kind.value for trait in combination.traits],
        "people": combination.people,
        "low": combination.low,
        "high": combination.high,
        "widen_first": combination.widen_first.kind.value,
    }
