"""Positions survive folding, and what is hidden or written another way becomes plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deid.fold import fold, number

WRITTEN = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "佐藤美咲さん田中林一二三四十百年月日歳令和元昭S59.R6*_~`&#;0123456789０９ｶﾞﾊﾟー〇ゼロキュウにさん\u200b\u00ad\ufe0f\n 　-"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("四十八歳", "48歳"),
        ("令和六年五月", "2024年5月"),
        ("S59.7生", "1984.7生"),
        ("田**中**さん", "田中さん"),
        ("佐\u200b藤", "佐藤"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("〇九〇-一二三四-五六七八", "090-1234-5678"),
        ("Sаrah", "Sarah"),
        ("髙橋と﨑山", "高橋と崎山"),
        ("&#20304;藤", "佐藤"),
        ("oh seven seven double one, nine double oh", "07711900"),
    ],
)
def test_what_is_written_another_way_becomes_plain(written: str, plain: str) -> None:
    assert fold(written).text == plain


@pytest.mark.parametrize(
    "written", ["三田村さん", "四日市の人", "千歳の人", "千歳市", "S*rah", "十分に休む", "五十嵐さん", "一人で来た"]
)
def test_a_name_or_an_everyday_word_with_a_numeral_in_it_stays(written: str) -> None:
    assert fold(written).text == written


def test_a_stretch_of_the_plain_form_leads_back_to_what_was_written() -> None:
    written = "年齢は四十八歳、田**中**さん"
    folded = fold(written)
    start = folded.text.index("48歳")

    assert written[slice(*folded.original(start, start + 3))] == "四十八歳"


@given(WRITTEN)
def test_every_plain_character_leads_back_into_the_text_in_order(written: str) -> None:
    folded = fold(written)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(written) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@pytest.mark.parametrize(
    ("words", "value"), [("四十八", 48), ("二〇二四", 2024), ("千九百八十四", 1984), ("48", 48), ("あ", None)]
)
def test_kanji_and_arabic_numerals_say_the_same_number(words: str, value: int | None) -> None:
    assert number(words) == value
