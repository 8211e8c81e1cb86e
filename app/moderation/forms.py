"""A decision and a report: what was typed → a value, or what is missing."""

from app.moderation import policy
from app.moderation.policy import Complaint, Judgement, Outcome, Reason
from app.web.fields import Fields

Errors = dict[str, str]
LANGUAGES = ("ja", "en")


def read_decision(form: Fields) -> tuple[Judgement | None, Errors]:
    """Return what a moderator decided. An outcome is never guessed: without one nothing is decided."""
    errors: Errors = {}
    outcome, note = form.one("outcome"), form.one("note")
    if outcome not in list(Outcome):
        errors["form"] = "moderation.decision.outcome_missing"
    elif policy.needs_note(Outcome(outcome)) and not note:
        errors["note"] = "moderation.decision.note_missing"
    if len(note) > policy.NOTE_LIMIT:
        errors["note"] = "moderation.decision.note_long"
    return (None if errors else Judgement(Outcome(outcome), note, form.one("seen"))), errors


def read_report(form: Fields) -> tuple[Complaint | None, Errors]:
    errors: Errors = {}
    reason, note = form.one("reason"), form.one("note")
    if reason not in list(Reason):
        errors["reason"] = "moderation.report.reason_missing"
    elif policy.needs_words(Reason(reason)) and not note:
        errors["note"] = "moderation.report.note_missing"
    if len(note) > policy.NOTE_LIMIT:
        errors["note"] = "moderation.report.note_long"
    return (None if errors else Complaint(Reason(reason), note)), errors


def read_lang(typed: str) -> str:
    """Return the language the queue is narrowed to, or nothing for all of it."""
    return typed if typed in LANGUAGES else ""


def read_page(typed: str) -> int:
    """Return which page of a list; the first for anything that is not a number of one."""
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 7 and int(typed) > 0 else 1
