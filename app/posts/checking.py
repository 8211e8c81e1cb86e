"""The live check: what stands in the boxes → the findings a writer is shown; nothing of it is kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from app import allowances, limits
from app.database import Database
from app.deid import Combination, Finding, Identifier, Kind, Trait
from app.limits import Limit
from app.posts import policy, screening
from app.posts.forms import Intent, Writing
from app.posts.policy import Part, place

CHECKING = Limit("check", times=1_800, seconds=3_600)


def count(database: Database, member_id: UUID) -> None:
    """Count one reading that nothing comes of, so that nobody keeps the reader from others.

    Raises  TooOften once there were more than a writer needs.
    """
    limits.take(database, CHECKING, str(member_id))


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
    trait: Trait | None

    @property
    def person(self) -> bool:
        return self.kind == Kind.PERSON

    @property
    def mark(self) -> str:
        """Return what tells these words from others, short enough for a button's value."""
        return hashlib.blake2s(self.words.encode(), digest_size=4).hexdigest()

    def may_become(self, instead: str) -> bool:
        return self.person and any(wording.text == instead for wording in self.instead)


class Heard(NamedTuple):
    """Words in a box of the form that speak of live danger."""

    danger: str
    field: str
    start16: int
    end16: int
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the detector says of what is being written. `read` is False where it could not read it.

    crowd  how many people fit all of it, where it singles nobody out yet.
    clues  the words that count in either and are no finding of their own: a sex, a general occupation.
    alarms the words that speak of live danger, for which a forum is too slow.
    """

    read: bool
    found: tuple[Found, ...] = ()
    combination: Combination | None = None
    crowd: Combination | None = None
    clues: tuple[Found, ...] = ()
    alarms: tuple[Heard, ...] = ()

    @property
    def direct(self) -> bool:
        """Whether anything in it is enough alone."""
        return any(found.identifier == Identifier.DIRECT for found in self.found)

    @property
    def clear(self) -> bool:
        return self.read and not self.found and not self.combination

    def telling(self, kind: str) -> tuple[str, ...]:
        """Return the words by which what is counted together tells this kind of trait; none if the thread told it before."""
        together = self.combination or self.crowd
        counted = {trait for trait in together.traits if trait.kind == kind} if together else set()
        return tuple(dict.fromkeys(found.words for found in (*self.found, *self.clues) if found.trait in counted))


def utf16(text: str, index: int) -> int:
    """Return where a browser finds what Python finds at `index`.

    Units   `index` counts code points; the result counts UTF-16 units, as a text area's selection does.
            They part at the first character beyond U+FFFF: the 𠮷 of 𠮷田, most emoji.
    Source  HTML Living Standard, text control selection; ECMA-262, String values.
    """
    return index + sum(character > "\uffff" for character in text[:index])


def check(database: Database, parts: tuple[Part, ...], text: str, case_id: UUID | None) -> Check:
    """Read what is being written, against what its thread has told if it belongs to one."""
    if len(text) > policy.TEXT_LIMIT:
        return Check(read=False)  # no form takes it, so nobody waits for it to be read
    told: tuple[screening.Told, ...] = ()
    with database.reading() as session:
        allowed = allowances.standing(session).allowed
        if case_id:
            told = screening.told(session, case_id)
    assessment = screening.look(text, (told.trait for told in told), allowed=allowed)
    alarms = heard(parts, text)
    if assessment is None:
        return Check(read=False, alarms=alarms)
    crowd = None if assessment.combination else assessment.crowd
    clues = _shown(assessment.clues, parts) if assessment.combination or crowd else ()
    return Check(True, _shown(assessment.findings, parts), assessment.combination, crowd, clues, alarms)


def heard(parts: tuple[Part, ...], text: str) -> tuple[Heard, ...]:
    """Return where what is being written speaks of live danger."""
    texts = {part.field: part.text for part in parts}
    found = []
    for alarm in screening.listen(text) or ():
        field, start, end = place(parts, alarm.start, alarm.end)
        words = texts[field]
        found.append(Heard(alarm.danger, field, utf16(words, start), utf16(words, end), words[start:end]))
    return tuple(found)


def checked(database: Database, writing: Writing, case_id: UUID | None, intent: Intent) -> tuple[Writing, Check]:
    """Return the boxes and what was found in them, after putting in the wording that a button asked for."""
    found = check(database, writing.parts(), writing.draft().text(), case_id)
    changed = _put_in(writing, found, intent)
    if changed is None:
        return writing, found
    return changed, check(database, changed.parts(), changed.draft().text(), case_id)


def _put_in(writing: Writing, check: Check, intent: Intent) -> Writing | None:
    """Return the boxes with the wording that was asked for; None if no such thing was asked.

    One person gets one letter: every other mention that would become the same letter becomes it too.
    """
    asked = _asked(check, intent)
    if asked is None or intent.wording >= len(asked.instead):
        return None
    instead = asked.instead[intent.wording].text
    alike = [found for found in check.found if found is asked or (asked.person and found.may_become(instead))]
    texts = {part.field: part.text for part in writing.parts()}
    for found in sorted(alike, key=lambda found: -found.start):
        text = texts[found.field]
        texts[found.field] = text[: found.start] + instead + text[found.end :]
    for field in {found.field for found in alike}:
        writing = writing.with_box(field, texts[field])
    return writing


def _asked(check: Check, intent: Intent) -> Found | None:
    """Return the finding a button stood beside; the words decide, where the text was changed since."""
    if intent.name != "put":
        return None
    meant = [found for found in check.found if found.number == intent.finding and intent.mark in ("", found.mark)]
    meant += [found for found in check.found if found.mark == intent.mark]
    return meant[0] if meant else None


def _shown(findings: Sequence[Finding], parts: tuple[Part, ...]) -> tuple[Found, ...]:
    texts = {part.field: part.text for part in parts}
    shown = []
    for number, finding in enumerate(findings, 1):
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
                finding.trait,
            )
        )
    return tuple(shown)
