"""The second reading: what the rules found is weighed against all that stands around it, and what they missed is added.

The rules see a form. The tagger sees the text about it, and what the rules said of it. A quasi finding of theirs that it thinks
unlikely is dropped, and a bare name that it thinks hopeless; a stretch that it thinks likely and no rule has is a finding too, under the rule
for what it tells.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from app.deid import gazetteer
from app.deid.people import known
from app.deid.people.latin.grow import grown
from app.deid.people.span import Name
from app.deid.reading import Language, Reading
from app.deid.recognisers.direct import address, email, person_name, phone, record_number, web_handle
from app.deid.recognisers.quasi import (
    age,
    condition,
    event_date,
    family,
    guess,
    occupation,
    origin,
    place,
    public_event,
    workplace,
)
from app.deid.suggest import HONOURED, TITLED
from app.deid.tagger import LABELS, NOTHING, SAFE, Floats, Tagger, load
from app.deid.tokens import LEFT_ALONE, Rows, Token, said, tokens
from app.deid.types import Finding, Identifier, Kind, Rule, Span, Trait

# Chances, chosen on tests/deid/corpus/*-chosen.txt: see docs/deid.md.
LIKELY = {Identifier.DIRECT: 0.4, Identifier.QUASI: 0.5}  # from which on a stretch that no rule has is a finding
ALONE, FEW = 0.8, 25  # the same in a text of fewer tokens than this: a sentence alone tells little of what stands in it
UNLIKELY = 0.25  # below which a quasi finding of a rule is dropped
HOPELESS = 0.04  # below which a name is dropped that has neither title nor honorific
# What else is direct stands whatever is thought of it, and so does a reader's guess at who is meant.
EDGES = frozenset("\n、。，．,.;:；：!?！？()（）「」『』[]【】〔〕〈〉<>\"“”‘’'…―—–")  # signs that part what is told
UNMARKED = (LABELS.index(NOTHING), LABELS.index(SAFE))


class Told(NamedTuple):
    """What a stretch that no rule has is reported as."""

    rule: Rule
    instead: dict[Language, tuple[str, ...]]
    code: str = ""


NOTHING_INSTEAD: dict[Language, tuple[str, ...]] = {"ja": (), "en": ()}
TOLD = {
    "PERSON": Told(person_name.RULE, NOTHING_INSTEAD),
    "CONTACT": Told(web_handle.RULE, NOTHING_INSTEAD),
    "ID_NUMBER": Told(record_number.RULE, NOTHING_INSTEAD),
    "ADDRESS": Told(address.RULE, NOTHING_INSTEAD),
    "PLACE": Told(place.RULE, {"ja": ("ある地域",), "en": ("a town", "a rural area")}, "unlisted"),
    "ORG": Told(workplace.RULE, {"ja": ("B社", "ある団体"), "en": ("a company", "a local group")}, "company"),
    "DATE": Told(event_date.RULE, {"ja": ("X年",), "en": ("some time ago",)}),
    "AGE": Told(age.RULE, NOTHING_INSTEAD),
    "OCCUPATION": Told(occupation.RULE, {"ja": ("専門職",), "en": ("a skilled worker",)}, "singular"),
    "EVENT": Told(public_event.RULE, {"ja": public_event.INSTEAD["ja"], "en": public_event.INSTEAD["en"]}, "news"),
    "FAMILY": Told(family.RULE, {"ja": ("ご家族",), "en": ("the family",)}, "distinctive"),
    "HEALTH": Told(condition.RULE, {"ja": ("持病",), "en": ("a long-term condition",)}, "rare"),
    "OTHER": Told(origin.RULE, {"ja": origin.INSTEAD["ja"], "en": origin.INSTEAD["en"]}, "origin"),
}
NEEDED = {label: LIKELY[told.rule.identifier] for label, told in TOLD.items()}


@cache
def tagger() -> Tagger:
    return load()


def read_again(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that stand after the second reading; positions are those of the folded text."""
    given = list(tokens(reading))
    if not given:
        return list(found)
    inside = [(finding, within(given, finding.start, finding.end)) for finding in found]
    left = left_alone(reading)
    chances = tagger().chances([token.rows for token in given], list(told(given, inside, left)))
    real = 1.0 - chances[:, UNMARKED].sum(axis=1)
    likeliest = chances[:, len(UNMARKED) :].argmax(axis=1) + len(UNMARKED)
    few = len(given) < FEW
    labels = [
        label if chance >= (ALONE if few else NEEDED[label]) and reading.text[token.start] != "\n" else ""
        for token, label, chance in zip(given, (LABELS[index] for index in likeliest), real, strict=True)
    ]
    weak = [finding for finding, _ in inside if not finding.listed]
    standing = [
        (finding, at)
        for finding, at in inside
        if finding.listed and _stands(reading, finding, real[at.start : at.stop])
    ]
    taken = {index for _, at in standing for index in at}
    standing_now = [_grown(finding, at, given, labels, taken) for finding, at in standing]
    added = (
        (_whole(reading, _trimmed(reading.text, span), label), label)
        for span, label in _runs(given, labels, taken)
        if _tells(reading.text, _trimmed(reading.text, span), label)
    )
    return [
        *weak,
        *standing_now,
        *(
            _added(reading, span, label)
            for span, label in added
            if not (known.inside(*span, left) or _leads_to_print(reading.text, span, label))
        ),
    ]


def left_alone(reading: Reading) -> Sequence[Span]:
    """Return the stretches that the rules leave alone on purpose: authors, pseudonyms, crisis lines, front desks."""
    return (*known.spans(reading), *phone.open_lines(reading), *email.front_desks(reading))


def within(given: Sequence[Token], start: int, end: int) -> range:
    """Return the indices of the tokens that a stretch touches."""
    first = max(0, bisect_right(given, start, key=attrgetter("start")) - 1)
    if given[first].end <= start:
        first += 1
    return range(first, max(first, bisect_left(given, end, key=attrgetter("start"))))


def told(
    given: Sequence[Token], inside: Iterable[tuple[Finding, range]], left: Iterable[Span]
) -> Iterator[tuple[int, Rows]]:
    """Yield for each token within a finding, or left alone on purpose, its index and what the rules say of it."""
    for finding, at in inside:
        for index in at:
            yield index, said(finding, given[index].start)
    alone = {index for span in left for index in within(given, *span)}
    for index in alone:
        yield index, LEFT_ALONE


def _stands(reading: Reading, finding: Finding, real: Floats) -> bool:
    if not len(real):
        return True
    if finding.identifier is Identifier.QUASI:
        return finding.rule == guess.RULE.code or float(real.mean()) >= UNLIKELY
    bare = finding.kind is Kind.PERSON and not (
        HONOURED.match(reading.text, finding.end)
        or TITLED.search(reading.text, max(0, finding.start - 12), finding.start)
    )
    return not bare or float(real.mean()) >= HOPELESS


def _grown(finding: Finding, at: range, given: Sequence[Token], labels: Sequence[str], taken: set[int]) -> Finding:
    """A finding with the likely tokens of its kind beside it, that no other has; they are `taken` then."""
    first, last = at.start, at.stop - 1
    while first - 1 not in taken and first > 0 and labels[first - 1] == finding.kind:
        first -= 1
        taken.add(first)
    while last + 1 not in taken and last + 1 < len(given) and labels[last + 1] == finding.kind:
        last += 1
        taken.add(last)
    if not at or (first == at.start and last == at.stop - 1):
        return finding
    return replace(finding, start=min(finding.start, given[first].start), end=max(finding.end, given[last].end))


def _runs(given: Sequence[Token], labels: Sequence[str], taken: set[int]) -> Iterator[tuple[Span, str]]:
    """Yield each stretch of likely tokens of one kind that no finding has."""
    free = ("" if index in taken else label for index, label in enumerate(labels))
    for label, run in groupby(zip(given, free, strict=True), key=itemgetter(1)):
        row = [token for token, _ in run]
        if label:
            yield (row[0].start, row[-1].end), label


def _trimmed(text: str, span: Span) -> Span:
    """A stretch without the signs at its ends."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _whole(reading: Reading, span: Span, label: str) -> Span:
    """A name with its initials and what is joined to it; a link or a number with all that is written in one."""
    start, end = span
    text = reading.text
    if label in ("CONTACT", "ID_NUMBER"):
        front, back = IN_ONE_BEFORE.search(text, max(0, start - LONGEST_LINK), start), IN_ONE.match(text, end)
        return front.start() if front else start, back.end() if back else end
    if label == "PERSON" and text[start].isascii():
        name = grown(reading, Name(start, end, True))
        initials, joined = INITIALS.search(text, max(0, name.start - 9), name.start), JOINED.match(text, name.end)
        return initials.start() if initials else name.start, joined.end() if joined else name.end
    return span


LONGEST_LINK = 200  # characters that a link may have on either side of what was found in it
IN_ONE_BEFORE = re.compile(r"[A-Za-z0-9@._/:?=&%+#~-]+\Z")
IN_ONE = re.compile(rf"[A-Za-z0-9@._/:?=&%+#~-]{{0,{LONGEST_LINK}}}[A-Za-z0-9/]")
INITIALS = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\. ?){1,3}\Z")
JOINED = re.compile(r"(?:-[A-Za-z]+)+|['’](?!s(?![A-Za-z]))[A-Za-z]{2,}")


def _tells(text: str, span: Span, label: str) -> bool:
    """Whether there is enough in a stretch to tell such a thing: two letters or digits, the one kanji of a name, a sign of a contact."""
    words = text[slice(*span)]
    letters = [sign for sign in words if sign.isalnum()]
    if label in ("CONTACT", "ID_NUMBER") and not OF_NUMBERS.search(words):
        return False
    return len(letters) > 1 or (label == "PERSON" and len(letters) == 1 and "一" <= letters[0] <= "鿿")


OF_NUMBERS = re.compile(r"[0-9@._/-]")  # without one of these nothing is a number, an account or a link


def _leads_to_print(text: str, span: Span, label: str) -> bool:
    """Whether a stretch is a link, or the number of a paper, a book or a diagnosis. Of links a rule says which lead to a person."""
    start, end = span
    return LINK.match(text, start) is not None or (
        label == "ID_NUMBER" and PRINTED.search(text, max(0, start - 8), end) is not None
    )


LINK = re.compile(r"https?://|www\.")
PRINTED = re.compile(r"PMID|ISBN|ISSN|DOI|doi|ICD|DSM")


def _added(reading: Reading, span: Span, label: str) -> Finding:
    rule, instead, code = TOLD[label]
    words, language = reading.text[slice(*span)], reading.language_at(span[0])
    if label == "PLACE":
        code = (gazetteer.japanese() if language == "ja" else gazetteer.english()).get(words, code)
    trait = Trait(rule.kind, code) if code else None
    return rule.finding(span, instead=instead[language], trait=trait)
