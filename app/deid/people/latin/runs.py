"""A run of capitals: what stands before it, inside it and behind it decides which of its words are a name."""

from collections.abc import Iterator, Sequence

from app.deid.people.latin.cues import (
    BEFORE_PLACES,
    CALLED,
    ORG_AFTER,
    PARTICLES,
    PLACE_BEFORE,
    SENTENCE_START,
    SIGNED,
    STRONG_CALLED,
    TITLES,
    WEAK_TITLES,
)
from app.deid.people.latin.letters import (
    CAPITALS,
    GIVEN,
    LISTED,
    SURNAMES,
    WORDS,
    bare,
    name_end,
    plain,
    possessive,
    sort_of,
    word_like,
)
from app.deid.people.latin.lone import lone
from app.deid.people.span import Name
from app.deid.reading import Reading, Token


def run_end(reading: Reading, index: int) -> int:
    """Return the index of the last word of the run of capitals that begins at `index`."""
    tokens, text = reading.latin, reading.text
    last = index
    while last + 1 < len(tokens) and last - index < 8:
        here, after = tokens[last], tokens[last + 1]
        gap = text[here.end : after.start]
        if here.surface != bare(here.surface) and gap == " ":
            break
        if (
            gap not in (" ", "-", ". ", "  ")
            or (gap == ". " and len(here.surface) > 2 and here.surface.lower() not in TITLES)
            or (gap == ". " and len(here.surface) == 2 and here.surface.lower() not in TITLES)
        ):
            break
        if _capital(after):
            last += 1
        elif (
            after.surface.lower() in PARTICLES
            and gap == " "
            and last + 2 < len(tokens)
            and _capital(tokens[last + 2])
            and text[after.end : tokens[last + 2].start] in (" ", "-")
        ):
            last += 2
        else:
            break
    return last


def _capital(token: Token) -> bool:
    return (
        token.surface[0].isupper()
        and (len(token.surface) > 1 or token.surface not in ("I", "A"))
        and bare(token.surface) != "I"
    )


STRONG_TITLES = TITLES - WEAK_TITLES


def in_run(reading: Reading, first: int, last: int, quiet: frozenset[int]) -> Iterator[Name]:
    """Find the name in a run of capitals: what stands before it, inside it and behind it decides."""
    tokens, text = reading.latin, reading.text
    for index in range(first + 1, last):
        if tokens[index].surface.lower() in STRONG_TITLES and text[tokens[index - 1].end : tokens[index].start] == ". ":
            yield from in_run(reading, first, index - 1, quiet)
            first = index
    if first == last and tokens[first].surface.lower() in STRONG_TITLES:  # Mr A
        return
    start, titled = _behind_titles(reading, first, last)
    if tokens[start].start in quiet:
        return
    if not titled:
        start, titled = _behind_everyday_words(reading, first, start, last)
    if start > first and not titled and tokens[start - 1].surface.lower() in BEFORE_PLACES:
        return
    words = tokens[start : last + 1]
    kinds = [sort_of(word.surface) for word in words]
    base = plain(bare(words[0].surface))
    behind = _behind(reading, last)
    if (len(words) == 1 and len(base) < 2) or _organisation(words, kinds, behind, titled=titled):  # Ms X, Client A
        return
    if titled:
        if len(base) > 2 or (len(base) == 2 and not (len(words) == 1 and words[0].surface.isupper())):
            yield Name(words[0].start, name_end(words[_name_words(words, kinds) - 1]), True)
        return
    stop = _name_words(words, kinds)
    lead = text[max(0, words[0].start - 40) : words[0].start]
    strong = text.may_hold(STRONG_CALLED) and STRONG_CALLED.search(lead) is not None
    if stop == 0 or _shouted(words[0], base, strong=strong) or all(len(word.surface) == 1 for word in words[:stop]):
        return
    if start > first and kinds[:stop] == ["both"] and not (start == first + 1 and _begins(text, tokens[first])):
        return
    if stop == 1 and len(words) > 1 and kinds[0] in ("other", "family") and not strong:
        return  # Camborne Piranhas: what goes on in an everyday word is a thing
    begins, before = _begins(text, words[0]), _before(reading, start)
    called = strong or CALLED.search(lead) is not None or SIGNED.search(lead) is not None
    if stop > 1:
        if _full_name(words[:stop], kinds[:stop], begins=begins, before=before, called=called):
            end = name_end(words[stop - 1])
            initial = len(words[stop - 1].surface) == 1 and text[end : end + 1] == "."
            yield Name(words[0].start, end + initial, True)
        return
    alone = lone(reading, start, kinds[0], begins=begins, before=before, behind=behind, called=called, strong=strong)
    if alone:
        yield alone


def _behind_titles(reading: Reading, first: int, last: int) -> tuple[int, bool]:
    """Return where a run goes on behind its titles, and whether one of them, or the word before it, says that a name follows."""
    tokens, text = reading.latin, reading.text
    start, titled = first, False
    while (
        start < last
        and tokens[start].surface.lower().rstrip(".") in TITLES
        and text[tokens[start].end : tokens[start + 1].start] in (" ", ". ")
    ):
        weak = tokens[start].surface.lower() in WEAK_TITLES
        titled = titled or not weak or sort_of(tokens[start + 1].surface) != "word"
        start += 1
    if start == first and start:
        before = tokens[start - 1]
        titled = before.surface.lower() in STRONG_TITLES and text[before.end : tokens[start].start] in (" ", ". ")
    return start, titled


def _behind_everyday_words(reading: Reading, first: int, start: int, last: int) -> tuple[int, bool]:
    """Return where a run goes on behind what only begins a sentence, or is an everyday word: "When Sarah", "Poor Minh"; and
    whether the last of these was a title."""
    tokens, text = reading.latin, reading.text
    titled = False
    while (
        start < last
        and not titled
        and (sort_of(tokens[start].surface) == "word" or plain(tokens[start].surface) in STRONG_TITLES)
        and tokens[start].surface.lower() not in PARTICLES
        and not STRONG_CALLED.search(text, max(0, tokens[first].start - 40), tokens[first].start)
    ):
        titled = plain(tokens[start].surface) in STRONG_TITLES  # The Revd Honor
        start += 1
    return start, titled


def _before(reading: Reading, start: int) -> str:
    if not start:
        return ""
    before = reading.latin[start - 1]
    gap = reading.text[before.end : reading.latin[start].start]
    return before.surface.lower() if gap in (" ", ", ", " (", ' "', ": ", "/", "’ ") else ""


def _behind(reading: Reading, last: int) -> str:
    if last + 1 == len(reading.latin):
        return ""
    behind = reading.latin[last + 1]
    return behind.surface.lower() if reading.text[reading.latin[last].end : behind.start] == " " else ""


def _begins(text: str, word: Token) -> bool:
    return SENTENCE_START.search(text, max(0, word.start - 6), word.start) is not None


def _organisation(words: Sequence[Token], kinds: Sequence[str], behind: str, *, titled: bool) -> bool:
    """Whether a run is what an organisation is called: it ends in a word for one, or one follows and nobody is meant."""
    if words[-1].surface.lower() in ORG_AFTER:
        return True
    owned = len(words) == 1 and possessive(words[0])
    return behind in ORG_AFTER and not titled and not owned and kinds[0] not in ("given", "family")


def _shouted(word: Token, base: str, *, strong: bool) -> bool:
    """Whether a word is written in capitals and no name that is seen to be one: DBT, OK, NHS."""
    if not word.surface.isupper() or len(word.surface) == 1:
        return False
    return base not in GIVEN or not (strong or (len(base) > 3 and not word_like(base)))


def _name_words(words: Sequence[Token], kinds: Sequence[str]) -> int:
    """Return how many words from the first can be one name."""
    stop = 0
    for index, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        surface = word.surface.lower()
        if (
            kind == "word"
            and index
            and surface not in PARTICLES
            and not (
                plain(bare(word.surface)) in SURNAMES
                and kinds[0] in ("given", "both", "other", "family")
                and plain(bare(word.surface)) not in CAPITALS
            )
        ):
            break
        if surface in ("i", "a") and len(word.surface) == 1:
            break
        stop = index + 1
        if possessive(word):
            break
    while stop > 1 and words[stop - 1].surface.lower() in PARTICLES and words[stop - 1].surface.islower():
        stop -= 1
    return stop


def _full_name(words: Sequence[Token], kinds: Sequence[str], *, begins: bool, before: str, called: bool) -> bool:
    """Sarah Whitcombe, Oluwaseun Adeyemi, Hope Miller; not Cognitive Therapy nor Whitmouth Pier."""
    rest = list(kinds[1:])
    last = plain(bare(words[-1].surface))
    if words[-1].surface.isupper() and len(last) < 4 and last not in LISTED:
        return False
    if last in ORG_AFTER or (plain(words[0].surface) in CAPITALS and kinds[0] == "word"):
        return False
    familiar = any(kind in ("given", "family", "other") for kind in rest) or last in SURNAMES
    if kinds[0] == "given" or kinds[0] == "place":
        return familiar or last not in WORDS
    if kinds[0] == "both":
        return any(kind in ("family", "other", "given") for kind in rest) or (last in SURNAMES and not begins)
    if kinds[0] == "family" and any(kind in ("given", "both") for kind in rest):
        return True
    if before in PLACE_BEFORE or before == "the":
        return called
    if kinds[0] in ("other", "family") and any(kind in ("family", "other", "given") for kind in rest):
        return True
    return called and familiar
