"""Telephone and fax numbers, of any country, however they are cut up, spoken or written out.

Flags    numbers in the shape of Japanese, British, Irish, American, Australian and New Zealand numbers, numbers with a
         country code, and any seven to fifteen digits after a word for telephone.
Why      a number rings one person's pocket or home, and searching for it often names them.
Leaves   crisis lines and free lines that anyone may call, dates, times, scores, page numbers, money.
Limits   a number with digits left out is seen only after a word for telephone.
Source   phonenumbers (libphonenumber metadata); crisis lines: general reference knowledge.
"""

from collections.abc import Iterator

import phonenumbers

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Span

RULE = Rule(
    "phone",
    Kind.CONTACT,
    Identifier.DIRECT,
    flags=(
        "折り返しは090-1234-5678まで",
        "連絡先は〇八〇-一一一一-二二二二",
        "連絡先は03–5555–0142、または090―1111―2222",
        "ゼロキューゼロの いちにさんよん、ごろくななはち",
        "call me on 07700 900123",
        "her mobile, (318) 555-0142, is best",
    ),
    leaves=(
        "いのちの電話0120-783-556を案内した",
        "0120-0-78310(24時間つながる)を渡した",
        "手続きの案内は法テラス(0570-078374)に回した",
        "第12回 2024-05-10 14:00-14:50",
        "相談番号のあった2016–2019年度",
        "the Samaritans on 116 123",
        "scores 17, 15, 15, 11, 9",
    ),
)

LINES = frozenset("".join(filter(str.isdigit, line)) for line in word_set("crisis_lines"))
NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:\+|00(?=[1-9]))?\(?[0-9](?:[ .・/)(ー–—―-]{0,3}[0-9]){6,14}+(?![0-9A-Za-z]|[./-][0-9]|-[A-Z](?![A-Za-z]))"
)
SAID = re.compile(
    r"(?:電話(?:番号)?|携帯(?:電話|番号)?|ケータイ|スマホ|TEL|Tel|tel|ＴＥＬ|FAX|Fax|ファックス|連絡先|番号|内線|折り返し|[Pp]hone|[Mm]obile|[Cc]ell|[Ll]andline|[Nn]umber|[Cc]all(?:ed)?|[Rr]ing|[Rr]ang|[Tt]ext(?:s|ed)?|[Ff]ax|[Cc]ontact|[Rr]each(?:ed)?|[Ww]hats[Aa]pp|voicemail|☎|📞)"
    r"[^0-9\n]{0,24}$"
)
DATE_LIKE = re.compile(r"(?:1[89]|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:1[89]|20)\d\d")
YEARS = re.compile(r"(?:1[89]|20)\d\d[ –—―-]{1,3}(?:1[89]|20)\d\d")
JAPANESE = re.compile(r"0\d{9,10}")
MOBILE_PARTS = re.compile(r"0[5789]0[^0-9]{0,3}\d{4}[^0-9]{0,3}\d{4}")
SHORT = re.compile(r"(?<![0-9])\d{2,4}[- ]\d{4}(?![0-9-])")
MASKED = re.compile(r"(?<![0-9A-Za-z])0[0-9]{1,4}[-ー ](?:[0-9*＊xX×◯○●]{2,4})[-ー ](?:[0-9*＊xX×◯○●]{3,4})(?![0-9])")
ANY_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){2,12}(?![0-9A-Za-z])")
REGIONS = ("JP", "GB", "US", "IE", "AU", "NZ", "CA")
LEAST, MOST = 7, 15  # digits; E.164 allows fifteen


def find(reading: Reading) -> Iterator[Finding]:
    """Yield telephone numbers; positions are those of the folded text."""
    text = reading.text
    for match in NUMBER.finditer(text):
        digits = _digits(match.group())
        if (
            digits in LINES
            or digits.removeprefix("81") in LINES
            or digits.removeprefix("44") in LINES
            or digits.removeprefix("1") in LINES
            or _of_a_line(text, match.start(), digits)
        ):
            continue
        if _a_number(reading, match, digits):
            end = match.end()
            yield RULE.finding((match.start(), end))
    for match in MASKED.finditer(text):
        if sum(map(str.isdigit, match.group())) < len(match.group()) - 2:
            yield RULE.finding(match.span())
    for match in DICTATED.finditer(text) if reading.english else ():
        if re.search(r"hundred|double|treble|triple", match.group(), re.IGNORECASE):
            yield RULE.finding(match.span())
    for match in ENDING.finditer(text):
        yield RULE.finding(match.span(1))
    for match in SHORT.finditer(text):
        digits = "".join(filter(str.isdigit, match.group()))
        if digits not in LINES and LOCAL.search(text, max(0, match.start() - 16), match.start()):
            yield RULE.finding(match.span())


# A number dictated with hundreds and doubles, which no fold turns into one row of digits: "double-oh, nine hundred, four six one".
DIGIT_WORD = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|hundred|thousand|double|treble|triple|\d)"
DICTATED = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{DIGIT_WORD}[ ,.-]{{1,2}}){{6,24}}|\d{{4,8}}[ ,.-]{{1,2}}(?:{DIGIT_WORD}[ ,.-]{{1,2}}){{3,12}}){DIGIT_WORD}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"(?:ends|ending|下4桁|末尾|starts|starting)(?: in| with|は|が)? ?((?:…|\.{3})?\d{3,4}(?: \d{3,4})?)(?![0-9])"
)
LOCAL = re.compile(
    r"(?:電話(?:番号)?|携帯(?:番号)?|TEL|Tel|FAX|[Pp]hone|[Mm]obile|[Cc]ell)(?:は|:|が|で)? ?(?:is |on |at )?$"
)


def open_lines(reading: Reading) -> Iterator[Span]:
    """Yield the numbers of lines that anyone may call."""
    for match in ANY_NUMBER.finditer(reading.text):
        digits = _digits(match.group())
        if digits in LINES or _of_a_line(reading.text, match.start(), digits):
            yield match.span()


def _digits(number: str) -> str:
    """The digits of a number, but those behind a bracket that it opens and does not close: 0120-0-78310(24時間…"""
    opened = number.rfind("(")
    if opened > 0 and ")" not in number[opened:]:
        number = number[:opened]
    return "".join(filter(str.isdigit, number))


def _of_a_line(text: str, start: int, digits: str) -> bool:
    """Whether a number that costs nothing to call stands right behind a help line's name: National Gambling Helpline (0808 …)."""
    return FREE.match(digits) is not None and LINE.search(text, max(0, start - LINE_REACH), start) is not None


# Numbers that cost the caller little or nothing in Japan, Britain, Ireland, America, Australia and New Zealand.
FREE = re.compile(r"0120|0570|0800|0808|0300|116|1?8(?:00|33|44|55|66|77|88)|1800|1300|13")
LINE = re.compile(
    r"(?:(?:[Hh]elp|[Ll]ife|[Hh]ot|[Cc]risis |[Ss]upport )[Ll]ine|相談ダイヤル|サポートダイヤル|SOSダイヤル|法テラス|ホットライン|相談窓口|相談先|相談電話|いのちの電話|ライフライン)"
    r"[\"”’」』]?(?: is| on| at| number|は|には|の番号は| ?[-–—:：])*[ (（、,]{0,2}\Z"
)
LINE_REACH = 40  # characters


def _a_number(reading: Reading, match: re.Match[str], digits: str) -> bool:
    text = match.group()
    if YEARS.fullmatch(text):
        return False
    if DATE_LIKE.match(text.strip("(")) and not text.startswith("+"):
        return False
    if text.startswith(("+", "00")):
        return LEAST < len(digits) <= MOST
    if MOBILE_PARTS.fullmatch(text.replace("(", "").replace(")", "")):
        return True
    before = reading.text[max(0, match.start() - 40) : match.start()]
    said = SAID.search(before) is not None
    if reading.language_at(match.start()) == "ja" and digits.startswith("0") and JAPANESE.fullmatch(digits):
        return said or sum(map(text.count, "-–—―ー (")) > 1 or _possible(digits, ("JP",))
    separated = any(sign in text for sign in " -.()")
    if (
        said
        and LEAST <= len(digits) <= MOST
        and not re.search(
            r"(?:ID|[Ii]nsurance|[Nn][Hh][Ss]|[Mm]edicare|[Mm]ember|保険|社員|カルテ|診察|会員|受付|管理|登録|整理)[^\n]{0,12}$",
            before,
        )
    ):
        return separated or digits.startswith("0") or _possible(digits, REGIONS)
    if (
        digits.startswith("0") or text.startswith("(") or re.fullmatch(r"[2-9]\d\d[-. ][2-9]\d\d[-. ]\d{4}", text)
    ) and (separated or len(digits) >= 10):
        return _possible(digits, REGIONS) or re.fullmatch(r"\(?[2-9]\d\d\)?[-. ]{1,2}\d{3}[-. ]\d{4}", text) is not None
    return False


def _possible(digits: str, regions: tuple[str, ...]) -> bool:
    for region in regions:
        try:
            if phonenumbers.is_possible_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
