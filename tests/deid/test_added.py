"""What the second reading adds: what a stretch must hold to be a name, a number, a link or a day."""

import pytest

from app.deid import assess
from app.deid.added import added
from app.deid.reading import Reading
from app.deid.stretches import Stretches
from app.deid.tokens import tokens


@pytest.mark.parametrize(
    ("words", "label", "is_told"),
    [
        ("うぐいす色", "PERSON", False),
        ("一色", "PERSON", True),
        ("laminitis", "PERSON", False),
        ("Lorcan", "PERSON", True),
        ("Lady", "DATE", False),
        ("Lady Day", "DATE", True),
        ("MMSE 26/30", "ID_NUMBER", False),
        ("MRN 26301", "ID_NUMBER", True),
        ("四〇七七", "ID_NUMBER", True),
        ("四十二", "ID_NUMBER", False),
        ("ゼロ・ナナ・イチ・ヨン・ロク", "CONTACT", True),
        ("six six zero four one", "ID_NUMBER", True),
        ("six", "ID_NUMBER", False),
        ("14", "ID_NUMBER", False),
        ("https://album.example/parents/0418", "CONTACT", True),
        ("https://album.example/parents/0418", "PERSON", False),
        ("Q.", "PERSON", True),
        ("り", "PERSON", True),
        ("R", "PERSON", True),
        ("M", "PERSON", False),
        ("呉", "PLACE", True),
        ("郷", "PLACE", False),
    ],
)
def test_what_can_be_no_such_thing_is_not_told_however_likely(words: str, label: str, is_told: bool) -> None:
    reading = Reading(f"It was {words} again.")
    given = list(tokens(reading))
    start = reading.text.index(words)
    inside = range(start, start + len(words))
    found = added(reading, given, [label if token.start in inside else "" for token in given], set(), Stretches(()))
    assert {reading.text[one.start : one.end] for one in found} == ({words} if is_told else set())


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("生徒 梶谷 芽衣 二年三組 出席番号14 保護者 梶谷 浩司。担任の丸尾先生が紹介した。主訴は朝起きられないこと。", "14"),
        ("集合写真がhttps://album.example/oyanokai/0418にある。会の鳥越さんと小春さんが写っている。二人とも知らない。", "https://album.example/oyanokai/0418"),
        ("来談者は大西玲央さん。調停の番号は手帳に家イの四〇七七とだけある。妻の佐知子さんは黙って聞いていた。", "家イの四〇七七"),
    ],
)  # fmt: skip
def test_a_number_in_kanji_or_of_two_figures_and_a_link_are_told_of_people_who_are_named(told: str, words: str) -> None:
    assert words in [told[found.start : found.end] for found in assess(told).findings]


def test_the_signs_of_a_heading_are_no_part_of_a_name() -> None:
    reading = Reading("## 佐藤美咲さんの経過")
    given = list(tokens(reading))
    labels = ["PERSON" if token.end <= reading.text.index("さん") else "" for token in given]
    assert min(one.start for one in added(reading, given, labels, set(), Stretches(()))) == reading.text.index("佐藤")


def test_a_guidelines_link_leads_to_nobody_however_many_are_named() -> None:
    told = "Marjorie Penhallow came with her sister Agnes Tregear and with Colin Tregear. See https://www.nice.org.uk/guidance/cg90 for it."
    assert not any("nice" in told[found.start : found.end] for found in assess(told).findings)
