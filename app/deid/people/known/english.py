"""Authors whom an English text may name: by what it cites and what it says of their work; a client who shares the name is not one."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.people.known.about import CAP, NOT_GIVEN, PERSON_AFTER, PERSON_BEFORE, TITLED, is_given
from app.deid.people.theorists import FAMILIES
from app.deid.reading import Reading
from app.deid.types import Span

YEAR = r"(?:1[89]|20)\d\d[a-z]?"

# "in July 2019," cites nobody called July.
AUTHOR = rf"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Easter|Christmas|Thanksgiving|Halloween|Ramadan|Eid|Diwali|Passover|Hanukkah|Lent|Advent|Term|Week|Year|Day)(?![A-Za-z])){CAP}"

CITED_EN = re.compile(
    rf"(?:{CAP}(?:, (?:[A-Z]\. ?){{1,3}})?(?:,? (?:and|&|with) |, |; )){{0,5}}(?:(?:[A-Z]\. ?){{1,3}})?(?:(?:van|von|de|der|den|du|la|le) ){{0,2}}{AUTHOR}(?:, (?:[A-Z]\. ?){{1,3}})?(?: et al\.?)?(?:'s|’s)?,? ?(?:\((?:e\.g\.,? |see )?{YEAR}(?:[,/;] ?{YEAR})*\)|\({YEAR}[,)]|{YEAR}(?=[);,.]))"
)

ET_AL = re.compile(rf"(?:(?:{CAP})(?: and |, | & )){{0,4}}{CAP} et al\b|{CAP} and colleagues")

# An author with initials, before the year, an editor's mark or the next author: a client may stand so in a register, "Finch, M." or "M. Finch (Year 9)".
BIBLIO = re.compile(
    rf"{CAP}, (?:[A-Z]\.[ -]?){{1,3}}(?:,? ?(?:&|and {CAP}, [A-Z]\.)|, (?:{CAP}, [A-Z]\.|et al)|,? ?\(?(?:{YEAR}(?!\d)|in press|[Ee]ds?\b))|(?<![A-Za-z])(?:[A-Z]\. ){{1,3}}{CAP}(?=,? \(?(?:{YEAR}(?!\d)|in press|[Ee]ds?\b))"
)

THEORY_WORD = (
    r"(?:theory|model|models|concept|notion|idea|ideas|work|writing|book|books|chapter|paper|papers|article|tasks?|stages?|framework|approach|technique|method|scale|inventory|questionnaire|"
    r"triangles?|conditions?|protocol|typology|hierarchy|cycle|circle|attachment|therapy|hypothesis|principles?|definition|formulation|process|dual|core|levels?|ladder|wheel|types?|codes?|test|index|"
    r"needs|skilled helper|method|phrase|term|term|line|view|account|research|study|studies|position|words|description|critique|question|questions|metaphor|map|maps|window|grid|matrix|quadrants?|cards)"
)

AUTHOR_AFTER = re.compile(
    rf"(?:['’]s? (?:\w+[- ]){{0,3}}{THEORY_WORD}\b|['’]s? [\"“‘'A-Z]| on (?!(?:the \d|my|her|his|their|me|him|them|it|us|monday|tuesday|wednesday|thursday|friday|saturday|sunday|friday)\b)[a-z]| (?:would|might) (?:have|say|call|dispute|argue|describe|put|add|probably|ask)| (?:writes|wrote|argues|argued|suggests|describes|described|calls?|called|puts|proposes|defines|talks about|has a (?:bit|chapter|paper|line)|says somewhere|reminds us|pointed out|distinguishes|drew|coined|speaks of|meant)\b| \((?!aged?|\d{{1,2}}[,)]|she|he|they|her|his|not|client|mum|my|the|who|our|[fmFM][),]|[Yy](?:ear )?\d|n[eé]e |short for|pronounced|known as))"
)

AUTHOR_BEFORE = re.compile(
    r"(?:\b(?:read(?:ing)?|re-?read(?:ing)?|following|follow|per|cite[sd]?|citing|quot(?:e|es|ed|ing)|see|cf\.?|after|via|according to|in the manner of|in the (?:style|spirit|tradition) of|influenced by|drawing on|draw on|drew on|lean(?:ing)? on|based on|borrow(?:ed|ing)? from|borrowings from|from|and|&|by|of|in|with|as|ed\.|eds\.|on|use(?:d)?|using|adapted from|inspired by|turn(?:ed)? to|thanks to|back to|à la|pure|classic|very|some|to|keep|like|think of|thought of|than) |[(\[“\"‘]|, |; |\A|[.:?!] )$",
    re.IGNORECASE,
)

CLIENT_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.? $")

OWN_THEORY = re.compile(
    r"['’]s? (?:[a-z]+[- ]){0,3}(?:theory|theories|model|concept|notion|stages?|statuses|scale|inventory|framework|typology|hierarchy|triangles?|hypothesis|work (?:suggests|shows|on)|book on|paper on|tasks of)\b| on the [a-z]+ [a-z]+ (?:was|is|has|helped|gave|offers)\b"
)

# "Dr Bowen had promised" treats; "Dr Bowen's theory" is written about
DOCTORED = re.compile(r"\b(?:Dr|Prof)\.? $")

TREATS = re.compile(
    r"(?:['’]s (?:notes?|letter|report|referral|surgery|clinic|list|waiting room|receptionist|nurse))|(?:,? who)? (?:had |has |have |was |is )?(?:promised|retired|referred|prescribed|rang|phoned|wrote to (?:me|us|her|him)|told|signed|sent|saw|discharged|increased|stopped|changed|asked|away|off sick|on leave)\b"
)

# "Lives in Wells" names a town, whoever else is called so.
LIVED = re.compile(
    r"(?:[Ll]ives?|[Ll]ived|[Ll]iving|[Bb]orn|[Gg]rew up|[Rr]aised|[Bb]ased|[Ff]lat|[Hh]ouse|[Ss]tayed) (?:in|at|near|outside) \Z|(?:[Mm]oved|came|went back) (?:to|from) \Z"
)

# "Her room-mate Selvam", "GP: Dr Penrose": whose relative or helper somebody is, is said of people at hand.
OF_SOMEBODY = re.compile(
    r"(?<![A-Za-z])(?:(?:[Gg]rand|[Ss]tep|[Gg]od)?(?:son|daughter|mother|father)|[Hh]usband|[Ww]ife|[Rr]oom-?mate|[Ff]lat-?mate|[Hh]ouse-?mate|[Nn]eighbou?r|[Bb]oyfriend|[Gg]irlfriend|[Nn]ephew|[Nn]iece|[Aa]untie?|[Uu]ncle|[Cc]ousin|[Ll]odger|[Ll]andlord|[Ll]andlady|[Mm]um|[Mm]om|[Dd]ad|in the next (?:chair|bed|room)),? \Z|"
    r"(?<![A-Za-z])(?:[Tt]utor|GP|[Cc]onsultant|[Tt]eacher|[Kk]ey ?worker|[Rr]eferrer|[Pp]sychiatrist|[Oo]ncologist|[Mm]idwife|[Ss]ocial worker|[Ss]olicitor|[Hh]ead)[,:]? (?:is |was )?(?:Dr|Prof|Mr|Mrs|Ms|Miss)\.? \Z"
)

YEARS = re.compile(rf"\(?(?:e\.g\. |see )?{YEAR}")

BRACKETED = re.compile(rf" \(({CAP})(?=[,)])")  # Holmes (Jeremy, not Sherlock)

OTHERS = re.compile(r"et al\b|and colleagues")

CITE_REACH = 100  # characters before a year that its authors may take


def _near(text: str, anchor: re.Pattern, pattern: re.Pattern) -> Iterator[Span]:
    """Yield matches of `pattern` that end near a match of `anchor`, so that a list of names without years costs nothing."""
    done = 0
    for match in anchor.finditer(text):
        for found in pattern.finditer(text, max(done, match.start() - CITE_REACH), min(len(text), match.end() + 12)):
            yield found.span()
            done = found.end()


def spans(reading: Reading) -> Iterator[Span]:
    yield from _cited(reading)
    yield from _listed(reading)


def _cited(reading: Reading) -> Iterator[Span]:
    """Yield whoever stands in a reference or before a year, wherever the text names them again, and whose theory is told."""
    text = reading.text
    for match in BIBLIO.finditer(text):
        yield match.span()
    cites = [*_near(text, YEARS, CITED_EN), *_near(text, OTHERS, ET_AL)]
    cited = {word for start, end in cites for word in re.findall(CAP, text[start:end])}
    yield from cites
    for token in reading.latin:
        bare = token.surface.replace("’", "'").removesuffix("'s")
        if (bare in cited or OWN_THEORY.match(text, token.start + len(bare))) and not TITLED.search(
            text, max(0, token.start - 10), token.start
        ):
            yield token.start, token.start + len(bare)


def _listed(reading: Reading) -> Iterator[Span]:
    """Yield the theorists of the list, unless the text gives the name to somebody of its own."""
    text, tokens = reading.text, reading.latin
    titled = {
        token.surface
        for token in tokens
        if token.surface in FAMILIES and CLIENT_TITLE.search(text, max(0, token.start - 6), token.start)
    }
    clients = _clients(reading)
    for index, token in enumerate(tokens):
        surface = token.surface.replace("’", "'").removesuffix("'s")
        if surface not in FAMILIES or (surface in titled and not AUTHOR_AFTER.match(text, token.start + len(surface))):
            continue
        end = token.start + len(surface)
        bracketed = BRACKETED.match(text, end)
        if bracketed and bracketed[1] in FAMILIES[surface]:
            yield bracketed.span(1)
        previous = tokens[index - 1] if index else None
        joined = (
            previous is not None
            and text[previous.end : token.start] in (" ", ". ", "-")
            and previous.surface[:1].isupper()
            and previous.surface.lower() not in NOT_GIVEN
        )
        if LIVED.search(text, max(0, token.start - 24), token.start) or (
            OF_SOMEBODY.search(text, max(0, token.start - 32), token.start) and not AUTHOR_AFTER.match(text, end)
        ):
            continue
        if TITLED.search(text, max(0, token.start - 10), token.start) or (
            DOCTORED.search(text, max(0, token.start - 6), token.start) and TREATS.match(text, end)
        ):
            continue
        if joined and previous is not None:
            given = previous.surface
            if given in FAMILIES[surface] or (
                len(given) == 1 and any(name.startswith(given) for name in FAMILIES[surface])
            ):
                yield previous.start, end
                continue
            if given in FAMILIES and surface in FAMILIES:
                yield token.start, end
                continue
            if not _sentence_word(given):
                continue  # Sarah Rogers is somebody else
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            following is not None
            and text[end : following.start] == " "
            and following.surface[:1].isupper()
            and surface in GIVEN_TOO
            and following.surface not in FAMILIES
            and following.surface.lower() not in THEORY_NOUNS
        ):
            continue
        given_too = is_given(surface) and surface not in SELDOM_GIVEN
        if (
            (given_too or surface in clients)
            and not (AUTHOR_AFTER.match(text, end) or _beside_author(reading, index))
            and (surface in clients or not _author_before(reading, token.start))
        ):
            continue
        yield token.start, end


def _clients(reading: Reading) -> frozenset[str]:
    """Family names of authors that the text gives to somebody of its own: by a given name, a relative, a deed in the room."""
    tokens, text = reading.latin, reading.text
    found = set()
    for index, token in enumerate(tokens):
        bare = token.surface.replace("’", "'").removesuffix("'s")
        if bare not in FAMILIES or bare in found:
            continue
        start, end = token.start, token.start + len(bare)
        before = tokens[index - 1] if index else None
        if (
            PERSON_AFTER.match(text, end)
            or OF_SOMEBODY.search(text, max(0, start - 32), start)
            or PERSON_BEFORE.search(text, max(0, start - 24), start)
            or TITLED.search(text, max(0, start - 10), start)
            or (
                before is not None
                and text[before.end : start] == " "
                and is_given(before.surface)
                and before.surface not in FAMILIES.get(bare, ())
                and before.surface not in FAMILIES
            )
        ):
            found.add(bare)
    return frozenset(found)


THEORY_NOUNS = frozenset(
    "depression anxiety hopelessness inventory scale adult session theory model therapy institute effect test code types cognitive obsessive brown".split()
)

GIVEN_TOO = frozenset(
    "Clark Beck Young Ellis Frank Gilbert Elliott Stern Kelly Gordon Allen Stewart Rosenberg Carter Scott Mitchell Murray Lambert Ryan Hall Arthur Wilson Rowan May Benjamin Lewin Harris Adler Brown Butler Bond Buber Main Egan".split()
)

SELDOM_GIVEN = word_set("seldom_given_names")


def _sentence_word(word: str) -> bool:
    return word.lower() in NOT_GIVEN


def _author_before(reading: Reading, start: int) -> bool:
    """Whether what stands before a name may stand before an author's, in a sentence about theory."""
    text, sentence = reading.text, reading.sentence_at(start)
    return (
        AUTHOR_BEFORE.search(text, max(0, start - 30), start) is not None
        and THEORY_TALK.search(text, max(sentence.start, start - 60), min(sentence.end, start + 80)) is not None
    )


THEORY_TALK = re.compile(
    r"\b(?:"
    + THEORY_WORD
    + r"|CBT|ACT|DBT|EMDR|psychodynamic|person-centred|person-centered|humanistic|integrative|schema|compassion|narrative|solution|systemic|existential|gestalt|Gestalt|formulation|intervention|read|cite|"
    r"empathy|congruence|supervision text|therapeutic|relational|cognitive|behaviou?ral|career|vocational|informed|based|literature|textbook|theorist|illness|narratives|motivational|interviewing|mindfulness|trauma|emotionally|focused|anchors?|chaos)\b"
)


def _beside_author(reading: Reading, index: int) -> bool:
    """Mearns and Cooper, Klass, Silverman and Nickman: names in a row with one that is nobody else's."""
    tokens, text = reading.latin, reading.text
    for step in (-1, 1):
        at = index + step
        joined = False
        while 0 <= at < len(tokens):
            low, high = (tokens[at], tokens[at - step]) if step < 0 else (tokens[at - step], tokens[at])
            gap = text[low.end : high.start].strip()
            if gap not in (",", "&", ""):
                break
            if tokens[at].surface == "and":
                joined = True
            elif tokens[at].surface in FAMILIES and (joined or gap in (",", "&")):
                return True
            elif not gap:
                break
            at += step
    return False
