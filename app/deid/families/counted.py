"""What many families are, in both languages: it is counted, and not shown."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.types import Span

PATTERNS = (
    ("divorced", re.compile(r"離婚(?:し|後|歴|して)|バツイチ|(?<![A-Za-z])divorced|(?:his|her) divorce")),
    (
        "widowed",
        re.compile(
            r"(?:夫|妻)(?:を|に|と)(?:亡く|先立た|死別)|死別|未亡人|(?<![A-Za-z])(?:widow(?:ed|er)?|late husband|late wife)(?![A-Za-z])"
        ),
    ),
    (
        "single-parent",
        re.compile(
            r"シングルマザー|シングルファーザー|母子家庭|父子家庭|(?<![A-Za-z])(?:single (?:mother|mum|mom|father|dad|parent)|lone parent)"
        ),
    ),
    (
        "adopted",
        re.compile(
            r"(?:養子|養女)(?:と|に|で|縁組)|(?<![A-Za-z])(?:was|were|been|is) adopted|adoptive (?:mother|father|parents)|(?<![A-Za-z])adoptee"
        ),
    ),
    (
        "foster",
        re.compile(
            r"里親|里子|児童養護施設で育|(?<![A-Za-z])(?:foster (?:care|carer|child|mother|father|parents?|home)|fostered|care leaver|grew up in care)"
        ),
    ),
    (
        "bereaved-suicide",
        re.compile(
            r"(?:父|母|兄|弟|姉|妹|夫|妻|息子|娘)(?:を|の|が)(?:自死|自殺)|自死遺族|(?:lost|lose) (?:her|his|my|a) \w+ to suicide|bereaved by suicide"
        ),
    ),
    (
        "lost-child",
        re.compile(
            r"(?:息子|娘|長男|長女|次男|次女|子ども|わが子)を(?:亡く|喪|失)|(?:lost|death of) (?:her|his|their|my) (?:son|daughter|child|baby|little boy|little girl)"
        ),
    ),
)


def told(text: str) -> Iterator[tuple[str, Span]]:
    """Yield what sort of family is told of, and where."""
    for code, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield code, match.span()
