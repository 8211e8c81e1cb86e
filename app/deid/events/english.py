"""Events in English: what the news carried, what befell a building or a vessel, who was pictured, saved or killed, what was won."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.types import Span

CALAMITY = (
    "fire|explosion|blast|crash|collapse|disaster|sinking|capsizing|derailment|shooting|stabbing|attack|siege|bombing"
)
PRECAUTIONS = (
    "drill|alarms?|escapes?|exits?|doors?|safety|course|insurance|station|risk|officer|wardens?|"
    "marshals?|extinguishers?|helmet|diet|test"
)
CRAFT = (
    "boat|ferry|ship|plane|train|bus|coach|minibus|helicopter|bridge|mine|building|tower|dam|stand|pier|"
    "trawler|nightclub|tram"
)
WENT_DOWN = (
    "went down|sank|capsized|collapsed|crashed|caught fire|burned down|burnt down|exploded|overturned|"
    "derailed|came down|was bombed|blew up|disappeared"
)
PICTURED = "woman|man|girl|boy|face|teacher|nurse|driver|mother|father|child|one|victim|survivor|officer|family"
PICTURES = "photograph|photo|picture|video|footage|clip|story|headlines?|news|papers?"
CARRIED = "reported|covered|shown|splashed|featured|broadcast|in|on|all over|across"
BECAME = "was|were|had been|has been|got|is|went|made|being|had gone|had made"
SAVED_ONES = "baby|child|boy|girl|man|woman|soldier|nurse|bride|toddler|kid|pupil|driver|pilot"
SAVED = "pulled|carried|dragged|lifted|rescued|saved|found|photographed|filmed|pictured"
BROADCAST = "television|TV|BBC|Netflix|radio|newspaper|feature|prize-winning|true-crime"
WORKS = "film|programme|program|documentary|drama|series|play|podcast|serial|story"
KNOWN_ONES = (
    "boy|girl|man|woman|child|baby|lad|lass|nurse|teacher|driver|pilot|mother|father|soldier|bride|pupil|"
    "student|neighbour|passenger|officer"
)
HAPPENED_TO = "pulled|found|rescued|filmed|photographed|lost|missing|taken|left|born|buried"
FILMS = "documentary|podcast|biopic|miniseries|drama|Panorama|docuseries"
EVERYDAY_THINGS = "one|thing|time|chair|money|way|car|dog|cat|key|keys|phone|coat"
PEOPLE = (
    "man|woman|er|or|ist|girl|boy|lad|child|baby|couple|family|student|teacher|soldier|nurse|cadet|crew|"
    "passengers?|climbers?|miners?"
)
KILLED = (
    "killed|murdered|shot|stabbed|drowned|trapped|crushed|buried alive|held hostage|kidnapped|abducted|"
    "beheaded|burned to death|swept away"
)
GAVE_WAY = (
    "went|fell|collapsed|burned down|burnt down|burst|broke|flooded|sank|exploded|came down|caught fire|"
    "gave way|blew up|capsized|derailed|crashed|was bombed|closed for good|ran aground"
)

MEDIA = (
    r"(?:(?:national |local |evening |six o'clock |ten o'clock |regional |TV )*(?:news|papers?|newspapers?|press|"
    r"headlines|television|TV|telly|front pages?|media|radio|tabloids|Gazette|Herald|Chronicle|Echo|documentary))"
)
CASUALTY = (
    r"(?:crash|accident|fire|explosion|collapse|sinking|derailment|shooting|stabbing|murder|bombing|attack|flood|"
    r"floods|landslide|earthquake|hurricane|tornado|wildfire|avalanche|rescue|siege|kidnapping|drowning|disaster|"
    r"scandal|inquiry|inquest|trial|strike|closure|collision|robbery|raid|outbreak|riot|protest|pile-up|poisoning|"
    r"blast|hostage[- ]taking|walkout|pit disaster|disappearance|manslaughter|case|tragedy|incident)"
)
WORDS = r"(?:[A-Za-z'’-]+ ){0,5}?"
PATTERNS = (
    (
        "news",
        re.compile(
            r"(?<![A-Za-z])(?:the|that|our|last year's|this year's) (?:[a-z]+ )?(?:school|mill|factory|foundry|ferry|bridge|"
            r"coach|minibus|bus|train|tram|plane|helicopter|trawler|pit|mine|colliery|quarry|rig|refinery|shipyard|chapel|"
            r"church|mosque|temple|hostel|hotel|nightclub|stadium|warehouse|market|tower block|care home|hospital|"
            rf"cable car|gas|boiler)[ -](?:{CALAMITY})(?! (?:{PRECAUTIONS})s?\b)(?![A-Za-z])"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])the (?:public )?(?:inquiry|inquest|trial|jury|investigation|verdict|hearing) (?:into|of|in|over|"
            rf"on) the (?:[a-z]+ ){{0,3}}?(?:{CASUALTY}s?(?: trial| inquiry| case)?|deaths?|murders?|killings?)"
        ),
    ),
    (
        "disaster",
        re.compile(
            r"(?<![A-Za-z])(?:Grenfell(?: Tower)?|Hillsborough|Aberfan|the Manchester Arena (?:bombing|attack)|"
            r"the Boston Marathon bombing|Hurricane [A-Z][a-z]+|9/11|the Lockerbie bombing|the Christchurch (?:earthquake|"
            r"shootings?)|Black Saturday|the Sandy Hook shooting|Columbine|the Omagh bombing|the Dunblane (?:massacre|"
            r"shooting))"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the|a|that) {WORDS}{CASUALTY}s?(?: [a-z]+){{0,4}}? (?:that|which)(?: [a-z']+){{0,4}}? (?:news|"
            rf"papers?|newspapers?|press|headlines|television|TV|telly|front pages?|media|radio|tabloids|documentary|"
            rf"everyone (?:saw|read about|remembers)|nationally|nationwide)"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])the {WORDS}(?:{CRAFT}) (?:that|which) (?:{WENT_DOWN})(?: (?:in|off|on|at|near|over|"
            rf"into) (?:the )?(?:[A-Z][a-z]+|[a-z]+)(?: [A-Z][a-z]+)?)?"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])the (?:[a-z]+ )?(?:{PICTURED}) (?:in|from|on) the (?:[a-z]+ )?(?:{PICTURES})(?: (?:that )?(?:the|"
            rf"every|all the)? ?(?:newspapers?|papers?|press|media|everyone|news)(?: [a-z]+){{0,2}})?"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the|a|that) {WORDS}{CASUALTY}s? (?:{CARRIED}) (?:in |on |all over |across )?(?:the |every )?{MEDIA}"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the )?(?:much|widely|nationally|heavily)[- ](?:publicised|publicized|reported|covered) {WORDS}[a-z]+"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:sole|only|last|one of (?:the )?(?:two|three|four|five|few)) survivors? (?:of|from) (?:the|"
            rf"a) {WORDS}{CASUALTY}(?: (?:at|in|on) [A-Z][a-z]+)?"
        ),
    ),
    (
        "award",
        re.compile(
            r"(?<![A-Za-z])(?:won|winning|winner of|runner-up (?:on|in)|contestant on|appeared on|semi-finalist (?:on|in)|"
            r"finalist (?:on|in)|competed (?:on|in)) (?:the |a )?(?:Olympics?|Olympic (?:gold|silver|bronze)(?: medal)?|"
            r"Paralympics?|Commonwealth Games|Bake Off|The Great British Bake Off|Mastermind|MasterChef|The Voice|X Factor|"
            r"Strictly|American Idol|Jeopardy!?|Booker(?: Prize)?|Pulitzer(?: Prize)?|national championships?|"
            r"state championships?|Nobel Prize|World Cup|Eurovision|George Cross|Victoria Cross|Emmy|BAFTA|Oscar)"
        ),
    ),
)
# What everybody heard of, told by where it was seen, by who came, or by how it stands in everybody's memory.
SEEN = (
    r"(?:televised|live-?streamed|broadcast|filmed for television|on (?:the )?(?:[a-z]+ )?(?:news|television|TV|"
    r"telly|radio|front pages?)|(?:all )?(?:over|across|in|through) (?:the |every |all the |"
    r"most of the )?(?:[a-z]+ )?(?:news|papers?|newspapers?|headlines|press|media|tabloids|internet)|viral|"
    r"national news|front-page news|the lead story|in the headlines)"
)
DIGNITARY = (
    r"(?:Prime Minister|King|Queen|President|Taoiseach|Pope|First Minister|Chancellor|Prince|Princess|Archbishop|"
    r"Home Secretary|Health Secretary|Premier|Governor|Emperor|Dalai Lama|Secretary of State|BBC|CNN)"
)
KNOWN = (
    re.compile(
        rf"(?<![A-Za-z])(?P<e>(?:[Tt]he|[Aa]|[Tt]hat|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|"
        rf"[Mm]y) (?:[a-z'’-]+ ){{0,2}}?(?:[a-z'’-]*(?:{CASUALTY}|court case|cull|wedding|divorce|arrest|hearing|"
        rf"sentencing|sentence|funeral|campaign|march|story|video|clip|speech|interview|resignation|sacking|merger|"
        rf"takeover|collapse|bankruptcy|find|discovery|birth|death|record|win|goal|match|rescue|escape|performance|"
        rf"audition|exam result|case|closure|petition|lawsuit|sit-in|eviction|vote|election|"
        rf"election campaign))(?: (?:over|of|about|on|in|at|against|for) (?:the |a |her |his |their )?(?:[a-z'’-]+ ?|"
        rf"[A-Z][a-z]+ ?){{1,3}}?)?),? (?:which |that )?(?:{BECAME})(?P<p> {SEEN})(?![a-z])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ ){{1,4}}?(?:(?:that|which) (?:brought|made|moved|drew|got|had)|they had|"
        rf"(?:that|which) ended with) the {DIGNITARY}(?: [a-z]+){{0,4}}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ ){{1,3}}?(?:that )?the {DIGNITARY} (?:walked out of|opened|visited|"
        rf"came to|attended|apologi[sz]ed for|closed|mentioned|tweeted about|spoke at|unveiled|cried at|flew to|"
        rf"flew in for)(?: [a-z]+){{0,2}}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>(?:[Ii]t|[Tt]his|[Tt]hat|[Hh]e|[Ss]he|[Tt]hey|[Ww]e) (?:was|were|had been|got) (?:all over|"
        r"on the front pages? of|on every front page|in every|across every|in all) (?:the |every )?(?:[a-z]+ )?(?:news|"
        r"papers?|newspapers?|headlines|press|media|tabloids|internet|"
        r"[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)(?: in (?:the )?[A-Za-z]+)?)(?![a-z])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z]+ )?(?:{SAVED_ONES}) (?:{SAVED}) (?:out of|from|in|on|by|with|at|"
        rf"under) [^.,;:!?\n]{{3,60}}?)(?=[,.;:!?)\n]| and has| and is)"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>a (?:{BROADCAST}) (?:{WORKS}) (?:about|on|of|based on) (?:[a-z]+|[A-Z][a-z]+)(?: [a-z]+){{0,3}}?)(?=[,.;:!?)\n]| and)"
    ),
    re.compile(
        rf"(?:(?<= was )|(?<= is )|(?<=['’]s ))(?P<e>the (?:[a-z]+ )?(?:{KNOWN_ONES}) who (?:rang|called|found|saved|"
        rf"survived|fell|jumped|escaped|climbed|drove|shot|stopped|started|pulled|carried|hid|reported|discovered|caught|"
        rf"rescued|lived through|walked out of|was (?:{HAPPENED_TO})) [^.,;:!?\n]{{4,60}}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z]+ )?(?:{FILMS})(?: (?:that|about|on|which|made about|of|"
        rf"they made) [^.,;:!?\n]{{3,40}}?)?)(?= will| would| has| had| is| was| and|[.,;:!?)\n])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ )?(?!{EVERYDAY_THINGS})(?:[a-z]+(?:{PEOPLE})) (?:who (?:was|"
        rf"were) )?(?:{KILLED}) (?:on|in|at|by|off|under|from) (?:the |a |an )?[A-Za-z]+(?: [a-z]+)?)(?=[,.;:!?)\n]| and|"
        rf" when| whose)"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>[Tt]he (?:night|day|morning|afternoon|evening|week|winter|"
        rf"summer) (?:that )?the (?:[a-z'’-]+ ){{1,4}}?(?:{GAVE_WAY})(?: (?:above|in|on|over|into|through|at|"
        rf"onto) (?:the )?(?:[a-z]+ ){{0,1}}[a-z]+)?)(?=[,.;:!?)\n]| there| I | we | he | she | they )"
    ),
)
EVERYDAY = re.compile(r"\b(?:fire (?:drills?|alarms?|escapes?|doors?|exits?)|crash (?:course|diet|mat|helmet))\b")


def heard_of(text: str) -> Iterator[Span]:
    """Yield what everybody heard of, told by where it was seen, who came, or how it stands in everybody's memory."""
    for pattern in KNOWN:
        for match in pattern.finditer(text):
            # "their trial was televised" is the event; "the cull, which was in every paper" is told apart from it
            whole = "p" in pattern.groupindex and " " not in match["p"].strip() and "which" not in match.group()
            yield match.span() if whole else match.span("e")
