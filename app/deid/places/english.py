"""Places in English: a capital that a gazetteer knows, or that stands after a word of place."""

from collections.abc import Iterator, Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.places.place import Place
from app.deid.reading import Reading, Token

CUE = re.compile(
    r"(?:(?<![A-Za-z])(?:in|In|at|from|From|near|Near|to|around|outside|of|over in|down in|up in|just outside|towards|toward|into|across|via|through|between|and|leaving|left|visiting|reached|off|for|by|above|below|beyond|rural|central|downtown|greater|inner-city|suburban|north|south|east|west|northern|southern|eastern|western|North|South|East|West|upstate)(?: (?:the|rural|central|downtown|north|south|east|west|northern|southern|eastern|western|North|South|East|West|inner|outer|greater|upstate|old|nearby|neighbouring))* )$"
)
STRONG = re.compile(
    r"(?<![A-Za-z])(?:(?:lives?|lived|living|based|born|raised|grew up|moved|moving|moves|relocated|resides?|resident|settled|works?|worked|working|flat|house|home|apartment|council estate|estate|farm|village|town|city|hometown|practice|office|school|church|pub|pier|harbour|beach|shop|clinic|hospital|prison|university|college|studied|stationed|posted|commutes?|drives?|travels?|train|bus|buses|ferry|flew|back|returned|comes|came|originally|outskirts|suburb|streets|edge|north|south|east|west|part|area|just|family|parents|mother|father|sister|brother|aunt|uncle)(?: (?:now|alone|just|still|back|again|together|over|out|up|down|is|are|was|two|miles|few|a))*(?: not far| close)? (?:in|at|near|outside|from|to|of|around|off|into)|(?:outside|near|miles (?:from|out of|outside)|suburb of|town of|village of|city of|outskirts of|out of)) (?:rural |central |downtown |the |north |south |east |west |nearby |old |inner )*$"
)
CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’]+$")
BIG = re.compile(
    r"(?:Midwest|South|North|East|West|Coast|Europe|Asia|Africa|America|Americas|Britain|England|Scotland|Wales|Ireland|UK|US|USA|Canada|Australia|Zealand|Caribbean|Mediterranean|Balkans|Scandinavia|Antarctica|Atlantic|Pacific|Kingdom|States|Ulster|Union|Commonwealth|Gulf|World|Middle|Far|Latin|Home|Counties|Midlands|Highlands|Isles|Northern|Southern|Eastern|Western|Central|Republic|Great)$"
)
NOT_A_PLACE = frozenset(
    "zoom teams skype whatsapp facebook instagram tiktok twitter youtube google netflix reddit english french german spanish maths math science biology history geography latin gcse gcses a-levels christmas easter ramadan "
    "eid diwali lent god jesus christ allah heaven hell monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december spring summer autumn winter "
    "freud jung rogers beck bowlby winnicott klein yalom gestalt kleinian jungian rogerian socratic adlerian freudian bowen minuchin gottman linehan dbt cbt emdr act mum mom dad mummy daddy mother father nan gran grandma granny "
    "parliament whitehall medicare medicaid samaritans relate mind cruse childline narcotics alcoholics anonymous al-anon covid lockdown brexit question outcome background process approach rationale session sessions therapy "
    "counselling counseling supervision i she he they we it you her his my the a an this that these those what when where which who how why yes no not if so but and or".split()
)
ORG_NEXT = re.compile(
    r"(?:['’]s)? (?:[A-Z][a-z]+ ){0,2}(?:School|Academy|High|Primary|Grammar|Hospital|Infirmary|College|University|Church|Council|Club|Centre|Center|Clinic|Surgery|Street|Road|Avenue|Lane|Hall|House|Park|Station|Ltd|Inc|Trust|Therapy|Theory|Scale|Inventory|Test|Model|Method|Syndrome|Disease|Act|Framework|Institute|Society|Association|Journal|Press|et al)(?![a-z])|(?: and [A-Z][a-z]+)?(?:,? \(?\d{4}|['’]s (?:model|theory|work|idea|notion|concept|book|phrase))"
)


def find(reading: Reading) -> Iterator[Place]:
    """Yield the places that stand in Latin letters, with a capital."""
    tokens, text = reading.latin, reading.text
    for match in ENDED.finditer(text):
        if match["n"].split(" ")[0].lower() not in NOT_A_PLACE and not ENDED_BUT.match(match["n"]):
            yield Place(*match.span("n"), "unlisted", ("a town", "a rural area"))
    for match in ON_ISLAND.finditer(text):
        if (
            ISLANDERS.search(text, max(0, match.start() - 12), match.start())
            and match["n"].lower() not in NOT_A_PLACE
            and match["n"].lower() not in gazetteer.NAMES_AND_WORDS
        ):
            yield Place(*match.span("n"), "unlisted", ("a rural area",))
    for match in NATURE.finditer(text) if reading.english else ():
        group = "n" if match["n"] else 0
        yield Place(*match.span(group), "unlisted", ("a rural area",))
    table, firsts, doubtful = gazetteer.english(), gazetteer.first_words(), gazetteer.doubtful()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        surface = token.surface.removesuffix("'s").removesuffix("’s")
        if not token.surface[0].isupper():
            index += 1
            continue
        size, name = _longest(tokens, index, text, table) if surface in firsts or surface == "County" else (0, "")
        if size:
            end = tokens[index + size - 1].start + len(
                tokens[index + size - 1].surface.removesuffix("'s").removesuffix("’s")
            )
            if _is_place(reading, token.start, end, name, doubtful):
                yield Place(*_whole(text, token.start, end), table[name], _milder(table[name]))
            index += size
        else:
            yield from _unlisted(reading, index)
            index += 1


def _longest(tokens: Sequence[Token], index: int, text: str, table: dict[str, str]) -> tuple[int, str]:
    for size in (5, 4, 3, 2, 1):
        if index + size > len(tokens):
            continue
        last = tokens[index + size - 1]
        name = text[tokens[index].start : last.end].replace("’", "'").removesuffix("'s")
        if name in table:
            return size, name
    return 0, ""


LANDSCAPE = re.compile(
    r" (?:County|coast|Coast|valley|Valley|Hills|hills|Peninsula|Parish|Borough|Islands?|Bay|border)(?![A-Za-z])"
)
NATURE = re.compile(
    r"(?<![A-Za-z])(?:the (?:[A-Z][a-z]+ (?:and [A-Z][a-z]+ )?(?:[Cc]anal|[Ee]stuary|[Rr]eservoir)|Isle of [A-Z][a-z]+)|the [A-Z][a-z]+ (?:Hills|Mountains|Valley|Islands?|Coast|Peninsula|Moors|Dales|Downs|Marshes|Levels|Glens|Keys|Plains)|(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ff]rom|[Tt]o|[Oo]ff|[Pp]ast|into|around|outside|for|and|between) (?P<n>(?:Port|Fort|Loch|Lough|Glen|Isle of|Lake|Mount|Castle|Cape|Upper|Lower|Great|Little) [A-Z][a-z]+))(?![A-Za-z])"
)


# A name that ends in a word for a settlement or a piece of land, after a word of place.
ENDED = re.compile(
    r"(?=[A-Z])(?:(?<=[Ii]n )|(?<=[Aa]t )|(?<=[Ff]rom )|(?<=[Tt]o )|(?<=[Nn]ear )|(?<=[Oo]n )|(?<=around )|(?<=outside )|(?<=past )|(?<=up by )|(?<=down )|(?<=off )|(?<=behind )|(?<=towards )|(?<=leaving )|(?<=of ))(?P<n>(?:Greater |Upper |Lower |Great |Little |North |South |East |West |Old |New )?[A-Z][a-z]{2,}(?:['’]s)?(?: [A-Z][a-z]+)? (?:City|Town|Village|Bay|Creek|Falls|Springs|Beach|Junction|Heights|Head|Point|Cove|Green|Cross|Gate|Crow|Rock|Ridge|Mills|Haven|Harbou?r|Quay|Wharf|Island|Isle|Sound|Strait|Fjord|Loch|Moor|Fen|Down|Downs|Wold|Dale|Vale|Common|Heath|Forest|Woods?|Lane|Road|Street|Row|Square|Estate|Flats|Corner|End|Bottom|Top|Bank|Bridge|Ferry|Sands|Reach|Range|Peak|Pass|Plateau|Reserve|Reservation|Rancheria|Territory|Prairie|Canyon|Mesa|Bluff|Bluffs|Hollow|Landing|Settlement))(?![A-Za-z])"
)
ENDED_BUT = re.compile(
    r"(?:Turning|Tipping|Starting|Vantage|Boiling|Red|Blue|Victoria|George|Iron|Double|Dead|Front|Back|Tea|First|Second|Last|Next|Old|New|Sesame|Coronation|Wall|Downing|Fleet|Abbey|Bull|Golden|Brook|Baker|Jump|Elm|Easy|Memory|Penny|The|My|Her|His|Food|Data|Blood|River|West|World|Piggy|Left) (?:Point|Head|Cross|Bank|Green|Gate|Street|Lane|Road|Bridge|End|Top|Bottom|Rock|Square|Down|Row|Corner|Bay)$"
)
ON_ISLAND = re.compile(r" on (?P<n>[A-Z][a-z]{3,})(?![A-Za-z'’-]| [A-Z])")
ISLANDERS = re.compile(
    r"(?:[Ee]veryone|[Ee]verybody|[Nn]obody|[Aa]nyone|[Pp]eople|[Ll]ife|[Ll]ives?|[Ll]ived|[Ll]iving|[Gg]rew up|[Bb]orn|[Bb]ack|[Mm]ilking|[Ss]chool|[Cc]roft|[Ff]arm|[Dd]octors?|[Nn]urse|[Cc]ounsellor|else|house|[Pp]ractice|[Cc]linic|[Ww]inters?|[Ss]ummers?|family)\Z"
)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the words around a name that belong to it: the … coast, Yakima County."""
    side = SIDE.search(text, max(0, start - 9), start)
    if side:
        start = side.start()
    landscape = LANDSCAPE.match(text, end)
    if landscape:
        end = landscape.end()
    if (landscape and " County" not in text[start:end]) or re.match(
        r"(?:Outer|Western|Isle|Lake D|Peak D|Highlands|Borders|Fens|Cotswolds|Bronx)", text[start:end]
    ):
        start -= 4 if text[max(0, start - 4) : start] == "the " else 0
    return start, end


SIDE = re.compile(r"(?<![A-Za-z])(?:north|south|east|west|mid|central|upper|lower|outer)[ -]$")


def _is_place(reading: Reading, start: int, end: int, name: str, doubtful: frozenset[str]) -> bool:
    text = reading.text
    before = text[max(0, start - 60) : start]
    low = name.lower()
    if low in NOT_A_PLACE or ORG_NEXT.match(text, end) or BIG.fullmatch(name):
        return False
    if re.match(r"-[a-z]", text[end : end + 2]) or (
        re.search(r"[A-Z][a-z]+ $", before) and not CUE.search(before) and " " not in name
    ):
        return False
    if reading.language_at(start) == "ja":
        return low not in doubtful
    if low in gazetteer.WORDS:
        return STRONG.search(before) is not None
    if low in doubtful or re.search(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? $", before):
        return (
            CUE.search(before) is not None and not re.search(r"(?:of|for|by|and|to|through|above|from) $", before)
        ) or STRONG.search(before) is not None
    return True


def _unlisted(reading: Reading, index: int) -> Iterator[Place]:
    """A capital after a word of place that no list knows: Whitmouth, Ballymacward."""
    token, text = reading.latin[index], reading.text
    surface = token.surface.removesuffix("'s").removesuffix("’s")
    low = surface.lower()
    if (
        len(surface) < 4
        or not CAPITAL.match(surface)
        or low in NOT_A_PLACE
        or low in gazetteer.countries()
        or BIG.fullmatch(surface)
    ):
        return
    end = token.start + len(surface)
    before = text[max(0, token.start - 60) : token.start]
    follow = reading.latin[index + 1] if index + 1 < len(reading.latin) else None
    if (
        not STRONG.search(before)
        or re.search(r"the $", before)
        or ORG_NEXT.match(text, end)
        or reading.language_at(token.start) == "ja"
    ):
        return
    if low in gazetteer.NAMES_AND_WORDS and not re.search(
        r"(?:lives?|lived|living|grew up|born|moved|based|pier|harbour|village|town|miles|streets?) (?:[a-z]+ )?(?:in|at|to|of|from|near|outside) $",
        before,
    ):
        return
    if (
        follow
        and text[end : follow.start] == " "
        and CAPITAL.match(follow.surface)
        and follow.surface.lower() not in NOT_A_PLACE
    ):
        end = follow.end
    yield Place(token.start, end, "unlisted", ("a town", "a rural area"))


def _milder(code: str) -> tuple[str, ...]:
    country = code.replace(":", "-").split("-")[0]
    return {
        "gb": ("a town in the UK", "a British city"),
        "us": ("a city in the US", "a mid-sized American city"),
        "ie": ("a town in Ireland",),
        "jp": ("a city in Japan",),
    }.get(country, ("a city", "another country"))
