"""What is nothing by itself and is told together: classes of words, and which of them side by side speak of danger.

A rule in `app/danger/rules` knows a phrase; here no phrase is known, only what kind of thing each word says: a means, its
being made ready, a place from which one falls, a near time, a leave-taking; a child, what is done to it, that it goes on;
a weapon, whom it is for, that it is meant. One file a kind of danger, both languages in each.
"""

import re
from dataclasses import dataclass
from itertools import islice

from app.danger.passages import Passage

Span = tuple[int, int]

# Denied, imagined or a manner of speaking, in the part of the sentence where a sign stands.
_NOT_JA = re.compile(
    r"(?:つもり|気|計画|予定|考え|おそれ|恐れ|危険|念慮|懸念|心配|こと)(?:は|も|が|など(?:は|も)?)[^、。]{0,6}(?:ない|なく|ありません|なかった|なさそう)|"
    r"わけでは|ではない|ではなく(?!、)|否定|認められ(?:ない|ず)|(?:たい|死ぬ|る)(?:ほど|くらい|ぐらい)|冗談|たとえ|比喩|みたいな気|かのよう|ような(?:気|もの|言葉|人生)|夢|気持ちで|"
    r"(?:返し|返却|処分し)た|預け(?:た|て)|止め(?:た|て)くれ|思いとどま|やめた(?!と言)"
)
_NOT_EN = re.compile(
    r"\b(?:no|not|never|without|nor|neither|nobody|denie[sd]|deny|denying|none|nothing|whether|as if|as though|used to|no longer|stopped|joke[sd]?|jok(?:es|ing)|figure of speech|metaphor|pretend\w*|"
    r"handed|gave back|returned|confirmed)\b|\b(?:is|was|does|do|did|has|have|would|could) ?n['’]t\b"
)
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_ENGLISH = re.compile(r"[a-z]{2} [a-z]")
_ENOUGH = 20  # of a class in one sentence: a text without an end to its sentence is not read for every pair


@dataclass(frozen=True, slots=True)
class Signs:
    """Classes of words that speak of danger when they stand in one sentence; the first is what is shown.

    apart   what makes the whole sentence about something else.
    """

    together: tuple[re.Pattern[str], ...]
    apart: re.Pattern[str]


def sign(*words: str) -> re.Pattern[str]:
    """Return the words of one class as a pattern: written small, for a text written small."""
    return re.compile("|".join(words))


def first(japanese: tuple[Signs, ...], english: tuple[Signs, ...], passage: Passage) -> Span | None:
    """Return where the first of the signs that stand together stands."""
    said = _Said(passage)
    spoken = (japanese if _JAPANESE.search(said.text) else ()) + (english if _ENGLISH.search(said.text) else ())
    return next((span for signs in spoken if (span := said.together(signs)) is not None), None)


class _Said:
    """What of each class a sentence says, looked for once however many pairs ask for it."""

    def __init__(self, passage: Passage) -> None:
        small = passage.text.lower()
        self.passage = passage
        self.text = small if len(small) == len(passage.text) else passage.text  # places stay those of the text
        self.known: dict[re.Pattern[str], list[Span]] = {}

    def together(self, signs: Signs) -> Span | None:
        said = []
        for pattern in signs.together:
            if not (spans := self._of(pattern)):
                return None
            said.append(spans)
        shown, *others = said
        span = next((one for one in shown if all(any(_apart(one, each) for each in other) for other in others)), None)
        return None if span is None or signs.apart.search(self.text) else span

    def _of(self, pattern: re.Pattern[str]) -> list[Span]:
        if pattern not in self.known:
            found = islice(pattern.finditer(self.text), _ENOUGH)
            self.known[pattern] = [match.span() for match in found if not self._denied(match.span())]
        return self.known[pattern]

    def _denied(self, span: Span) -> bool:
        clause = self.passage.clause(span).lower()
        before = clause.partition(self.text[span[0] : span[1]])[0].rpartition(",")[2]  # English denies in front
        return _NOT_JA.search(clause) is not None or _NOT_EN.search(before) is not None


def _apart(one: Span, other: Span) -> bool:
    """Whether two signs are two: one word is not two kinds of thing."""
    return one[1] <= other[0] or other[1] <= one[0]
