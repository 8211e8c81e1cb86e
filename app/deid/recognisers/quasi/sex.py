"""A client's sex, told or implied; it counts in a combination and is never shown alone.

Flags    女性 or 男性 beside an age or after the word for a client, "a 34-year-old woman", pronouns that agree.
Why      it halves the people who fit, and often more: an occupation is seldom shared evenly.
Leaves   a relative's sex, texts whose pronouns disagree, women and men in general.
Limits   pronouns may be a partner's; the combination drops a sex when both are told.
Source   general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.kin import KIN_JA
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "sex",
    Kind.SEX,
    Identifier.QUASI,
    flags=(
        "クライエントは48歳の男性",
        "40代女性。主訴は不眠",
        "a 34 y/o male referred by his doctor",
        "She came late. She sat down. I asked her why.",
    ),
    leaves=("男性と女性では感じ方が違う", "担任の先生が来た", "men often find this hard", "I told them what I thought"),
)
JAPANESE = re.compile(
    r"(?:\d(?:歳|才)|\d0代(?:前半|後半|半ば)?|[小中高大]\d年?|年生|クライエントは|クライアントは|相談者は|来談者は|[\n。、(（])[のー、, ・（(]{0,2}(?:独身の?|既婚の?|[一-鿿]{2,4}の?)?(女性|男性|女子|男子|女児|男児|[女男](?=[、。,)）\s]|$))"
    r"(?![がにと]|社員|問題|更年期)"
)
ENGLISH = re.compile(
    r"(?:\d{1,3}[- ](?:year|yr)s?[- ]old|y/o|\dyo|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|\d0s|[Cc]lient is an?|[Cc]t is an?|young|middle-aged|married|single|adult)[ ,]{1,2}(?:[a-z]+ ){0,2}?"
    r"(woman|female|lady|girl|mother|man|male|boy|father|gentleman)(?![A-Za-z])"
)
SHE = re.compile(r"(?<![A-Za-z])(?:[Ss]he|[Hh]er|[Hh]erself)(?![A-Za-z])")
HE = re.compile(r"(?<![A-Za-z])(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself)(?![A-Za-z])")
FEMALE = frozenset({"女性", "女子", "女児", "女", "woman", "female", "lady", "girl", "mother"})
CLEARLY = 4  # times as many of one as of the other
ENOUGH = 3  # pronouns


def find(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    told = False
    for pattern in (JAPANESE, ENGLISH):
        for match in pattern.finditer(text):
            if re.search(rf"(?:{KIN_JA})[はがの(（]?$", text[max(0, match.start() - 6) : match.start()]):
                continue
            told = True
            yield RULE.finding(
                match.span(1), trait=Trait(Kind.SEX, "female" if match[1] in FEMALE else "male"), listed=False
            )
    if not told:
        she, he = list(SHE.finditer(text)), list(HE.finditer(text))
        more, less, sex = (she, he, "female") if len(she) > len(he) else (he, she, "male")
        if len(more) >= ENOUGH and len(more) >= CLEARLY * len(less):
            yield RULE.finding(more[0].span(), trait=Trait(Kind.SEX, sex), listed=False)
