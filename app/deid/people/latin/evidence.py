"""What speaks for and against a capitalised word being somebody's name, as features that a perceptron weighs.

No feature is the word itself: what is learnt is how names, authors and places stand in a text, not which there are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.deid import gazetteer
from app.deid.people.latin.cues import (
    BEFORE_THINGS,
    KIN,
    ORG_AFTER,
    OWN,
    PLACE_BEFORE,
    SENTENCE_START,
    SPEECH,
    STRONG_ACTS,
    TITLES,
    WEAK_TITLES,
)
from app.deid.people.latin.letters import (
    CAPITALS,
    GIVEN,
    PLACE_NAMES,
    ROMAJI,
    SURNAMES,
    WORDS,
    bare,
    plain,
    possessive,
    sort_of,
    word_like,
)
from app.deid.people.theorists import FAMILIES
from app.deid.reading import Reading, Token

# What is said of an author: "Gilbert's three systems", "Worden on the tasks of mourning".
THEORY = re.compile(
    "theor|model|concept|notion|idea|work|writ|book|chapter|paper|task|stage|framework|approach|technique|method|scale|inventor|questionnaire|triangle|protocol|typology|"
    "cycle|therap|hypothes|principle|definition|formulation|process|phrase|term|line|view|research|stud|description|metaphor|map|window|criteria|format|style"
)
PLAIN_WORDS = frozenset(
    "the a an my her his our their your this that i he she we they it you and but or so in on at to from of for with as if when while after before since until what why how who where than not no is was are were be "
    "been by about like called named said told asked would could might will can has had have did do does see read reads use used using per via into over says tells asks per following under between both some".split()
)
READING = re.compile(
    r"(?<![A-Za-z])(?:[Rr]ead|[Rr]eading|[Rr]eread|[Cc]hapters?|[Pp]apers?|[Bb]ooks?|[Ee]ssays?|[Nn]ovel|[Ll]iterature|[Aa]uthors?|[Tt]heor[a-z]+|[Ww]r(?:ites?|ote|itten)|[Cc]ollection|[Aa]rticles?|[Ll]ecture|[Ww]orkshop|[Tt]extbook|[Ee]dition|[Qq]uot[a-z]+|[Cc]it[ei][a-z]*|[Mm]odels?|[Tt]ried|[Rr]ecommend[a-z]*|[Dd]iscussed)(?![a-z])"
)
ABOUT_SOMEBODY = re.compile(
    r"(?<![A-Za-z])(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Mm]y (?:[a-z]+ )?(?:mother|mum|mom|dad|father|sister|brother|son|daughter|wife|husband|partner|client))(?![a-z])"
)
HEADING = re.compile(r"(?:^|\n)[ \t]*([A-Z][A-Za-z ]{0,22}):")
GAPS = frozenset((" ", ", ", ' "', " (", ": ", "-", "; ", ". ", "/", ") ", "'", " “", " ‘"))
YEAR = re.compile(r"(?:['’]s)?,? ?\(?(?:1[89]|20)\d\d")
DIGITS = re.compile(r"\d+")


# Months that are names too, beside a number are months.
MONTHS = frozenset("april may june july august march".split())
DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)? (?:of )?$")
DAY_AFTER = re.compile(r",? \d")
ALWAYS_TITLES = TITLES - WEAK_TITLES


class Seen(NamedTuple):
    """What the whole text tells of each word that stands in it with a capital."""

    often: Counter[str]
    small: frozenset[str]
    beside_kin: frozenset[str]
    deeds: frozenset[str]
    theories: frozenset[str]
    behind_given: frozenset[str]


def candidates(reading: Reading) -> Iterator[int]:
    """Yield the index of every capitalised word that could be a name: not the everyday word that opens a sentence."""
    text = reading.text
    for index, token in enumerate(reading.latin):
        surface = token.surface
        if not surface[0].isupper() or len(bare(surface)) < 2 or surface.lower() in ALWAYS_TITLES:
            continue
        if plain(surface) in MONTHS and (
            DAY_BEFORE.search(text, max(0, token.start - 8), token.start) or DAY_AFTER.match(text, token.end)
        ):
            continue
        if sort_of(surface) == "word" and SENTENCE_START.search(text, max(0, token.start - 6), token.start):
            continue
        if not _stutters(text, token):
            yield index


def _stutters(text: str, token: Token) -> bool:
    """Thi-this: the beginning of the word that follows."""
    low = token.surface.lower()
    return text[token.end : token.end + 1] == "-" and text[token.end + 1 : token.end + 1 + len(low)].lower() == low


def features(reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield the index of each candidate with its features, in order."""
    found = list(candidates(reading))
    if not found:
        return
    seen = _seen(reading, found)
    sections = _sections(reading, found)
    for index, section in zip(found, sections, strict=True):
        yield index, _features(reading, index, section, seen)


def _class(word: str) -> str:
    if word in KIN:
        return "kin"
    if word in TITLES:
        return "title"
    if word in STRONG_ACTS:
        return "deed"
    if word in SPEECH:
        return "verb"
    if word in PLACE_BEFORE:
        return "place"
    if word in OWN:
        return "own"
    if word in ORG_AFTER:
        return "body"
    if THEORY.match(word):
        return "theory"
    return ""


def _beside(token: Token, lead: str) -> Iterator[str]:
    surface = token.surface
    if surface[0].isupper():
        yield f"{lead}k={sort_of(surface)}"
        low = surface.lower()
        if low in TITLES or low in ORG_AFTER or low in KIN:
            yield f"{lead}K={_class(low)}"
        return
    group = _class(surface)
    if group:
        yield f"{lead}c={group}"
    if surface in PLAIN_WORDS or surface in BEFORE_THINGS:
        yield f"{lead}w={surface}"
    elif not group:
        yield f"{lead}w"


def _features(reading: Reading, index: int, section: str, seen: Seen) -> list[str]:
    tokens, text = reading.latin, reading.text
    token = tokens[index]
    surface = bare(token.surface)
    base = plain(surface)
    kind = sort_of(token.surface)
    begins = SENTENCE_START.search(text, max(0, token.start - 6), token.start) is not None
    lists = "".join(
        letter
        for letter, names in (
            ("g", GIVEN),
            ("s", SURNAMES),
            ("r", ROMAJI),
            ("w", WORDS),
            ("c", CAPITALS),
            ("p", PLACE_NAMES),
        )
        if base in names
    )
    shape = "caps" if surface.isupper() else "plain" if surface[1:].islower() else "mixed"
    owning = possessive(token)
    before = text[tokens[index - 1].end : token.start] if index else "^"
    after = text[token.end : tokens[index + 1].start] if index + 1 < len(tokens) else "$"
    often = min(seen.often[base], 4)
    found = [
        "*",
        f"k={kind}",
        f"k={kind}{begins}",
        f"in={lists}",
        f"word={word_like(base)}",
        f"placed={surface in gazetteer.english()}",
        f"country={base in gazetteer.countries()}",
        f"author={surface in FAMILIES}",
        f"begins={begins}",
        f"owns={owning}",
        f"shape={shape}",
        f"long={min(len(base), 8)}",
        f"ends2={base[-2:]}",
        f"ends3={base[-3:]}",
        f"starts={base[:2]}",
        f"<gap={_gap(before)}",
        f">gap={_gap(after)}",
        f"in={section}",
        f"in={section}&k={kind}",
        f"often={often}",
        f"often={often}&k={kind}",
        f"small={base in seen.small}",
    ]
    if before in GAPS:
        beside = list(_beside(tokens[index - 1], f"<{before}"))
        found += beside
        found += [f"{one}&k={kind}" for one in beside]
        if before == " " and index > 1 and text[tokens[index - 2].end : tokens[index - 1].start] == " ":
            found += _beside(tokens[index - 2], "<<")
    if after in GAPS:
        beside = list(_beside(tokens[index + 1], f">{'s' if owning else ''}{after}"))
        found += beside
        found += [f"{one}&k={kind}" for one in beside]
        if after == " " and index + 2 < len(tokens) and text[tokens[index + 1].end : tokens[index + 2].start] == " ":
            found += _beside(tokens[index + 2], ">>s" if owning else ">>")
    sentence = reading.sentence_at(token.start)
    nearby = max(sentence.start, token.start - NEARBY), min(sentence.end, token.end + NEARBY)
    if READING.search(text, *nearby):
        found += ("reading", f"reading&k={kind}")
    if ABOUT_SOMEBODY.search(text, *nearby):
        found.append("somebody")
    if YEAR.match(text, token.start + len(surface)):
        found.append("year")
    if _near_author(reading, index):
        found.append("near author")
    if base in seen.beside_kin:
        found.append("kin somewhere")
    if base in seen.deeds:
        found.append("deed somewhere")
    if base in seen.theories:
        found.append("theory somewhere")
    if base in seen.behind_given:
        found.append("given before it somewhere")
    return found


def _gap(between: str) -> str:
    return DIGITS.sub("9", between.replace("\n", "/"))[:3]


NEARBY = 150  # characters of the sentence either side that are looked at
NEAR = 3  # words either side in which an author's name makes another one likely


def _near_author(reading: Reading, index: int) -> bool:
    tokens, text = reading.latin, reading.text
    first, last = max(0, index - NEAR), min(len(tokens) - 1, index + NEAR)
    return any(
        at != index
        and tokens[at].surface[0].isupper()
        and bare(tokens[at].surface) in FAMILIES
        and "\n" not in text[min(tokens[at].end, tokens[index].end) : max(tokens[at].start, tokens[index].start)]
        for at in range(first, last + 1)
    )


def _seen(reading: Reading, found: Sequence[int]) -> Seen:
    tokens, text = reading.latin, reading.text
    often = Counter(plain(bare(tokens[index].surface)) for index in found)
    kin, deeds, theories, given = set(), set(), set(), set()
    for index in found:
        token = tokens[index]
        base = plain(bare(token.surface))
        owning = possessive(token)
        if index and token.start - tokens[index - 1].end == 1:
            before = tokens[index - 1].surface
            if before.lower() in KIN or before.lower() in TITLES:
                kin.add(base)
            if before[0].isupper() and sort_of(before) == "given":
                given.add(base)
        if index + 1 < len(tokens) and tokens[index + 1].start - token.end == 1 and text[token.end] == " ":
            after = tokens[index + 1].surface
            if owning and THEORY.match(after):
                theories.add(base)
            elif owning and (after in KIN or after in OWN):
                kin.add(base)
            elif not owning and after in STRONG_ACTS:
                deeds.add(base)
    small = frozenset(token.surface for token in tokens if token.surface[0].islower())
    return Seen(often, small, frozenset(kin), frozenset(deeds), frozenset(theories), frozenset(given))


def _sections(reading: Reading, found: Sequence[int]) -> Iterator[str]:
    """The heading that each candidate stands under: approach, background, t and c for who speaks; empty without one."""
    headings = [(match.start(1), match[1].lower()) for match in HEADING.finditer(reading.text)]
    place, current = 0, ""
    for index in found:
        start = reading.latin[index].start
        while place < len(headings) and headings[place][0] <= start:
            current = headings[place][1]
            place += 1
        yield current
