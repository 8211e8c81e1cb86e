"""The findings that the second reading adds: which words of a likely stretch, and under which rule."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.kin import KIN_EN
from app.deid.people import japanese, latin
from app.deid.people.japanese.vocabulary import ROLES
from app.deid.people.known import unreal
from app.deid.people.latin.grow import grown
from app.deid.people.span import Name
from app.deid.reading import Language, Reading
from app.deid.recognisers.direct import address, person_name, record_number, web_handle
from app.deid.recognisers.quasi import (
    age,
    condition,
    event_date,
    family,
    occupation,
    origin,
    place,
    public_event,
    workplace,
)
from app.deid.stretches import Stretches
from app.deid.tokens import Token
from app.deid.types import Finding, Rule, Span, Trait

EDGES = frozenset("\n #、。，．,.;:；：!?！？()（）「」『』[]【】〔〕〈〉<>\"“”‘’'…―—–")  # signs that part what is told


INITIAL = re.compile(r"(?<![A-Za-z-])[A-Z]\.\Z")  # whose full stop is the name's: Oonagh M.


class Told(NamedTuple):
    """What a stretch that no rule has is reported as."""

    rule: Rule
    instead: dict[Language, tuple[str, ...]]
    code: str = ""


NOTHING_INSTEAD: dict[Language, tuple[str, ...]] = {"ja": (), "en": ()}
TOLD = {
    "PERSON": Told(person_name.RULE, NOTHING_INSTEAD),
    "CONTACT": Told(web_handle.RULE, NOTHING_INSTEAD),
    "ID_NUMBER": Told(record_number.RULE, NOTHING_INSTEAD),
    "ADDRESS": Told(address.RULE, NOTHING_INSTEAD),
    "PLACE": Told(place.RULE, {"ja": ("ある地域",), "en": ("a town", "a rural area")}, "unlisted"),
    "ORG": Told(workplace.RULE, {"ja": ("B社", "ある団体"), "en": ("a company", "a local group")}, "company"),
    "DATE": Told(event_date.RULE, {"ja": ("X年",), "en": ("some time ago",)}),
    "AGE": Told(age.RULE, NOTHING_INSTEAD),
    "OCCUPATION": Told(occupation.RULE, {"ja": ("専門職",), "en": ("a skilled worker",)}),
    "EVENT": Told(public_event.RULE, {"ja": public_event.INSTEAD["ja"], "en": public_event.INSTEAD["en"]}, "news"),
    "FAMILY": Told(family.RULE, {"ja": ("ご家族",), "en": ("the family",)}, "distinctive"),
    "HEALTH": Told(condition.RULE, {"ja": ("持病",), "en": ("a long-term condition",)}, "rare"),
    "OTHER": Told(origin.RULE, {"ja": origin.INSTEAD["ja"], "en": origin.INSTEAD["en"]}, "origin"),
}


def added(
    reading: Reading,
    given: Sequence[Token],
    labels: Sequence[str],
    taken: set[int],
    left: Stretches,
) -> list[Finding]:
    """Return a finding for each stretch of one label that no finding has `taken` and that is not `left` alone on purpose."""
    stretches = [
        (_joined(reading, span, label), label)
        for span, label in ((trimmed(reading.text, span), label) for span, label in _runs(given, labels, taken))
        if _tells(reading.text, span, label)
    ]
    links = Stretches(match.span() for match in web_handle.LINK.finditer(reading.text))
    names = [Name(*span, True) for span, label in stretches if label == "PERSON"]
    again = (*japanese.repeated(reading, names), *latin.repeated(reading, names))
    stretches += [((name.start, name.end), "PERSON") for name in again]
    return [
        _finding(reading, span, label)
        for span, label in stretches
        if not (
            left.hold(*span) or (label != "CONTACT" and links.hold(*span)) or _is_of_print(reading.text, span, label)
        )
    ]


def _runs(given: Sequence[Token], labels: Sequence[str], taken: set[int]) -> Iterator[tuple[Span, str]]:
    """Yield each stretch of likely tokens of one kind that no finding has."""
    free = ("" if index in taken else label for index, label in enumerate(labels))
    for label, run in groupby(zip(given, free, strict=True), key=itemgetter(1)):
        row = [token for token, _ in run]
        if label:
            yield (row[0].start, row[-1].end), label


def trimmed(text: str, span: Span) -> Span:
    """A stretch without the signs at its ends."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES and not INITIAL.search(text, max(start, end - 3), end):
        end -= 1
    return start, end


def _joined(reading: Reading, span: Span, label: str) -> Span:
    """What a stretch is part of: a link or a number, a name in Latin letters. `whole` joins the rest."""
    if label in ("CONTACT", "ID_NUMBER"):
        return _written_in_one(reading.text, span)
    if label != "PERSON" or not reading.text[span[0]].isascii():
        return span
    name = grown(reading, Name(*span, True))
    return name.start, name.end


def _written_in_one(text: str, span: Span) -> Span:
    """A link or a number with all that stands without a space beside it."""
    start, end = span
    front, back = IN_ONE_BEFORE.search(text, max(0, start - LONGEST_LINK), start), IN_ONE.match(text, end)
    return front.start() if front else start, back.end() if back else end


LONGEST_LINK = 200  # characters that a link may have on either side of what was found in it
IN_ONE_BEFORE = re.compile(r"[A-Za-z0-9@._/:?=&%+#~-]+\Z")
IN_ONE = re.compile(rf"[A-Za-z0-9@._/:?=&%+#~-]{{0,{LONGEST_LINK}}}[A-Za-z0-9/]")


def _tells(text: str, span: Span, label: str) -> bool:
    """Whether there is enough in a stretch to tell such a thing: letters, the one kanji of a name, the signs of a contact."""
    words = text[slice(*span)]
    letters = [sign for sign in words if sign.isalnum()]
    if label in ("OCCUPATION", "EVENT") and NO_POST.match(words):
        return False
    if label == "PERSON" and (words in ROLES or words.removeprefix("お") in ROLES or words in NO_PERSON):
        return False
    if label == "PLACE" and words in gazetteer.large_countries():
        return False
    if label == "PERSON" and words.isascii() and OF_CODES.search(words):
        return False
    if label == "PERSON" and (OF_ILLNESS.fullmatch(words) or OF_COLOURS.fullmatch(words)):
        return False
    if label == "DATE" and not OF_DATES.search(words):
        return False
    if label == "AGE" and (HOW_LONG.match(text, span[1]) or HUNDREDS.search(words)):
        return False
    if label == "AGE" and not OF_YEARS.search(text, max(0, span[0] - OF_YEARS_REACH), span[1] + OF_YEARS_REACH):
        return RATED.search(text, max(0, span[0] - RATED_REACH), span[0]) is None
    if label in ("CONTACT", "ID_NUMBER"):
        return _is_number(text, span, label, len(letters))
    if label == "PLACE" and len(letters) == 1:
        return words + "市" in gazetteer.japanese()  # 呉, 蕨, 堺
    return len(letters) > 1 or (
        label == "PERSON" and OF_ONE_SIGN.fullmatch(words) is not None and not unreal.LETTER.match(text, span[0])
    )


def _is_number(text: str, span: Span, label: str, letters: int) -> bool:
    """Whether a stretch may be a number, an account or a link; `letters` are its letters and digits."""
    words = text[slice(*span)]
    if web_handle.LINK.fullmatch(words):
        return True
    return (
        OF_NUMBERS.search(words) is not None
        and OF_CODE.search(words) is None
        and SCORED.fullmatch(text[slice(*_written_in_one(text, span))]) is None
        and (
            letters >= SHORTEST_NUMBER
            or (label == "ID_NUMBER" and NUMBERED.search(text, max(0, span[0] - NUMBERED_REACH), span[0]) is not None)
        )
    )


# Where somebody comes from, and a relative, are no posts and no events.
NO_POST = re.compile(
    rf"(?:was )?(?:grew up|born|raised|brought up|lives?|lived|moved|came|comes)(?: back)? (?:in|to|from|near) |(?:in|from) [A-Z][a-z]+\Z|(?:{KIN_EN})\Z",
    re.IGNORECASE,
)
# Behind a question for a rating a number is no age: "How strong is it, out of a hundred?" "Eighty-five."
RATED = re.compile(
    r"out of (?:a |one )?(?:hundred|ten|\d+)|per ?cent|rate (?:it|that|this|your)|scale (?:of|from)|点満点|何点|何パーセント|何割"
)
RATED_REACH = 120  # characters
# As long as that, or no more than a band: 五十を過ぎて.
HOW_LONG = re.compile(
    r" (?:years?|months?|weeks?|days?|hours?|minutes?)(?![A-Za-z])(?! old| of age)|(?:年|か月|ヶ月|週|日|時)間|[歳才]?を?(?:過ぎ|すぎ)"
)
HUNDREDS = re.compile(r"hundred|thousand|million|[百千万]")  # nobody is as old
# But it is one where it is said of somebody's years: "scale of one to ten ... he turned nine".
OF_YEARS = re.compile(
    r"(?:['’]m|['’]re|[Hh]e['’]s|\b(?:am|is|was|were|turn(?:s|ed|ing)?|aged?|old|years?|birthday|nearly|almost))\b|[歳才]|誕生日|生まれ|年生|[にが]なっ"
)
OF_YEARS_REACH = 10  # characters
OF_CODE = re.compile(r"[<>{}$=|\\]|\A[a-z]{1,2}-[a-z]+\Z")  # what nobody reaches anybody by: {name}, e-mail
# How old somebody is about, and what is gone to: katakana that the dictionary takes for names.
NO_PERSON = frozenset(
    "アラサー アラフォー アラフィフ アラカン アラ還 アラ古希 ミサ サトウキビ ホーム スイミング".split()
)
# A word in small letters for an illness or an idea, however rare: laminitis, anhedonia.
OF_ILLNESS = re.compile(
    r"[a-z]{3,}(?:itis|osis|[ao]emia|ectomy|ology|pathy|phobia|plasty|algia|hedonia|thymia|somnia|[a-z]ism|ness)"
)
OF_COLOURS = re.compile(r"[^\s・]{2,}色")  # うぐいす色, 小豆色; 一色 is a family name
# Without one of these nothing is a day, a year or a season.
OF_DATES = re.compile(
    r"[0-9一二三四五六七八九十年月日週春夏秋冬昭平令正盆祭節夜朝前後頃]|連休|ゴールデン|クリスマス|ハロウィン|バレンタイン"
    r"|[Dd]ays?\b|[Nn]ight|[Ww]eek|[Mm]onth|[Yy]ear|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all\b|[Tt]erm|[Ee]ve\b|[Tt]ime|ago\b"
    r"|(?:january|february|april|june|july|august|september|october|november|december)\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Easter|Lent|Christmas|Noel|Yule|Hogmanay|Ramadan|Eid|Diwali|Deepavali|[Ff]east\b|Assumption|Hanukkah|Passover|Pesach|Purim"
    r"|Yom|Rosh|Holi|Vaisakhi|Pentecost|Whitsun|Michaelmas|Halloween|Hallowe|Thanksgiving|Advent|Epiphany|[Cc]entury|[Ss]olstice|[Ee]quinox|[Hh]oliday|[Bb]irthday|[Aa]nniversary"
)
SCORED = re.compile(r"(?:[A-Z]{2,}[A-Za-z-]*:? )?\d{1,3}/\d{1,3}")  # MMSE 26/30
OF_CODES = re.compile(r"[A-Z]{2,}-?[0-9]{1,2}\Z")  # a test, and not a person: IGDT-10, GAD7
SHORTEST_NUMBER = 3  # letters and digits of a number or an account; 17 and 2C are hours and rooms
# But behind one of these they are numbers: 出席番号14, badge 17.
NUMBERED = re.compile(r"(?:番号[はの:( ]?|\b(?:[Nn]o|[Nn]umber|[Rr]ef|[Bb]adge|[Dd]ep|ID)[.:]? ?)\Z")
NUMBERED_REACH = 12  # characters
# Without one of these nothing is a number, an account or a link: figures, kanji for figures side by side, figures and signs read out.
OF_NUMBERS = re.compile(
    r"[0-9@._/-]|[〇一二三四五六七八九]{2}|(?:(?:ゼロ|レイ|イチ|ニー?|サン|ヨン|ゴー?|ロク|ナナ|ハチ|キュウ?|ワン|ツー|スリー|フォー|ファイブ|シックス|セブン|エイト|ナイン)[・、 ]?){5}"
    r"|てん|ドット|アットマーク|\b(?:underscore|at sign|dot)\b|(?:\b(?:double|oh|zero|one|two|three|four|five|six|seven|eight|nine)\b[, ]*){4}"
)
# What may be a name of one sign: a kanji, a kana or an initial, but no M and F of a form, which are a sex.
OF_ONE_SIGN = re.compile(r"[一-鿿ぁ-ゖァ-ヺA-EG-LN-Z]|[A-Za-z]\.")


def _is_of_print(text: str, span: Span, label: str) -> bool:
    """Whether a stretch is the number of a paper, a book or a diagnosis. Of links a rule says which lead to a person."""
    start, end = span
    return PRINTED.search(text, max(0, start - 8) if label in ("ID_NUMBER", "CONTACT") else start, end) is not None


PRINTED = re.compile(r"PMID|ISBN|ISSN|DOI|doi|ICD|DSM|Code, |[Ss]ection |[Aa]rticle ")


def _finding(reading: Reading, span: Span, label: str) -> Finding:
    rule, instead, code = TOLD[label]
    words, language = reading.text[slice(*span)], reading.language_at(span[0])
    if label == "PLACE":
        known = gazetteer.japanese() if language == "ja" else gazetteer.english()
        code = known.get(words) or known.get(words + "市", code)
    if label == "OCCUPATION":
        code = occupation.code_of(words)
    trait = Trait(rule.kind, code) if code else None
    return rule.finding(span, instead=instead[language], trait=trait)
