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


def in_run(reading: Reading, first: int, last: int, quiet: frozenset[int]) -> Iterator[Name]:
    """Find the name in a run of capitals: what stands before it, inside it and behind it decides."""
    tokens, text = reading.latin, reading.text
    start = first
    for index in range(first + 1, last):
        if (
            tokens[index].surface.lower() in TITLES - WEAK_TITLES
            and text[tokens[index - 1].end : tokens[index].start] == ". "
        ):
            yield from in_run(reading, first, index - 1, quiet)
            start = first = index
    if first == last and tokens[first].surface.lower() in TITLES - WEAK_TITLES:  # Mr A
        return
    titled = False
    while (
        start <= last
        and tokens[start].surface.lower().rstrip(".") in TITLES
        and start < last
        and text[tokens[start].end : tokens[start + 1].start] in (" ", ". ")
    ):
        titled = (
            titled or tokens[start].surface.lower() not in WEAK_TITLES or sort_of(tokens[start + 1].surface) != "word"
        )
        start += 1
    if start > last:
        return
    if tokens[start].start in quiet:
        return
    if (
        not titled
        and start == first
        and start
        and tokens[start - 1].surface.lower() in TITLES - WEAK_TITLES
        and text[tokens[start - 1].end : tokens[start].start] in (" ", ". ")
    ):
        titled = True
    # leave sentence starters and everyday words in front: "When Sarah", "Poor Minh"
    while (
        start < last
        and not titled
        and (sort_of(tokens[start].surface) == "word" or plain(tokens[start].surface) in TITLES - WEAK_TITLES)
        and tokens[start].surface.lower() not in PARTICLES
        and not STRONG_CALLED.search(text, max(0, tokens[first].start - 40), tokens[first].start)
    ):
        titled = plain(tokens[start].surface) in TITLES - WEAK_TITLES  # The Revd Honor
        start += 1
    if start > first and not titled and tokens[start - 1].surface.lower() in BEFORE_PLACES:
        return
    words = tokens[start : last + 1]
    kinds = [sort_of(word.surface) for word in words]
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    behind = after.surface.lower() if after is not None and text[tokens[last].end : after.start] == " " else ""
    before = (
        tokens[start - 1].surface.lower()
        if start and text[tokens[start - 1].end : tokens[start].start] in (" ", ", ", " (", ' "', ": ", "/", "’ ")
        else ""
    )
    begins = SENTENCE_START.search(text, max(0, words[0].start - 6), words[0].start) is not None
    end_token = words[-1]
    end = end_token.start + len(bare(end_token.surface))
    single = len(words) == 1
    base = plain(bare(words[0].surface))
    if len(base) < 2 and single:  # Ms X, Client A
        return
    if (
        words[-1].surface.lower() in ORG_AFTER
        or (behind in ORG_AFTER and not titled and kinds[0] != "given" and not (single and possessive(words[0])))
    ) and (kinds[0] not in ("given", "family") or words[-1].surface.lower() in ORG_AFTER):
        return
    lead = text[max(0, words[0].start - 40) : words[0].start]
    if titled:
        if len(base) >= 2 and not (single and words[0].surface.isupper() and len(base) <= 2):
            stop = _name_words(words, kinds)
            yield Name(words[0].start, name_end(words[stop - 1]), True)
        return
    if (
        words[0].surface.isupper()
        and len(words[0].surface) > 1
        and not (base in GIVEN and len(base) > 3 and not word_like(base))
    ) and not (STRONG_CALLED.search(lead) and base in GIVEN):
        return
    strong = STRONG_CALLED.search(lead) is not None
    called = strong or CALLED.search(lead) is not None or SIGNED.search(lead) is not None
    stop = _name_words(words, kinds)
    if stop == 0:
        return
    kept, kept_kinds = words[:stop], kinds[:stop]
    end = name_end(kept[-1])
    if all(len(word.surface) == 1 for word in kept):
        return
    if (
        start > first
        and kept_kinds == ["both"]
        and (
            start - first > 1
            or SENTENCE_START.search(text, max(0, tokens[first].start - 6), tokens[first].start) is None
        )
    ):
        return
    if len(kept) > 1 and len(kept[-1].surface) == 1 and text[end : end + 1] == ".":
        end += 1
    if len(kept) == 1 and stop < len(words) and kept_kinds[0] in ("other", "family") and not strong:
        return  # Camborne Piranhas: what goes on in an everyday word is a thing
    if len(kept) > 1:
        if _full_name(kept, kept_kinds, begins=begins, before=before, called=called):
            yield Name(kept[0].start, end, True)
        return
    yield from lone(
        reading,
        start,
        kept_kinds[0],
        begins=begins,
        before=before,
        behind=behind,
        called=called,
        strong=strong,
    )


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
