"""Overlaps, suggestions, positions, and the same answer whatever came before."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deid import TEXT_LIMIT, Identifier, Kind, TooLong, Verdict, assess
from app.deid.assess import settle
from app.deid.types import Finding

PIECES = st.lists(
    st.sampled_from(
        ["佐藤美咲さん", "林の中で", "ロジャーズ", "090-1234-5678", "Sarah Whitcombe", "Mr Hathersage", "(Rogers, 1957)", "@mii_0807", "青葉区北山町3丁目12-5", "**", "田**中**さん", "S*rah",
         "\u200b", "\n", "。", " ", "「", "」", "令和六年", "〇九〇", "ゼロ", "A&E. ", "x@example.com", "No. 0048-7712", "&#20304;", "👩‍👩‍👧", "が゙", "\ud800"]
    )
    | st.text(max_size=12),
    max_size=25,
).map("".join)  # fmt: skip


def finding(start: int, end: int, identifier: Identifier) -> Finding:
    return Finding(start, end, Kind.OTHER, identifier, "rule")


def test_a_direct_finding_stands_before_a_longer_quasi_one() -> None:
    direct, quasi = finding(2, 4, Identifier.DIRECT), finding(0, 6, Identifier.QUASI)
    assert settle([quasi, direct]) == [direct]


def test_what_loses_keeps_its_free_part_when_that_is_most_of_it() -> None:
    longer, shorter = finding(0, 6, Identifier.QUASI), finding(5, 9, Identifier.QUASI)
    assert [(kept.start, kept.end) for kept in settle([longer, shorter])] == [(0, 6), (6, 9)]


def test_people_are_lettered_in_order_and_never_by_their_own_initial() -> None:
    findings = assess("青木さんは馬場さんと来た。青木さんは泣いた。").findings
    assert [wording for one in findings for wording in one.instead] == ["B", "A", "B"]


def test_a_letter_that_the_text_uses_already_is_not_given_to_another() -> None:
    findings = assess("Aさんは田村さんと来た。").findings
    assert [one.instead for one in findings] == [("B",)]


def test_a_name_shown_once_is_found_where_it_stands_alone() -> None:
    text = "工場の原さんから相談を受けた。原因は分からない。翌週「原の件で」と聞かれた。"
    assert [text[one.start : one.end] for one in assess(text).findings if one.kind is Kind.PERSON] == ["原", "原"]


def test_a_client_who_shares_a_theorists_name_is_found() -> None:
    text = "Ms Bowlby cried. I kept Bowlby's theory in mind (Bowlby, 1969)."
    assert [(one.start, one.end) for one in assess(text).findings if one.kind is Kind.PERSON] == [(3, 9)]


def test_both_languages_are_read_in_one_text() -> None:
    text = "佐藤美咲さんの紹介。\nSarah Whitcombe came with her."
    people = [text[one.start : one.end] for one in assess(text).findings if one.kind is Kind.PERSON]
    assert people == ["佐藤美咲", "Sarah Whitcombe"]


def test_a_direct_identifier_blocks_and_a_pseudonym_passes() -> None:
    assert assess("佐藤美咲さんが来た。").verdict is Verdict.BLOCK
    assert assess("Aさんが来た。").verdict is Verdict.PASS


def test_a_text_over_the_limit_is_not_looked_at() -> None:
    with pytest.raises(TooLong):
        assess("あ" * (TEXT_LIMIT + 1))


@settings(max_examples=150)
@given(PIECES)
def test_no_finding_lies_outside_its_text_or_in_another(text: str) -> None:
    last = 0
    for one in assess(text).findings:
        assert last <= one.start < one.end <= len(text)
        last = one.end


@settings(max_examples=30)
@given(PIECES, PIECES)
def test_the_answer_does_not_depend_on_what_was_asked_before(first: str, second: str) -> None:
    alone = assess(second)
    assess(first)
    assert assess(second) == alone


def test_many_threads_get_the_same_answers() -> None:
    texts = ["佐藤美咲さん、29歳。", "Sarah Whitcombe rang 07700 900123.", "林の中で迷う夢。"] * 8
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(assess, texts)) == [assess(text) for text in texts]
