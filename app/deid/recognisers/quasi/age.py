"""Exact ages and years of birth; bands of age and school years count without being shown.

Flags    48歳, 34 y/o, aged 58, "turned thirteen", 1984年生まれ.
Why      an age to the year leaves one person in eighty; with a town and a job it often leaves one.
Leaves   bands (40代, in her thirties), school years, ages in rules and laws, ages of things, differences of age.
Limits   an age in a general statement may be flagged; a year of birth gives no age, since nothing here asks the date.
Source   公認心理師 and 日本心理臨床学会 usage: ages are given by tens; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.kin import KIN_EN, of_relative
from app.deid.reading import Language, Reading
from app.deid.tongue import has_english, has_japanese
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "age",
    Kind.AGE,
    Identifier.QUASI,
    flags=(
        "相談者は48歳の男性",
        "四十八才になった",
        "a 34 y/o male",
        "She is 52, a widow",
        "I'd just turned thirteen.",
        "Mrs B, aged 58, lives alone",
        "He's 60 next birthday",
        "my client (f29) is in love",
        "she'll be forty in March",
        "A lady of 93 who lives alone",
        "67, widowed, retired early.",
        "ロドリゴ、十九。日系の四世である",
    ),
    leaves=(
        "40代の女性",
        "18歳以上が対象",
        "3歳児健診で",
        "in her early fifties",
        "clients over 18 years of age",
        "a 12-year-old car",
        "five minutes late",
        "It was nearly ten when we stopped",
        "see figure (m12) and twelve in May",
        "a workshop for nine-year-olds",
        "a man of 20 words",
    ),
)

OLDEST = 115  # years
YOUNGEST_BARE = 13  # years; a smaller number without 歳 is mostly a count
JAPANESE = re.compile(r"(?<![\d.~〜～-])(?<!\d,)(?:満|当時|現在|年齢[は:]?)?(\d{1,3})(?:歳|才)(?:\d{1,2}[かヶカヵ]月)?")
NOT_AFTER_JA = re.compile(
    r"(?:児|半?健診|半?検診|半児|以上|以下|未満|以降|前後|程度|代|ごろまで|までの|からの|年上|年下|差|違い|[〜~～-]\d|[のか]ら\d|か\d|で(?:将来|成人|選挙|定年)|定年|の壁|になれば|を超え|を過ぎ(?:たら|ると)|[でに](?:も)?なったら|まで(?:に|の)?(?:無料|対象))"
)
NOT_BEFORE_JA = re.compile(
    r"(?:精神年齢|発達年齢|知能年齢|平均|およそ|約|定年は?|対象は?|[〜~～]|から|満年齢|人生|年齢差|歳と)$"
)
GENERAL_JA = re.compile(r"というのは|といえば|考えてみれば|制度|法律|民法|年金|選挙権|成人年齢|平均寿命|一般に|統計")
BORN_JA = re.compile(r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:早)?生(?:まれ|れ)?(?![徒活命産後涯])")
BAND_JA = re.compile(r"(?<!\d)([1-9]0)代(前半|後半|半ば|なかば)?(?:[〜~～-](?:[1-9]0)代)?")
GRADE_JA = re.compile(
    r"(?:(小|中|高|大)(?:学|校|学校|等学校)?([1-6一二三四五六])(?:年|年生)|(?<![大最])(小|中|高)([1-6一二三四五六])(?=の|で|、|女|男|[(（]))"
)
STAGE_JA = re.compile(r"(小学生|中学生|高校生)")

UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = {
    word: 10 * index for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in TENS)})(?:[- ](?:{'|'.join(UNITS[:9])}))?|{'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in reversed(UNITS))})"
ORDINAL_AGES = [
    *(f"{tens}ieth" for tens in ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")),
    *(
        f"{tens}-{units}"
        for tens in TENS
        for units in "first second third fourth fifth sixth seventh eighth ninth".split()
    ),
    *"thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
]
AFTER = r"(?![A-Za-z0-9%:]|[.,:]\d)"
ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9£$€.,:-])(?:"
    rf"(?P<a>{NUMBER})[- ](?:years?|yrs?)[- ]old(?![- ](?:habit|problem|pattern|grudge|secret|question))(?!s)|(?P<b>{NUMBER}) years of age|(?P<c>{NUMBER}) ?(?:y/o|yo|y\.o\.|yrs? old){AFTER}|"
    rf"(?:aged|age|Age|Aged)(?: of|:)? (?P<d>{NUMBER}){AFTER}(?! ?(?:to|and over|and under|or over|or under|or above|or below|plus|[-–+]))|"
    rf"(?:just )?(?:turned|turning|turns) (?P<e>{NUMBER})(?= ?(?:[,.;:?!)\n]|and |in |on |last |this |when |the |at |a |$))|"
    rf"(?<=[.,;] )(?P<g>\d\d) yrs?(?=[.,;])|in (?:his|her|their) (?P<j>\d\d)(?:st|nd|rd|th) year|(?P<f>\d{{1,3}})(?:st|nd|rd|th) birthday|(?P<h>\d{{1,2}})[ ]?(?:[MF]|[mf](?=[,. )]))(?![A-Za-z0-9'])|(?<=[(, ])[MF](?P<i>\d{{2}})(?![0-9]))",
)
# An age as an answer: もう38ですよ, "Sixteen." as a sentence of its own.
ANSWER_JA = re.compile(
    r"(?<![一-鿿])(?:もう|今年で|今年|来月で|来年で|今度で|まだ|わたしも|私も|俺も|僕も|年は|歳は|としは|とし[、,]|[「『])([1-9]\d|[二三四五六七八九]?十[一二三四五六七八九]?)(?=です|なんです|だよ|だし|だから|なので|なのに|にも?な[りっる]|ですけど|や(?:で|し|から|わ)|じゃ|。[」』]|[」』])"
)
GROWN_JA = re.compile(
    r"(?<![\d一-鿿.年月第])([3-9]\d|[三四五六七八九]十[一二三四五六七八九]?)(?=に(?:も)?なって(?:も|まで|から|[、。,])|にもな(?:ると|れば|るのに)|過ぎ(?:て|の(?:男|女|人)))"
)
NUMBERED_JA = re.compile(r"点|回|個|人|番|分|円|件|時|数|キロ|何(?!歳)|いくつの")
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
DECADES = {
    "teens": 10,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
BAND_EN = re.compile(
    rf"(?:(?P<part>early|mid|late|middle)[- ]?(?:to[- ]late[- ])?)?(?:(?P<word>{'|'.join(DECADES)})|(?P<digits>[1-9]0)['’]?s)(?![A-Za-z])",
    re.IGNORECASE,
)
PARTS = {
    "early": (0, 4),
    "mid": (3, 7),
    "middle": (3, 7),
    "late": (5, 9),
    "前半": (0, 4),
    "後半": (5, 9),
    "半ば": (3, 7),
    "なかば": (3, 7),
}
GRADES = {"小": 5, "中": 11, "高": 14, "大": 17}  # a pupil of the first year is one or two years older
STAGES = {"小学生": "6-12", "中学生": "12-15", "高校生": "15-18"}
KANJI = {character: index for index, character in enumerate("一二三四五六", 1)}


HEADED = re.compile(r"(?:^|[,\t|])(?:age|Age|年齢)(?=[,\t|])", re.MULTILINE)
CELL = re.compile(r"(?<=[,\t|])(\d{1,2})(?=[,\t|])")
BRACKETED_JA = re.compile(r"(?<=[一-鿿ァ-ヺー])[（(](\d{2})[)）]")
# An age behind somebody's honorific, or in a form's field: 望さん(17), 白鳥さん、二十九、 年齢の欄は19.
BEHIND_JA = re.compile(
    r"(?:さん|くん|君|ちゃん|氏|様|クライエント|クライアント|相談者|本人|男性?|女性?|[男女])[（(、]{1,2}((?:[1-9]\d)|[二三四五六七八]?十[一二三四五六七八九]?)(?=[)）、。]|$)"
    r"|(?:さん|くん|君|ちゃん|氏|彼女?|本人|息子|娘|夫|妻|父|母|兄|弟|姉|妹)(?:[（(][^）)\n]{0,30}[）)])?は、?([1-9]\d)(?=で、|[、。]?(?:まだ|もう)|。)"
    r"|(?<=[ァ-ヺー][ァ-ヺー])、([1-9]\d|[二三四五六七八]?十[一二三四五六七八九]?)(?=。)"
    r"|(?:年齢|とし|歳)(?:の欄)?(?:は|が|:|=|、| )+([1-9]\d)(?=[、。\n)）]|$|で|だ|と)"
)
NAMED_IS = re.compile(r"(?:,|[A-Z][a-z]{2,}) is (?:now )?(?P<n>[1-9]\d)(?=\.(?!\d)|, (?!\d)|;)")
# An age set beside the person without a word for it: "Background: 63, lives", "her client, 88, living at", "Callum is 41 and".
LARGE_WORDS = [
    *(word for tens in TENS for word in (*(f"{tens}-{unit}" for unit in UNITS[:9]), tens)),
    *reversed(UNITS[12:]),
]
WORD_NUMBER = "(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in LARGE_WORDS) + ")"
AGE_EN = rf"(?:1[3-9]|[2-9]\d|{WORD_NUMBER})"
# 12¾ and 19½, whose fraction is folded into 3⁄4 and 1⁄2.
# A child's age, for which a small number is enough.
CHILD = re.compile(
    rf"(?<![A-Za-z])(?:[Cc]hild|boy|girl|son|daughter|brother|sister|pupil|grandson|granddaughter|nephew|niece|toddler|eldest|youngest|stepson|stepdaughter|twins), (?P<a>{'|'.join(UNITS[3:12])}|[4-9]|1[0-2])(?=, (?!\d)|[.;])"
    rf"|(?:(?<= is )|(?<=['’]s )|(?<= was )|(?<=['’]m )|(?<= turns )|(?<= be ))(?P<b>{'|'.join(UNITS[2:12])}|[4-9]|1[0-2]) (?:next|last|this) (?:week|month|birthday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?![a-z])"
)
FRACTION = re.compile(r"(?<![\d.,£$€])(?P<n>[1-9]|1\d)(?:1⁄2|1⁄4|3⁄4)(?=[,.;)]| (?:and|years?|now)(?![a-z]))")
BESIDE_EN = re.compile(
    rf"(?:^|\n)(?:Background|Client|Patient|Caller|About|History|Young person|Ct|Pt|Cl|Supervisee|Who|Age(?: and [a-z]+)?): (?P<a>{AGE_EN})(?=[,.;] |[,.;]?\n| years)"
    rf"|(?:\A|\n)(?P<h>{AGE_EN})(?=, (?:(?:recently|newly|twice|happily|never|long) )?(?:single|married|widow(?:ed|er)?|divorced|separated|retired|unemployed|self-employed|living|lives|male|female|man|woman|mother|father|a |an )(?![A-Z]))"
    rf"|(?<![A-Za-z])(?:[Ll]ady|[Gg]entleman|[Mm]an|[Ww]oman|[Bb]oy|[Gg]irl|[Ll]ad|[Ww]idow(?:er)?|[Mm]other|[Ff]ather|[Ss]on|[Dd]aughter|[Cc]hild|[Pp]erson|[Pp]atient|[Cc]lient) of (?P<i>{AGE_EN})(?=[,.;:!?)\n]| (?:who|with|and|from|in|living|whose|at|on|or so))"
    rf"|(?<=[a-z)\"”é]), (?P<b>{AGE_EN})(?=, (?!\d|[a-z-]+(?:ty|teen)\b)|; |\. [A-Z]|\.(?:\n|$))"
    rf"|(?: is| was| are| were|['’](?:s|m|re)) (?:now |only |just |still )?(?P<c>{AGE_EN}|(?<=boys are )[a-z]+|(?<=girls are )[a-z]+|(?<=twins are )[a-z]+|(?<=kids are )[a-z]+)(?=,(?! ?\d)|;|\.(?!\d)| and (?:has|is|was|had|a |an |lives?|works?|in|the|her|his|from|about|newly|now|still|on|never|single|married|retired|recently)| now| with| when| at| in (?:a|two|three|four|five|six|ten|\d+|the) (?:days?|weeks?|months?|fortnight))"
    rf"|(?:[Jj]ust gone|[Tt]urning|[Ff]resh out of being|[Gg]oing on|[Rr]ising) (?P<d>{AGE_EN})(?=[.,;!?)\n]| (?:and|this|next|in|on|when|with)(?![a-z]))"
    rf"|(?<![A-Za-z0-9])(?P<e>{AGE_EN}|\d|1[0-2]) (?:(?:last|this|next) (?:week|month|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|spring|summer|autumn|winter)|yrs?(?: \d{{1,2}} m(?:on)?ths?)?|going on (?:\d\d|[a-z-]+)|today|tomorrow|come (?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|Christmas|Easter))(?=[.,;:!?)\n\"”]| \()"
    rf"|(?<=[.!?\"”] )(?P<f>{WORD_NUMBER})(?=[,;] (?!\d)| come | now[,.]| last )"
    rf"|(?<![A-Za-z])[Ii]n (?:his|her|their|my) (?P<g>{'|'.join(ORDINAL_AGES)}) year(?![a-z])",
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


def find(reading: Reading) -> Iterator[Finding]:
    yield from _tables(reading)
    if has_japanese(reading):
        yield from _japanese(reading)
    if has_english(reading):
        yield from _english(reading)
    yield from _bands(reading)


def _tables(reading: Reading) -> Iterator[Finding]:
    """Ages in a column headed so, and in brackets after a Japanese name."""
    text = reading.text
    if HEADED.search(text):
        for match in CELL.finditer(text):
            yield RULE.finding(match.span(), instead=band(int(match[1]), reading.language_at(match.start())))
    for match in BRACKETED_JA.finditer(text):
        word = reading.words[max(0, reading.word_index(match.start()) - 1)]
        if word.pos[2] == "人名" and word.end == match.start():
            yield RULE.finding(match.span(1), instead=band(int(match[1]), "ja"))
    for match in BEHIND_JA.finditer(text) if has_japanese(reading) else ():
        group = match.lastindex or 0
        age = _kanji(match[group])
        if age >= YOUNGEST_BARE:
            yield RULE.finding(match.span(group), instead=band(age, "ja"), trait=Trait(Kind.AGE, str(age)))
    for match in NAMED_IS.finditer(text):
        if not MEASURE.search(text[max(0, match.start() - 15) : match.start("n")]):
            yield from _told(reading, match.span("n"), match["n"])


def band(age: int, language: Language) -> tuple[str, ...]:
    """Return how the profession would put an age, the best first."""
    if language == "ja":
        if age < 6:
            return ("幼児",)
        if age < 19:
            return ({6: "小学生", 12: "中学生", 15: "高校生"}[6 if age < 12 else 12 if age < 15 else 15],)
        decade = f"{age // 10 * 10}代" if age < 90 else "90代以上"
        return (f"{decade}{'前半' if age % 10 < 5 else '後半'}", decade) if age < 90 else (decade,)
    if age < 20:
        return ("a young child" if age < 6 else "of primary school age" if age < 12 else "a teenager",)
    if age >= 90:
        return ("over ninety",)
    words = {value: word for word, value in DECADES.items()}
    decade = words[age // 10 * 10]
    part = "early" if age % 10 < 4 else "mid" if age % 10 < 7 else "late"
    return (f"in their {part} {decade}", f"in their {decade}")


def value(words: str) -> int:
    if words.isdigit():
        return int(words)
    first, _, second = words.lower().replace("-", " ").partition(" ")
    return TENS.get(first, UNITS.index(first) + 1 if first in UNITS else 0) + (UNITS.index(second) + 1 if second else 0)


def _number(words: str) -> str:
    """A number told in another form, as a number: f29, 70th, fortieth, forty-first."""
    digits = re.match(r"[fmFM]?(\d+)", words)
    if digits:
        return digits[1][:2]
    if words.lower() in LARGE_WORDS or words in UNITS:
        return words.lower()
    first, _, second = words.lower().partition("-")
    if not second:
        return first.removesuffix("ieth") + "y" if first.endswith("ieth") else first.removesuffix("th")
    return f"{first}-{UNITS['first second third fourth fifth sixth seventh eighth ninth'.split().index(second)]}"


def _kanji(words: str) -> int:
    """Return an age in figures, or in kanji where the fold leaves it: 三十八になっても."""
    if words.isdigit():
        return int(words)
    tens, _, units = words.partition("十")
    digits = "一二三四五六七八九"
    return 10 * (digits.index(tens) + 1 if tens else 1) + (digits.index(units) + 1 if units else 0)


def _japanese(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in JAPANESE.finditer(text):
        age = int(match[1])
        if (
            age > OLDEST
            or NOT_AFTER_JA.match(text, match.end())
            or NOT_BEFORE_JA.search(text[max(0, match.start() - 8) : match.start()])
        ):
            continue
        sentence = reading.sentence_at(match.start())
        if GENERAL_JA.search(text, max(sentence.start, match.start() - 60), min(sentence.end, match.end() + 60)):
            continue
        past = re.match(
            r"(?:の時|のとき|の頃|のころ|頃|ごろ|で(?!あ|す|、)|まで|から|に)", text[match.end() : match.end() + 3]
        )
        other = past or of_relative(text, *match.span(), "ja")
        yield RULE.finding(match.span(), instead=band(age, "ja"), trait=None if other else Trait(Kind.AGE, str(age)))
    for match in (*ANSWER_JA.finditer(text), *GROWN_JA.finditer(text)):
        if not NUMBERED_JA.search(text, max(0, match.start() - 20), match.start(1)):
            age = _kanji(match[1])
            if age < YOUNGEST_BARE:
                continue
            other = of_relative(text, *match.span(1), "ja")
            yield RULE.finding(
                match.span(1), instead=band(age, "ja"), trait=None if other else Trait(Kind.AGE, str(age))
            )
    for match in BORN_JA.finditer(text):
        yield RULE.finding(match.span(), instead=(f"{match.group()[:3]}0年代生まれ",))


def _english(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in ENGLISH.finditer(text):
        words = next(group for group in match.groupdict().values() if group)
        yield from _told(reading, match.span(), words)
    for match in ROUND_EN.finditer(text):
        name = next(key for key, group in match.groupdict().items() if group and key != "about")
        start = match.start("about" if name == "b" else name)
        end = match.end() if name in "abf" else match.end(name)
        yield from _told(reading, (start, end), _number(match[name]))
    for match in BESIDE_EN.finditer(text):
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
        yield from _told(reading, (start, end), _number(match[name]))
    for match in CHILD.finditer(text):
        name = "a" if match["a"] else "b"
        span = match.span("a") if match["a"] else match.span()
        yield RULE.finding(span, instead=band(value(match[name]), "en"))
    for match in FRACTION.finditer(text):
        yield from _told(reading, match.span(), match["n"])
    for match in BORN_EN.finditer(text):
        yield RULE.finding(match.span(), instead=("some decades ago",))
    for match in ANSWER_EN.finditer(text):
        if WORDS_EN.match(match["n"]) and not COUNTED_EN.search(text[max(0, match.start() - 160) : match.end() + 30]):
            yield from _told(reading, match.span("n"), match["n"])
    for match in BEING.finditer(text):
        if reading.language_at(match.start("n")) == "en":
            yield from _told(
                reading, match.span("n"), match["n"], bare=not match.group().startswith(("(", "At", "at")) or None
            )


def _told(reading: Reading, span: tuple[int, int], words: str, *, bare: bool | None = False) -> Iterator[Finding]:
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
    yield RULE.finding(span, instead=band(age, "en"), trait=None if other else Trait(Kind.AGE, str(age)))


def _bands(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    for match in BAND_JA.finditer(text):
        yield from _counted(reading, match.span(), int(match[1]), match[2])
    for match in GRADE_JA.finditer(text):
        school, year = match[1] or match[3], match[2] or match[4]
        first = GRADES[school] + (KANJI[year] if year in KANJI else int(year))
        if not of_relative(text, *match.span(), "ja"):
            yield RULE.finding(match.span(), trait=Trait(Kind.AGE, f"{first}-{first + 1}"), listed=False)
    for match in STAGE_JA.finditer(text):
        if not of_relative(text, *match.span(), "ja"):
            yield RULE.finding(match.span(), trait=Trait(Kind.AGE, STAGES[match.group()]), listed=False)
    for match in BAND_EN.finditer(text) if has_english(reading) else ():
        if match["word"] or match["part"]:
            tens = DECADES[match["word"].lower()] if match["word"] else int(match["digits"])
            yield from _counted(reading, match.span(), tens, (match["part"] or "").lower())


def _counted(reading: Reading, span: tuple[int, int], tens: int, part: str | None) -> Iterator[Finding]:
    first, last = PARTS.get(part or "", (0, 9))
    if not of_relative(reading.text, *span, reading.language_at(span[0])):
        yield RULE.finding(span, trait=Trait(Kind.AGE, f"{tens + first}-{tens + last}"), listed=False)
