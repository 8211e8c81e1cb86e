"""The rest of a name in Latin letters: its initials, what is joined to it without a space, the article of a house."""

from app.deid import patterns as re
from app.deid.people.latin import letters
from app.deid.people.latin.cues import KIN, ORG_AFTER, SPEECH, TITLES
from app.deid.reading import Reading
from app.deid.types import Span

LETTERS = "[A-Za-zÀ-ɏḀ-ỿ]"
LONGEST = 40  # characters of a handle
HANDLE_BEFORE = re.compile(r"[A-Za-z0-9_.&]+\Z")
HANDLE_BEHIND = re.compile(r"[A-Za-z0-9_.&]+")
# What is written in one and is no sentence: nagase.m, milk_tea, wulf&leo, Ptarmigan88.
# What parts the words of it is none of their signs, so that a row of underscores is gone through once.
HANDLE = re.compile(r"_*[A-Za-z0-9]+(?:[._&]+[a-z0-9][A-Za-z0-9]*)+_*|[A-Za-z]+[0-9]{2,}")

# A name in what a file is called is told without the rest: rota_fitz_v2.docx, sato相談票.xlsx.
OF_FILE = re.compile(r"\.(?:docx?|pdf|od[ts]|xlsx?|csv|txt|jpe?g|png|wav|m4a|mp[34])\Z")
IN_FILE = re.compile(r"[一-鿿ァ-ヺぁ-ゖ]+[^ \n]{0,12}\.[a-z]")

INITIALS_BEFORE = re.compile(r"(?<![A-Za-z.-])(?:[A-Z]\. ?){1,3}\Z")
INITIALS_REACH = 9  # characters
# Rinaldi, C. in a list, a quotation or a field.
FAMILY_FIRST = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
INITIAL_BEHIND = re.compile(r", [A-Z]\.(?=[\"”»,;)\]\n]|\Z| [a-z0-9(])")
STOPPED = re.compile(r"[ .](?:[^\W\d_]-)?[^\W\d_]\Z")  # what ends in an initial
# Caspian K. asking: the stop is the initial's, for the sentence goes on.
AN_INITIAL = re.compile(r" [A-Z]\.(?=[,;:)]| [a-z])")
ONE_WORD = re.compile(r"[A-Z][a-z]+")

# Adebayo-Finch is one name; what is Anna-led is hers.
HYPHEN_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z][a-zà-ÿ]+-\Z")
HYPHEN_BEHIND = re.compile(
    r"-?(?<=-)(?!(?:led|like|based|style|shaped|type|free|related|proof|focused|cent(?:er|re)d|inspired|ish|informed)\b)[A-Za-zà-ÿ]+(?:-[A-Za-zà-ÿ]+)*"
)
# A capitalised word beside a name that English has no signs for: Fionnuala Ní Shé, Tó Hữu Lộc.
SIGNED_BEFORE = re.compile(rf"(?<![^\s(\"“:]){LETTERS}+ \Z")
SIGNED_BEHIND = re.compile(rf" {LETTERS}+(?!\w)")

# Tansy Orme, Moira Kettle: a given name and the family name behind it, which is a word.
FAMILY_BEHIND = re.compile(r" [A-Z][a-z]{2,}(?![A-Za-z]|['’-][A-Za-z]| [A-Z]|\.[a-z]|:| as\b)")
BYNAME_BEHIND = re.compile(r" the [A-Z][a-z]{2,}(?![A-Za-z-]|['’][a-z]| [A-Z])")  # Dai the Post

# The Alhambra, and Brindle's in Swindon: behind an owner's ending stands nothing that would be the owner's.
# Big Si, Little Wren, Mummy Bear: a byname, which is told along with the name. "Old", "Auntie" and titles are not.
SIZE_BEFORE = re.compile(r"(?<![A-Za-z])(?:Big|Little|Wee|Mummy|Daddy) \Z|(?<=[a-z] )(?:big|little|wee) \Z")
SIZE_REACH = 8  # characters

ARTICLE = re.compile(r"(?<![A-Za-z])[Tt]he \Z")
POSSESSIVE = re.compile(r"['’]s?(?=[.,;:!?)\"”\n]|\Z| (?:in|on|at|for|and|by|to|until|near|since)\b)")

HOUSE_BEFORE = re.compile(r"\b(?:at|for|of|from|to|with) \Z")  # somewhere, and no "Anna's in hospital"
HOUSE_REACH = 9  # characters
FIRM_BEHIND = re.compile(r" (?:&|and) (?:Sons?|Daughters?|Co|Bros|Brothers|Sisters)\b\.?")
PART_BEHIND = re.compile(
    r" (?:unit|centre|center|home|hostel|clinic|branch|depot|Form|Psychology|Therapies|Services?)\b"
)
ENDS_HERE = re.compile(r"[,.;:!?)\"”\n]|\Z| (?:at|in|on|for|and|by|to|until|near|since|each|every|which|where|when)\b")


def handle(reading: Reading, span: Span) -> Span:
    """A name with all that is written in one with it."""
    start, end = span
    text = reading.text
    before = HANDLE_BEFORE.search(text, max(0, start - LONGEST), start)
    behind = HANDLE_BEHIND.match(text, end, end + LONGEST)
    if not before and not behind:
        return span
    first, last = before.start() if before else start, behind.end() if behind else end
    while last > end and text[last - 1] in ".&":
        last -= 1
    while first < start and text[first] in ".&":
        first += 1
    of_file = OF_FILE.search(text, first, last) or IN_FILE.match(text, last)
    return (first, last) if HANDLE.fullmatch(text, first, last) and not of_file else span


def initials(reading: Reading, span: Span) -> Span:
    """A name with its initials and the stop of the last one: I.T. Wu, Rinaldi, C."""
    start, end = span
    text = reading.text
    before = INITIALS_BEFORE.search(text, max(0, start - INITIALS_REACH), start)
    if before:
        start = before.start()
    alone = FAMILY_FIRST.fullmatch(text, start, end)
    behind = alone and (INITIAL_BEHIND.match(text, end) or AN_INITIAL.match(text, end))
    if behind:
        return start, behind.end()
    words = text[start:end]
    if text.startswith(".", end) and STOPPED.search(words) and words[-1].isupper():
        end += 1
    return start, end


def is_before_initial(reading: Reading, span: Span) -> bool:
    """Whether what is taken for a place is a given name with an initial: Caspian K."""
    start, end = span
    return ONE_WORD.fullmatch(reading.text[start:end]) is not None and AN_INITIAL.match(reading.text, end) is not None


def joined(reading: Reading, span: Span) -> Span:
    """A name with what a hyphen joins to it, and with a capitalised word of another language beside it."""
    start, end = span
    text = reading.text
    if not text[start].isalpha():
        return span
    before = HYPHEN_BEFORE.search(text, max(0, start - LONGEST), start)
    behind = HYPHEN_BEHIND.match(text, end, end + LONGEST) if "-" in text[end - 1 : end + 1] else None
    start, end = before.start() if before else start, behind.end() if behind else end
    before = SIGNED_BEFORE.search(text, max(0, start - LONGEST), start)
    if before and _is_signed(before.group()):
        start = before.start()
    while (behind := SIGNED_BEHIND.match(text, end, end + LONGEST)) and _is_signed(behind.group()):
        end = behind.end()
    return start, end


def _is_signed(word: str) -> bool:
    word = word.strip()
    return word[0].isupper() and not word.isascii()


def with_family(reading: Reading, span: Span) -> Span:
    """A given name with the word behind it that is the family name, or what a village calls somebody by."""
    start, end = span
    text = reading.text
    name = text[start:end]
    if not ONE_WORD.fullmatch(name):
        return span
    byname = BYNAME_BEHIND.match(text, end)
    if byname:
        return start, byname.end()
    behind = FAMILY_BEHIND.match(text, end) if letters.plain(name) in letters.GIVEN else None
    return (start, behind.end()) if behind and not _is_no_family(behind.group().strip()) else span


def with_size(reading: Reading, span: Span) -> Span:
    """A name with the byname before it, written as the name is: Big Si, and big si of a text without capitals."""
    start, end = span
    before = SIZE_BEFORE.search(reading.text, max(0, start - SIZE_REACH), start)
    if not before or reading.text[start].isupper() != before.group()[0].isupper() or " " in reading.text[start:end]:
        return span
    return before.start(), end


def _is_no_family(word: str) -> bool:
    low = letters.plain(word)
    return low in letters.CAPITALS or low in ORG_AFTER or low in KIN or low in TITLES or low in SPEECH


def with_article(reading: Reading, span: Span) -> Span:
    """A house or a post with its article, which is told along with it: the Alhambra."""
    article = ARTICLE.search(reading.text, max(0, span[0] - 4), span[0])
    return (article.start(), span[1]) if article else span


def possessive(reading: Reading, span: Span) -> Span:
    """A house that is called after somebody: Brindle's in Swindon."""
    ending = POSSESSIVE.match(reading.text, span[1]) if reading.text[span[1] - 1].isalpha() else None
    return (span[0], ending.end()) if ending else span


def of_somebody(reading: Reading, span: Span) -> Span:
    """A firm or a shop that has its owner's name: worked for Brindle's, trading as Moody & Son."""
    start, end = span
    firm = FIRM_BEHIND.match(reading.text, end)
    if firm:
        return start, firm.end()
    given = letters.plain(reading.text[start:end]) in letters.GIVEN  # "I went to Donna's" tells of no firm
    house = not given and HOUSE_BEFORE.search(reading.text, max(0, start - HOUSE_REACH), start)
    return possessive(reading, span) if house else span


def with_part(reading: Reading, span: Span) -> Span:
    """A body with the word for its part: Larkmoor secure unit."""
    part = PART_BEHIND.match(reading.text, span[1])
    return (span[0], part.end()) if part else span


def of_house(reading: Reading, span: Span) -> Span:
    """What has a town's name and an article is a house: asked in by the Alhambra."""
    return with_article(reading, span) if ENDS_HERE.match(reading.text, span[1]) else span
