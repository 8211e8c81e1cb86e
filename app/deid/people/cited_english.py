"""Authors that no list knows, told by how an English text cites them: "read Maroda", "Lifton on survivor guilt", "(Kenny; Ascher)"."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.latin.cues import KIN, STRONG_ACTS, TITLES
from app.deid.people.latin.letters import CAPITALS, GIVEN, SURNAMES, bare, plain, sort_of
from app.deid.people.theorists import FAMILIES
from app.deid.reading import Reading, Token
from app.deid.types import Span

NAME = r"(?:(?:(?:[A-Z]\. ?){1,3}|[A-ZÀ-ÞŁŚŽ][a-zà-ɏ'’-]{1,16} ){0,2}(?:(?:van|von|de|der|den|du|la|le) ){0,2}(?!I['’])[A-ZÀ-ÞŁŚŽ][A-Za-zà-ɏ'’-]{2,20})"
LIST = rf"{NAME}(?:(?:, | and |, and | & | or |; | with ){NAME}){{0,4}}"
# What is done with an author and with nobody else.
READ = re.compile(
    rf"(?<![A-Za-z])(?:[Rr]e-?read(?:ing)?|[Rr]ead(?:ing)?|[Cc]it(?:e|es|ed|ing)|[Qq]uot(?:e|es|ed|ing)|[Aa]ccording to|[Cc]f\.?|[Pp]er|[Ii]n the (?:manner|style|spirit|tradition) of|[Ii]nfluenced by|[Dd]rawing on|[Dd]r[ae]w on|[Ll]ean(?:ing|ed)? on|[Bb]orrow(?:ed|ing)? from|[Aa]dapted from|[Ii]nspired by|[Bb]y way of|[Cc]ome across|[Ww]ork of|[Ww]ritings? of|[Ii]deas? of|[Ii]n the sense of|[Aa] paper by|[Bb]ook by|[Cc]hapter (?:by|in)|[Tt]heory of|[Mm]odel of|[Ll]ines of|[Tt]ried|[Tt]ry|[Dd]iscuss(?:ed)?|I(?:['’]ve| have)(?: got| only)?|[Rr]ecommend(?:ed)?|[Hh]ave a read of|[Ss]wears? by|[Nn]od to|[Ww]ith reference to|\([Ss]ee|more from|[Tt]hank (?:heaven|God) for|[Bb]it of|[Tt]ouch of|[Hh]elpings? of|[Tt]aste of|[Aa]long with|[Tt]hanks to|(?:I['’]d|I would|[Mm]ay I|[Ll]et me|I['’]ll|would)(?: also)? (?:add|look at|suggest))"
    rf" (?:(?:a bit|a lot|a little|some|all|more|most) (?:of )?|(?:up on|about) |again )?(?P<names>{LIST})(?![A-Za-z])"
)
# What somebody at hand is on, and nobody writes about: "on the sofa", "on leave", "on the 13th".
NO_SUBJECT = (
    "a|an|the|one|each|every|both|all|my|her|his|their|your|me|him|them|it|us|time|holiday|leave|purpose|way|phone|video|zoom|call|bail|remand|benefits|top|board|foot|days?|weeks?|mondays?|average|"
    "sofa|couch|stairs|doors?|gates?|bus|buses|train|boat|bike|floor|street|desk|reception|wards?|seat|chair|bench|step|roof|next|other|left|right|back|front|certificate|form|list|rota|sick|duty|shift|nights|earlies|lates|sertraline|tablets"
)
ON = re.compile(
    rf"(?=[A-ZÀ-Þ])(?:(?<=[.!?:;(] )|(?<=\()|(?<=\n)|(?<=, and )|(?<=, )|(?<= and )|(?<=[Ss]ee )|(?<=with )|(?<=with some )|(?<=by )|(?<=of )|\A)(?P<names>{LIST}) on (?:the |a |an |how |why |what |being |our |working |families |men )?(?!(?:{NO_SUBJECT})(?![a-z]))[a-z]{{3,}}"
)
# Behind a name in the genitive, what only an author has.
OWNED = re.compile(
    r"(?:['’]s?|(?<=s)['’]) (?:(?:[a-z-]+ ){0,3}?(?:theory|theories|models?|memoir|autobiography|manual|concept|notion|stages?|statuses|scale|inventory|questionnaire|framework|typology|hierarchy|triangles?|hypothesis|chapter|book|paper|article|essay|curve|law|effect|paradox|experiment|axioms?|functions|conditions|dialogue|tasks|locus|drivers|formulation|protocol|reflex|circle|cycle|wheel|window|grid|matrix|quadrants?|ladder|map|metaphor|phrase|criteria|classification|approach)(?![a-z])"
    r"|[\"“‘]?(?:The |A |An |On |When |[A-Z][a-z]+ (?:and|of|in|with|for|to) )[A-Z][a-z]+)"
)
GENITIVE = re.compile(rf"{LIST}\Z")
SAYS = re.compile(
    rf"(?<![A-Za-z])(?=[A-ZÀ-Þ])(?P<names>{LIST}) (?:writes?|wrote(?! (?:to|back|down|in|it|her|him|me|us|them)(?![a-z]))|argues?|argued|theori[sz]es?|theori[sz]ed|distinguishes|coined|propose[sd]?|et al|(?:has|have) (?:a (?:chapter|paper|bit|line|phrase|word|book)|written(?! (?:to|back|down|in|it|her|him|me|us|them)(?![a-z])))|would (?:have called|call (?:it|this|that)|say that the)|calls (?:this|it) (?:a|an|the)|says somewhere|is clearer than|is the book|is good on|reminds? us|tells us|told us|taught us|teaches us|showed us|warned us|is worth|was right|is right|got there first)(?![a-z])"
)
# An author in full before a book: Gwenda Thornquist, The Uses of Silence.
BEFORE_A_BOOK = re.compile(
    r"(?<![A-Za-z])(?P<names>[A-ZÀ-Þ][a-zà-ɏ'’-]{2,16} [A-ZÀ-ÞŁŚŽ][A-Za-zà-ɏ'’-]{2,20}), (?:The |A |An |On )[A-Z][a-z]+ (?:of|and|in|for|to|with|after|without) (?:the |a )?[A-Z]"
)
IN_BRACKETS = re.compile(rf"(?<=[a-z)] )\((?P<names>{NAME}(?:(?:, | and |, and | & |; ){NAME}){{0,4}})\)")
HEADING = re.compile(
    r"(?:^|\n)[ \t]*(?:Approach|Rationale|Theory|Theoretical orientation|Orientation|Framework|Model|Reading|References?|Sources?)s?: ?(?P<line>[^\n]{2,600})"
)
BETWEEN = re.compile(r", (?:and )?| and | & | or |; | with ")
# Where a line on approaches and books begins another of them, and an author in full: "; Gwenda Thornquist, 1994".
LISTED_THERE = re.compile(
    r"(?:[:;.]|[;,] and|(?<![A-Za-z])[A-Z][A-Za-zà-ɏ'’-]+ and|,? plus) (?P<names>[A-ZÀ-ÞŁŚŽ][a-zà-ɏ'’-]{2,16} [A-ZÀ-ÞŁŚŽ][A-Za-zà-ɏ'’-]{2,20})(?=[;,.\n]| on | and |\Z)"
)
PART = re.compile(r"[A-ZÀ-ÞŁŚŽ][A-Za-zà-ɏ'’-]{2,20}")


def spans(reading: Reading) -> Iterator[Span]:
    """Yield every place where such an author's name stands, unless the text makes the name somebody's of its own."""
    text = reading.text
    if not reading.english:
        return
    found: set[str] = set()
    for pattern in (READ, ON, SAYS, BEFORE_A_BOOK):
        for match in pattern.finditer(text):
            if pattern is READ and ALWAYS.match(match.group()) and not _of_books(reading, match.start()):
                continue
            found.update(_parts(match["names"]))
    for token in reading.latin:
        word = bare(token.surface)
        if word != token.surface and token.surface[0].isupper() and OWNED.match(text, token.start + len(word)):
            owner = GENITIVE.search(text, max(0, token.start - 40), token.start + len(word))
            found.update(_parts(owner.group() if owner else word))
    for heading in HEADING.finditer(text):
        for match in IN_BRACKETS.finditer(text, *heading.span("line")):
            found.update(_parts(match["names"]))
        for match in LISTED_THERE.finditer(text, heading.start("line") - 2, heading.end("line")):
            if all(text.count(part) == 1 for part in match["names"].split()):
                found.update(_parts(match["names"]))
    if not found:
        return
    own = _of_their_own(reading)
    whole: Span | None = None
    for token in reading.latin:
        word = bare(token.surface)
        if word not in found or word in own:
            continue
        end = token.start + len(word)
        yield token.start, end
        # Whoever is named in full is left alone in full.
        whole = (whole[0] if whole and text[whole[1] : token.start] == " " else token.start, end)
        yield whole


def _of_books(reading: Reading, position: int) -> bool:
    """Whether what stands around is about reading, so that "I have Murdin" is no client."""
    sentence = reading.sentence_at(position)
    return TALK.search(reading.text, max(0, sentence.start - 90), min(len(reading.text), sentence.end + 60)) is not None


TALK = re.compile(
    r"(?<![A-Za-z])(?:[Rr]ead(?:ing)?|[Cc]hapters?|[Pp]apers?|[Bb]ooks?|[Ee]ssays?|[Nn]ovel|[Ll]iterature|[Ll]ist|[Tt]heor[a-z]+|[Cc]ollection|[Aa]rticles?|[Tt]extbook|[Aa]pproach:|[Tt]echniques?|[Mm]odels?|technical|analytic|stance|integrative|CBT|ACT|TA|EMDR|schema|psychodynamic|person-centred|humanistic)(?![a-z])"
)
# Said of clients as well, and of authors only where books are spoken of.
ALWAYS = re.compile(
    r"(?:[Tt]ry|[Tt]ried|[Dd]iscuss|I(?:['’]ve| have)|[Rr]ecommend|more from|[Tt]hank|[Bb]it of|[Tt]ouch|[Hh]elping|[Tt]aste|[Aa]long with|(?:I['’]d|I would|[Mm]ay I|[Ll]et me|I['’]ll|would)(?: also)? (?:add|look at|suggest))"
)


def _parts(names: str) -> Iterator[str]:
    for name in BETWEEN.split(names):
        for part in PART.findall(name):
            word = bare(part)
            if plain(word) not in CAPITALS and sort_of(word) != "word" and not (part == name and _is_only_given(word)):
                yield word


def _is_only_given(word: str) -> bool:
    """Whether nobody is called so by the family name: whoever cites an author says that one."""
    return plain(word) in GIVEN and plain(word) not in SURNAMES and word not in FAMILIES


def _of_their_own(reading: Reading) -> frozenset[str]:
    """Words that the text gives to somebody of its own: behind a title or a relative, before a deed in the room."""
    tokens, text = reading.latin, reading.text
    own: set[str] = set()
    for index, token in enumerate(tokens):
        if not token.surface[0].isupper():
            continue
        before = tokens[index - 1].surface.lower() if index and _near(text, tokens[index - 1], token) else ""
        after = tokens[index + 1].surface if index + 1 < len(tokens) and text[token.end : token.end + 1] == " " else ""
        owner = token.surface != bare(token.surface)
        if (before in KIN or before in TITLES or (owner and after in KIN)) or (
            not owner and after in STRONG_ACTS - SAID
        ):
            own.add(bare(token.surface))
    return frozenset(own)


SAID = frozenset("said says told tells wants wanted describes described thinks thought".split())


def _near(text: str, one: Token, other: Token) -> bool:
    return text[one.end : other.start] in (" ", ", ", " (", ". ")
