"""The live check: what stands in the boxes → the findings a writer is shown; nothing of it is kept."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from app.database import Database
from app.deid import Assessment, Combination
from app.posts import screening
from app.posts.forms import Intent, Writing
from app.posts.policy import Part, place


class Wording(NamedTuple):
    """A gentler wording, and its place in the finding's list."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a box of the form. `start16` and `end16` count UTF-16 units, as a browser does."""

    number: int
    rule: str
    kind: str
    identifier: str
    field: str
    start: int
    end: int
    start16: int
    end16: int
    words: str
    instead: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What the detector says of what is being written. `read` is False where it could not read it."""

    read: bool
    found: tuple[Found, ...] = ()
    combination: Combination | None = None

    @property
    def clear(self) -> bool:
        return self.read and not self.found and not self.combination


def utf16(text: str, index: int) -> int:
    """Return where a browser finds what Python finds at `index`.

    Units   `index` counts code points; the result counts UTF-16 units, as a text area's selection does.
            They part at the first character beyond U+FFFF: the 𠮷 of 𠮷田, most emoji.
    Source  HTML Living Standard, text control selection; ECMA-262, String values.
    """
    return index + sum(character > "\uffff" for character in text[:index])


def check(database: Database, parts: tuple[Part, ...], text: str, case_id: UUID | None) -> Check:
    """Read what is being written, against what its thread has told if it belongs to one."""
    told: tuple[screening.Told, ...] = ()
    if case_id:
        with database.reading() as session:
            told = screening.told(session, case_id)
    assessment = screening.look(text, (told.trait for told in told))
    if assessment is None:
        return Check(read=False)
    return Check(True, _found(assessment, parts), assessment.combination)


def checked(database: Database, writing: Writing, case_id: UUID | None, intent: Intent) -> tuple[Writing, Check]:
    """Return the boxes and what was found in them, after putting in the wording that a button asked for."""
    found = check(database, writing.parts(), writing.draft().text(), case_id)
    put = _put_in(writing.parts(), found, intent)
    if put is None:
        return writing, found
    writing = writing.with_box(*put)
    return writing, check(database, writing.parts(), writing.draft().text(), case_id)


def _put_in(parts: tuple[Part, ...], check: Check, intent: Intent) -> tuple[str, str] | None:
    """Return a box and its words with one finding replaced by a gentler wording; None if no such thing was asked."""
    for found in check.found if intent.name == "put" else ():
        if found.number == intent.finding and intent.wording < len(found.instead):
            box = next(part for part in parts if part.field == found.field)
            return found.field, box.text[: found.start] + found.instead[intent.wording].text + box.text[found.end :]
    return None


def _found(assessment: Assessment, parts: tuple[Part, ...]) -> tuple[Found, ...]:
    texts = {part.field: part.text for part in parts}
    shown = []
    for number, finding in enumerate(assessment.findings, 1):
        field, start, end = place(parts, finding.start, finding.end)
        text = texts[field]
        shown.append(
            Found(
                number,
                finding.rule,
                finding.kind,
                finding.identifier,
                field,
                start,
                end,
                utf16(text, start),
                utf16(text, end),
                text[start:end],
                tuple(Wording(place, words) for place, words in enumerate(finding.instead)),
            )
        )
    return tuple(shown)
