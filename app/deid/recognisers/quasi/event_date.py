"""Days and months on which something happened to a client.

Flags    2024年5月, 5月3日, 10月上旬, the 9th of November, 11 December, "in October"; a year in which something befell the client.
Why      a date joins a case to a news item, a register or a diary; a birthday leaves one person in 365.
Leaves   years of publications, laws and revisions, weekdays, durations, X年Y月, seasons, months of every year.
Limits   the month of a law without the word for law is taken for a client's; May and March need a word of time before them.
Source   公認心理師 and 日本心理臨床学会 usage: X年, X年Y月; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.near import near
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "event_date",
    Kind.DATE,
    Identifier.QUASI,
    flags=(
        "2024年5月に解雇となり",
        "令和六年5月3日に入院",
        "10月上旬に来談",
        "not been back since the 9th of November",
        "from February to May",
        "he died on 11 December",
        "he has not spoken to her since Easter Monday",
        "We met on the last Sunday in June.",
        "12/3 told him. 19/3 rota changed.",
    ),
    leaves=(
        "Rogers(1957)",
        "X年Y月に来談",
        "X-2年に発症、X年4月来談。",
        "毎年4月は異動がある",
        "約2か月",
        "last spring",
        "May I suggest",
        "Data Protection Act 2018",
        "back on Thursday",
        "it peaks at Christmas",
        "On the fourth she said no.",
    ),
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first"
YEAR = r"(?:19|20)\d\d"
JAPANESE = re.compile(
    rf"(?<![\d/.-])(?:{YEAR}年(?:度)?の? ?|(?:一昨年|昨年|去年|今年|前年|翌年|同年|本年)の? ?|翌)?(?<!\d)(?:1[0-2]|0?[1-9])月 ?(?:(?:3[01]|[12]\d|0?[1-9])日|の(?:連休明け|連休|終わり|はじめ|初め|半ば|末|第[1-5一二三四五]週|ある[朝日夜晩])|上旬|中旬|下旬|初旬|初め|はじめ|末|半ば|頃|ごろ|\d{{1,2}}(?=[(（、。 ]))?(?: ?[（(][日月火水木金土](?:曜日?)?[・祝]*[)）])?"
    rf"|(?<![\d/.-]){YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d-]|/\d)"
    rf"|(?<![\d/.A-Za-z-])(?:1[0-2]|[1-9])/(?:3[01]|[12]\d|[1-9])(?:[（(][日月火水木金土][)）])(?![\d/])"
)
DATED = re.compile(r"[0-9]月|[0-9][-/.][0-9]")
NOT_BEFORE_JA = re.compile(r"(?:毎年|例年|年)$")
NOT_AFTER_JA = re.compile(
    r"(?:病|期|号|改正|施行|公布|公開|発売|刊|版|付け(?:通知|事務連絡)|給料|ボーナス|[〜~～・]\d{1,2}月(?:号|期)|[1-9]回|生まれの(?:子|児)|当たり|あたり|ぶり|分の|(?:が|は)(?:だめ|苦手|嫌い|好き|怖い|つらい|しんどい|来ると|くると)|の(?:頁|ページ|歌|風|空|花))"
)
LAW = re.compile(
    r"法律|改正|施行|学会|(?:年次|研究|全国研究|学術)大会|大会(?:発表|論文|企画)|刊行|出版|論文|著|第\d+条|統計|調査|通知|判決|研修会|ワークショップ|公認心理師法|published|(?<![A-Za-z])Act(?![a-z])|paper (?:from|of|in)|book (?:from|of)|study (?:from|of|in)|essay|album|film|novel|edition|conference|workshop|guidelines?|legislation|version|survey|census"
)
YEAR_JA = re.compile(
    rf"(?<![\d（(]){YEAR}年(?:度)?(?:の?(?:春|夏|秋|冬|初頭|前半|後半|末|暮れ|初め))?(?=に|の|から|、|まで|以[来降]|頃|ごろ|入|退|卒|結)(?!版|改正|の論文|の著)"
)
LIFE_JA = re.compile(
    r"生まれ|上京|就職|嫁|家を出|移り住|越して|入社|入学|入院|退院|退職|離職|卒業|結婚|離婚|出産|誕生|死亡|死去|亡く|他界|自死|発症|診断|来談|転職|転居|引っ越|休職|復職|解雇|事故|被災|災害|逮捕|服役|来日|渡米|留学|開業|廃業|倒産|流産|初診|初回|終結|面接|別居|震災|受診|手術|失業|配属|異動|閉鎖"
)
ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9/])(?:(?:[Tt]he )?(?:{DAY}|{ORDINALS})(?: day)?(?: of)? (?:{MONTHS}|{SHORT})\.?(?![A-Za-z])(?:,? {YEAR})?"
    rf"|(?:{MONTHS}|{SHORT})\.? (?:the )?(?:{DAY}(?![\d:%])|{ORDINALS})(?!-)(?:,? {YEAR})?|(?:early |mid-?|late )?(?:{MONTHS}|{SHORT})\.?(?: of)?,? {YEAR}"
    rf"|{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)|(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2]|[12]\d|3[01])[/.](?:{YEAR}|\d\d)(?![\d/]))"
)
# Days that a name fixes, weekdays of a month, parts of a month, days of a month by their number alone.
NAMED_DAY = (
    r"(?:Easter (?:Sunday|Monday|Saturday|week)|Good Friday|Maundy Thursday|Ash Wednesday|Palm Sunday|Pancake Day|Shrove Tuesday|Boxing Day|Christmas (?:Eve|Day)|New Year['’]s (?:Eve|Day)|Twelfth Night|Burns Night|Bonfire Night|Guy Fawkes(?: Night)?|Hallowe['’]?en|All Souls['’]?(?: Day)?|"
    r"(?:St|Saint) [A-Z][a-z]+['’]s (?:Day|Night|Eve)|Remembrance (?:Sunday|Day)|Armistice Day|Anzac Day|ANZAC Day|Australia Day|Waitangi Day|Canada Day|Independence Day|Bastille Day|(?:the )?(?:Fourth|4th) of July|Labou?r Day|Memorial Day|Veterans Day|Columbus Day|Juneteenth|Thanksgiving(?: Day)?|Mother['’]s Day|Mothering Sunday|Father['’]s Day|May Day|"
    r"Hogmanay|Michaelmas|Candlemas|Lammas|Whitsun|Whit Monday|Matariki|Diwali|Holi|Vaisakhi|Eid(?: al-[A-Z][a-z]+)?|Yom Kippur|Rosh Hashanah|Passover|Purim|Hanukkah|Nowruz|Ashura|Lunar New Year|Chinese New Year|T[êe]t|Songkran|Obon)"
)
FIXED = re.compile(
    rf"(?:(?<![A-Za-z])(?:[Oo]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|[Bb]y|[Ll]ast|[Tt]his|[Tt]hat|and|to|over|[Tt]he (?:day|week|morning|night|evening|weekend) (?:after|before|of)|[Bb]etween) )(?P<n>{NAMED_DAY}(?:,? {YEAR})?)(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?P<w>(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|weekend) (?:in|of) (?:{MONTHS}|term|Michaelmas|Hilary|Trinity|Lent|Advent|Ramadan)(?:,? {YEAR})?)(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?P<p>(?:early|mid|late|the (?:end|start|beginning|middle) of)[ -](?:{MONTHS})(?:,? {YEAR})?)(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?:[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]orn|[Dd]ied) (?P<d>the (?:(?:[12]?\d|3[01])(?:st|nd|rd|th)|(?:eleventh|[a-z]+teenth|twentieth|twenty-[a-z]+|thirtieth|thirty-first)))(?=[.,;:!?]| (?:and|she|he|they|we|I|at|with|when|his|her)(?![a-z]))"
    rf"|(?<![A-Za-z])(?P<s>(?:[12]?\d|3[01])(?:st|nd|rd|th)? (?:of )?(?:{MONTHS}|{SHORT})\.? ['’]\d\d)(?!\d)"
)
SLASHED = re.compile(r"(?<![\d/.,£$€-])(?:3[01]|[12]?\d)/(?:1[0-2]|[1-9])(?![\d/%]|,? \d)(?=[ .,;:)])")
WEEKS = re.compile(r"(?:BP|[Bb]lood|pressure|score|scored|out of|ratio|fraction)[^.]{0,12}$")
BARE = re.compile(rf"(?<![A-Za-z0-9])(?:{MONTHS})(?![A-Za-z'’])")
TIME_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])(?:in|since|until|till|from|by|during|through|throughout|last|this|next|early|late|mid|to|and|between|before|after|around|of|or|end of|start of|back in|every|each|for|over|one|that|the|previous|following)[ -]+|mid-)$",
    re.IGNORECASE,
)
EVERY = re.compile(r"(?:every|each|one)[ ]+$", re.IGNORECASE)
NAMELIKE = frozenset({"April", "May", "June", "August", "March"})
SURE_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])(?:in|since|until|till|during|last|this|early|late|mid|between|back in|end of|start of|by)[ -]+|mid-|(?:January|February|March|April|June|July|August|September|October|November|December) (?:to|and|until|through|or) )$",
    re.IGNORECASE,
)
YEAR_EN = re.compile(
    rf"(?<![A-Za-z])(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Dd]ated|[Aa]round|of|summer|spring|autumn|winter|fall) (?:early |late |mid-)?({YEAR})(?![\d)])"
)
PERSON_EN = re.compile(r"(?<![A-Za-z])(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Tt]hey|I|my|client|[Cc]t|patient)(?![A-Za-z])")
BORN = re.compile(r"(?:生まれ|生(?![徒活命産])|誕生)")
BORN_EN = re.compile(
    r"(?:[Bb]orn(?: on)?|DOB:?|D\.O\.B\.?:?|date of birth:?|birthday(?: is| was)?(?: on)?) ?(?:the )?$"
)


def find(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in near(JAPANESE, DATED, text, 16, 20):
        if (
            _general(reading, match)
            or NOT_BEFORE_JA.search(text[max(0, match.start() - 2) : match.start()])
            or NOT_AFTER_JA.match(text, match.end())
        ):
            continue
        born = BORN.match(text, match.end())
        year = "X年" if "年" in match.group() else ""
        whole = f"{year}Y月Z日" if re.search(r"日|/|-", match.group()) else f"{year}Y月"
        yield RULE.finding(match.span(), instead=(whole, "X年"), trait=Trait(Kind.DATE, "birthday") if born else None)
    for match in YEAR_JA.finditer(text):
        sentence = reading.sentence_at(match.start())
        nearby = max(sentence.start, match.start() - 60), min(sentence.end, match.end() + 60)
        if LIFE_JA.search(text, *nearby) and not LAW.search(text, *nearby):
            yield RULE.finding(match.span(), instead=("X年",))
    if reading.english:
        yield from _english(reading)


def _english(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in ENGLISH.finditer(text):
        words = match.group()
        if _general(reading, match) or (re.match(r"(?:May|March|Mar|may) ", words) and not re.search(r"\d", words)):
            continue
        born = BORN_EN.search(text[max(0, match.start() - 24) : match.start()])
        yield RULE.finding(
            match.span(),
            instead=("on a day that month", "some time ago"),
            trait=Trait(Kind.DATE, "birthday") if born else None,
        )
    for match in FIXED.finditer(text):
        if not _general(reading, match):
            group = next(key for key, found in match.groupdict().items() if found)
            yield RULE.finding(match.span(group), instead=("on a day that month", "some time ago"))
    slashed = [
        match for match in SLASHED.finditer(text) if not WEEKS.search(text[max(0, match.start() - 20) : match.start()])
    ]
    if len({match.group() for match in slashed}) > 1:  # one alone may be a fraction
        for match in slashed:
            yield RULE.finding(match.span(), instead=("on a day that month",))
    yield from _bare(reading)
    for match in YEAR_EN.finditer(text):
        sentence = reading.sentence_at(match.start())
        nearby = max(sentence.start, match.start() - 120), min(sentence.end, match.end() + 120)
        if PERSON_EN.search(text, max(0, match.start() - 160), nearby[1]) and not LAW.search(text, *nearby):
            yield RULE.finding(match.span(1), instead=("some years ago",))


def _bare(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in BARE.finditer(text):
        before = text[max(0, match.start() - 18) : match.start()]
        cue = SURE_BEFORE if match.group() in NAMELIKE else TIME_BEFORE
        if cue.search(before) and not EVERY.search(before) and not _general(reading, match):
            yield RULE.finding(match.span(), instead=("a few months ago", "that season"))


def _general(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a date is a law's, a publication's or a meeting's."""
    sentence = reading.sentence_at(match.start())
    return (
        LAW.search(reading.text, max(sentence.start, match.start() - 40), min(sentence.end, match.end() + 40))
        is not None
    )
