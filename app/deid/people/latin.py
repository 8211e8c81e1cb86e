"""Names in Latin letters: with a title, in full, by kin, called, spoken to, in lower case, or standing alone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.deid.lists import word_set
from app.deid.people.span import Name
from app.deid.reading import Reading, Token

GIVEN = word_set("given_names")
SURNAMES = word_set("surnames")
ROMAJI = word_set("romaji_names")
WORDS = word_set("english_words")
CAPITALS = word_set("capitals")
PLACE_NAMES = word_set("names_of_places")

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister brother nurse officer coach pastor rabbi imam sgt sergeant captain constable judge auntie aunty aunt uncle nan nanny grandma grandpa granny gran detective inspector".split()
)
WEAK_TITLES = frozenset(
    "father sister brother nurse officer coach judge lord lady sir captain nan nanny gran granny grandma grandpa detective inspector pastor constable".split()
)
PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ten ter bin binti bint ibn al el ní ni nic mac mc ó o ua st san y e ap ab af zu zur".split()
)
KIN = frozenset(
    "mother mum mom mam dad father sister brother son daughter wife husband partner girlfriend boyfriend fiancé fiancée fiance fiancee twin aunt uncle auntie cousin niece nephew nan gran grandma grandad grandpa "
    "grandmother grandfather stepmother stepfather stepmum stepmom stepdad stepson stepdaughter stepsister stepbrother ex friend friends flatmate housemate roommate neighbour neighbor colleague colleagues boss manager "
    "supervisor counsellor counselor therapist teacher tutor client patient baby toddler eldest youngest middle son-in-law daughter-in-law in-law mother-in-law father-in-law brother-in-law sister-in-law kids children "
    "dog cat sons daughters brothers sisters twins boys girls kids triplets siblings grandson granddaughter grandchildren carer nurse doctor gp consultant psychiatrist psychologist worker keyworker coach mentor trainee student boy girl lad named called name's".split()
)
SPEECH = frozenset(
    "said says told tells asked asks replied came comes rang rings called calls texted texts laughed laughs cried cries wept smiled smiles nodded nods shrugged looked looks felt feels thinks thought wants wanted needs "
    "needed was is has had does did will would could can went goes sat sits stood walked left arrived attended attends lives lived works worked grew started stopped began described describes reports reported disclosed "
    "disclosed denied denies presented presents spoke speaks talked talks brought brings gave gives took takes made makes kept keeps knew knows loves loved hates hated died passed wrote writes sent sends stayed stays "
    "seemed seems became becomes found finds got gets moved moves agreed agrees refused refuses apologised apologized never always still just also then drank drinks slept sleeps used broke".split()
)
BEFORE_PERSON = frozenset(
    "with about and for from by named called tell told ask asked met meet see saw seeing love loved miss missed hi hello dear hey thanks sincerely regards is am i'm name's as like when that because if but where how says said says to than of".split()
)
PLACE_BEFORE = frozenset(
    "in at from near around to through via outside across towards beyond leave left visit visited visiting".split()
)
ORG_AFTER = frozenset(
    "school college university academy primary high secondary grammar hospital clinic infirmary surgery hospice hall house church cathedral chapel mosque temple street road lane avenue close drive way court place square terrace "
    "crescent gardens park station airport centre center club society trust foundation council county borough city town village university's bank building library museum theatre theater hotel inn arms café cafe restaurant "
    "ltd limited plc inc llc company co group services service solutions partners consulting industries stores supermarket university institute department ward unit estate bay beach island river lake hill hills valley bridge cross "
    "cup league award prize act report review inquiry syndrome disease disorder scale inventory questionnaire index test model theory method therapy technique effect interview schedule checklist press journal "
    "depression anxiety coma apgar plus day week month week's eve".split()
)
ABBREVIATIONS = frozenset(
    "US UK EU UN AD BC AM PM ID TV CD PC IT HR GP ER OR PT OT MP OK NA NB PS RE CV DV SI SH MH DNA IQ EQ UC PE RE VP PR QA KO IV IU SW NW SE NE CA NY LA DC BA MA MD BS RN TA CT PA PhD EdD MSc BSc MSW LPC".split()
)

INITIALS = re.compile(
    r"(?<![A-Za-z0-9.&])(?:(?:[A-Z]\.){1,2}[A-Z]|(?:[A-Z]\. ?){1,2}[A-Z]\.)(?![A-Za-z0-9.])|(?<![A-Za-z0-9.・])[A-Z]・[A-Z](?![A-Za-z0-9・])"
)
NOT_INITIALS = frozenset(
    {
        "US",
        "UK",
        "EU",
        "UN",
        "AD",
        "BC",
        "AM",
        "PM",
        "OK",
        "NB",
        "PS",
        "BA",
        "MA",
        "MD",
        "BS",
        "DC",
        "LA",
        "NY",
        "RIP",
        "SOS",
        "USA",
        "TV",
        "QA",
        "QED",
        "IQ",
        "ID",
        "CV",
        "NA",
        "AA",
        "CBT",
        "DNA",
        "PTO",
        "GP",
        "RN",
        "LPC",
        "PHD",
        "MSW",
        "UAE",
        "USSR",
        "ABC",
        "DIY",
        "ETA",
        "FAQ",
        "CO",
        "CL",
        "TC",
    }
)
MASKED = re.compile(
    r"(?<![A-Za-z0-9*])(?:[A-Z][a-z]{0,6}[*•●_#]{1,8}[a-z*•]{0,8}|[A-Z][*•●]{1,8}|[A-Z][a-z]{0,2}[-–—]{2,6}[a-z]{0,4}|[A-Z]_{2,10})(?![A-Za-z0-9*])"
)
SPELT = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z](?:-[A-Za-z]){2,11}(?![A-Za-z0-9-])|(?<![A-Za-z0-9.])[A-Z](?: [A-Za-z]){2,11}(?![A-Za-z0-9])|(?<![A-Za-z0-9.])[A-Z](?:\.[a-z]){2,11}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[A-Z](?:, [A-Z]){3,11}(?![A-Za-z0-9])"
)
CALLED = re.compile(
    r"\b(?:[Nn]ame(?: is|'s|:| was|=|\t)|[Nn]amed|[Cc]alled|[Kk]nown as|[Nn]icknamed|[Gg]oes by|[Ii]ntroduce[sd] (?:herself|himself|themselves|myself) as|[Cc]alls? (?:her|him|me|them|herself|himself|us|my\w*|it)?|(?:I|i)'?m|I am|[Tt]his is|[Ss]igned|"
    r"[Rr]egards|[Tt]hanks|[Tt]hank you|[Ww]ishes|[Ss]incerely|[Cc]heers|[Ll]ove|[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Cc]lient|[Pp]atient|[Cc]ounsell?or|[Tt]herapist|[Ss]upervisor|[Ss]upervisee|[Cc]linician|[Rr]eferrer|[Rr]eferred by|[Pp]repared by|[Ww]ritten by|[Ii]t['’]s|[Cc]t|[Pp]t|[Cc]l|[Ff]rom|[Tt]o|[Cc]c|[Ss]tudent|[Cc]ontact|[Nn]ext of kin|"
    r"[Mm]aiden name|[Ss]urname|[Ff]irst name|[Ll]ast name|[Ff]ull name|[Pp]referred name|[Rr]eal name|[Aa]lias|[Aa]ka|a\.k\.a\.|née|nee|write it as|short for)\s*[:,=–—-]?\s*[\"“‘'(]?$"
)
STRONG_CALLED = re.compile(
    r"(?:[Nn]ame(?: is|'s|:| was|=)|[Nn]amed|[Nn]icknamed|[Gg]oes by|[Ii]ntroduce[sd] (?:herself|himself|themselves|myself) as|[Cc]alled|[Cc]alls? (?:her|him|me|them|herself|himself)|[Mm]aiden name(?: is| was|:)?|[Ss]urname(?: is| was|:)?|[Ff]irst name(?: is| was|:)?|[Ll]ast name(?: is|:)?|[Ff]ull name(?: is|:)?|[Rr]eal name(?: is|:)?|[Pp]referred name(?: is|:)?|née|short for)\s*[:,=–—-]?\s*[\"“‘'(]?$"
)
SIGNED = re.compile(
    r"(?:^|\n)(?:[-–—~*]{0,2} ?|(?:Best|Kind(?:est)?|Warm(?:est)?|Many)? ?(?:regards|wishes|thanks|Regards|Thanks|Cheers|Love|Best|Yours|Sincerely|Yours sincerely|Warmly)[,.!]?[ \n]+)$"
)
VOCATIVE = re.compile(r"(?:^|[\"“‘'(]|[.!?,;:…—] ?[\"“‘']?|[.!?] )$")
SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n\"“‘'(\[•*>|–—-][\"”’')]?\s*)$")


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Lower case, without accents: Siobhán is siobhan."""
    if word.isascii():
        return word.lower()
    word = word.translate(LETTERS)
    return "".join(
        character for character in unicodedata.normalize("NFKD", word) if not unicodedata.combining(character)
    ).lower()


LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "’": "'",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ð": "d",
        "þ": "th",
    }
)

ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ness", ""), ("er", ""), ("er", "e"), ("ers", ""), ("est", ""), ("est", "e"), ("ily", "y"), ("ier", "y"), ("iest", "y"), ("n't", ""), ("able", ""), ("able", "e"), ("ful", ""), ("less", ""), ("ment", ""), ("isation", "ize"), ("ised", "ize"), ("ising", "ize"), ("ise", "ize"), ("al", ""), ("ism", ""), ("ist", ""), ("tion", "te"))  # fmt: skip


@lru_cache(maxsize=20_000)
def word_like(word: str) -> bool:
    """Whether a lower-case word is everyday English, in any of its forms."""
    if word in WORDS:
        return True
    for ending, stem in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (5 if ending == "al" else 3):  # Jamal is no jam
            root = word[: len(word) - len(ending)]
            if root + stem in WORDS or (
                ending in ("ed", "ing", "er", "est") and len(root) > 3 and root[-1] == root[-2] and root[:-1] in WORDS
            ):
                return True
    for prefix in (
        "un",
        "re",
        "non",
        "over",
        "under",
        "mis",
        "pre",
        "co",
        "self",
        "out",
        "dis",
        "inter",
        "counter",
        "psycho",
    ):
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in WORDS:
            return True
    return False


@lru_cache(maxsize=20_000)
def sort_of(surface: str) -> str:
    """Return what a capitalised word is alone: given, family, both-ways (also a word), word, other."""
    base = plain(_bare(surface))
    if base.endswith("'") or not base:
        base = base.rstrip("'")
    if base in CAPITALS:
        return "both" if base in GIVEN and base in KEPT_CAPITALS else "word"
    ordinary = word_like(base)
    given = base in GIVEN or base in ROMAJI or any(part in GIVEN for part in base.split("'") if len(part) > 3)
    family = base in SURNAMES
    if given:
        return "both" if ordinary else "place" if base in PLACE_NAMES else "given"
    if ordinary:
        return "word"
    if family:
        return "family"
    return "word" if base.endswith(PEOPLES) else "other"


PEOPLES = ("ese", "ish")  # Faroese, Cornish


KEPT_CAPITALS = frozenset("april may june july august wednesday dolly mark will".split())


def names(reading: Reading) -> Iterator[Name]:
    """Yield names in Latin letters, in no order; some lie in others."""
    tokens = reading.latin
    text = reading.text
    quiet = _quiet(reading)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        surface = token.surface
        if not surface[0].isupper():
            if _lower_name(reading, index, quiet):
                yield Name(token.start, token.start + len(_bare(surface)), True)
            index += 1
            continue
        last = _run_end(reading, index)
        yield from _in_run(reading, index, last, quiet)
        index = last + 1
    yield from _hidden(text)
    yield from _between(text)


def _bare(surface: str) -> str:
    """Without the possessive: Sarah's is Sarah."""
    if "'" not in surface and "’" not in surface:
        return surface
    for ending in ("'s", "’s", "'", "’", "'d", "’d", "'ll", "’ll", "'m", "’m", "'ve", "’ve", "'re", "’re"):
        if surface.endswith(ending):
            return surface[: -len(ending)]
    return surface


def _quiet(reading: Reading) -> frozenset[int]:
    """Positions inside links, addresses and handles, which are not prose."""
    inside: set[int] = set()
    for match in LINKISH.finditer(reading.text):
        inside.update(range(*match.span()))
    return frozenset(inside)


LINKISH = re.compile(r"(?:https?://|www\.)[^\s<>「」、。]{1,400}|[\w.+-]{1,64}@[\w.-]{1,100}|@[\w.]{2,40}")


def _capital(token: Token) -> bool:
    return token.surface[0].isupper() and (len(token.surface) > 1 or token.surface not in ("I", "A"))


def _run_end(reading: Reading, index: int) -> int:
    """Return the index of the last word of the run of capitals that begins at `index`."""
    tokens, text = reading.latin, reading.text
    last = index
    while last + 1 < len(tokens) and last - index < 8:
        here, after = tokens[last], tokens[last + 1]
        gap = text[here.end : after.start]
        if here.surface != _bare(here.surface) and gap == " ":
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


def _in_run(reading: Reading, first: int, last: int, quiet: frozenset[int]) -> Iterator[Name]:
    """Find the name in a run of capitals: what stands before it, inside it and behind it decides."""
    tokens, text = reading.latin, reading.text
    start = first
    for index in range(first + 1, last):
        if (
            tokens[index].surface.lower() in TITLES - WEAK_TITLES
            and text[tokens[index - 1].end : tokens[index].start] == ". "
        ):
            yield from _in_run(reading, first, index - 1, quiet)
            start = first = index
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
        and sort_of(tokens[start].surface) == "word"
        and tokens[start].surface.lower() not in PARTICLES
    ):
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
    end = end_token.start + len(_bare(end_token.surface))
    single = len(words) == 1
    base = plain(_bare(words[0].surface))
    if len(base) < 2 and single:  # Ms X, Client A
        return
    if (
        words[-1].surface.lower() in ORG_AFTER
        or (behind in ORG_AFTER and not titled and kinds[0] != "given" and not (single and _possessive(words[0])))
    ) and (kinds[0] not in ("given", "family") or words[-1].surface.lower() in ORG_AFTER):
        return
    lead = text[max(0, words[0].start - 40) : words[0].start]
    if titled:
        if len(base) >= 2 and not (single and words[0].surface.isupper() and len(base) <= 2):
            stop = _name_words(words, kinds)
            yield Name(words[0].start, _end(words[stop - 1]), True)
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
    end = _end(kept[-1])
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
    if len(kept) > 1:
        if _full_name(kept, kept_kinds, begins=begins, before=before, called=called):
            yield Name(kept[0].start, end, True)
        return
    yield from _single(
        reading,
        start,
        kept_kinds[0],
        begins=begins,
        before=before,
        behind=behind,
        called=called,
        strong=strong,
    )


def _end(token: Token) -> int:
    return token.start + len(_bare(token.surface))


def _possessive(token: Token) -> bool:
    return token.surface.endswith(("'s", "’s"))


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
                plain(_bare(word.surface)) in SURNAMES
                and kinds[0] in ("given", "both", "other", "family")
                and plain(_bare(word.surface)) not in CAPITALS
            )
        ):
            break
        if surface in ("i", "a") and len(word.surface) == 1:
            break
        stop = index + 1
        if _possessive(word):
            break
    while stop > 1 and words[stop - 1].surface.lower() in PARTICLES and words[stop - 1].surface.islower():
        stop -= 1
    return stop


def _full_name(words: Sequence[Token], kinds: Sequence[str], *, begins: bool, before: str, called: bool) -> bool:
    """Sarah Whitcombe, Oluwaseun Adeyemi, Hope Miller; not Cognitive Therapy nor Whitmouth Pier."""
    rest = list(kinds[1:])
    last = plain(_bare(words[-1].surface))
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


def _single(
    reading: Reading, index: int, kind: str, *, begins: bool, before: str, behind: str, called: bool, strong: bool
) -> Iterator[Name]:
    """One capitalised word: a name nobody doubts, or one that its neighbours show."""
    tokens, text = reading.latin, reading.text
    token = tokens[index]
    base = plain(_bare(token.surface))
    name = Name(token.start, _end(token), True)
    if reading.language_at(token.start) == "ja" and kind not in ("given", "place"):
        return
    placed = before in PLACE_BEFORE
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
            and not _possessive(token)
            and not called
            and follows not in (",", "!", "?")
        ):
            return
        yield name
        return
    kin = before in KIN and text[token.start - 1 : token.start] in (" ", "(", '"')
    vocative = (
        VOCATIVE.search(text, max(0, token.start - 3), token.start) is not None
        and follows in (",", "!", "?", ".")
        and text[token.start - 1 : token.start] in "\"“‘' "
    )
    owned = _possessive(token) and behind in KIN
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
        return
    if (
        before in ("big", "little", "old", "wee", "young", "poor", "dear")
        and text[token.start - 1 : token.start] == " "
        and text[token.start - 2 : token.start - 1].isalpha()
    ):
        lead = tokens[index - 1]
        if lead.surface[0].isupper() and before in ("big", "little", "old", "wee", "young"):
            yield Name(lead.start, _end(token), True)
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
    elif not begins and (spoken_to or (before not in BEFORE_THINGS and _possessive(token) and behind in OWN)):
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


SPOKEN_TO = re.compile(
    r"\b(?:(?:spoke|speak|speaking|spoken|talk|talked|talking|wrote|write|written|listen|listened|listening|lied|lying|apologi[sz]ed|married|engaged|related|introduced) (?:to|with) |(?:voicemail|letter|call|text|email|message|card|note|word|visit)s? (?:was |were |came |is )?from |"
    r"sign(?:s|ed|ing)? (?:(?:her|his|their|it|them|off|the|every|all) ){1,2}(?:\w+ )?(?:as )?)$"
)
# cc'd to a Gethin in payroll
IN_A_TEAM = re.compile(
    r" (?:in|from|at) (?:HR|payroll|accounts|finance|IT|legal|sales|reception|marketing|admin|procurement|housing|security|the (?:office|team|next (?:bed|room|office)|year (?:above|below)))\b| who (?:works|lives|runs|sits|said|told|rang)\b"
)
BEFORE_THINGS = PLACE_BEFORE | frozenset("the a an this that of on by".split())
OWN = frozenset(
    "sigh voice laugh face hand hands eyes tears anger silence chair coat room bedroom house flat car phone number birthday funeral grave illness death diagnosis drinking temper story words letter letters message messages email emails text texts".split()
)
BEFORE_PLACES = frozenset("port mount lake loch lough fort upper lower isle cape glen river".split())
STRONG_ACTS = frozenset(
    "said says told tells asked asks replied laughed laughs cried cries wept smiled nodded shrugged texted rang came sat arrived attended reported disclosed presented spoke talked brought thinks wants described describes lives works grew felt feels wanted thought".split()
)
NEVER_SUBJECTS = frozenset(
    "hope faith joy may mark april june august summer autumn spring winter sunday love patience charity justice mercy trinity honesty constance prudence destiny harmony melody serenity liberty dawn eve early long major minor unique miss angel baby see so my us all".split()
)
LOWER = re.compile(r"[a-zà-ɏ]+")


def _lower_name(reading: Reading, index: int, quiet: frozenset[int]) -> bool:
    """aoife, priya: a name in lower case that is no word of English, in an English sentence."""
    token = reading.latin[index]
    base = plain(_bare(token.surface))
    if len(base) < 4 or base not in LOWER_NAMES or token.start in quiet or "'" in base:
        return False
    if reading.language_at(token.start) != "en":
        return False
    text = reading.text
    return text[token.start - 1 : token.start] not in "-_./@\\#" or token.start == 0


def _lower_names() -> frozenset[str]:
    return frozenset(
        name
        for name in GIVEN
        if len(name) > 3 and not word_like(name) and name not in CAPITALS and name not in NOT_LOWER
    )


NOT_LOWER = word_set("not_names_in_lower_case")
LOWER_NAMES = _lower_names()


LISTED = GIVEN | SURNAMES | ROMAJI
SHORTENED = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2,14})[._][A-Z](?![A-Za-z])")
HONOURED = re.compile(
    r"(?<![A-Za-z])([A-Za-z][a-z]{1,14})-(?:san|chan|kun|sama|sensei|senpai|sempai)(?![a-z])", re.IGNORECASE
)
SIGNATURE = re.compile(r"(?:^|\n)[-–—~〜> ]{0,4}([A-Za-z]{3,14}(?: [A-Za-z]{1,14})?)[.!~♪]?[ ]*(?=\n|$)")
CYRILLIC = re.compile(r"[А-ЯЁІЇЄ][а-яёіїє’']{1,20}(?: [А-ЯЁІЇЄ][а-яёіїє’']{1,20}){1,2}")
HANGUL = re.compile(r"(?<![가-힣])[가-힣]{2,4}(?= ?(?:씨|님)|[^가-힣 ]|$)")


def _hidden(text: str) -> Iterator[Name]:
    """T.K., S*rah, S-A-R-A-H."""
    for match in INITIALS.finditer(text):
        letters = "".join(character for character in match.group() if character.isalpha())
        following = text[match.end() : match.end() + 20]
        if (
            letters in NOT_INITIALS
            or re.match(r" ?[A-Z][a-z]", following)
            or re.search(r"[A-Z][a-z]+, ?$", text[max(0, match.start() - 20) : match.start()])
        ):
            continue
        if "." not in match.group() and "・" not in match.group():
            continue
        yield Name(*match.span(), True)
    for pattern in (MASKED, CYRILLIC, HANGUL):
        for match in pattern.finditer(text):
            yield Name(*match.span(), True)
    for match in SHORTENED.finditer(text):
        if plain(match[1]) in LISTED and not word_like(plain(match[1])):
            yield Name(*match.span(), True)
    for match in HONOURED.finditer(text):
        yield Name(*match.span(), True)
    for match in SIGNATURE.finditer(text):
        parts = plain(match[1]).split()
        if all(part in GIVEN or part in ROMAJI or part in SURNAMES for part in parts) and not any(
            word_like(part) or part in CAPITALS for part in parts
        ):
            yield Name(*match.span(1), True)
    for match in SPELT.finditer(text):
        joined = "".join(character for character in match.group() if character.isalpha())
        spelt = len(joined) > 3 and match.group()[1] == "-" and (joined[1:].islower() or plain(joined) in LISTED)
        if len(joined) > 2 and (spelt or plain(joined) in LISTED) and joined.upper() not in NOT_INITIALS:
            yield Name(*match.span(), True)


# okafor_chidi, MORAG-DUNNET: two names held together as a file's are; a hyphen counts in capitals only.
FILED = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{3,15}_[A-Za-z]{3,15}|[A-Z]{3,15}-[A-Z]{3,15}|[A-Z][a-z]{2,14}-[A-Z][a-z]{2,14}(?=[\w-]{0,24}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)\b))(?![A-Za-z])"
)
FILE_AFTER = re.compile(r"[\w-]{0,24}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)(?![A-Za-z])")
# Lucinda "Lucy" Abernethy
WITH_NICKNAME = re.compile(
    r"(?<![A-Za-z])([A-Z][a-zà-ɏ]{1,14}) [\"“‘'(]([A-Z][a-zà-ɏ]{1,14})[\"”’')] ([A-Z][A-Za-zà-ɏ'’-]{1,18})"
)
# Client: Hawthorne, Delphine
FAMILY_FIRST = re.compile(
    r"(?:[Nn]ame|[Cc]lient|[Pp]atient|[Ss]tudent|[Cc]arer|[Pp]arent|[Nn]ext of kin|Ct|Pt|Cl)\s?[:=]\s?([A-Z][A-Za-zà-ɏ'’-]{1,18}, [A-Z][A-Za-zà-ɏ'’-]{1,14})(?![A-Za-z])"
)


def _between(text: str) -> Iterator[Name]:
    """Two names with a sign between them."""
    for match in FILED.finditer(text):
        parts = [plain(part) for part in re.split("[_-]", match.group())]
        filed = FILE_AFTER.match(text, match.end()) is not None
        if (filed or any(part in LISTED for part in parts)) and not any(
            word_like(part) or part in CAPITALS for part in parts
        ):
            yield Name(*match.span(), True)
    for match in WITH_NICKNAME.finditer(text):
        if sort_of(match[1]) in ("given", "both", "place") and sort_of(match[3]) != "word":
            yield Name(*match.span(), True)
    for match in FAMILY_FIRST.finditer(text):
        if any(plain(part) in LISTED for part in match[1].split(", ")):
            yield Name(*match.span(1), True)


def repeated(reading: Reading, found: Sequence[Name]) -> Iterator[Name]:
    """Yield every other place where a name that the text has shown stands again, with or without accents."""
    text = reading.text
    shown: set[str] = set()
    for name in found:
        if not name.sure:
            continue
        surface = text[name.start : name.end]
        spelt = surface.replace("-", "")
        for part in (*re.split(r"[ .-]+", surface), *((spelt,) if SPELT.fullmatch(surface) else ())):
            bare = _bare(part)
            if len(bare) > 1 and bare[0].isupper() and not re.search(r"[぀-鿿]", bare):
                shown.add(plain(bare))
    if not shown:
        return
    for index, token in enumerate(reading.latin):
        base = plain(_bare(token.surface))
        if base not in shown:
            continue
        if token.surface[0].isupper():
            if sort_of(token.surface) in ("both", "word") and _everyday(reading, index):
                continue
            if token.surface.isupper() and len(base) > 1 and word_like(base):
                continue
            yield Name(token.start, _end(token), False)
        elif len(base) > 3 and not word_like(base):
            yield Name(token.start, _end(token), False)


def _everyday(reading: Reading, index: int) -> bool:
    """Whether a capital that opens a sentence may be the everyday word: "Hope is …" after a client called Hope."""
    tokens, text = reading.latin, reading.text
    token = tokens[index]
    begins = SENTENCE_START.search(text, max(0, token.start - 6), token.start) is not None
    if not begins:
        return False
    following = (
        tokens[index + 1].surface.lower()
        if index + 1 < len(tokens) and text[token.end : tokens[index + 1].start] == " "
        else ""
    )
    return not (following in SPEECH or _possessive(token) or text[token.end : token.end + 1] in ",.!?:")
