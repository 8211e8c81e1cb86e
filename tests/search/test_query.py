"""Whatever a person may type is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.query import PARTS_LIMIT, TYPED_LIMIT, read_query


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        ("  　\n", []),
        ("社交不安", [("社交不安", False)]),
        ("社交不安　うつ  CBT", [("社交不安", False), ("うつ", False), ("CBT", False)]),
        ("不安 不安", [("不安", False)]),
        ('"social anxiety" work', [("social anxiety", True), ("work", False)]),
        ("“social anxiety”", [("social anxiety", True)]),
        ("＂social anxiety＂", [("social anxiety", True)]),
        ("「眠れない」と母", [("眠れない", True), ("と母", False)]),
        ("『夜と霧』", [("夜と霧", True)]),
        ('session"social anxiety"', [("session", False), ("social anxiety", True)]),
    ],
)
def test_words_and_phrases_are_told_apart(typed, parts):
    assert list(read_query(typed)) == parts


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ('"never closed', ["never", "closed"]),
        ('"" ""', []),
        ("「", []),
        ("((((", []),
        ("* ^ - +", []),
        ("anxiety OR grief", ["anxiety", "grief"]),
        ("NOT AND NEAR", []),
        ("or not and", ["or", "not", "and"]),
    ],
)
def test_marks_and_operators_are_no_words(typed, texts):
    assert [part.text for part in read_query(typed)] == texts


def test_very_much_is_cut_to_what_can_be_asked():
    assert len(read_query(" ".join(f"word{n}" for n in range(20_000)))) == PARTS_LIMIT
    assert len(read_query("a" * 100_000)[0].text) == TYPED_LIMIT
    assert read_query("(" * 5_000) == ()


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_typed_raises(typed):
    assert all(part.text == part.text.strip() != "" for part in read_query(typed))
