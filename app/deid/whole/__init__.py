"""The other half of what was found: a given name behind its family name, the stop of an initial, the sign of a number.

The tagger judges each word by itself, and of a name that is cut in two it may know only one piece. What stands joined to that piece by its
form alone (a field that holds two halves, a handle without a space in it, a bracket that was opened) belongs to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from app.deid.reading import Reading
from app.deid.recognisers.direct import person_name
from app.deid.recognisers.quasi import condition
from app.deid.types import Finding, Kind, Span, Trait
from app.deid.whole import japanese, latin, signs

Growth = Callable[[Reading, Span], Span]
GROWTHS: Mapping[Kind, Sequence[Growth]] = {
    Kind.PERSON: (
        latin.handle,
        latin.initials,
        latin.joined,
        latin.with_family,
        latin.with_size,
        latin.of_somebody,
        japanese.dotted,
        japanese.counted,
        japanese.kana,
        japanese.fond,
        japanese.run,
        japanese.halves,
        signs.bracketed,
    ),
    Kind.ID_NUMBER: (signs.numbered, signs.bracketed),
    Kind.ORG: (latin.with_article, latin.possessive, latin.with_part, japanese.dotted),
    Kind.PLACE: (latin.of_house,),
    Kind.OCCUPATION: (latin.with_article,),
    Kind.EVENT: (latin.with_article,),
}

RARE = {"ja": ("持病",), "en": ("a long-term condition",)}  # what is written instead of an illness that few have


def whole(reading: Reading, found: Iterable[Finding]) -> list[Finding]:
    """Return the findings, each with what its form joins to it."""
    return [_whole(reading, finding) for finding in found]


def _whole(reading: Reading, finding: Finding) -> Finding:
    if finding.kind is Kind.PLACE and latin.is_before_initial(reading, (finding.start, finding.end)):
        finding = person_name.RULE.finding((finding.start, finding.end))
    ill = signs.illness(reading, (finding.start, finding.end)) if finding.kind is Kind.PERSON else None
    if ill:
        return condition.RULE.finding(ill, instead=RARE[reading.language_at(ill[0])], trait=Trait(Kind.HEALTH, "rare"))
    span = finding.start, finding.end
    for growth in GROWTHS.get(finding.kind, ()):
        span = growth(reading, span)
    return finding if span == (finding.start, finding.end) else replace(finding, start=span[0], end=span[1])
