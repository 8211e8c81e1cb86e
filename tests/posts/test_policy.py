"""Moves and holding, as tables; where a finding lies in the fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deid import Assessment, Finding, Identifier, Kind
from app.posts import policy, sections
from app.posts.policy import Draft, State, place

FINDING = Finding(0, 2, Kind.PERSON, Identifier.DIRECT, "person_name")


@pytest.mark.parametrize(
    ("since", "to"), [(since, to) for since, all_to in policy.MOVES.items() for to in sorted(all_to)]
)
def test_nothing_comes_back_from_where_a_text_ends(since: State, to: State) -> None:
    assert since not in (State.SUPERSEDED, State.WITHDRAWN)
    assert since is not State.RETURNED or to is State.WITHDRAWN, "its author gives it up, and that is all"
    assert to is not State.DRAFT


def test_a_text_is_published_only_after_it_was_held() -> None:
    assert [since for since in State if policy.may_move(since, State.PUBLISHED)] == [State.HELD]


@pytest.mark.parametrize(
    ("assessment", "held"),
    [
        (None, True),  # the detector could not read it
        (Assessment((), (), None), False),
        (Assessment((FINDING,), (), None), True),
    ],
)
def test_what_must_be_held(assessment: Assessment | None, held: bool) -> None:
    assert policy.must_hold(assessment) is held


def test_a_finding_is_placed_in_the_field_it_was_typed_in() -> None:
    draft = Draft("ja", "本文の佐藤さん", "題の田中さん", "問いの鈴木さん")
    text = draft.text()
    for name, field in (("佐藤", "body"), ("田中", "title"), ("鈴木", "question")):
        found = place(draft.parts(), text.index(name), text.index(name) + 2)
        assert found.field == field
        assert getattr(draft, field)[found.start : found.end] == name


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip)


@given(WORDS, WORDS, WORDS, st.data())
def test_a_place_never_lies_outside_its_field(title: str, body: str, question: str, data) -> None:  # type: ignore[no-untyped-def]
    draft = Draft("ja", body, title, question)
    text = draft.text()
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = place(draft.parts(), start, end)
    assert 0 <= found.start <= found.end <= len(getattr(draft, found.field))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("CBTの逐語録で、PHQ-9とGAD-7を用いた", "ja"),
        ("She said 大丈夫 once, and then nothing for the rest of the hour.", "en"),
        ("", "en"),
    ],
)
def test_a_text_is_set_in_its_own_language(text: str, lang: str) -> None:
    assert policy.language(text) == lang


BOX = st.text(alphabet="あいう。ab \n#*", max_size=30).map(str.strip)


@given(st.fixed_dictionaries(dict.fromkeys(sections.SECTIONS, BOX)), st.sampled_from(("ja", "en")))
def test_what_is_typed_in_five_boxes_comes_back_in_five_boxes(typed: dict[str, str], lang: str) -> None:
    body, parts = sections.compose(lang, typed)
    for part in parts:
        assert body[part.start : part.start + len(part.text)] == part.text
    found = sections.split(lang, body)
    if found is not None:
        assert sections.compose(lang, found)[0] == body


def test_a_text_written_in_one_piece_stays_in_one_piece() -> None:
    assert sections.split("ja", "ひと続きの文章です。") is None
    assert sections.split("ja", "はじめに\n\n## 経過\n\nのあと") is None
