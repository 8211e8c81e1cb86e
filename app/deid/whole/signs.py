"""Signs that belong to a name or a number in either language: the bracket that it opens, the No. before it."""

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.types import Span

# No. 24-1183, #5520917, (家)第3021号.
BEFORE = re.compile(r"(?:(?<![^\n:( ])(?<![A-Za-z.] )No\. ?|№ ?|#|(?<![一-鿿])第|\([一-鿿ァ-ヺ]{1,3}\)第?)\Z")
BEFORE_REACH = 8  # characters
# AB 1120 7743 CD, BARZA 006158 M99PK: a last group of capitals.
BEHIND = re.compile(r" (?:[A-Z]{1,2}|[A-Z]{1,3}[0-9]{1,4}[A-Z]{0,3})(?=[)」』\n.,;、。]|\Z)")

OF_ILLNESS = re.compile(
    r"(?:['’]s)?,? (?:syndrome|disease|sequence|anomaly|dystrophy|palsy|ataxia|malformation)\b|(?:症候群|異常症|病(?![院棟室気]))"
)


def numbered(reading: Reading, span: Span) -> Span:
    """A number with the sign that says that it is one, and its last group."""
    start, end = span
    text = reading.text
    before, behind = BEFORE.search(text, max(0, start - BEFORE_REACH), start), BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


def bracketed(reading: Reading, span: Span) -> Span:
    """What was opened is closed, and what is closed was opened: 東(あずま), (家)第3021号."""
    start, end = span
    words = reading.text[start:end]
    opened = words.count("(") - words.count(")")
    if opened > 0 and reading.text.startswith(")", end):
        return start, end + 1
    if opened < 0 and reading.text.startswith("(", start - 1):
        return start - 1, end
    return span


def illness(reading: Reading, span: Span) -> Span | None:
    """An illness that is called after somebody, or nothing: Ellis-van Creveld syndrome."""
    behind = OF_ILLNESS.match(reading.text, span[1])
    return (span[0], behind.end()) if behind else None
