"""E-mail addresses, also with the signs written out or spaced.

Flags    name@example.com, name アット example ドット jp, name at example dot com, name [at] example.com.
Why      an address reaches one person and usually holds their name.
Leaves   addresses of a body's front desk (info@, contact@) and of crisis services; that of a practice called after its
         owner or after what it does is the counsellor's.
Limits   an address drawn as a picture or described in other words is not seen.
Source   RFC 5321 for the lengths; ways of writing round it: general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Span

RULE = Rule(
    "email",
    Kind.CONTACT,
    Identifier.DIRECT,
    flags=(
        "メールはhanako.k@example.comまで",
        "mitsuo アット example ドット jp です",
        "write to becks dot t at example dot com",
        "write to j.doe[at]example.org",
        "write to enquiries@harbottle-lyle.example",
        "hello (at) slowriver-counselling (dot) example",
    ),
    leaves=("予約は info@example.org へ", "We met at noon dot on time.", "office@stockport-carers.example"),
)

PLAIN = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}+) ?[@] ?((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9])"
)
AT = r"(?: ?[\[({<（［「【] ?(?:at|AT|At|アット|あっと|@|アットマーク) ?[\])}>）］」】] ?| (?:at|AT|アットマーク|アット|あっとまーく|あっと|@) | ?(?:アットマーク|アット|あっとまーく|あっと|★|☆|◎) ?| ?@ ?)"
DOT = r"(?: ?[\[({<（［「【] ?(?:dot|DOT|Dot|ドット|どっと|点|\.) ?[\])}>）］」】] ?| (?:dot|DOT|ドット|どっと|点) | ?(?:ドット|どっと) ?|\.)"
# Not "the guidance is at www.…", which is a page's.
WRITTEN = re.compile(
    rf"(?<![A-Za-z0-9._-])[A-Za-z0-9_+-]{{1,40}}+(?:(?:{DOT}| (?:underscore|dash|hyphen) )[A-Za-z0-9_+-]{{1,40}}+){{0,5}}{AT}(?!www\.)[A-Za-z0-9-]{{1,40}}+(?:{DOT}[A-Za-z0-9-]{{1,40}}+){{0,4}}{DOT}"
    r"(?:com|net|org|jp|co|uk|ie|au|nz|ca|us|edu|gov|info|io|me|de|fr|eu|ac|ne|or|biz|icloud|email|app|dev|online|example|test|コム|シーオー|ジェーピー|ネット)(?:\.[a-z]{2})?(?![A-Za-z0-9])"
)
CUE_ONLY = re.compile(
    r"(?:メール|アドレス|mail|e-mail|[Ee]mail)[^\n]{0,12}?(?<![A-Za-z0-9._-])([A-Za-z0-9._+-]{2,40}+ ?(?:アット|あっと|@|[(\[]at[)\]]) ?[A-Za-z0-9.-]{2,40}+)"
)
SPACED = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][ ._-]{1,3}){3,40}@ ?[A-Za-z0-9-]{1,30}(?: ?[A-Za-z0-9-]{1,30}){0,20}(?: ?\. ?[A-Za-z]{2,6}){1,3}(?![A-Za-z0-9])"
)
KATAKANA_HOST = re.compile(
    rf"[A-Za-z0-9_+.-]{{1,40}}+{AT}(?:ジーメール|ヤフー|アイクラウド|ドコモ|ホットメール|アウトルック|gmail|Gmail|docomo|ezweb|softbank|icloud|yahoo|Yahoo|outlook|hotmail)(?![A-Za-z])"
)
SURNAMES = word_set("surnames")
WORDS = word_set("english_words")
FRONT_DESK = frozenset(
    {
        "info",
        "contact",
        "support",
        "office",
        "help",
        "enquiries",
        "admin",
        "hello",
        "noreply",
        "no-reply",
        "jo",
        "pat",
        "soudan",
        "mail",
        "reception",
        "bookings",
        "webmaster",
    }
)


PRACTICE = re.compile(
    r"counsell?ing|therap(?:y|ist)|psycholog|practice|shinri|kokoro-?(?:soudan|room)|counselor|counsellor"
)
LEAST_PART = 4  # letters of a family name in the name of a practice


def _is_own(host: str) -> bool:
    """Whether a host is called after the people whose practice it is, or after what a practice does and a word of its own."""
    parts = [part for part in re.split(r"[-\s]+", host.lower()) if part]
    if len(parts) < 2:
        return False
    owned = any(len(part) >= LEAST_PART and part in SURNAMES for part in parts) and not any(
        part in WORDS and part not in SURNAMES for part in parts
    )
    return owned or any(PRACTICE.fullmatch(part) for part in parts)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield e-mail addresses; positions are those of the folded text."""
    text = reading.text
    seen: set[int] = set()
    for match in PLAIN.finditer(text):
        if match[1].lower() not in FRONT_DESK or _is_own(match[2].split(".")[0]):
            seen.update(range(*match.span()))
            yield RULE.finding(match.span())
    for pattern in (SPACED, WRITTEN, KATAKANA_HOST, CUE_ONLY):
        for match in pattern.finditer(text):
            span = match.span(1) if pattern is CUE_ONLY else match.span()
            if (
                span[0] not in seen
                and re.match(r"[a-z]+", match.group().lower()) is not None
                and not _front(text[span[0] : span[1]])
            ):
                seen.update(range(*span))
                yield RULE.finding(span)


def front_desks(reading: Reading) -> Iterator[Span]:
    """Yield the addresses of a body's front desk, which lead to nobody in particular."""
    for match in PLAIN.finditer(reading.text):
        if match[1].lower() in FRONT_DESK and not _is_own(match[2].split(".")[0]):
            yield match.span()


def _front(address: str) -> bool:
    desk, *rest = (part for part in re.split(r"[^A-Za-z0-9-]+", address) if part)
    host = next((part for part in rest if part.lower() not in ("at", "dot")), "")
    return desk.lower() in FRONT_DESK and not _is_own(host)
