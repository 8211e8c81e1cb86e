"""Names that are words, told by how the text says that they are names: known on the wing as Dutch, aka "Smoke", "Maestro, as he's called"."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.latin.cues import KIN, ORG_AFTER, TITLES
from app.deid.people.latin.letters import CAPITALS, GIVEN, NATIONS, plain
from app.deid.people.span import Name
from app.deid.reading import Reading

WORD = r"[A-ZÀ-Þ][a-zà-ɏ]{1,14}"
NICK = rf"(?P<name>(?:[Tt]he |[Oo]ld |[Ww]ee |[Bb]ig )?{WORD}(?: {WORD})?)(?![A-Za-z]|['’](?!s?(?![a-z]))|-[A-Za-z])"
OPEN = r"[\"“‘']?"
WHOM = r"(?:him|her|me|them|you|us)"
SORT = r"(?:works|street|stage|screen|pen|drag|ring|road|trail|camp|pet|family|house|shop|user|code|display)[ -]?name"
# What says that a nickname follows.
SAID_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])[Kk]nown (?:(?:only|just|simply|better|locally|at [a-z]+|in [a-z]+|(?:on|to|in) (?:the|all|everyone|everybody|most)(?: [a-z]+){{0,3}}(?: [A-Z][a-z]+)?) )?as:? |(?<![A-Za-z])(?:aka|AKA|a\.k\.a\.) |(?<![A-Za-z])(?:goes|went|going) by (?:the name (?:of )?)?|(?<![A-Za-z])answers (?:only )?to (?:the name (?:of )?)?"
    rf"|(?<![A-Za-z])(?:[Nn]icknamed|[Nn]icknames?(?: is| was|:|['’]s)|{SORT}(?: is| was|:|['’]s)|signs off(?: as| with)?|signs (?:him|her)self(?: as)?) "
    rf"|(?<![A-Za-z])[Ww]hat (?:do |does )?(?:they|everyone|everybody|he|she|the [a-z]+)(?: all)? calls? {WHOM}[?.,:] (?:It['’]s )?"
    rf"|(?<![A-Za-z])whom? (?:they|everyone|everybody|he|she|we|the [a-z]+)(?: all)? calls? |(?<![A-Za-z])(?:they|everyone|everybody|the (?:others?|lads|girls|boys|kids|family|crew|men))(?: all| just)? calls? {WHOM} |(?<![A-Za-z])[Aa]t (?:home|work|school|church) (?:he|she|I)['’](?:s|m) |(?<![A-Za-z])[Ss]igned (?:it |off |himself |herself )?(?:[Yy]ours(?: ever| truly| always)?, |[Ll]ove, |as )"
    rf"|(?<![A-Za-z])name (?:that )?(?:he|she|they) (?:used|uses|gave|gives|goes by)(?: was| is|:) |(?<![A-Za-z])(?:his|her|my|their|(?:son|daughter|baby|brother|sister|husband|wife|partner|boyfriend|girlfriend|curate|vicar|boss|manager|neighbour)['’]s) (?:first |last |real |given |family |maiden )?name(?: is| was|['’]s) ){OPEN}{NICK}"
)
# "Who's Pockets?", "Bat is fine": what is asked of a name only, and granted to one.
ASKED_WHO = re.compile(
    rf"(?:(?<![A-Za-z])[Ww]ho['’]s {NICK}(?=\?)|(?:says?|said|prefers?),? [\"“](?P<fine>{WORD}) is (?:fine|OK|okay|all right))"
)
# What says that a nickname stood there.
SAID_AFTER = re.compile(
    rf"(?<![A-Za-z]){NICK}[\"”’']?(?:,? as (?:he|she|they|I)(?:['’]s|['’]m|['’]re| is| was| am| are) (?:called|known)|,? as (?:everyone|everybody|they|the [a-z]+|his [a-z]+|her [a-z]+)(?: all)? calls? {WHOM}|,? is what (?:everyone|everybody|they|the [a-z]+(?: [a-z]+)?|his [a-z]+|her [a-z]+|my [a-z]+)(?: all)? calls? {WHOM})"
)
# "Professor", real name Barnaby: then whatever stands before is a nickname.
REAL_BEHIND = re.compile(rf"(?<![A-Za-z]){NICK}[\"”’']?,? \(?(?:real|proper|legal|birth|given) name:? [A-Z]")
# Somebody asks, and the answer is in the next turn.
ASKED_FOR = re.compile(
    rf"(?:[Ww]hat (?:are you called|were you called|do (?:they|people|your [a-z]+) call you|shall I call you|should I call you|do you like to be called|did they call you)|[Ww]hat['’]s your (?:nick)?name)[^\n]{{0,40}}\?\n[A-Za-z]{{1,12}}\d{{0,3}}: {OPEN}(?:(?:It['’]s|I['’]m|Just|Oh,|Um,|Er,) )?{OPEN}{NICK}(?=[.,\"”])"
)
# And you're Mouse: of whom somebody was called so a turn ago.
AND_YOU = re.compile(rf"(?:[Aa]nd|[Ss]o) you['’]re (?P<name>{WORD})[.?]")
# "Reg, that's my husband": who that is, said behind the name.
THAT_IS = re.compile(
    rf"(?<![A-Za-z])(?P<name>{WORD}),? (?:that['’]s|that is|who['’]s|who is) (?:my|her|his|our) (?:[a-z]+ )?(?P<kin>[a-z]+)(?![a-z])"
)
# Sow as in pig: how a family name is told on the telephone.
TOLD_AS = re.compile(rf"(?:[.?!:,;\n(\"“] ?)(?P<name>{WORD}),? as in (?:an? |the )?[a-z]{{3,}}")
NAMES_SAID = re.compile(r"(?i:name)")
NAME_REACH = 120  # characters before such a spelling in which the text speaks of a name
# Whoever checks something puts initials to it: "initial it, RJM", "RN has seen this and initialled".
INITIALLED = re.compile(
    r"(?:initial(?:led)?(?: it| this| them)?, (?P<name>[A-Z]{2,4})(?![A-Za-z])|(?<![A-Za-z])(?P<before>[A-Z]{2,4}) (?:has |have )?(?:seen|read|checked|countersigned)[^.\n]{0,24} initialled)"
)
# What a list of names has: a family name and an initial, three times and more.
REGISTER = re.compile(rf"(?<![A-Za-z]){WORD} [A-Z](?:(?:, | and |; |\n){WORD} [A-Z](?![A-Za-z.'’])){{2,40}}")
OF_REGISTER = re.compile(rf"{WORD} [A-Z](?![A-Za-z])")
# Capitals that nobody is called by; where somebody comes from, some are.
NO_NICKNAME = CAPITALS - NATIONS - frozenset("dutch chi saint".split())
NOT_CALLED = frozenset(
    "a i yes no yeah nah well oh um er so just nothing everything anything don't not both same whatever mum mom dad mam he she they it we you the this that these those what which who how when where why and but or if my her his our "
    "there here please thanks sorry god okay ok maybe sometimes always never all client patient one nobody everyone somebody did do have pastor boss anon anonymous unknown my me english other others".split()
)


def called(reading: Reading) -> Iterator[Name]:
    """Yield the names that the text says are names, and wherever else one of several words stands: the Vicar."""
    several: set[str] = set()
    for name in _said(reading):
        yield name
        words = reading.text[name.start : name.end]
        if " " in words and words not in several:
            several.add(words)
            for form in {words, words[0].upper() + words[1:]}:
                at = reading.text.find(form)
                while at >= 0:
                    yield Name(at, at + len(form), True)
                    at = reading.text.find(form, at + len(form))


def _said(reading: Reading) -> Iterator[Name]:
    """Yield the names where the text says that they are names."""
    text = reading.text
    for match in REAL_BEHIND.finditer(text):
        yield Name(*match.span("name"), True)
    for pattern in (SAID_BEFORE, SAID_AFTER, ASKED_FOR):
        for match in pattern.finditer(text):
            if _may_be(match["name"]):
                yield Name(*match.span("name"), True)
    for match in ASKED_WHO.finditer(text):
        if _may_be(match[1] or match["fine"]):
            yield Name(*match.span(1 if match[1] else "fine"), True)
    for match in AND_YOU.finditer(text):
        if _may_be(match["name"]) and any(f", {match['name']}{sign}" in text for sign in '".,!?”'):
            yield Name(*match.span("name"), True)
    for match in THAT_IS.finditer(text):
        if match["kin"] in KIN and _may_be(match["name"]):
            yield Name(*match.span("name"), True)
    for match in TOLD_AS.finditer(text):
        if _may_be(match["name"]) and NAMES_SAID.search(text, max(0, match.start() - NAME_REACH), match.end()):
            yield Name(*match.span("name"), True)
    for match in INITIALLED.finditer(text) if "nitial" in text else ():
        yield Name(*match.span("name" if match["name"] else "before"), True)
    for row in REGISTER.finditer(text):
        for match in OF_REGISTER.finditer(text, *row.span()):
            yield Name(*match.span(), True)


def _may_be(name: str) -> bool:
    """Whether a nickname is none of the words that answer or go on, no post, no people and no firm."""
    whole = plain(name)
    words = whole.removeprefix("the ").split()
    if words[0] in NOT_CALLED or words[-1] in ORG_AFTER:
        return False
    if words[-1] in TITLES and words[-1] not in GIVEN and not whole.startswith("the "):
        return False
    barred = CAPITALS if whole.startswith("the ") else NO_NICKNAME  # "the Bulgarian" says where somebody is from
    return not any(word in barred and word not in GIVEN for word in words)
