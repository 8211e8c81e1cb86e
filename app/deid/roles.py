"""Phrases in English that name one person by a post or by being the only one of a kind, without a name."""

from collections.abc import Iterator
from functools import cache

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.reading import Reading
from app.deid.types import Span

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|a handful|a couple|\d{1,2})"
# What goes on after the noun and still belongs to it: "on the inter-island ferry", "who visits", "left in the valley".
TAIL = r"(?: (?:in|on|at|of|to|for|with|from|within|aboard|between|across|outside|behind) (?:the |our |her |his |their |this |that |all of |a |an )?(?:(?:[a-z]+(?:-[a-z]+)*|[A-Z][A-Za-z'’-]+) ){0,2}(?:[a-z]+(?:-[a-z]+)*|[A-Z][A-Za-z'’-]+)(?: (?:of|in) (?:the |a )?(?:[a-z]+ )?[A-Za-z-]+)?)"
INSTRUMENTS = "accordion|bagpipes|bass|bassoon|bugle|cello|clarinet|contrabassoon|cor anglais|cornet|double bass|euphonium|fiddle|flute|french horn|harp|harpsichord|horn|oboe|organ|percussion|piccolo|saxophone|timpani|trombone|trumpet|tuba|viola|violin|alto|baritone|contralto|countertenor|soprano|tenor"
SPORT = "athlete|badminton player|basketball player|boxer|bowler|canoeist|cricketer|curler|cyclist|diver|equestrian|fencer|figure skater|footballer|golfer|gymnast|hockey player|hurler|hurdler|jockey|judoka|kayaker|netballer|oarsman|oarswoman|player|rower|rugby player|runner|sailor|shot-putter|skater|skier|snooker player|snowboarder|sprinter|surfer|swimmer|tennis player|triathlete|weightlifter|wrestler"


# Posts so common that "the …" is mostly anybody's: they tell somebody only with what they are the post of.
COMMON = frozenset(
    "caretaker|chair|charge nurse|coach|constable|deputy|deputy head|deputy headteacher|district nurse|duty manager|editor|elder|founder|governor|head|head of department|head of house|head of sixth form|head of year|"
    "head teacher|headmaster|headmistress|headteacher|house officer|interpreter|islander|keeper|landlady|landlord|leader|librarian|magistrate|manager|mate|midwife|minister|moderator|officiant|pharmacist|police chief|postman|postwoman|prefect|"
    "principal|producer|proprietor|registrar|school cook|school nurse|school secretary|secretary|senior partner|shop steward|stage manager|steward|store manager|superintendent|team doctor|undertaker|vet|ward sister|warden|youth worker|captain|president".split(
        "|"
    )
)
ANYBODY = re.compile(
    r"(?:only|first|last|youngest|oldest|eldest|sole|newest) (?:[a-z]+ ){0,2}(?:person|people|child|man|woman|boy|girl|parent|mother|father|colleague|member|student|client|visitor|partner|stranger|neighbour|resident|supervisor|therapist|counsellor|counselor|tutor|teacher|passenger|winner|witness|victim|twin)(?! (?:in|on|at|left|within|of) | who (?:visits|works|lives|covers|serves))"
)
LED = re.compile(r"(?<![A-Za-z])(?:[Tt]he|[Oo]ur|[Tt]heir|[Ii]ts) \Z")
STOPS = re.compile(
    r"(?: (?:and|is|was|are|were|but|or|who|that|when|which|the|a|an|in|on|at|of|to|for|with|from|her|his|their|my|it|he|she|they|I|you|we|so|as|if))+\Z"
)


@cache
def _patterns() -> tuple[re.Pattern, ...]:
    posts = re.any_of(word_set("posts_en"))
    rare = re.any_of(word_set("posts_en") - COMMON)
    nouns = re.any_of(word_set("person_nouns_en"))
    sort = r"(?:[a-z]+(?:-[a-z]+)* |[A-Z][a-z]+(?:-[a-z]+)? ){0,3}?"
    sole = r"(?:only|sole|lone|one remaining|last remaining|last surviving|only surviving|one and only)"
    rank = (
        r"(?:first(?: ever)?|last|youngest(?: ever)?|oldest|eldest|longest-serving|fastest|tallest|newest|most senior)"
    )
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<![A-Za-z])(?=[osl]){sole} {sort}(?:{nouns})(?![a-z])(?: (?:who|that) (?:[a-z'’]+)(?: [a-z]+){{0,3}}|{TAIL}| left(?:{TAIL})?)?",
            rf"(?<![A-Za-z])(?=[flyoetnm]){rank} {sort}(?:{nouns})(?: ever)?(?:{TAIL}| left(?:{TAIL})?| to have [a-z]+(?: [a-z]+){{0,4}})",
            rf"(?<![A-Za-z])[Tt]he (?:only|last|first) one (?:(?!being|having|doing|going|feeling|thinking|crying|talking|saying)[a-z]+ing(?:{TAIL})?|left (?:in|on|at) (?:the )?[a-z]+|to (?:get in(?:to)?|go|pass|leave|make it|qualify|win|be)(?: [a-z]+){{0,3}}|of the {NUMBER} of (?:them|us)(?: who [a-z'’]+(?: [a-z]+){{0,3}})?)",
            rf"(?<![A-Za-z])[Oo]ne of (?:only |just |the |the only |the last |the few |the first )?(?:{NUMBER} |last |few |remaining )?{sort}(?:(?:[a-z]+ ){{0,2}}(?:{nouns})s|women|men|people|girls|boys|children|families|[A-Z][a-z]+s)(?:{TAIL}| left(?:{TAIL})?| to (?:[a-z]+)(?: [a-z]+){{0,2}}| who [a-z]+(?: [a-z]+){{0,4}})",
            rf"(?<![A-Za-z])(?:(?<=I['’]m )|(?<=[Hh]e['’]s )|(?<=[Ss]he['’]s )|(?<=I am )|(?<= is )|(?<= was )|(?<= as )|(?<=who['’]s )|(?<= became )|(?<= become )|(?<= being )|(?<=now )|(?<=also )|(?<=, )|(?<=; )|(?<=had )|(?<= and )(?=its |our |their ))(?:the|its|our|their) (?:(?:former|acting|current|new|old|retired|local|village|parish|school|ship['’]s|deputy|assistant|part-time) ){{0,2}}(?:{rare})(?![a-z'’-])(?:{TAIL})?(?=[,.;:!?)\n]| and | who | but | when | there)",
            rf"(?<![A-Za-z])[Tt]he (?:(?:former|acting|current|new|old|retired|local|village|parish|school|deputy|assistant) )?(?:{posts}) (?:of|at|to|on|aboard|for) (?:the |our |a )?(?:[a-z]+(?:-[a-z]+)* ){{0,2}}(?:[A-Z][A-Za-z'’]+|order|ferry|ship|boat|island|village|parish|choir|band|orchestra|club|team|lifeboat|harbour|port|priory|abbey|convent|monastery|cathedral|castle|estate|colony|camp|regiment|lodge|chapel|synagogue|mosque|temple|town|valley|branch|council|union|trust|school|academy|college|hospital|prison|festival|theatre|museum|paper|gazette|circus|zoo)(?![a-z])",
            rf"(?<![A-Za-z])(?:elected|appointed|made|became|become|is|was|as|been|ordained|sworn in as|voted|chosen|installed as) (?:the )?(?P<w>(?:{posts}) of (?:the )?(?:[a-z]+(?:-[a-z]+)* ){{0,2}}[A-Za-z'’]+)(?![A-Za-z])",
            rf"(?<![A-Za-z])(?:its|their) (?:head |chief |first-team |former |current |youth |deputy |assistant )?(?:{posts})(?=[,.;:!?)\n]| and | who )",
            rf"(?<![A-Za-z])(?:(?<=beside )|(?<=behind )|(?<=under )|(?<=against ))the (?:{rare})(?: who [a-z]+(?: [a-z]+){{0,3}}?)?(?=[,.;:!?)\n])",
            rf"(?<=[.!?:] )The (?:{rare})(?=, (?:who|a |an |whom))",
            rf"(?<![A-Za-z])(?:principal|first|second|third|lead|co-principal|sub-principal|solo|associate principal) (?:{INSTRUMENTS})(?:ist)?(?= (?:in|of|with|at|for)|[,.;])",
            rf"(?<![A-Za-z])(?:peripatetic |visiting )?(?:{INSTRUMENTS}) (?:teacher|maker|tuner|restorer|repairer)(?![a-z])",
            r"(?<![A-Za-z])the [a-z]+-(?:[a-z]+-)?[a-z]+ (?:man|woman|lady|lad|boy|girl)(?![a-z-])",
            r"(?<![A-Za-z])the (?:guy|man|woman|lad|lady|fella|bloke|one|person|girl|boy) who (?:does|runs|drives|keeps|rings|plays|paints|mends|fixes|feeds|flies|sails|opens|winds|grooms|ploughs|grits|delivers|reads|cuts|tunes|tends|guards) the [a-z]+(?: [a-z]+)?(?: (?:at|in|on|for) (?:the )?[A-Za-z]+)?",
            r"(?<![A-Za-z])the (?:voice|face|hands|poster (?:girl|boy|child)) (?:of|behind|on|for) (?:the |a )?[a-z]+(?: (?!is |was |and |that |you )[a-z]+)?(?=[,.;:!?\"”\n]| is| was| and| that| you)",
            rf"(?<![A-Za-z])(?:(?:a|the|an|former|ex-|retired) )?(?:national[- ]team|national[- ]level|international|Olympic|Paralympic|world[- ]champion|world[- ]class|record-(?:holding|breaking)|premiership|Premier League|first-division|capped|medal-winning|county) (?:{SPORT})(?![a-z])",
            r"(?<![A-Za-z])(?:an? |the )?(?:[a-z]+(?:-[a-z]+)* ){1,3}(?:who['’]s|who is|who was|who appears|seen|known from being) (?:on|off) (?:the |breakfast |daytime |local |national |regional |children['’]s |evening )*(?:television|TV|telly|radio)",
        )
    )


def spans(reading: Reading) -> Iterator[Span]:
    """Yield where a phrase names the one person it fits."""
    for pattern in _patterns():
        for match in pattern.finditer(reading.text):
            start, end = match.span("w") if "w" in pattern.groupindex else match.span()
            phrase = reading.text[start:end]
            stop = STOPS.search(phrase)
            led = LED.search(reading.text, max(0, start - 6), start)
            start = led.start() if led else start
            if not ANYBODY.search(reading.text, start, min(len(reading.text), end + 12)):
                yield start, end - (len(stop.group()) if stop else 0)
