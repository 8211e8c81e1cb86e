"""Organisations in English: capitals that end in a word for one, or that one works for, plays for or goes to."""

from collections.abc import Iterator, Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.bodies import BODIES
from app.deid.organisations.organisation import Organisation
from app.deid.people.latin.cues import KIN, TITLES
from app.deid.people.latin.letters import CAPITALS, bare, sort_of
from app.deid.reading import Reading

KINDS_EN = {
    "school": "School Academy High Primary Grammar Infants Juniors Elementary Kindergarten Prep Montessori Junior Middle Comprehensive Convent",
    "high-school": "Sixth Gymnasium Secondary",
    "university": "University College Polytechnic Institute Uni Seminary Conservatoire Conservatory",
    "nursery": "Nursery Preschool Creche Playgroup Daycare",
    "hospital": "Hospital Infirmary Clinic Surgery Hospice Practice Ward Unit Medical Health Healthcare",
    "agency": "Council Centre Center Department Police Constabulary Fire Jobcentre Prison Court Library Museum Gallery Authority Agency Barracks Probation Borough District HMP",
    "company": "Ltd Limited Inc plc PLC LLC Corp Corporation Company Bank Motors Foods Logistics Industries Airlines Hotel Inn Arms Farm Mill Works Shipyard Steelworks Solicitors Partners Associates Holdings Brewery Bakery Stores Supermarket Garage Tavern Foundry Quarry Colliery Press Gazette Herald Theatre Theater Studios Engineering Systems Services Group Shipping Freight Energy Pharmaceuticals Distillery Dairy Ferries Railway",
    "care-home": "House Home Lodge Court Manor Trust Foundation Charity Shelter Project Refuge",
    "club": "Club FC AFC RFC United Rovers Church Chapel Cathedral Mosque Synagogue Temple Parish Priory Abbey Minster Choir Orchestra Band Society Association Union Guild Regiment Battalion Legion Scouts Ministries Fellowship Hall Stadium Arena Pier Rangers Wanderers Mission",
}
SUFFIXES_EN = {suffix: kind for kind, suffixes in KINDS_EN.items() for suffix in suffixes.split()}
WEAK_EN = frozenset(
    "High Primary Health Medical Unit Practice Home House Trust Project Court Fire Group Services Union Works Band Mission Middle Junior Press Police Department Energy Institute Association Society Bank Hall Center Centre Partners District Foundation Prep Sixth".split()
)
NAME_EN = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’]+(?:-[A-Za-zÀ-ÿ]+)*"
RUN_EN = re.compile(
    rf"(?<![A-Za-z'’-])(?:(?:St|Mt|Ft|SS)\.? )?{NAME_EN}(?:(?: (?:of|the|and|for|on|in|&|upon)){{0,2}} (?:St\.? )?{NAME_EN}){{0,5}}"
)
SAINT = re.compile(
    r"(?<![A-Za-z])(?:St\.?|Saint|Our Lady(?: of)?|Holy|Sacred) [A-Z][A-Za-z'’]+(?:['’]s?)?(?: (?:and St |& )?[A-Z][A-Za-z'’]+){0,3}(?: (?:parish hall|parish church|church hall|church|school|primary|hospital|hospice|parish|youth club|hall|chapel|nursery|college|academy|RC primary|C of E primary))?"
)
LOWER_TAIL = re.compile(
    r" (?:parish hall|church hall|village hall|community centre|community center|youth club|sixth form|primary school|high school|secondary school|middle school|elementary school|elementary|primary|school|hospital|clinic|hospice|surgery|health centre|medical centre|medical center|cricket club|football club|rugby club|rowing club|care home|nursing home|prison|library|jobcentre|job centre|brewery|bakery|mill|shipyard|steelworks|factory|plant|depot|branch|nursery|university|college|police|fire station|mosque|church|synagogue|temple|theatre|hotel|pub|garage|farm|quarry|pit|colliery|warehouse|town council|county council|city council|council)(?![A-Za-z])"
)
WORKS_FOR = re.compile(
    r"(?<![A-Za-z])(?:works?|worked|working|employed|job|shifts?|manager|cashier|internship|intern|interned|placement|apprenticeship|driver|engineer|analyst|clerk|nurse|warehouse|branch|contract|hired|started|sacked|fired|laid off|redundant|promoted) (?:at|for|with|by|from) (?:the )?$"
)
NOT_ORG = frozenset(
    "the a an my her his our their your this that i he she we they it and but or so in on at to from of for with as if when while after before since until what why how who where then than there here not no yes mr mrs ms dr miss sir lady lord question outcome process background approach".split()
)
GENERIC_EN = frozenset(
    "primary secondary high middle elementary junior senior grammar sunday medical health community local general national royal art law business nursing private public boarding catholic church family youth day night big new old first mental foster care social children's women's men's".split()
)
# What a body may be like, and not what it is called: an English school, the Catholic church.
LIKENESSES = frozenset(
    "english british american catholic muslim jewish christian sunday saturday french irish scottish welsh".split()
)
SAFE_EN = re.compile(
    r"(?:Samaritans|Relate|Mind|Cruse|Childline|Citizens Advice|Alcoholics Anonymous|Narcotics Anonymous|Mental Health|Health Service|Social Services|Human Services|Family Court|Crown Court|High Court|Supreme Court|Magistrates|Home Office|Job ?[Cc]entre(?: Plus)?|Job Center|Community Mental Health|Child Protection|National Health|Royal College|British Psychological|American Psych|World Health|United Nations|United States|United Kingdom|Red Cross|Salvation Army|Women['’]s Aid|Refuge|Gottman Institute|Tavistock(?: Institute)?|Beck Institute|Zoom|Google|University Press|Oxford University Press|Cambridge University Press|Guilford Press|Social Work|European Union|House of|White House|Health Education|First Aid|Sunday School|Data Protection|Information Commissioner|Professional Standards|Ethical Framework|Depression|Anxiety|Inventory|Scale|Questionnaire|Therapy|Theory|Process|Impact|Trauma)"
)


# A small community by how few it holds: a seminary with fourteen students.
FEW_EN = re.compile(
    r"(?<![A-Za-z])(?:a|an|the|our|her|his|this) (?:[a-z-]+ ){0,2}(?:seminary|convent|monastery|college|school|church|congregation|choir|orchestra|community|firm|practice|department|course|parish|hamlet|village|island|regiment|team|troupe|company) (?:with|of) (?:only |just |about |barely |some )?(?:[2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty)(?:-[a-z]+)? (?:students|pupils|nuns|monks|members|families|people|souls|houses|households|staff|singers|players|brothers|sisters|residents|inhabitants)(?![A-Za-z])"
)
STUDIED_EN = re.compile(
    r"(?<![A-Za-z])(?:(?:studied|studying|studies|read|reading|lectures?|lecturing|lecturer|degree|PhD|doctorate|masters?|MSc|MA|BA|postdoc|graduated|undergraduate|student|course|place|fresher|dropped out|offer) (?:[a-z]+ ){0,2}?(?:at|from|of) |(?:I|[Ss]he|[Hh]e)['’](?:m|s) at (?=[A-Z][a-z]+ (?:now|doing|studying|reading)))(?P<name>[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)(?=[.,;:!?)]| (?:and|but|when|where|for|in|last|before|after|because|until|this|who|she|he|to|now|doing|studying|reading)(?![A-Za-z]))"
)
NOT_STUDIED = frozenset(
    "January February March April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Relate Mind Cruse Samaritans Freud Jung Rogers Beck Bowlby Christmas Easter Therapy Psychology English French".split()
)


# A house, a ship or a firm by the place in the sentence that only such a thing takes.
BY_SLOT = re.compile(
    rf"(?<![A-Za-z])(?P<s>(?:[Tt]he )?(?:MV|MS|SS|RMS|HMS|HMAS|HMNZS|HMCS|USS|RRS|RV|FV|RFA|SV|MY|PS) {NAME_EN}(?: {NAME_EN}){{0,2}})(?![A-Za-z])"
    rf"|(?<![A-Za-z'’-])(?=[A-Z])(?P<c>{NAME_EN}(?: {NAME_EN}){{0,2}} (?:&|and) (?:Co|Sons?|Daughters?|Bros|Partners|Company)\b\.?)"
    rf"|(?<![A-Za-z])(?:[Ll]iving|[Ll]ives?|[Ll]ived|[Rr]esident|[Pp]laced|[Mm]oved|[Ss]taying|[Rr]espite|[Ii]npatient|[Dd]etox|[Rr]ehab|[Dd]etained|[Aa]dmitted) (?:in|at|to|into) (?P<h>[Tt]he {NAME_EN}(?: {NAME_EN}){{0,2}})(?![A-Za-z])"
    rf"|(?=the )(?:(?<= at )|(?<= joined )|(?<= behind )|(?<= outside )|(?<=[.!?] At )|(?<= runs )|(?<= ran )|(?<= manages )|(?<= managed ))(?P<t>the {NAME_EN}(?: {NAME_EN})?)(?=[,.;:!?)\n]| and| in| for| until| where| when| on| as| who| with| since)"
    rf"|(?<![A-Za-z'’-])(?P<a>{NAME_EN}(?: {NAME_EN}){{0,2}})(?=, (?:a|an|the|our|her|his|my|their) (?:[a-z'’-]+ ){{0,3}}(?:children's home|care home|nursing home|home|school|hospital|company|firm|charity|hospice|hostel|refuge|clinic|prison|church|pub|salon|agency|unit|nursery|college|club|choir|band|brewery|hotel|caf[eé]|shop|bakery|garage|ship|trawler|ferry|boat|vessel|newspaper|theatre|museum|warehouse|factory|supermarket|restaurant)(?![a-z]))"
)
NOT_SLOTS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter gp nhs hr internet uk us usa eu un tv bbc dr mr mrs ms "
    "i he she they we it you freud rogers bowlby winnicott yalom beck client mum dad mother father samaritans olympics bible quran koran torah prime minister king queen president".split()
)


def find(reading: Reading) -> Iterator[Organisation]:
    text = reading.text
    for match in FEW_EN.finditer(text):
        yield Organisation(match.start(), match.end(), "club")
    for match in STUDIED_EN.finditer(text):
        if match["name"].lower() not in NOT_ORG | GENERIC_EN and match["name"] not in NOT_STUDIED:
            yield Organisation(*match.span("name"), "university")
    for match in SAINT.finditer(text):
        if not re.match(r" [A-Z]?(?:Street|Road|Avenue|Day)", text[match.end() : match.end() + 8]):
            yield Organisation(match.start(), match.end(), "club")
    for match in RUN_EN.finditer(text):
        words = match.group().split(" ")
        start = match.start()
        while words and words[0].lower() in NOT_ORG:
            start += len(words[0]) + 1
            words = words[1:]
        if not words:
            continue
        yield from _named(text, start, match.end(), words)
    for match in BY_SLOT.finditer(text):
        name = next(key for key, found in match.groupdict().items() if found)
        words = match[name].split(" ")
        lone = bare(words[-1]).lower()
        if not (
            SAFE_EN.search(match[name])
            or match[name] in BODIES
            or any(word.lower() in NOT_SLOTS for word in words)
            or (name == "t" and (lone in CAPITALS or lone in gazetteer.countries() or lone in LIKENESSES))
        ):
            yield Organisation(*match.span(name), "club")
    yield from _visited(reading)


# In English one is *at* an institution or a town, and does these things for, with or in one.
AT = re.compile(
    rf"(?<![A-Za-z])[Aa]t(?: the)? (?P<n>{NAME_EN}(?: (?:of |the |& )?{NAME_EN}){{0,3}}(?:['’]s?(?![a-z]))?)"
    rf"|(?<![A-Za-z])(?=[A-Za-z])(?:[Pp]lay(?:s|ed|ing)?|[Ss]w(?:ims|am|imming)|[Rr]ow(?:s|ed|ing)?|[Rr](?:uns|an|unning)|[Ss](?:ings|ang|inging)|[Ww]ork(?:s|ed|ing)?|[Dd]riv(?:es|ing)|[Dd]rove|[Bb]at(?:s|ted)|[Bb]owl(?:s|ed)|[Cc]oach(?:es|ed|ing)?|[Ss]ign(?:s|ed)|[Cc]aptain(?:s|ed)?|[Vv]olunteer(?:s|ed|ing)?|[Cc]ook(?:s|ed)|[Cc]lean(?:s|ed)|[Tt]emps?|[Ff]lies|[Ff]lew|[Dd]eliver(?:s|ed)) (?:[a-z]+ )?(?:for|with|in) (?:the )?(?P<f>{NAME_EN}(?: (?:of |the |& )?{NAME_EN}){{0,3}})"
    rf"|(?<![A-Za-z])(?:[Gg]o(?:es)?|[Ww]ent|[Gg]oing|[Tt]ransferred|[Mm]oved up|[Ss]ent|[Rr]eferred|[Aa]dmitted|[Gg]ot in) to (?:the )?(?P<t>{NAME_EN} (?:North|South|East|West|Road|Lane|Green|Park|Hill|Street|Central|Grove|Juniors|Infants|Girls|Boys)['’]?)"
)
LOOKED_AT = re.compile(
    r"(?<![a-z])(?:look|looks|looked|looking|shout|shouts|shouted|shouting|scream|screamed|yell|yelled|laugh|laughs|laughed|laughing|smile|smiles|smiled|smiling|glance|glanced|stare|stares|stared|point|pointed|pointing|swear|swore|snap|snapped|snapping|angry|cross|furious|mad|annoyed|directed|aimed|threw|throw|throws|throwing|nod|nodded|wave|waved|rage|raged|hurt|surprised|jealous) \Z"
)
NOT_VISITED = frozenset(
    "session sessions intake level week item stage step phase year reception key assessment baseline closure follow-up question part point page chapter section approach process outcome background all home work school church university college court parliament table night dawn noon lunch dinner supper breakfast break playtime registration assembly".split()
)
GOES_ON = re.compile(r" (?:in|on|and|is|was|has|for|where|when|until|she|he|they|we|I|knows?|who)(?![a-z])")


def _visited(reading: Reading) -> Iterator[Organisation]:
    """What somebody is at, plays for or goes to, where no list knows it: at Headwaters, for Camborne Piranhas."""
    text = reading.text
    for match in AT.finditer(text):
        group = "n" if match["n"] else "f" if match["f"] else "t"
        name, start, end = match[group], *match.span(group)
        words = [bare(word) for word in re.split("[ -]", name)]
        kinds = [sort_of(word) for word in words]
        first = words[0].lower()
        owned = name.endswith(("'s", "’s", "'", "’"))
        if (
            LOOKED_AT.search(text, max(0, match.start() - 12), match.start())
            or SAFE_EN.search(name)
            or name in BODIES
            or name in gazetteer.english()
            or first in gazetteer.countries()
            or first in KIN
            or first in TITLES
            or any(word.lower() in NOT_SLOTS for word in words)
            or first in CAPITALS
            or (owned and text[end : end + 1] == " " and not GOES_ON.match(text, end))
            or (kinds[0] == "word" and len(words) == 1 and not owned and (group != "n" or first in NOT_VISITED))
            or (kinds == ["given"] and not owned)
        ):
            continue
        yield Organisation(start - 4 if text[max(0, start - 4) : start] == "the " else start, end, "club")


def _named(text: re.Text, start: int, end: int, words: Sequence[str]) -> Iterator[Organisation]:
    tail = LOWER_TAIL.match(text, end)
    name = " ".join(words)
    safe = SAFE_EN.search(name)
    if (safe and (safe.start() == 0 or "Court" not in name)) or name in BODIES or name.lower() in GENERIC_EN:
        return
    if tail and not (len(words) == 1 and (words[0].lower() in GENERIC_EN or words[0].lower() in LIKENESSES)):
        kind = next((SUFFIXES_EN[word] for word in tail.group().title().split() if word in SUFFIXES_EN), "company")
        if len(words) > 1 or _distinct(words[0], text, start):
            yield Organisation(start, tail.end(), kind)
            return
    for last in range(len(words) - 1, 0, -1):
        kind = SUFFIXES_EN.get(words[last].rstrip("'s’"), "")
        own = [
            word
            for word in words[:last]
            if word.lower().rstrip("'s’") not in GENERIC_EN and word not in SUFFIXES_EN and word.lower() not in NOT_ORG
        ]
        if kind and own and not (words[last] in WEAK_EN and len(own) == 1 and own[0].lower() in gazetteer.WORDS):
            stop = start + len(" ".join(words[: last + 1]))
            yield Organisation(start - 4 if text[max(0, start - 4) : start] == "the " else start, stop, kind)
            return
    if words[0] in ("University", "College", "Bank", "HMP", "RAF", "HMS", "USS", "Camp", "Fort") and len(words) > 1:
        yield Organisation(start, end, "university" if words[0] in ("University", "College") else "agency")
    elif (
        text.may_hold(WORKS_FOR)
        and WORKS_FOR.search(text[max(0, start - 40) : start])
        and len(words) <= 3
        and words[0].lower() not in NOT_ORG
        and name not in gazetteer.english()
    ):
        yield Organisation(start, end, "company")


def _distinct(word: str, text: str, start: int) -> bool:
    """Whether one capital before "school" is a name rather than the start of a sentence."""
    begins = start == 0 or re.search(r"[.!?:\n\"“]\s*$", text[max(0, start - 3) : start]) is not None
    return not begins or word in gazetteer.english()
