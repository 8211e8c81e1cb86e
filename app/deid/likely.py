"""What each token is likely to tell, from the chances that the tagger gives it: by itself, beside another, and again elsewhere."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice
from math import prod
from typing import NamedTuple

from app.deid import patterns as re
from app.deid.people.latin import letters
from app.deid.reading import Reading
from app.deid.recognisers.direct.web_handle import LINK
from app.deid.stretches import Stretches
from app.deid.sums import Floats, np
from app.deid.tagger import LABELS, NOTHING, SAFE
from app.deid.tokens import Token


class Bar(NamedTuple):
    """How sure one must be in a text. One that surely tells of somebody tells more of them; in one that tells nothing, a lone doubt is none."""

    direct: float  # the chance from which on a token tells by itself something that is enough alone
    quasi: float  # the same of what is harmless until joined
    everyday: float  # the same of a name that is an English word and on no list of names: Breathlessness at the head of a line
    unlikely: float  # the chance below which a quasi finding of a rule is dropped
    hopeless: float  # the chance below which a name of a rule is dropped that has neither title nor honorific
    left: float  # the chance from which on is told what a rule leaves alone as an author's or a figure's
    one_sign: float  # the same of a name of one sign, which is a word more often than a name


# Chances, chosen on *-chosen.txt, *-hard.txt, *-late.txt and *-spare.txt of tests/deid/corpus: see docs/deid.md.
TELLING = Bar(direct=0.15, quasi=0.5, everyday=0.5, unlikely=0.25, hopeless=0.05, left=0.5, one_sign=0.6)
SILENT = Bar(direct=0.6, quasi=0.7, everyday=0.7, unlikely=0.5, hopeless=0.45, left=0.7, one_sign=0.9)
# A sentence alone tells little.
SHORT = Bar(direct=0.95, quasi=0.85, everyday=0.95, unlikely=0.25, hopeless=0.05, left=0.9, one_sign=0.95)
FEW = 25  # tokens of a short text
SURE = 0.8  # the chance of a token that is surely told
MANY = 2  # such tokens from which on a text tells of somebody: a name and one more thing
BESIDE = 0.07  # the same right beside a token that tells the same: most that is told takes several
NO_NAME = 0.95  # for one that is listed as what has a capital and is nobody: Virgo, Brexit
AGAIN = 0.1  # from which on a word that may be a name is weighed together with the other places where it stands

# What stands around one sign that somebody is called by: "known as T", "Dear T", "Miss P.", 寅さん.
CALLED = re.compile(
    r"(?:(?:known as|(?:be|is|was) called|goes by|shorten(?:ed)? (?:it|(?:his|her|the) name) to) [\"“‘']?|[\"“]Dear |\buser [\"“])\Z"
)
# What stands before a word that somebody is called by, and behind one that somebody is.
BY_A_WORD = re.compile(
    r"(?:\b(?:known as|called|names?|nicknamed|goes by|calls? (?:him|her|me|them|us|it)|[Ii]t['’]s(?: only)?(?: me,)?|I was|[Aa]nd you['’]re) [\"“‘']?|(?:^|\n)[A-Z][A-Za-z]{0,8}: [\"“]?)\Z"
)
KIN_BEHIND = re.compile(
    r"['’]s (?:mother|mum|mom|father|dad|wife|husband|partner|son|daughter|brother|sister|parents|kids)\b"
)
TITLED = re.compile(r"(?<![A-Za-z])(?:Miss|Mrs|Ms|Mr)\.? \Z")
CALLING = re.compile("さん|くん|ちゃん|様")
POLITE = frozenset("おご")  # お坊さん is whoever is one

PARTICLES = frozenset("は が を に の で と も へ や".split())  # no stretch begins or ends in one of these
# Nor in one of these, unless the tagger is sure of it by itself: "the juror who was jailed".
LOOSE = PARTICLES | frozenset(
    "a an the who which that is are was were am be been of to in on at as and or but about between "
    "から まで です ます だ た て し ませ ん".split()
)
IN_KANA = frozenset({"PERSON", "ADDRESS", "CONTACT"})  # but あいものや is a name, and 5の8 an address
CLAUSES = frozenset({"EVENT", "FAMILY", "OCCUPATION", "HEALTH", "OTHER"})  # told in a sentence, and never across two
PRECISE = frozenset({"DATE", "AGE"})  # what the rules find of these they find whole
HONORIFIC = re.compile("さん|くん|ちゃん|君|様|さま|氏|先生|課長|部長|係長|社長|店長|校長|院長|園長")
BINDING = frozenset("van von der den de du da di la le al el bin bint ibn ap of".split())  # small words inside names

UNMARKED = (LABELS.index(NOTHING), LABELS.index(SAFE))
ENDS = frozenset("\n。！？")
# What stands behind one of these is not told along with what stands before it.
PARTS = frozenset("\n、。，．,;；!?！？")


class Maybe(NamedTuple):
    """A token that may tell something: the word, the label that is likeliest, and the chance that it tells anything."""

    word: str
    label: str
    chance: float


def real(chances: Floats) -> Floats:
    """Return for each token the chance of telling anything: (tokens, labels) becomes (tokens,)."""
    told: Floats = 1.0 - chances[:, UNMARKED].sum(axis=1)
    return told


def bar(reading: Reading, given: Sequence[Token], felt: Floats) -> Bar:
    """Return how sure one must be in a text, given its tokens and for each the chance of telling anything.

    A link is a dozen tokens that are all as sure, and tells of nobody by that.
    """
    if len(felt) < FEW:
        return SHORT
    sure = np.flatnonzero(felt >= SURE).tolist()
    links = Stretches(match.span() for match in LINK.finditer(reading.text))
    told = (index for index in sure if not links.hold(given[index].start, given[index].end))
    return TELLING if len(list(islice(told, MANY))) == MANY else SILENT


def labels(
    reading: Reading, given: Sequence[Token], chances: Floats, direct: Container[str], known: dict[int, str]
) -> list[str]:
    """Return for each token the label that it is likely to have, or an empty string.

    direct  the labels of what is enough alone.
    known   the label of the tokens at the ends of what the rules found: what is told may go on beside them.
    """
    felt = real(chances)
    maybe = {
        index: Maybe(reading.text[given[index].start : given[index].end], LABELS[best], chance)
        for index, best, chance in _felt(chances, felt)
    }
    least = bar(reading, given, felt)
    sure = [known.get(index, "") for index in range(len(given))]
    for index, chance in _with_other_places(maybe).items():
        word, label, _ = maybe[index]
        if label in CLAUSES and _ends_a_sentence(reading.text, given[index]):
            continue
        called = least is TELLING and label == "PERSON" and _is_called_so(reading.text, given[index])
        if chance >= (least.direct if called else _needed(word, label, least, direct)) and word[0] != "\n":
            sure[index] = label
    joined = sure if len(given) < FEW else _with_what_stands_beside(maybe, sure)
    return _without_loose_ends(reading, given, sure, joined)


def _felt(chances: Floats, felt: Floats) -> Iterator[tuple[int, int, float]]:
    """Yield the tokens that tell anything with a chance that may ever count, each with the label that is likeliest. Few do."""
    at = np.flatnonzero(felt >= min(BESIDE, AGAIN))
    best = chances[at, len(UNMARKED) :].argmax(axis=1) + len(UNMARKED)
    yield from zip(at.tolist(), best.tolist(), felt[at].tolist(), strict=True)


def _ends_a_sentence(text: str, token: Token) -> bool:
    sign = text[token.start : token.end]
    return sign[0] in ENDS or (sign in ".?!" and not text[token.end : token.end + 1].strip())


def _is_called_so(text: str, token: Token) -> bool:
    """Whether one sign or an everyday word is what somebody is called: 寅さん, "known as T", "Miss P.", "It's Biscuit"."""
    start, end = token.start, token.end
    if end - start > 1:
        return text[start].isupper() and (
            BY_A_WORD.search(text, max(0, start - 24), start) is not None or KIN_BEHIND.match(text, end) is not None
        )
    if text[start].isascii():
        return text[start].isupper() and (
            CALLED.search(text, max(0, start - 16), start) is not None
            or (text[end : end + 1] == "." and TITLED.search(text, max(0, start - 6), start) is not None)
        )
    return (
        "一" <= text[start] <= "鿿" and text[start - 1 : start] not in POLITE and CALLING.match(text, end) is not None
    )


def _needed(word: str, label: str, least: Bar, direct: Container[str]) -> float:
    needed = least.direct if label in direct else least.quasi
    if label != "PERSON":
        return needed
    if len(word) == 1:
        return max(least.one_sign, needed)
    if not letters.plain(word).isascii() or letters.sort_of(word) != "word":
        return needed
    return NO_NAME if letters.plain(word) in letters.CAPITALS else least.everyday


def _with_what_stands_beside(maybe: Mapping[int, Maybe], sure: Sequence[str]) -> Sequence[str]:
    made = list(sure)
    for index, beside in _steps(sorted(maybe), len(made)):
        word, label, chance = maybe[index]
        if not made[index] and made[beside] == label and chance >= BESIDE and _may_join(word, label):
            made[index] = label
    return made


def _without_loose_ends(
    reading: Reading, given: Sequence[Token], sure: Sequence[str], labelled: Sequence[str]
) -> list[str]:
    made = list(labelled)
    for index, outside in _steps([index for index, label in enumerate(made) if label], len(made)):
        word = reading.text[given[index].start : given[index].end]
        particle = word in PARTICLES and made[index] not in IN_KANA
        loose = particle if sure[index] else word in LOOSE
        if made[index] and loose and made[outside] != made[index]:
            made[index] = ""
    return made


def _steps(indices: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield each index with the one before it, from the front, and then with the one after it, from the back."""
    yield from ((index, index - 1) for index in indices if index > 0)
    yield from ((index, index + 1) for index in reversed(indices) if index < count - 1)


def _may_join(word: str, label: str) -> bool:
    """Whether a word may be told along with the one beside it: no honorific with a name, and of small words those that bind names."""
    if label == "PERSON" and (HONORIFIC.fullmatch(word) or (word.isascii() and word.islower())):
        return word in BINDING
    return word[0] not in PARTS


def _with_other_places(maybe: Mapping[int, Maybe]) -> dict[int, float]:
    """What may be a name in several places is a name if it is one in any of them: chances that all of them are wrong multiply."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, (word, label, chance) in maybe.items():
        if label == "PERSON" and chance >= AGAIN and len(word) > 1 and word.isalpha():
            places[word].append(index)
    weighed = {index: one.chance for index, one in maybe.items()}
    for indices in places.values():
        wrong = prod(1.0 - maybe[index].chance for index in indices)
        weighed |= dict.fromkeys(indices, 1.0 - wrong)
    return weighed
