"""Names that are words, in a text that is written without capitals: "penny said nothing", "i told rich", "hi all, ffion here"."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.latin.letters import GIVEN, SURNAMES, word_like
from app.deid.people.span import Name
from app.deid.reading import Reading

WORD = r"(?P<name>[a-z]{3,14})(?![A-Za-z])"
# A text without capitals says i of whoever writes it.
SELF = re.compile(r"(?<![A-Za-z.])i(?:['’](?:m|ve|d|ll))?(?= )")
CAPITAL_SELF = re.compile(r"(?<![A-Za-z])I(?![A-Za-z.])")
PEOPLE = "woman|man|girl|boy|lad|lass|lady|client|chap|bloke|mum|student|patient|young man|young woman|colleague|friend"
# Behind or before these stands somebody, and no thing.
OF_SOMEBODY = (
    re.compile(
        rf"(?:(?<=[.,;:!?\n\"“] )|(?<=\n)|(?<= and )|(?<= but )|(?<= when )|(?<= then )|(?<= so )|(?<= that )|(?<= because )|(?<= what )|\A){WORD}(?= (?:said|says|told|asked|asks|replied|laughed|cried|texted|nodded|thinks|wants)(?![a-z]))"
    ),
    re.compile(rf"(?<!been )(?<![A-Za-z])(?:told|asked|texted|emailed|phoned) {WORD}"),
    re.compile(rf"(?<![A-Za-z])(?:a|my|one|this) (?:{PEOPLE}), {WORD}(?=,)"),
    re.compile(
        rf"(?<![A-Za-z])(?:hi|hello|hey|hiya)(?: all| everyone| everybody| there| folks| both)?,? {WORD}(?= here(?![a-z]))"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?:good luck(?: with it)?|cheers|thanks|best wishes|all the best|love),?[ \n]{WORD}\s*\Z"
    ),
)
NO_NAMES = frozenset(
    "will may so an see my art long major can all you your our her his him them the this that well just even sun dear love xx more most kind guy bear man new son miss sister brother rev sir dean day too am are in on to at by no do any "
    "mam mom mum dad gran nan nana papa baby an she he they we it who what when how why if or and but then than there here now not never always".split()
)
THING = re.compile(
    r"(?<![A-Za-z])(?:a|an|the|this|that|my|your|her|his|our|their|any|some|no|every|each|of|last|next|bad|good|in|by) \Z"
)


def uncapitalised(reading: Reading) -> Iterator[Name]:
    """Yield such names, and the other places where they stand without an article."""
    text = reading.text
    if not reading.english or CAPITAL_SELF.search(text) or not SELF.search(text):
        return
    found: set[str] = set()
    for pattern in OF_SOMEBODY:
        for match in pattern.finditer(text):
            name = match["name"]
            if name not in NO_NAMES and (name in GIVEN or (name in SURNAMES and not word_like(name))):
                found.add(name)
                yield Name(*match.span("name"), True)
    for token in reading.latin if found else ():
        word = token.surface.removesuffix("'s").removesuffix("’s")
        if word in found and not THING.search(text, max(0, token.start - 8), token.start):
            yield Name(token.start, token.start + len(word), True)
