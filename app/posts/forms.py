"""The writing form: what was typed → a draft, or what is missing."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from app.posts import policy, sections
from app.posts.policy import QUESTIONS, UNANSWERED, Answers, Certainty, DisputeReason, Draft, Objection, Part
from app.web.fields import Fields

Errors = dict[str, str]
# A finding's number, which of its wordings, and a mark of the words it was about.
PUT = re.compile(r"put-(\d{1,4})-(\d{1,2})(?:-([0-9a-f]{8}))?")


@dataclass(frozen=True, slots=True)
class Intent:
    """Which button sent the form."""

    name: str
    finding: int = 0
    wording: int = 0
    mark: str = ""

    @property
    def sends(self) -> bool:
        return self.name == "submit"

    @property
    def keeps(self) -> bool:
        return self.name == "draft"


def read_intent(form: Fields) -> Intent:
    """Return what the writer wants: to send, to keep a draft, to have it read, or to put in a gentler wording."""
    typed = form.one("intent")
    put = PUT.fullmatch(typed)
    if put:
        return Intent("put", int(put[1]), int(put[2]), put[3] or "")
    return Intent(typed if typed in ("draft", "check") else "submit")


@dataclass(frozen=True, slots=True)
class Writing:
    """The words of a case as they stand in the boxes. `whole` is a body written in one piece."""

    lang: str
    title: str
    whole: str
    sections: dict[str, str]
    question: str
    answers: Answers = UNANSWERED

    @property
    def in_sections(self) -> bool:
        return not self.whole

    def draft(self) -> Draft:
        return Draft(self.lang, self._body()[0], self.title, self.question, self.answers)

    def parts(self) -> tuple[Part, ...]:
        """Return where each box's words stand in the text the detector reads."""
        found: list[Part] = []
        for part in self.draft().parts():
            if part.field == "body" and self.in_sections:
                found += [Part(box.field, part.start + box.start, box.text) for box in self._body()[1]]
            else:
                found.append(part)
        return tuple(found)

    def with_box(self, name: str, text: str) -> "Writing":
        """Return the form with other words in one box."""
        if name in self.sections:
            return replace(self, sections={**self.sections, name: text})
        if name == "title":
            return replace(self, title=text)
        return replace(self, whole=text) if name == "body" else replace(self, question=text)

    def boxes(self) -> dict[str, str]:
        return {"title": self.title, "body": self.whole, "question": self.question, **self.sections}

    def _body(self) -> tuple[str, tuple[Part, ...]]:
        if self.whole:
            return self.whole, ()
        return sections.compose(self.lang, self.sections)


def read_writing(form: Fields, lang: str) -> Writing:
    """Return the boxes of the writing form. A body sent whole is taken whole."""
    return Writing(
        lang,
        " ".join(form.one("title").split()),
        form.one("body"),
        {section: form.one(section) for section in sections.SECTIONS},
        " ".join(form.one("question").split()),
        Answers(*(_answer(form.one(question)) for question in QUESTIONS)),
    )


def _answer(typed: str) -> str:
    return typed if typed in list(Certainty) else ""


def whole(body: str) -> Writing:
    """Return a text of one box: a comment."""
    return Writing(policy.language(body), "", body, {}, "")


def opened(lang: str, title: str, body: str, question: str, answers: Answers = UNANSWERED) -> Writing:
    """Return a text that was sent before, back in its boxes."""
    found = sections.split(lang, body)
    empty = dict.fromkeys(sections.SECTIONS, "")
    return Writing(lang, title, "" if found else body, {**empty, **(found or {})}, question, answers)


def faults(writing: Writing, *, complete: bool) -> Errors:
    """Return what is missing or too long. A draft may lack anything but must have something."""
    draft = writing.draft()
    errors: Errors = {}
    if complete and not draft.title:
        errors["title"] = "posts.form.title_missing"
    if complete and not draft.question:
        errors["question"] = "posts.form.question_missing"
    body = "body" if writing.whole else sections.SECTIONS[0]
    if complete and not draft.body:
        errors[body] = "posts.form.body_missing"
    if len(draft.title) > policy.TITLE_LIMIT:
        errors["title"] = "posts.form.title_long"
    if len(draft.question) > policy.QUESTION_LIMIT:
        errors["question"] = "posts.form.question_long"
    if len(draft.body) > policy.BODY_LIMIT:
        errors[body] = "posts.form.body_long"
    if not complete and not draft.text():
        errors[body] = "posts.form.draft_empty"
    return errors


def read_comment(form: Fields) -> tuple[Draft, Errors]:
    """Return a comment, set in the language it is written in."""
    body = form.one("body")
    draft = Draft(policy.language(body), body)
    if not body:
        return draft, {"body": "posts.form.comment_missing"}
    if len(body) > policy.COMMENT_LIMIT:
        return draft, {"body": "posts.form.comment_long"}
    return draft, {}


def read_objection(form: Fields) -> tuple[Objection | None, Errors]:
    """Return what an author says against a finding. Only the last reason of the list says too little alone."""
    errors: Errors = {}
    reason, note = form.one("reason"), form.one("note")
    if reason not in list(DisputeReason):
        errors["reason"] = "posts.dispute.reason_missing"
    elif reason == DisputeReason.OTHER and not note:
        errors["note"] = "posts.dispute.note_missing"
    if len(note) > policy.DISPUTE_NOTE_LIMIT:
        errors["note"] = "posts.dispute.note_long"
    return (None if errors else Objection(DisputeReason(reason), note)), errors


def read_number(form: Fields, name: str) -> int:
    """Return a small number, or 0 for anything else."""
    typed = form.one(name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


def read_id(form: Fields, name: str) -> UUID | None:
    """Return a field that names something, or None for anything that is not an id."""
    try:
        return UUID(form.one(name))
    except ValueError:
        return None
