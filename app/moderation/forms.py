"""A decision, a report and what the queue is narrowed to: what was typed → a value, or what is missing."""

import re
from collections.abc import Mapping

from app.i18n import LOCALES, read_lang
from app.moderation import policy
from app.moderation.policy import Claimed, Complaint, Filters, Judgement, Outcome, Reason
from app.posts.policy import Cover, Draft, covered
from app.posts.texts import OwnText
from app.web.fields import Fields

Errors = dict[str, str]
KINDS = ("case", "comment", "appeal")
RULE = re.compile("[a-z_]{1,40}")
BY_A_WORD = (Outcome.RELEASE, Outcome.RETURN, Outcome.REMOVE)  # a redaction says where and by what as well
STRETCH = re.compile(r"(title|body|question):(\d{1,5}):(\d{1,5})")


def read_decision(
    form: Fields, canned: Mapping[str, str], *, objected: bool = False
) -> tuple[Judgement | None, Errors]:
    """Return what a moderator decided. An outcome is never guessed: without one nothing is decided.

    canned    the reasons to choose from, in the language of the text.
    objected  whether its author waits for an answer to an objection: then no outcome goes without words.
    """
    errors: Errors = {}
    outcome, note, reason = form.one("outcome"), form.one("note"), form.one("reason")
    reason = reason if reason in canned else ""
    if outcome not in BY_A_WORD:
        errors["form"] = "moderation.decision.outcome_missing"
    elif not (note or reason) and (objected or policy.needs_note(Outcome(outcome))):
        errors["note"] = f"moderation.decision.{'answer' if objected else 'note'}_missing"
    said = policy.said(canned.get(reason, ""), note)
    if len(said) > policy.NOTE_LIMIT:
        errors["note"] = "moderation.decision.note_long"
    if errors:
        return None, errors
    return Judgement(Outcome(outcome), said, form.one("seen"), read_accepted(form), reason), errors


def read_accepted(form: Fields) -> frozenset[int]:
    """Return the findings of which a moderator accepts that they identify nobody."""
    return frozenset(
        int(typed) for typed in form.all("accepted") if typed.isascii() and typed.isdigit() and len(typed) < 5
    )


def read_redaction(
    form: Fields, text: OwnText, canned: Mapping[str, str]
) -> tuple[Judgement | None, tuple[Cover, ...], Errors]:
    """Return what is to be replaced in a text: findings that were ticked, and stretches that were marked by hand.

    The places come back with the errors, so that nothing has to be marked twice.
    """
    errors: Errors = {}
    covers = [
        Cover(finding.field, finding.start, finding.end, form.one(f"instead-{finding.number}"))
        for finding in text.findings
        if form.one(f"cover-{finding.number}") == "1"
    ]
    for stretch in form.all("stretch"):
        found = STRETCH.fullmatch(stretch)
        if found:
            covers.append(Cover(found[1], int(found[2]), int(found[3]), form.one(f"instead-{stretch}")))
    if not covers:
        errors["form"] = "moderation.redaction.nothing"
    if len(covers) > policy.MOST_COVERS:
        errors["form"] = "moderation.redaction.many"
    if any(not cover.instead for cover in covers):
        errors["form"] = "moderation.redaction.instead_missing"
    if any(len(cover.instead) > policy.COVER_LIMIT or "\n" in cover.instead for cover in covers):
        errors["form"] = "moderation.redaction.instead_long"
    try:
        covered(Draft(text.lang, text.body, text.title, text.question), covers)
    except ValueError:
        errors["form"] = "moderation.redaction.overlap"
    note, reason = form.one("note"), form.one("reason")
    reason = reason if reason in canned else ""
    said = policy.said(canned.get(reason, ""), note)
    if not said and form.one("intent") != "look":
        errors["note"] = "moderation.decision.note_missing"
    if len(said) > policy.NOTE_LIMIT:
        errors["note"] = "moderation.decision.note_long"
    if errors:
        return None, tuple(covers), errors
    judgement = Judgement(Outcome.REDACT, said, form.one("seen"), frozenset(), reason, tuple(covers))
    return judgement, tuple(covers), errors


def read_objection(form: Fields) -> tuple[str, Errors]:
    note = form.one("note")
    if not note:
        return note, {"note": "moderation.objection.note_missing"}
    return note, {"note": "moderation.decision.note_long"} if len(note) > policy.NOTE_LIMIT else {}


def read_canned(form: Fields) -> tuple[dict[str, str], Errors]:
    """Return a reason in both languages: one alone would be shown to readers of the other."""
    sentences = {lang: " ".join(form.one(lang).split()) for lang in LOCALES}
    errors: Errors = {}
    for lang, sentence in sentences.items():
        if not sentence:
            errors[lang] = "moderation.reasons.missing"
        elif len(sentence) > policy.CANNED_LIMIT:
            errors[lang] = "moderation.reasons.long"
    return sentences, errors


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


def read_filters(typed: Mapping[str, str]) -> Filters:
    """Return what the queue is narrowed to. What is not known narrows nothing."""
    rule = typed.get("rule", "")
    return Filters(
        read_lang(typed.get("lang", "")),
        _one_of(typed.get("kind", ""), KINDS),
        rule if RULE.fullmatch(rule) else "",
        _one_of(typed.get("claimed", ""), tuple(Claimed)),
        typed.get("reported") == "1",
    )


def carried_filters(form: Fields) -> Filters:
    """Return the filters that a form on a held text carries along."""
    return read_filters({name: form.one(name) for name in ("lang", "kind", "rule", "claimed", "reported")})


def _one_of(typed: str, known: tuple[str, ...]) -> str:
    return typed if typed in known else ""
