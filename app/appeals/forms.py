"""An appeal and its answer: what was typed → a value, or what is missing."""

from app.appeals import policy
from app.appeals.policy import Answer, Verdict
from app.web.fields import Fields

Errors = dict[str, str]


def read_appeal(form: Fields) -> tuple[str, Errors]:
    note = form.one("note")
    if not note:
        return note, {"note": "appeals.form.note_missing"}
    return note, {"note": "appeals.form.note_long"} if len(note) > policy.NOTE_LIMIT else {}


def read_verdict(form: Fields) -> tuple[Verdict | None, Errors]:
    """Return what a moderator answers. Neither the outcome nor the words are ever guessed."""
    errors: Errors = {}
    outcome, words = form.one("outcome"), form.one("answer")
    if outcome not in (Answer.UPHOLD, Answer.OVERTURN):
        errors["form"] = "appeals.verdict.outcome_missing"
    if not words:
        errors["answer"] = "appeals.verdict.answer_missing"
    elif len(words) > policy.NOTE_LIMIT:
        errors["answer"] = "appeals.verdict.answer_long"
    return (None if errors else Verdict(Answer(outcome), words)), errors
