"""One capitalised word by itself: a name nobody doubts, or one that its neighbours show."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.latin.cues import (
    BEFORE_THINGS,
    IN_A_TEAM,
    KIN,
    NEVER_SUBJECTS,
    OWN,
    PLACE_BEFORE,
    SPEECH,
    SPOKEN_TO,
    STRONG_ACTS,
    VOCATIVE,
)
from app.deid.people.latin.letters import CAPITALS, GIVEN, PLACE_NAMES, bare, name_end, plain, possessive
from app.deid.people.span import Name
from app.deid.reading import Reading

AGED = re.compile(
    r" (?:is|was|turned|turns|will be|['’]s) (?:now |only |just |nearly |almost )?(?:1\d|[2-9]\d|[5-9](?= and|[,.])|1?\d[13]⁄[24])(?!\d| (?:minutes|per cent|points|times|sessions|weeks|miles|pounds|days|months))"
)


def lone(
    reading: Reading, index: int, kind: str, *, begins: bool, before: str, behind: str, called: bool, strong: bool
) -> Iterator[Name]:
    """One capitalised word: a name nobody doubts, or one that its neighbours show."""
    tokens, text = reading.latin, reading.text
    token = tokens[index]
    base = plain(bare(token.surface))
    name = Name(token.start, name_end(token), True)
    if reading.language_at(token.start) == "ja" and kind not in ("given", "place"):
        return
    placed = before in PLACE_BEFORE or (kind == "place" and before == "on")
    follows = text[token.end : token.end + 1]
    hyphened = follows == "-" or text[token.start - 1 : token.start] == "-"
    if kind == "given":
        if placed and base in PLACE_NAMES:
            return
        if len(base) <= 2 and not (called or behind in SPEECH or before in KIN):
            return
        if hyphened and not called and base not in GIVEN:
            return
        if (
            len(base) == 3
            and begins
            and behind not in SPEECH
            and not possessive(token)
            and not called
            and follows not in (",", "!", "?")
        ):
            return
        yield name
        return
    if kind != "word" and AGED.match(text, token.end):  # "Kit is 12"
        yield name
        return
    kin = before in KIN and text[token.start - 1 : token.start] in (" ", "(", '"')
    vocative = (
        VOCATIVE.search(text, max(0, token.start - 3), token.start) is not None
        and follows in (",", "!", "?", ".")
        and text[token.start - 1 : token.start] in "\"“‘' "
    )
    owned = possessive(token) and behind in KIN
    acts = behind in SPEECH
    if kind == "both":
        if (strong or kin or owned) and not (kin and begins):
            yield name
        elif (
            acts
            and not begins
            and before not in ("i", "we", "you", "they", "she", "he", "the", "a", "my", "your", "in", "on")
        ):
            yield name
        elif acts and begins and behind in STRONG_ACTS and base not in NEVER_SUBJECTS:
            yield name
        elif (
            not begins
            and before
            in (
                "with",
                "and",
                "told",
                "asked",
                "tell",
                "ask",
                "about",
                "for",
                "to",
                "like",
                "from",
                "when",
                "that",
                "called",
                "named",
            )
            and base not in CAPITALS
            and base in GIVEN
            and token.surface[1:].islower()
        ):
            yield name
        elif (
            called
            and base not in CAPITALS
            and (follows in (".", ",", "\n", "", ")", '"') or behind in ("and", "here"))
            and not begins
        ):
            yield name
        return
    if kind == "place":
        if (
            kin
            or called
            or acts
            or owned
            or (vocative and not placed)
            or (before in ("with", "and", "told", "asked", "about", "for") and not placed)
        ):
            yield name
        elif not placed and not begins and before != "the":
            yield name
        return
    if kind == "word":
        if strong and not begins and token.surface[1:].islower():  # "called me Tams"
            yield name
        return
    if (
        before in ("big", "little", "old", "wee", "young", "poor", "dear")
        and text[token.start - 1 : token.start] == " "
        and text[token.start - 2 : token.start - 1].isalpha()
    ):
        lead = tokens[index - 1]
        if lead.surface[0].isupper() and before in ("big", "little", "old", "wee", "young"):
            yield Name(lead.start, name_end(token), True)
        return
    # family or unknown: a capital in the middle of a sentence wants a reason
    if len(base) < 3:
        if strong or kin:
            yield name
        return
    if (
        not token.surface[1:].islower()
        and "'" not in token.surface
        and not any(character.isupper() for character in token.surface[2:])
    ):
        return
    spoken_to = SPOKEN_TO.search(text, max(0, token.start - 40), token.start) is not None
    if placed and not (owned or strong or spoken_to):
        return
    if before in ("a", "an") and IN_A_TEAM.match(text, token.end):
        yield name
        return
    if before in ("the", "a", "an") and not owned:
        return
    if kin or owned or strong or (called and (follows in (".", ",", "\n", "", ")", '"', "?", "!") or acts)):
        yield name
    elif acts and (not begins or behind in STRONG_ACTS):
        yield name
    elif vocative and not begins:
        yield name
    elif not begins and (spoken_to or (before not in BEFORE_THINGS and possessive(token) and behind in OWN)):
        yield name
    elif (
        vocative
        and follows == ","
        and text[token.end + 1 : token.end + 2] not in "\"”’'"
        and reading.text[token.start - 1 : token.start] in '"“‘'
    ):
        yield name
    elif (
        not begins
        and before
        in (
            "with",
            "and",
            "about",
            "for",
            "told",
            "asked",
            "tell",
            "ask",
            "would",
            "call",
            "called",
            "met",
            "saw",
            "see",
            "miss",
            "when",
            "that",
            "if",
            "because",
            "what",
            "says",
            "said",
        )
        and kind in ("other", "family")
    ):
        yield name
