"""Families told in English: several born at once, a relative whom people know, many of them, or what befell them all."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.types import Span

PATTERNS = (
    (
        "twins",
        re.compile(
            r"(?<![A-Za-z-])(?:(?:identical|fraternal|conjoined|non-identical|twin) (?:twins?|sisters?|brothers?|sons?|daughters?|boys?|girls?|babies)|twins?)(?![A-Za-z]| (?:bed|room|track|peaks|towers|town|flame|study|studies|pillars|goals|aims|poles))(?: (?:sisters?|brothers?|sons?|daughters?|boys?|girls?))?",
            re.IGNORECASE,
        ),
    ),
    (
        "triplets",
        re.compile(r"(?<![A-Za-z])triplets?(?: (?:sisters|brothers|sons|daughters))?(?![A-Za-z])", re.IGNORECASE),
    ),
    (
        "quadruplets",
        re.compile(r"(?<![A-Za-z])(?:quadruplets?|quads|quintuplets?|sextuplets?)(?![A-Za-z])", re.IGNORECASE),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the )?(?:daughter|son|wife|husband|widow|sister|brother|mother|father|niece|nephew|partner|stepson|stepdaughter|grandson|granddaughter) of (?:the|a|our)(?: (?:local|former|current|sitting|serving|town's|town|city|county|village|late))* (?:mayor|MP|councillor|senator|congressman|congresswoman|governor|vicar|bishop|minister|headmaster|headteacher|head teacher|head|sheriff|police chief|chief constable|judge|lord mayor|laird|footballer|lifeboat coxswain|coxswain|lighthouse keeper|harbour master|ferryman|publican|deputy mayor|fire chief|postmaster|doctor|GP|pastor|priest|rabbi|imam)"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the |our )?(?:mayor|MP|local councillor|senator|congressman|governor|vicar|bishop|headmaster|headteacher|sheriff|police chief|chief constable|lord mayor|laird|pastor|rabbi|imam|minister)['’]s (?:eldest |youngest |only |middle |younger |older |second |ex-?)?(?:daughter|son|wife|husband|widow|sister|brother|niece|nephew|granddaughter|grandson|child|kid)"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?<![A-Za-z])(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|[Ww]hose) (?:step)?(?:father|mother|dad|mum|mom|husband|wife|brother|sister|son|daughter|uncle|aunt|grandfather|grandmother)(?:-in-law)? (?:is|was|being|had been) (?:the (?:local |town's |village |former |current |sitting |only )*(?:mayor|MP|councillor|vicar|bishop|headmaster|headteacher|head teacher|sheriff|police chief|chief constable|judge|postmaster|doctor|GP|pastor|priest|rabbi|imam|minister|principal|coroner)|(?:a|the) (?:sitting |former |serving )(?:MP|senator|mayor|bishop|minister|congressman))"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the )?(?:daughter|son|wife|husband|widow|sister|brother|mother|father|niece|nephew|grandson|granddaughter|grandchild|great-grandson|great-granddaughter) of (?:a|an|the) (?:[a-z]+ )?(?:Nobel|Booker|Pulitzer|Oscar|Olympic|Paralympic|Victoria Cross|George Cross)[- ](?:laureate|Prize ?-?winner|prize ?-?winner|winner|winning [a-z]+|medallist|medalist|champion|holder)"
        ),
    ),
    (
        "many-siblings",
        re.compile(
            r"(?<![A-Za-z])(?:five|six|seven|eight|nine|ten|eleven|twelve) (?:daughters|sons|siblings|brothers|sisters)(?![a-z])|(?:[Tt]he )?(?:[Ee]ldest|[Oo]ldest|[Yy]oungest|middle(?: one| child)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|one) of (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|1[0-5]|[6-9])(?![0-9])(?: (?:children|siblings|brothers|sisters|kids|boys|girls))?|(?:mother|father|mum|mom|dad) (?:of|to) (?:six|seven|eight|nine|ten|eleven|twelve|[6-9]|1[0-5])(?![0-9])"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?<![A-Za-z])the (?:mayor|vicar|bishop|headmaster|headteacher|minister|doctor|pastor|rabbi|imam|chief|sheriff|laird|MP|postmaster|harbour ?master|coxswain|police chief|fire chief|chairman|captain|principal|priest|governor|judge)['’]s (?:ex(?:-wife|-husband)?|mother|father|partner|mistress|lover|stepson|stepdaughter|only|eldest|youngest)(?: (?:son|daughter|child))?(?![a-z])"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?<![A-Za-z])(?:(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Aa]ll(?: but one)?|[Bb]oth|[Mm]ost|[Hh]alf|[Nn]one) of (?:(?:her|his|their|the|my) )?(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:siblings|brothers|sisters|children|sons|daughters|cousins|uncles|aunts|kids))|(?:two|three) (?:mothers|fathers|mums|moms|dads|wives|husbands)(?: and (?:the|a|their) (?:donor|surrogate|co-parent)(?:, who [a-z]+(?: [a-z]+){1,4})?)?|(?:a|the) (?:retired |former |serving |defrocked )?(?:bishop|vicar|priest|rabbi|imam|judge|general|admiral|MP|senator|mayor|colonel|abbot|nun|monk|minister) and (?:his husband|her wife|his wife|her husband|their partner)|(?:the )?only one of the (?:three|four|five|six|seven|eight|nine|ten|eleven|twelve) of them(?: who [a-z'’]+(?: [a-z]+){0,3})?)"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?<![A-Za-z])(?:(?:only|surviving) (?:surviving )?(?:twin|triplet)|(?:third|fourth|fifth|sixth|seventh)[- ]generation [a-z]+(?: [a-z]+)?|(?:one of )?(?:three|four|five|six|seven) (?:brothers|sisters|siblings) who (?:all )?[a-z]+(?: [a-z]+){1,6}|(?:a |the )?(?:couple|parents|mother|father|family|grandparents|man|woman) who (?:have |had |has )?(?:fostered|adopted|raised|brought up|took in) (?:more than |over |nearly |almost |some |about )?(?:\d{2,3}|a dozen|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|two hundred|[a-z]+teen) (?:children|babies|kids|boys|girls|teenagers)|conceived (?:by|through) (?:donor|surrogacy)|born (?:by|through) surrogacy|donor[- ]conceived|both (?:of )?(?:her|his|their) parents are deaf)"
        ),
    ),
)
# A relative, and what only few people's relatives do; the relative is looked for once.
RELATIVE = re.compile(
    r"(?<![A-Za-z])(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|[Ww]hose) (?:late |ex-|half-|step)?(?:father|mother|dad|mum|mom|husband|wife|brother|sister|son|daughter|uncle|aunt|grandfather|grandmother|cousin|ex|partner)(?:-in-law)?"
)
DOES = (
    re.compile(
        r" (?:won|has won|had won|received|was awarded|had been awarded|shared|holds|was given|is|was) (?:the |a |an )?(?:Nobel|Booker|Pulitzer|Oscar|Fields Medal|Turing Award|Victoria Cross|George Cross|Olympic (?:gold|silver|bronze|champion|medallist|medalist)|Grammy|BAFTA|Emmy|Palme d['’]Or)(?:[- ](?:Peace )?(?:Prize|laureate|medal|winner))?(?: (?:for|in) [a-z]+)?(?![a-z])"
    ),
    re.compile(
        r" (?:sits?|sat|serves?|served|plays?|played|sings|sang|stood|is standing|reads|presents|presented|rowed|rode|boxed|swam|ran|commanded|conducts?|captains?|refereed|coaches|coached) (?:in|on|for|at|as) (?:the )?(?:House of (?:Lords|Commons|Representatives)|Parliament|Senate|Congress|D[áa]il|Senedd|Assembly|Supreme Court|High Court|Cabinet|shadow cabinet|(?:city|county|town|parish|village|district) council|council|national team|England|Scotland|Wales|Ireland|Britain|(?:the )?(?:news|radio|television|Proms|Olympics|Commonwealth Games)|[A-Z][a-z]+ (?:United|City|Rovers|Town|Council|Orchestra|Philharmonic|RFC|FC))(?![a-z])"
    ),
    re.compile(
        r" (?:is|was) (?:one of (?:its|the|their) (?:[a-z]+ )?(?:elders|leaders|founders|bishops|ministers|preachers|trustees|governors|councillors|directors|wardens)|(?:its|the) (?:leader|founder|prophet|guru|elder|high priest|spokesman|spokeswoman|chairman|conductor|captain|headman|chief))(?:, and (?:her|his|their) [a-z-]+ (?:another|too|as well))?"
    ),
    re.compile(
        r"(?:['’]s| is| was) the (?:one|man|woman|lad|guy|person) (?:who|that) (?:drove|shot|killed|flew|crashed|started|found|reported|owned|ran|built|designed|won|lost|stole|confessed|resigned|jumped|survived|rescued|led|signed|sold|closed) (?:the |that |a )?[a-z]+(?: [a-z]+)?"
    ),
)


def told(text: str) -> Iterator[tuple[str, Span]]:
    """Yield what sort of family is told of, and where."""
    for code, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield code, match.span()


def known_by_deed(text: str) -> Iterator[Span]:
    """Yield a relative together with what only few people's relatives do."""
    for relative in RELATIVE.finditer(text):
        for does in DOES:
            deed = does.match(text, relative.end())
            if deed:
                yield relative.start(), deed.end()
