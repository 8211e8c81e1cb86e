"""Names that show by their shape: initials, masked, spelt out, in a signature, in another script, in a file's name."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.latin.letters import (
    CAPITALS,
    GIVEN,
    LISTED,
    MORE_WORDS,
    ROMAJI,
    SURNAMES,
    plain,
    sort_of,
    word_like,
)
from app.deid.people.span import Name

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


SHORTENED = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2,14})[._][A-Z](?![A-Za-z])")


# d.okonjo, as whoever signed in is called
POINTED = re.compile(r"(?<![A-Za-z0-9@./:_-])[a-z]\.([a-z]{4,14})(?![A-Za-z0-9@_-]|\.[A-Za-z0-9])")


HONOURED = re.compile(
    r"(?<![A-Za-z])([A-Za-z][a-z]{1,14})-(?:san|chan|kun|sama|sensei|senpai|sempai)(?![a-z])", re.IGNORECASE
)


SIGNATURE = re.compile(r"(?:^|\n)[-–—~〜> ]{0,4}([A-Za-z]{3,14}(?: [A-Za-z]{1,14})?)[.!~♪]?[ ]*(?=\n|$)")


CYRILLIC = re.compile(r"[А-ЯЁІЇЄ][а-яёіїє’']{1,20}(?: [А-ЯЁІЇЄ][а-яёіїє’']{1,20}){1,2}")


# Up to three words in Greek, Armenian, Hebrew, Arabic, Indian scripts, Thai, Georgian or Ethiopic: in an English text mostly a name.
ELSEWHERE = re.compile(
    r"[\u0370-\u03ff\u0530-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u1200-\u137f]{3,20}(?: [\u0370-\u03ff\u0530-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u1200-\u137f]{2,20}){0,2}"
)
# N for November, A, double D, I, A; H-O-double-S-A-I-N
DICTATED = re.compile(
    r"(?<![A-Za-z0-9'’])[A-Z](?: for [A-Za-z]+| as in [A-Za-z]+)?(?:(?:, |-| )(?:and )?(?:(?:double|treble)[ -])?[A-Z](?: for [A-Za-z]+| as in [A-Za-z]+)?(?![a-z'’])){2,14}(?![A-Za-z0-9])"
)
DICTATES = re.compile(r"[A-Z] (?:for|as in) [A-Z]|[Dd]ouble|[Tt]reble|[Tt]riple")
# G@vin, S4rah: a sign that looks like the letter it stands for
# the Thorogoods, two Kierans: a name in the plural
PLURAL = re.compile(r" (?P<f>[A-Z][a-z]{3,14}s)(?![A-Za-z'’])")
OF_PLURAL = re.compile(
    r"(?:(?P<k>(?:[Gg]randparents|[Pp]arents|[Nn]eighbours|[Nn]eighbors|[Ff]amily|[Ii]n-laws|[Cc]ousins|[Ff]riends|[Cc]arers|[Ll]odgers|[Tt]enants|next door|with|called|and|to),? the)|(?P<n>[Tt]wo|[Tt]hree|[Ff]our|[Bb]oth|[Mm]any))\Z"
)
LIKE_LETTERS = re.compile(r"(?<![A-Za-z0-9@._/#-])[A-Z][a-z]{0,5}[@$€!013457][a-z]{1,8}(?![A-Za-z0-9@._-])")
# her initials, B.McD.
OWN_INITIALS = re.compile(
    r"(?:[Ii]nitials?)(?:,| are| were| is|:)? ?[\"“‘'(]?([A-Z](?:\.? ?(?:(?:Mc|Mac|O['’])?[A-Z])\.?){1,3})(?![A-Za-z])"
)
# A name alone on the last line, without a list knowing it: Pip Hargreaves-Lowe
LAST_LINE = re.compile(r"\n[-–—~* ]{0,4}((?:[A-Z][a-zà-ɏ'’]{1,14}[ -]){0,3}[A-Z][A-Za-zà-ɏ'’]{2,16})[.!]?\s*\Z")

# Sung-min, Mi-rae: two syllables of which Korean given names are made (Revised Romanisation, and McCune-Reischauer without its signs).
_SYLLABLE = (
    "ah|bin|bok|chan|cheol|chul|deok|do|dong|eon|eun|eui|geun|gi|gwang|gyu|ha|han|hee|heon|ho|hong|hoon|hui|hun|hwa|hwan|hye|hyeon|hyo|hyun|hyung|"
    "il|in|jae|jeong|ji|jin|jong|joo|joon|ju|jun|jung|kang|ki|kwang|kyeong|kyu|kyung|mi|min|mok|myeong|myung|nam|oh|ok|ra|rae|ri|rim|sang|seo|seok|"
    "seol|seon|seong|seul|sik|sol|soo|sook|su|suk|sun|sung|tae|uk|won|woo|yeon|yeong|yong|yoo|yoon|young|yu|yul|yun"
)
KOREAN = re.compile(rf"(?<![A-Za-z-])(?=[A-Z])(?i:{_SYLLABLE})-(?i:{_SYLLABLE})(?![A-Za-z-])")


HANGUL = re.compile(r"(?<![가-힣])[가-힣]{2,4}(?= ?(?:씨|님)|[^가-힣 ]|$)")


def hidden(text: str) -> Iterator[Name]:
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
    everywhere = (MASKED, LIKE_LETTERS, KOREAN)
    for pattern in everywhere if text.isascii() else (*everywhere, CYRILLIC, HANGUL, ELSEWHERE):
        for match in pattern.finditer(text):
            yield Name(*match.span(), True)
    for match in PLURAL.finditer(text):
        led = OF_PLURAL.search(text, max(0, match.start() - 18), match.start())
        if not led:
            continue
        stem = plain(match["f"])[:-1]
        known = stem in GIVEN if led["n"] else stem in SURNAMES
        if known and not word_like(stem) and stem not in CAPITALS and plain(match["f"]) not in CAPITALS:
            yield Name(match.start("f"), match.end("f") - (1 if led["n"] else 0), True)
    for match in OWN_INITIALS.finditer(text) if "nitial" in text else ():
        yield Name(*match.span(1), True)
    for match in DICTATED.finditer(text) if DICTATES.search(text) else ():
        if re.search(r" for | as in |double|treble", match.group()):
            yield Name(*match.span(), True)
    for match in LAST_LINE.finditer(text):
        parts = re.split("[ -]", match[1])
        kinds = [sort_of(part) for part in parts]
        if kinds[0] in ("given", "other", "family") or (len(parts) > 1 and set(kinds) != {"word"}):
            yield Name(*match.span(1), True)
    for match in SHORTENED.finditer(text):
        if plain(match[1]) in LISTED and not word_like(plain(match[1])):
            yield Name(*match.span(), True)
    for match in POINTED.finditer(text):
        if not (word_like(match[1]) or match[1] in MORE_WORDS or match[1].capitalize() in CAPITALS):
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
        spelt = (
            len(joined) > 3
            and match.group()[1] == "-"
            and (joined[1:].islower() or plain(joined) in LISTED or (len(joined) > 4 and joined.isupper()))
        )
        if len(joined) > 2 and (spelt or plain(joined) in LISTED) and joined.upper() not in NOT_INITIALS:
            yield Name(*match.span(), True)


# okafor_chidi, MORAG-DUNNET: two names held together as a file's are; a hyphen counts in capitals only.
FILED = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{3,15}_[A-Za-z]{3,15}|[A-Z]{3,15}-[A-Z]{3,15}|[A-Z][a-z]{2,14}-[A-Z][a-z]{2,14}(?=[\w-]{0,24}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)\b))(?![A-Za-z])"
)


FILE_AFTER = re.compile(r"[\w-]{0,24}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)(?![A-Za-z])")


# Lucinda "Lucy" Abernethy
WITH_NICKNAME = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-zà-ɏ]{1,14}) [\"“‘'(]([A-Z][A-Za-zà-ɏ]{1,14})[\"”’')] ([A-Z][A-Za-zà-ɏ'’-]{1,18})"
)


# Client: Hawthorne, Delphine
FAMILY_FIRST = re.compile(
    r"(?:[Nn]ame|[Cc]lient|[Pp]atient|[Ss]tudent|[Cc]arer|[Pp]arent|[Nn]ext of kin|Ct|Pt|Cl)\s?[:=]\s?((?:(?:de|da|dela|del|della|di|du|la|le|van|von|der|den|bin|al|el|ter|ten) ?){0,2}[A-Z][A-Za-zà-ɏ'’-]{1,18}, [A-Z][A-Za-zà-ɏ'’-]{1,14}(?: [A-Z][A-Za-zà-ɏ'’-]{1,14}){0,2})(?![A-Za-z])"
    r"|(?:^|\n)([A-Z]{3,16}(?:[-'’][A-Z]{2,12})?, [A-Z]{3,14})(?=[.,;:(\n ])"
)


def between(text: str) -> Iterator[Name]:
    """Two names with a sign between them."""
    for match in FILED.finditer(text):
        parts = [plain(part) for part in re.split("[_-]", match.group())]
        filed = FILE_AFTER.match(text, match.end()) is not None
        unlike = [part for part in parts if not (word_like(part) or part in CAPITALS or part in MORE_WORDS)]
        if (filed or any(part in LISTED for part in parts)) and len(unlike) == len(parts):
            yield Name(*match.span(), True)
        elif filed:  # mbeauclerc_garden.jpg
            for part in unlike:
                at = text.lower().find(part, match.start(), match.end())
                if len(part) > 3 and at >= 0:
                    yield Name(at, at + len(part), True)
    yield from _columns(text)
    for match in WITH_NICKNAME.finditer(text):
        if sort_of(match[1]) != "word" and sort_of(match[3]) != "word":
            yield Name(*match.span(), True)
    for match in FAMILY_FIRST.finditer(text):
        group = 1 if match[1] else 2
        if any(plain(part) in LISTED for part in re.split("[, ]+", match[group])):
            yield Name(*match.span(group), True)


# A line that heads a table, one of whose columns is people's names.
TABLE_HEAD = re.compile(r"(?:^|\n)([A-Za-z_ ]{2,20}(?:[,\t|;][A-Za-z_ 0-9]{1,20}){1,12})(?=\n)")
NAMED_COLUMN = re.compile(
    r"(?:full |first |last |client |patient |student |given |family )?_?(?:name|surname|client|patient)s?\Z"
)


def _columns(text: str) -> Iterator[Name]:
    """The cells under a heading that says "name"."""
    for head in TABLE_HEAD.finditer(text):
        sign = re.search(r"[,\t|;]", head[1])
        columns = [cell.strip().lower() for cell in re.split(r"[,\t|;]", head[1])]
        named = [place for place, cell in enumerate(columns) if NAMED_COLUMN.match(cell)]
        if not named or sign is None:
            continue
        start = head.end() + 1
        for line in text[start:].split("\n"):
            cells = line.split(sign.group())
            if len(cells) < len(columns) - 1:
                break
            for place in named:
                cell = cells[place] if place < len(cells) else ""
                if re.fullmatch(r" ?[A-Z][A-Za-zà-ɏ'’. -]{1,40}", cell):
                    at = start + sum(len(one) + 1 for one in cells[:place]) + len(cell) - len(cell.lstrip())
                    yield Name(at, at + len(cell.strip()), True)
            start += len(line) + 1
