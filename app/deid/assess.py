"""Runs the recognisers over one text, settles overlaps and asks which traits together single a person out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.deid import allow
from app.deid.combine import combine, crowd
from app.deid.people import known
from app.deid.reading import Reading
from app.deid.recognisers import RECOGNISERS
from app.deid.recognisers.quasi import condition
from app.deid.second import read_again
from app.deid.stretches import Stretches
from app.deid.suggest import suggested
from app.deid.types import Allowed, Assessment, Finding, Identifier, Kind, TooLong, Trait

TEXT_LIMIT = 60_000  # characters; the longest case is a tenth of it, and a second's work stays bounded


def assess(text: str, *, told: Sequence[Trait] = (), allowed: Sequence[Allowed] = ()) -> Assessment:
    """Return what in `text` could identify a client, given the traits its thread has `told` already.

    allowed  phrases that people decided identify nobody: a finding that lies whole in one is none, and tells no trait.
    Raises   TooLong if the text is over TEXT_LIMIT.
    """
    if len(text) > TEXT_LIMIT:
        raise TooLong(f"{len(text)} characters, and the limit is {TEXT_LIMIT}")
    reading = Reading(text)
    found = read_again(reading, by_rules(reading))
    if allowed:
        found = allow.without(reading, found, allowed)
    found = _told_apart(found)
    traits = tuple(dict.fromkeys(finding.trait for finding in found if finding.trait is not None))
    listed = suggested(reading, settle(finding for finding in found if finding.listed))
    together, everyone = combine(traits, told), crowd(traits, told)
    counted = {trait for said in (together, everyone) if said for trait in said.traits}
    weak = [finding for finding in found if not finding.listed and finding.trait in counted]
    clues = settle(finding for finding in weak if not _overlaps(finding, listed))
    return Assessment(
        tuple(_back(reading, listed)), traits, together, everyone, tuple(_back(reading, _first_of_each(clues)))
    )


def _told_apart(found: Sequence[Finding]) -> list[Finding]:
    """Return findings without names that are a diagnosis's (Cushing's syndrome), and without what else is seen in a name."""
    diagnoses = Stretches((finding.start, finding.end) for finding in found if condition.is_listed(finding))
    left = [one for one in found if one.kind is not Kind.PERSON or not diagnoses.hold(one.start, one.end)]
    named = [one for one in left if one.identifier is Identifier.DIRECT and one.kind is Kind.PERSON]
    return [one for one in left if one.identifier is Identifier.DIRECT or not _overlaps(one, named)]


def by_rules(reading: Reading) -> list[Finding]:
    """Return what the rules alone find, as it is weighed by the second reading; they may overlap."""
    left = known.spans(reading)
    return [
        finding
        for module in RECOGNISERS
        for finding in module.find(reading)
        if finding.identifier is Identifier.DIRECT
        or condition.is_listed(finding)
        or not left.hold(finding.start, finding.end)
    ]


def _first_of_each(findings: Iterable[Finding]) -> list[Finding]:
    """The first place that tells each trait: a sex stands in every pronoun, and one of them is enough to show."""
    return list({finding.trait: finding for finding in reversed(list(findings))}.values())[::-1]


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings that do not overlap, in order of position.

    Direct stands before quasi, longer before shorter, earlier before later. What loses is dropped,
    unless a part of at least half of it lies free: then that part is kept. Two numbers or names that overlap are one.
    """
    ranked = sorted(_united(findings), key=lambda f: (f.identifier is Identifier.QUASI, f.start - f.end, f.start))
    kept: list[Finding] = []
    taken: set[int] = set()  # positions; bounded by the length of the text, since kept findings are apart
    for finding in ranked:
        start, end = _free(finding.start, finding.end, taken)
        if 2 * (end - start) >= finding.end - finding.start and end > start:
            kept.append(replace(finding, start=start, end=end))
            taken.update(range(start, end))
    return sorted(kept, key=lambda f: f.start)


def _united(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of which no two overlap that are enough alone and of a kind: "MRN 6620418" and "6620418-P" are one number."""
    made: list[Finding] = []
    last: dict[Kind, int] = {}  # where in `made` the last direct one of a kind is
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        at = last.get(finding.kind)
        if finding.identifier is Identifier.QUASI:
            made.append(finding)
        elif at is not None and finding.start < made[at].end:
            made[at] = replace(made[at], end=max(made[at].end, finding.end))
        else:
            last[finding.kind] = len(made)
            made.append(finding)
    return made


def _free(start: int, end: int, taken: set[int]) -> tuple[int, int]:
    """Return the longest stretch between `start` and `end` that nothing has taken."""
    best = run = start
    length = 0
    for position in range(start, end + 1):
        if position == end or position in taken:
            if position - run > length:
                best, length = run, position - run
            run = position + 1
    return best, best + length


def _overlaps(finding: Finding, others: Sequence[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)


def _closed(written: str, start: int, end: int) -> int:
    """Take in the mark that closes what the stretch opened: 田**中** ends behind its second pair of stars."""
    for mark in ("**", "__", "~~", "`"):
        if written.startswith(mark, end) and written.count(mark, start, end) % 2:
            return end + len(mark)
    return end


def _back(reading: Reading, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Turn positions of the folded text into positions of the text as written, still apart."""
    last = 0
    for finding in findings:
        start, end = reading.folded.original(finding.start, finding.end)
        start, end = max(start, last), _closed(reading.written, start, end)
        if start < end:
            yield replace(finding, start=start, end=end)
            last = end
