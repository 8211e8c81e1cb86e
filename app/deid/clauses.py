"""Clauses of a Japanese text: what stands between two marks, and how much of it belongs to a word in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.deid import patterns as re
from app.deid.types import Finding, Span

LONGEST = 36  # characters of a clause that are shown; a longer one is cut around the word that told
CLAUSE = re.compile(r"[^、。，．,\n「」『』()（）〔〕【】?？!！…:;/]+")
# How a clause opens that belongs to the sentence and not to what is told.
OPENING = re.compile(
    r"(?:[一二三四五六七八九十0-9]+[.)]|[A-Z]{1,3}[0-9]*|でも|だから|それで|そして|しかし|また|ただ|なお|あと|実は|じつは|たしか|もともと|当時|現在|その後|今は|いまは|と|が|で|は|を|に|も|の| )+"
)
# What a clause ends in that says nothing of it.
CLOSING = re.compile(
    r"(?:である|であった|だった|でした|です|ですが|なんです|なので|なんで|だが|だと|とのこと|という|といい|として|とき|ときに|のは|のが|ので|のに|から|けど|けれど|が|は|を|に|で|と|も|の|か)\Z"
)


def around(text: str, start: int, end: int) -> Span:
    """Return the clause around the stretch from `start` to `end`, without what opens and closes it."""
    first, last = start, end
    while first > 0 and start - first < LONGEST and CLAUSE.match(text[first - 1]):
        first -= 1
    tail = CLAUSE.match(text, end)
    if tail:
        last = min(tail.end(), end + LONGEST)
    opening = OPENING.match(text, first, start)
    if opening:
        first = opening.end()
    closing = CLOSING.search(text, end, last)
    if closing and closing.end() == last:
        last = closing.start()
    return first, max(last, end)


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings of one rule with those that overlap made one, which keeps the trait of the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (not f.listed, f.start, -f.end)):
        last = kept[-1] if kept else None
        if finding.listed and last is not None and finding.start < last.end:
            longest = max(last, finding, key=lambda f: f.end - f.start)
            kept[-1] = replace(longest, start=last.start, end=max(last.end, finding.end))
        else:
            kept.append(finding)
    yield from kept
