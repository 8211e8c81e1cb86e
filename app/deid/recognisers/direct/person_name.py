"""People's names: client, relative, colleague, friend, teacher, counsellor; in any script, in any form.

Flags    a name with an honorific or a title, a family name with a given one, a name introduced, called, labelled or
         spoken to, nicknames, initials with points, names masked, spaced or spelt out; and, once the text has shown a
         name, every other place where it stands.
Why      a name leads to one person or to a handful, and to whoever knows them.
Leaves   theorists and authors, cited names, public figures and figures of stories, names that the text says are not real,
         letters for people (Aさん, Ms X), and everyday words that are also names.
Limits   a name that is an everyday word and stands alone is seen only when the text shows it elsewhere; a description in
         place of a name is seen only where it spells one.
Source   lists of names in app/deid/words, each with its own source; usage of honorifics: general reference knowledge.
"""

from collections.abc import Iterator, Sequence

from app.deid.people import japanese, known, latin
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "person_name",
    Kind.PERSON,
    Identifier.DIRECT,
    flags=(
        "職場の丁さんに誘われた。",
        "祖母の庚子さんと甲子さんが来た。",
        "ごっさんって呼んでください。",
        "水筒に「さよ」とある。",
        "坂口美里さんは先月から来談している。",
        "石原節子は毎週来る。",
        "担任の武井先生に相談した。",
        "「ひろと、早くしなさい」と母が言う。",
        "ジョン・オコンネルさんが来た。",
        "ダオ・ティ・サリヴァンさんが来た。",
        "みぃちゃんと呼ばれていた。",
        "My client, Rebecca Thornley, cried.",
        "I told priya that we could stop.",
        "Mr Hathersage wrote to us.",
        "I could hear S*rah downstairs.",
    ),
    leaves=(
        "ロジャーズの六条件を確かめた。",
        "Aさんは40代の男性である。",
        "付箋に「ありがとう」とある。",
        "甲さんと丙さんの二人が来た。",
        "仮名すずめさんは、甲さんの紹介で来た。",
        "相談者:匿名希望",
        "訳者の成田が後書きで断っている。",
        "ジョン・トーマス・パークスを読み返した。",
        "森の中を歩く夢だった。",
        "第三回の勉強会(まとめ)を配ります。",
        "お母さんと看護師さんが来た。",
        "Rogers (1957) names six conditions.",
        "Hope is doing a lot of the lifting here.",
        "Ms X has stopped coming.",
        "We shared a Twix and watched Bluey.",
        "I would read Holmes (Jeremy, not Sherlock) on attachment.",
    ),
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield people's names; positions are those of the folded text."""
    leave = known.spans(reading)
    shown = [name for name in (*japanese.names(reading), *latin.names(reading)) if not leave.hold(name.start, name.end)]
    again = (*japanese.repeated(reading, shown), *latin.repeated(reading, shown))
    every = [*shown, *(name for name in again if not leave.hold(name.start, name.end))]
    for start, end in _joined(every):
        yield RULE.finding((start, end))


def _joined(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Yield names so that none overlaps another; what overlaps is one name."""
    start = end = -1
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start < end:
            end = max(end, name.end)
            continue
        if end > start:
            yield start, end
        start, end = name.start, name.end
    if end > start:
        yield start, end
