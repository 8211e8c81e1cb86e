"""Ages told in English: by years, as an answer, beside the person or a noun for one, by a birthday, a fraction or the year of birth."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.ages.age import OLDEST, Age
from app.deid.ages.bands import band
from app.deid.ages.numbers import NUMBER, ORDINAL_AGES, TENS, UNITS, WORD_NUMBER, number, value
from app.deid.kin import KIN_EN, of_relative
from app.deid.reading import Reading
from app.deid.types import Span

NAMED_IS = re.compile(r"(?:,|[A-Z][a-z]{2,}) is (?:now )?(?P<n>[1-9]\d)(?=\.(?!\d)|, (?!\d)|;)")
AFTER = r"(?![A-Za-z0-9%:]|[.,:]\d)"
ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9£$€.,:-])(?:"
    rf"(?P<a>{NUMBER})[- ](?:years?|yrs?)[- ]old(?![- ](?:habit|problem|pattern|grudge|secret|question))(?!s)|(?P<b>{NUMBER}) years of age|(?P<c>{NUMBER}) ?(?:y/o|yo|y\.o\.|yrs? old){AFTER}|"
    rf"(?:aged|age|Age|Aged)(?: of|:)? (?P<d>{NUMBER}){AFTER}(?! ?(?:to|and over|and under|or over|or under|or above|or below|plus|[-–+]))|"
    rf"(?:just )?(?:turned|turning|turns) (?P<e>{NUMBER})(?= ?(?:[,.;:?!)\n]|and |in |on |last |this |when |the |at |a |$))|"
    rf"(?<=[.,;] )(?P<g>\d\d) yrs?(?=[.,;])|in (?:his|her|their) (?P<j>\d\d)(?:st|nd|rd|th) year|(?P<f>\d{{1,3}})(?:st|nd|rd|th) birthday|(?P<h>\d{{1,2}})[ ]?(?:[MF]|[mf](?=[,. )]))(?![A-Za-z0-9'])|(?<=[(, ])[MF](?P<i>\d{{2}})(?![0-9]))",
)
# An age told by the birthday before or after it, by sex and number as people sign in a chat, or after "age" and a word.
ROUND_EN = re.compile(
    rf"(?<![A-Za-z0-9£$€.,:-])(?:(?P<a>{NUMBER}) (?:next|this|last|on (?:his|her|their|my)(?: next)?) birthday|(?:be|was|were|is) (?P<f>{NUMBER}) (?:next|this|last|in|on) (?:the )?(?:[a-z]+ of )?(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|week|month|year|fall)(?![A-Za-z])"
    rf"|(?:[Aa]ge(?:d)?|[Aa]ge (?:as|is|was|given as|of)) ?[:=]? ?(?P<about>[\"“‘']?(?:nearly|almost|just|only|about to be|rising|barely|not quite|not yet|coming up to|going on) (?P<b>{NUMBER})[\"”’']?)"
    rf"|(?:[Hh]e|[Ss]he|[Tt]hey|I|who|[Cc]lient|son|daughter|brother|sister|boy|girl|mother|father|mum|mom|dad|wife|husband|partner)(?:['’](?:s|m|re)| is| was| am| are)? (?:nearly|almost|just gone|barely|not quite|not yet|coming up to|rising|about to be|about to turn|going on) (?P<c>{NUMBER})(?=[.,;:!?)\n]| (?:and|when|but|now|at|in|with)(?![a-z]))"
    rf"|(?:[Cc]elebrated|[Bb]efore|[Aa]fter|[Ff]or|[Ss]ince|[Uu]ntil|[Oo]n|of|approaching|reached|near|nearing|[Aa]t|of) (?:his|her|their|my) (?:own )?(?P<e>{'|'.join(ORDINAL_AGES)}|\d{{1,2}}(?:st|nd|rd|th))(?: birthday)?(?= birthday|[.,;!?\n])"
    rf"|(?:\(|[Ii]['’]?m )(?P<d>[fmFM](?:1[3-9]|[2-8]\d)|(?:1[3-9]|[2-8]\d)[fmFM])(?=[ ,.;)/]))"
)
ANSWER_EN = re.compile(
    r"(?:(?<=[\n\"“‘'])|(?<=\n[A-Z]: )|(?<=\n[A-Z][A-Z0-9]: )|(?<=[.?!] )|(?<=[.?!][\"”’] [\"“‘])|\A)(?P<n>[A-Z][a-z]+(?:-[a-z]+)?|[1-9]\d)(?=[.!](?: |\n|[\"”’']|$)|, (?:I|she|he|just|last|next|now|this|in|nearly|almost|going|an?) )"
)
COUNTED_EN = re.compile(
    r"how (?:many|much|long|often)|count|score|scale|out of|number|sessions?|minutes|weeks|days|pounds|per cent",
    re.IGNORECASE,
)
WORDS_EN = re.compile(
    rf"(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[:9])}))?|{'|'.join(UNITS[12:])}|[1-9]\d)\Z", re.IGNORECASE
)
BEING = re.compile(
    rf"(?:(?<![A-Za-z])(?:he|she|they|[Cc]lient|[Cc]t|[Pp]atient|I|who|i|He|She|They|daughter|son|mother|father|brother|sister|husband|wife|mum|mom|dad)(?:'s|'m|’s|’m| is| was| am| are| were)"
    rf"(?: now| only| just| about to turn| nearly| almost)? |(?<=\n)(?=\d+, )|(?:when|When) (?:he|she|I) was |(?<![A-Za-z])[A-Z][a-z]+(?: [A-Z]| \([^)]{{1,20}}\))?, |\(|(?<![A-Za-z])(?:left|died|married|diagnosed|pregnant|orphaned|widowed|emigrated|retired|divorced|joined|moved|arrived|adopted|began|started|home|school|mother|father|drinking|smoking|and),? at )(?P<n>{NUMBER})"
    rf"(?=,(?! ?\d)|\.(?!\d)|;|\)| and | when | at the time| now|\?|!|\n|$)"
)
SCORED = re.compile(r"[A-Z]{2,}[A-Za-z]*(?:-?\d+)? (?:(?:at|of|was|is|score|fell|rose|down|up|to|from) )+$")
GROWN = re.compile(
    r"(?<![A-Za-z])(?:over|under|above|below|by|least|between|from|until|than|ages?|children of|minimum|up to|those) ?$"
)
THING = re.compile(
    r"[- ](?:\w+ )?(?:car|house|building|whisky|wine|dog|cat|puppy|policy|study|service|company|firm|school|scheme|tree|book|system|laptop|phone|van|sofa|computer|charity|clinic)(?![a-z])"
)
AGE_EN = rf"(?:1[3-9]|[2-9]\d|{WORD_NUMBER})"
# A child's age, for which a small number is enough.
CHILD = re.compile(
    rf"(?<![A-Za-z])(?:[Cc]hild|boy|girl|son|daughter|brother|sister|pupil|grandson|granddaughter|nephew|niece|toddler|eldest|youngest|stepson|stepdaughter|twins), (?P<a>{'|'.join(UNITS[3:12])}|[4-9]|1[0-2])(?=, (?!\d)|[.;])"
    rf"|(?:(?<= is )|(?<=['’]s )|(?<= was )|(?<=['’]m )|(?<= turns )|(?<= be ))(?P<b>{'|'.join(UNITS[2:12])}|[4-9]|1[0-2]) (?:next|last|this) (?:week|month|birthday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?![a-z])"
)
# 12¾ and 19½, whose fraction is folded into 3⁄4 and 1⁄2.
FRACTION = re.compile(r"(?<![\d.,£$€])(?P<n>[1-9]|1\d)(?:1⁄2|1⁄4|3⁄4)(?=[,.;)]| (?:and|years?|now)(?![a-z]))")
# An age set beside the person without a word for it: "Background: 63, lives", "her client, 88, living at", "Callum is 41 and".
BESIDE_EN = tuple(
    map(
        re.compile,
        (
            rf"(?:^|\n)(?:Background|Client|Patient|Caller|About|History|Young person|Ct|Pt|Cl|Supervisee|Who|Age(?: and [a-z]+)?): (?P<a>{AGE_EN})(?=[,.;] |[,.;]?\n| years)",
            rf"(?:\A|\n)(?P<h>{AGE_EN})(?=, (?:(?:recently|newly|twice|happily|never|long) )?(?:single|married|widow(?:ed|er)?|divorced|separated|retired|unemployed|self-employed|living|lives|male|female|man|woman|mother|father|a |an )(?![A-Z]))",
            rf"(?<![A-Za-z])(?:[Ll]ady|[Gg]entleman|[Mm]an|[Ww]oman|[Bb]oy|[Gg]irl|[Ll]ad|[Ww]idow(?:er)?|[Mm]other|[Ff]ather|[Ss]on|[Dd]aughter|[Cc]hild|[Pp]erson|[Pp]atient|[Cc]lient) of (?P<i>{AGE_EN})(?=[,.;:!?)\n]| (?:who|with|and|from|in|living|whose|at|on|or so))",
            rf"(?<=[a-z)\"”é]), (?P<b>{AGE_EN})(?=, (?!\d|[a-z-]+(?:ty|teen)\b)|; |\. [A-Z]|\.(?:\n|$))",
            rf"(?: is| was| are| were|['’](?:s|m|re)) (?:now |only |just |still )?(?P<c>{AGE_EN}|(?<=boys are )[a-z]+|(?<=girls are )[a-z]+|(?<=twins are )[a-z]+|(?<=kids are )[a-z]+)(?=,(?! ?\d)|;|\.(?!\d)| and (?:has|is|was|had|a |an |lives?|works?|in|the|her|his|from|about|newly|now|still|on|never|single|married|retired|recently)| now| with| when| at| in (?:a|two|three|four|five|six|ten|\d+|the) (?:days?|weeks?|months?|fortnight))",
            rf"(?:[Jj]ust gone|[Tt]urning|[Ff]resh out of being|[Gg]oing on|[Rr]ising) (?P<d>{AGE_EN})(?=[.,;!?)\n]| (?:and|this|next|in|on|when|with)(?![a-z]))",
            rf"(?<![A-Za-z0-9])(?P<e>{AGE_EN}|\d|1[0-2]) (?:(?:last|this|next) (?:week|month|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|spring|summer|autumn|winter)|yrs?(?: \d{{1,2}} m(?:on)?ths?)?|going on (?:\d\d|[a-z-]+)|today|tomorrow|come (?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|Christmas|Easter))(?=[.,;:!?)\n\"”]| \()",
            rf"(?<=[.!?\"”] )(?P<f>{WORD_NUMBER})(?=[,;] (?!\d)| come | now[,.]| last )",
            rf"(?<![A-Za-z])[Ii]n (?:his|her|their|my) (?P<g>{'|'.join(ORDINAL_AGES)}) year(?![a-z])",
        ),
    )
)
# Who can be so old: looked for behind the verb, so that the verb is looked for first.
SUBJECT = re.compile(
    rf"(?<![A-Za-z])(?:[A-Z][a-zà-ɏ'’-]+(?: [A-Z][A-Za-zà-ɏ'’-]+)?|[Hh]e|[Ss]he|[Tt]hey|I|who|[a-z]+ (?:boys|girls|twins|children|kids)|(?:[Tt]he|[Hh]er|[Hh]is|[Mm]y|[Tt]heir) (?:boys|girls|twins|children|kids|sons|daughters|{KIN_EN}))\Z"
)
COUNTED_BEFORE = re.compile(
    r"(?:sessions?|weeks?|pages?|chapters?|rooms?|numbers?|items?|lines?|rows?|steps?|verses?|version|scores?|scored|total|mean|of|at|to|from|is|was|mg|per cent|percent|points?|minutes|hours|days|about|over|under|nearly|grade|level|item|question|[A-Z]{2,}[A-Za-z-]*(?:-?\d+)?|cut-?off|baseline|intake|depression|anxiety|[Ss]cale|[Ii]nventory|[Ii]ndex|[Qq]uestionnaire|then|and|now|attended|completed|enrolled|offered|seen|dose|fee|cost|price)$"
)
MEASURED = re.compile(
    r"(?:[A-Z]{2}|[Ss]cale|[Ii]ndex|[Ii]nventory|[Qq]uestionnaire|[Tt]est|[Ss]chedule|[Mm]easure|[Ss]core|[Ii]tem|[Tt]otal|[Rr]esult|[Mm]ean|[Ss]ession|[Nn]umber|[Ff]ee|[Tt]emperature|[Cc]ost|[Aa]nswer|[Rr]oom|[Pp]age|[Aa]verage|[Tt]here|[Ii]t|[Ll]imit) ?(?:is|was|are|were|[\'’]s)"
)
BORN_EN = re.compile(r"(?<![A-Za-z])born (?:in |on |the )?(?:[a-z]+ (?:of )?)?(?:(?:19|20)\d\d|['’]\d\d)(?!\d)")
MEASURE = re.compile(
    r"(?:score|PHQ|GAD|CORE|total|number|fee|answer|cost|limit|maximum|mean|baseline|cut-?off|which)[^.]{0,12}$",
    re.IGNORECASE,
)


def told(reading: Reading) -> Iterator[Age]:
    for match in NAMED_IS.finditer(reading.text):
        if not MEASURE.search(reading.text[max(0, match.start() - 15) : match.start("n")]):
            yield from _told(reading, match.span("n"), match["n"])
    yield from _by_form(reading)


def _by_form(reading: Reading) -> Iterator[Age]:
    text = reading.text
    for match in ENGLISH.finditer(text):
        words = next(group for group in match.groupdict().values() if group)
        yield from _told(reading, match.span(), words)
    for match in ROUND_EN.finditer(text):
        name = next(key for key, group in match.groupdict().items() if group and key != "about")
        start = match.start("about" if name == "b" else name)
        end = match.end() if name in "abf" else match.end(name)
        yield from _told(reading, (start, end), number(match[name]))
    for match in (found for pattern in BESIDE_EN for found in pattern.finditer(text)):
        name = next(key for key, group in match.groupdict().items() if group)
        if name == "b" and (
            COUNTED_BEFORE.search(text, max(0, match.start() - 24), match.start())
            or COUNTED_EN.search(text, max(0, match.start() - 160), match.start())
        ):
            continue
        if name == "c" and not (
            (subject := SUBJECT.search(text, max(0, match.start() - 40), match.start()))
            and not MEASURED.search(text, subject.start(), match.end())
            and reading.language_at(match.start()) == "en"
        ):
            continue
        start = match.start() if name in "dg" else match.start(name)
        end = match.end() if name in "deg" else match.end(name)
        yield from _told(reading, (start, end), number(match[name]))
    for match in CHILD.finditer(text):
        name = "a" if match["a"] else "b"
        span = match.span("a") if match["a"] else match.span()
        yield Age(span, band(value(match[name]), "en"))
    for match in FRACTION.finditer(text):
        yield from _told(reading, match.span(), match["n"])
    for match in BORN_EN.finditer(text):
        yield Age(match.span(), ("some decades ago",))
    for match in ANSWER_EN.finditer(text):
        if WORDS_EN.match(match["n"]) and not COUNTED_EN.search(text[max(0, match.start() - 160) : match.end() + 30]):
            yield from _told(reading, match.span("n"), match["n"])
    for match in BEING.finditer(text):
        if reading.language_at(match.start("n")) == "en":
            yield from _told(
                reading, match.span("n"), match["n"], bare=not match.group().startswith(("(", "At", "at")) or None
            )


def _told(reading: Reading, span: Span, words: str, *, bare: bool | None = False) -> Iterator[Age]:
    text = reading.text
    age = value(words)
    before = text[max(0, span[0] - 12) : span[0]]
    if not 0 < age <= OLDEST or GROWN.search(before) or THING.match(text, span[1]):
        return
    if bare is None and (
        age < 5 or (age < 13 and not words.isdigit()) or re.search(r"[A-Z0-9] ?\($", before)
    ):  # "at one", "(12)"
        return
    if SCORED.search(text[max(0, span[0] - 24) : span[0]]) or (bare and age < 6 and not words.isdigit()):
        return
    past = re.search(r"(?:when|was|at|since|from|age of) ?$", before) and not text[span[0] : span[1]].startswith("aged")
    other = past or of_relative(text, *span, "en")
    yield Age(span, band(age, "en"), "" if other else str(age))
