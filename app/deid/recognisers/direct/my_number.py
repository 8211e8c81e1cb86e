"""My Number (個人番号), the twelve-digit number of every resident of Japan.

Flags    twelve digits, plain or in fours, whose last is the right check digit, or that the text calls by that name.
Why      it names one living person, in any context.
Leaves   twelve digits that fail the check: references, timestamps.
Limits   about one random number in ten passes, so a person confirms.
Source   平成26年総務省令第85号 (MIC Ordinance 85 of 2014), article 5, as python-stdnum reckons it.
"""

from collections.abc import Iterator

from stdnum.jp import in_

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "my_number",
    Kind.ID_NUMBER,
    Identifier.DIRECT,
    flags=("番号は1234 5678 9018とのこと", "her number, 123456789018, was on it", "マイナンバーは1111-2222-3333"),
    leaves=("番号は1234 5678 9012とのこと", "logged at 202604011230"),
)
TWELVE_DIGITS = re.compile(r"(?<![0-9-])\d{4}([ –—―-]?)\d{4}\1\d{4}(?![0-9]|-[0-9])")
NAMED = re.compile(r"(?:マイナンバー|個人番号|[Mm]y ?[Nn]umber)[^0-9\n]{0,12}$")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield twelve-digit personal numbers; positions are those of the folded text."""
    for match in TWELVE_DIGITS.finditer(reading.text):
        digits = "".join(filter(str.isdigit, match.group()))
        if in_.is_valid(digits) or NAMED.search(reading.text, max(0, match.start() - 24), match.start()):
            yield RULE.finding(match.span())
