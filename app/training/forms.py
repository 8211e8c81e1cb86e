"""An answer to an exercise: what was typed → an outcome and a note, or what is missing."""

from typing import NamedTuple

from app.training import policy
from app.training.policy import NOTE_LIMIT, Outcome
from app.web.fields import Fields

Errors = dict[str, str]


class Answer(NamedTuple):
    """What a moderator would do with a text, and what they would tell its author."""

    outcome: Outcome
    note: str


def read_answer(form: Fields) -> tuple[Answer | None, Errors]:
    """Return the answer. As with a real text an outcome is never guessed, and an author is never left without a reason."""
    errors: Errors = {}
    outcome, note = form.one("outcome"), form.one("note")
    if outcome not in list(Outcome):
        errors["form"] = "moderation.decision.outcome_missing"
    elif policy.needs_note(Outcome(outcome)) and not note:
        errors["note"] = "moderation.decision.note_missing"
    if len(note) > NOTE_LIMIT:
        errors["note"] = "moderation.decision.note_long"
    return (None if errors else Answer(Outcome(outcome), note)), errors
