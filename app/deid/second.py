"""The second reading: what the rules found is weighed against all that stands around it, and what they missed is added.

The rules see a form. The tagger sees the text about it, and what the rules said of it. A quasi finding of theirs that it thinks
unlikely is dropped, and a bare name that it thinks hopeless; a stretch that it thinks likely and no rule has is a finding too, under the rule
for what it tells (`added`), and so is what a rule leaves alone as an author's or a figure's where the text makes it somebody's. What was found in
part is then made whole by its form (`whole`). A text of an encyclopaedia's kind is read for all that it names instead (`encyclopaedic`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import attrgetter

from app.deid import encyclopaedic, likely
from app.deid import patterns as re
from app.deid.added import TOLD, added, trimmed
from app.deid.people import known
from app.deid.people.japanese import read_so
from app.deid.people.known import helplines, unreal
from app.deid.people.latin import letters
from app.deid.reading import Reading
from app.deid.recognisers.direct import email, phone, web_handle
from app.deid.recognisers.quasi import condition, guess, occupation, workplace
from app.deid.stretches import Stretches
from app.deid.suggest import HONOURED, TITLED
from app.deid.sums import Floats
from app.deid.tagger import LABELS, Tagger, load
from app.deid.tokens import LEFT_ALONE, Features, Token, said, tokens
from app.deid.types import Finding, Identifier, Kind, Span
from app.deid.whole import whole
from app.deid.whole.rows import rows

# Chances, chosen on *-chosen.txt, *-hard.txt and *-spare.txt of tests/deid/corpus: see docs/deid.md.
CERTAIN = 0.9  # from which on what a rule takes for a place or a body is a name
ELSEWHERE = 0.6  # from which on a bare name of a rule is a place or a body
NAMED = LABELS.index(Kind.PERSON)
PLACED = (LABELS.index(Kind.PLACE), LABELS.index(Kind.ORG))
BETWEEN = 0.2  # from which on a comma between two names stands inside one: "Faraday, Joy"
DIRECT = frozenset(label for label, told in TOLD.items() if told.rule.identifier is Identifier.DIRECT)
# A number that reads like the one may end like the other; so may what is called after its place: 緑陽台中.
ALIKE = ((Kind.CONTACT, Kind.ID_NUMBER), (Kind.PLACE, Kind.ORG))
SPACES = (" ", "・")  # between a family name and a given one
# Between the halves of a name that says whose child somebody is, or what they are called after: Tadhg Mac an tSaoir, Muthu s/o Veeran.
BINDS = re.compile(r" (?:an|na|s/o|d/o|bin|binti|bint|ibn|ap|ferch|the) |-(?:[a-z]+-){1,3}")
GIVEN_TOO = 0.3  # from which on a place behind a family name is the given one
# Where a field begins, and what goes on with a third name.
BEGINS = re.compile(r"(?:\A|\n|[:|\t\"“(\[] ?)\Z")
GOES_ON = re.compile(r",? (?:and|&|or) |,? ?[A-Z][a-z]+,|, [A-Z][a-z]")


@cache
def tagger() -> Tagger:
    return load()


def read_again(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that stand after the second reading; positions are those of the folded text."""
    given = list(tokens(reading))
    if not given:
        return list(found)
    inside = [(finding, within(given, finding.start, finding.end)) for finding in found]
    if encyclopaedic.is_one(reading):
        return _all_named(reading, given, inside)
    left = left_alone(reading)
    chances = tagger().chances([token.features for token in given], list(told(given, inside, left)))
    real = likely.real(chances)
    least = likely.bar(reading, given, real)
    weak = [finding for finding, _ in inside if not finding.listed]
    anywhere = _in_any_place(reading, inside, real)
    standing = [
        (finding, at)
        for finding, at in inside
        if finding.listed
        and _stands(reading, finding, chances[at.start : at.stop], real[at.start : at.stop], least, anywhere)
        and not _is_a_name(finding, chances[at.start : at.stop])
    ]
    ends = {
        index: finding.kind.value
        for finding, at in standing
        for index in (*at[:1], *at[-1:])
        if finding.kind not in likely.PRECISE
    }
    labels = likely.labels(reading, given, chances, DIRECT, ends)
    taken = {index for _, at in standing for index in at}
    grown = [_grown(reading, finding, at, given, labels, taken) for finding, at in standing]
    doubted = _left_still(reading, left, given, real, least)
    links = _links_to_nobody(reading, least)
    every = [*grown, *added(reading, given, labels, taken, Stretches((*doubted, *links)))]
    every = whole(reading, [*every, *rows(reading, every, doubted)])
    return [*weak, *every, *_in_full(reading, every, given, chances)]


def _all_named(reading: Reading, given: Sequence[Token], inside: Sequence[tuple[Finding, range]]) -> list[Finding]:
    """What an encyclopaedia's text names, as the tagger's own layers for that see it, and what else the rules found."""
    chances = tagger().chances(
        [token.features for token in given], list(told(given, inside, ())), encyclopaedic.own_layers()
    )
    others = [(finding, at) for finding, at in inside if finding.kind not in encyclopaedic.NEEDED or not finding.listed]
    taken = {index for finding, at in others if finding.listed for index in at}
    named = added(reading, given, encyclopaedic.labels(chances), taken, Stretches(()))
    # Where somebody known lived tells nothing of how many people a client may be.
    return [*(finding for finding, _ in others), *(replace(one, trait=None) for one in named)]


def _in_full(reading: Reading, found: Iterable[Finding], given: Sequence[Token], chances: Floats) -> Iterator[Finding]:
    """Yield a name for every two that are one person's: 真壁 千早, and "Faraday, Joy" where its comma belongs to it too."""
    real = likely.real(chances)

    def may_be_given(one: Finding) -> bool:
        """Whether a place may be the given name behind a family name: 瑞穂 of 入山 瑞穂."""
        at = within(given, one.start, one.end)
        return one.kind is Kind.PLACE and _mean(chances[at.start : at.stop, NAMED]) >= GIVEN_TOO

    names = sorted((one for one in found if one.kind is Kind.PERSON or may_be_given(one)), key=attrgetter("start"))
    for one, other in pairwise(names):
        gap = reading.text[one.end : other.start]
        if one.kind is not Kind.PERSON:
            continue
        if (
            gap in SPACES
            or (other.kind is Kind.PERSON and BINDS.fullmatch(gap))
            or (
                other.kind is Kind.PERSON
                and gap.strip() == ","
                and (_is_field(reading.text, one, other) or real[within(given, one.end, other.start)].max() >= BETWEEN)
            )
        ):
            yield replace(one, end=other.end)


def _is_field(text: str, one: Finding, other: Finding) -> bool:
    """Whether two names are all that a field holds, the family name first: "Patient: Page, Jocasta"."""
    return BEGINS.search(text, max(0, one.start - 2), one.start) is not None and not GOES_ON.match(text, other.end)


def left_alone(reading: Reading) -> Stretches:
    """Return the stretches that the rules leave alone on purpose: authors, pseudonyms, crisis lines, front desks."""
    return Stretches((*known.spans(reading), *phone.open_lines(reading), *email.front_desks(reading)))


def _is_a_name(finding: Finding, chances: Floats) -> bool:
    """Whether what a rule takes for a place, a body or a day is a name: 千早 of 真壁 千早."""
    if finding.identifier is Identifier.DIRECT or not len(chances) or condition.is_listed(finding):
        return False
    return _mean(chances[:, NAMED]) >= CERTAIN


def _left_still(
    reading: Reading, left: Iterable[Span], given: Sequence[Token], real: Floats, least: likely.Bar
) -> list[Span]:
    """Return what is left alone on purpose and stays so. Whoever is surely told of in one place is in all."""
    nobody = unreal.pseudonyms(reading) | {reading.text[slice(*span)] for span in helplines.spans(reading)}
    told = {
        words
        for span in left
        if (words := reading.text[slice(*span)]) not in nobody
        and unreal.MASKED_BODY.fullmatch(words) is None
        and _chance_as_a_name(reading, given, real, span) >= least.left
    }
    return [span for span in left if reading.text[slice(*span)] not in told]


def _links_to_nobody(reading: Reading, least: likely.Bar) -> Iterator[Span]:
    """Yield the links of public bodies, and where the text tells of nobody all of them."""
    for match in web_handle.LINK.finditer(reading.text):
        if least is not likely.TELLING or web_handle.PUBLIC_HOST.match(match.group()):
            yield match.span()


def _chance_as_a_name(reading: Reading, given: Sequence[Token], real: Floats, span: Span) -> float:
    """The chance that a stretch tells anything: how sure it is, is asked of the name and not of its honorific."""
    at = within(given, *span)
    named = [i for i in at if not likely.HONORIFIC.fullmatch(reading.text, given[i].start, given[i].end)] or list(at)
    return _mean(real[named]) if named else 0.0


def within(given: Sequence[Token], start: int, end: int) -> range:
    """Return the indices of the tokens that a stretch touches."""
    first = max(0, bisect_right(given, start, key=attrgetter("start")) - 1)
    if given[first].end <= start:
        first += 1
    return range(first, max(first, bisect_left(given, end, key=attrgetter("start"))))


def told(
    given: Sequence[Token], inside: Iterable[tuple[Finding, range]], left: Iterable[Span]
) -> Iterator[tuple[int, Features]]:
    """Yield for each token within a finding, or left alone on purpose, its index and what the rules say of it."""
    for finding, at in inside:
        for index in at:
            yield index, said(finding, given[index].start)
    alone = {index for span in left for index in within(given, *span)}
    for index in alone:
        yield index, LEFT_ALONE


def _in_any_place(reading: Reading, inside: Iterable[tuple[Finding, range]], real: Floats) -> dict[str, float]:
    """Return for what the rules take for a name the chance that it is one in any of its places: all doubts must be right."""
    wrong: dict[str, float] = {}
    for finding, at in inside:
        if finding.kind is Kind.PERSON and at:
            words = reading.text[finding.start : finding.end]
            wrong[words] = wrong.get(words, 1.0) * (1.0 - _mean(real[at.start : at.stop]))
    return {words: 1.0 - doubt for words, doubt in wrong.items()}


def _stands(
    reading: Reading, finding: Finding, chances: Floats, real: Floats, least: likely.Bar, anywhere: Mapping[str, float]
) -> bool:
    """Whether a finding of a rule stands. What is direct and no bare name does, and so does a reader's guess at who is meant."""
    if not len(chances):
        return True
    if finding.identifier is Identifier.QUASI:
        return _is_sure(reading, finding) or _mean(real) >= least.unlikely
    words = reading.text[finding.start : finding.end]
    bare = finding.kind is Kind.PERSON and not (
        words in reading.called
        or _is_in_full(words)
        or HONOURED.match(reading.text, finding.end)
        or read_so.BESIDE.match(reading.text, finding.end)
        or TITLED.search(reading.text, max(0, finding.start - 12), finding.start)
    )
    if not bare:
        return True
    # Of a bare name the tagger may be sure that it is a place or a body: Texas, Kendal, 黒川村.
    elsewhere = sum(_mean(chances[:, label]) for label in PLACED)
    named = anywhere.get(words, 0.0)
    return named >= least.hopeless and elsewhere < ELSEWHERE


def _mean(chances: Floats) -> float:
    """The mean of a few numbers, for which NumPy's own takes ten times as long."""
    few: list[float] = chances.tolist()
    return sum(few) / len(few)


def _is_in_full(name: str) -> bool:
    """Whether a given name and a family name stand together: Sandra Rogers, whoever else is called Rogers."""
    first, _, family = name.partition(" ")
    return bool(family) and letters.plain(first) in letters.GIVEN and letters.sort_of(family) != "word"


def _is_sure(reading: Reading, finding: Finding) -> bool:
    """Whether a quasi finding stands whatever is thought of it: a reader's guess, and what a list and its place both show."""
    return (
        finding.rule == guess.RULE.code
        or condition.is_listed(finding)
        or occupation.is_counted(finding)
        or occupation.is_only_one_of_a_place(reading, finding)
        or workplace.is_certain(reading, finding)
    )


def _grown(
    reading: Reading, finding: Finding, at: range, given: Sequence[Token], labels: Sequence[str], taken: set[int]
) -> Finding:
    """A finding with the likely tokens of its kind beside it, that no other has; they are `taken` then."""
    if not at:
        return finding
    first, last = at.start, at.stop - 1
    kinds = next((alike for alike in ALIKE if finding.kind in alike), (finding.kind,))
    while first - 1 not in taken and first > 0 and labels[first - 1] in kinds:
        first -= 1
        taken.add(first)
    while last + 1 not in taken and last + 1 < len(given) and labels[last + 1] in kinds:
        last += 1
        taken.add(last)
    start, end = trimmed(reading.text, (given[first].start, given[last].end))
    return replace(finding, start=min(finding.start, start), end=max(finding.end, end))
