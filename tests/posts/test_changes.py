"""What has changed between two texts: nothing is lost, and nobody waits for it."""

import random

import pytest

from app.posts.changes import changes
from tests.clock import measured, within

PAIRS = [
    ("", ""),
    ("", "はじめて書きました。"),
    ("同じ文です。", "同じ文です。"),
    ("佐藤さんは沈黙した。", "Aさんは沈黙した。"),
    ("I met Sarah on Monday.\nShe wept.", "I met a client one day.\nShe wept."),
    ("一行目\n二行目\n三行目\n", "一行目\n三行目\n四行目\n"),
    ("𠮷野さんと😀", "𠮷野家と😀"),
]


def read(found, *, without: str) -> str:
    return "".join(change.text for change in found if change.what != without)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_both_texts_can_be_read_from_what_changed(before, after):
    found = changes(before, after)
    if found is not None:
        assert (read(found, without="added"), read(found, without="dropped")) == (before, after)


def test_japanese_is_compared_by_characters_and_english_by_words():
    found = changes("佐藤さんは第3回で長く沈黙した。", "Aさんは第3回で長く沈黙した。")
    assert found and [tuple(change) for change in found] == [
        ("dropped", "佐藤"),
        ("added", "A"),
        ("kept", "さんは第3回で長く沈黙した。"),
    ]
    found = changes("She told me about Stockport again.", "She told me about a town again.")
    assert found and [change.text for change in found if change.what == "dropped"] == ["Stockport"]


def test_a_text_written_entirely_anew_is_said_to_be_too_different():
    assert changes("あ" * 400, "い" * 400) is None
    assert changes("", "新しい文です。") is None


def test_many_random_edits_are_shown_without_a_loss():
    dice = random.Random(7)
    for _ in range(200):
        text = "".join(dice.choice("あい うa b\n。") for _ in range(dice.randrange(60)))
        cut = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        other = text[: cut[0]] + dice.choice(["", "変えた", "x"]) + text[cut[1] :]
        found = changes(text, other)
        if found is not None:
            assert (read(found, without="added"), read(found, without="dropped")) == (text, other)


def test_words_that_only_a_space_parts_are_shown_as_one_change():
    found = changes("She is at St Columba school.", "She is at a faith school.")
    assert [change.text for change in found] == ["She is at ", "St Columba", "a faith", " school."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("あ" * 20_000, "い" * 20_000),
        ("あいうえお" * 4_000, "おえういあ" * 4_000),
        ("あ\n" * 10_000, "い\n" * 10_000),
        ("a b " * 5_000, "b a " * 5_000),
        ("ab\nba\n" * 150, "ba\nbb\n" * 150),
    ],
)
def test_the_longest_texts_are_compared_in_a_blink(before, after):
    measured(within(1), lambda: changes(before, after))
