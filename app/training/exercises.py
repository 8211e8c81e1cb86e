"""The exercises as written in exercises.yaml. A file of its own, because they are texts of the program and no rows."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from app.taxonomy import Label
from app.training.policy import Fault, Outcome

_FILE = Path(__file__).with_name("exercises.yaml")


@dataclass(frozen=True, slots=True)
class Exercise:
    """An invented text, what is wrong with it, and what a practised moderator would do.

    accepts  outcomes that are right, the best first.
    thread   for a comment, the case it answers.
    say      what its author might be told, in the language of the text; empty where it is released.
    """

    slug: str
    lang: str
    kind: str
    title: str
    body: str
    question: str
    thread: str
    faults: tuple[Fault, ...]
    accepts: tuple[Outcome, ...]
    why: Label
    say: str


@cache
def exercises() -> MappingProxyType[str, Exercise]:
    """Return every exercise by its slug, in the order in which they are given."""
    read = (_exercise(row) for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return MappingProxyType({exercise.slug: exercise for exercise in read})


def of_language(lang: str) -> tuple[Exercise, ...]:
    return tuple(exercise for exercise in exercises().values() if exercise.lang == lang)


def _exercise(row: dict[str, Any]) -> Exercise:
    return Exercise(
        slug=row["slug"],
        lang=row["lang"],
        kind=row["kind"],
        title=row.get("title", ""),
        body=row["body"],
        question=row.get("question", ""),
        thread=row.get("thread", ""),
        faults=tuple(Fault(fault) for fault in row["faults"]) or (Fault.NONE,),
        accepts=tuple(Outcome(outcome) for outcome in row["accepts"]),
        why=Label(**row["why"]),
        say=row["say"],
    )
