"""Bringing a case: what it needs, what is kept, and nothing lost when something is missing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.cases.models import Case, CaseApproach
from app.cases.policy import MOST_APPROACHES
from app.database import Session
from app.posts.models import Revision
from tests import texts
from tests.make import Make
from tests.people import Browser

COMPLETE = {
    "title": texts.CLEAR_TITLE,
    "body": texts.CLEAR_CASE,
    "question": texts.CLEAR_QUESTION,
    "lang": "ja",
    "approaches": ["person-centred-therapy", "focusing"],
    "consent": "consent_peer",
    "intent": "submit",
}


def test_a_complete_case_is_brought(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    answer = browser(make.member()).send("/cases", COMPLETE)
    assert answer.status_code == 200 and texts.CLEAR_TITLE in answer.text
    assert db.scalars(select(CaseApproach.slug).order_by(CaseApproach.position)).all() == [
        "person-centred-therapy",
        "focusing",
    ]
    assert db.scalars(select(Case.consent)).all() == ["consent_peer"]


def test_one_approach_is_enough(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    assert browser(make.member()).post("/cases", {**COMPLETE, "approaches": "focusing"}).status_code == 303
    assert db.scalars(select(CaseApproach.slug)).all() == ["focusing"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "題をつけてください"),
        ("title", "あ" * 121, "120字まで"),
        ("body", "", "本文を書いてください"),
        ("body", "あ" * 20_001, "20,000字まで"),
        ("question", "", "尋ねたいことを"),
        ("question", "あ" * 401, "400字まで"),
        ("lang", "fr", "言語を選んで"),
        ("approaches", "", "一つ以上"),
        ("approaches", ["made-up"], "一覧にない"),
        (
            "approaches",
            ["focusing", "solution-focused", "pcagip", "person-centred-therapy", "morita", "naikan"],
            "アプローチ",
        ),
        ("consent", "", "同意について"),
        ("consent", "none", "同意のない事例"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    field: str, value: object, said: str, make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    answer = browser(make.member()).post("/cases", {**COMPLETE, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    if field != "question":
        assert texts.CLEAR_QUESTION in answer.text
    if field != "body":
        assert "黙っていても怒られないんですね" in answer.text
    assert db.scalars(select(Revision.id)).all() == []


def test_five_boxes_become_one_text_with_headings(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    typed = {key: value for key, value in COMPLETE.items() if key != "body"}
    typed |= {"concern": "「何を話せばいいのか」", "course": "第4回で待つことにした。", "grounds": "来談者中心療法。"}
    assert browser(make.member()).post("/cases", typed).status_code == 303
    body = db.scalars(select(Revision.body)).one()
    assert body.startswith("## 主訴") and "## 経過\n\n第4回で待つことにした。" in body and "## 背景" not in body


def test_an_unfinished_case_is_kept_as_a_draft(make: Make, browser: Callable[..., Browser]) -> None:
    author = browser(make.member())
    desk = author.send("/cases", {"body": "まだ題もない書きかけ", "lang": "ja", "intent": "draft"})
    assert "下書き" in desk.text
    assert "まだ題もない書きかけ" not in browser(make.member()).get("/cases").text


def test_an_empty_draft_is_not_kept(make: Make, browser: Callable[..., Browser]) -> None:
    assert browser(make.member()).post("/cases", {"lang": "ja", "intent": "draft"}).status_code == 422


def test_a_case_can_be_told_under_a_name_of_its_own(make: Make, browser: Callable[..., Browser]) -> None:
    author = make.member("縁側")
    browser(author).send("/cases", {**COMPLETE, "alias": "1"})
    page = browser(make.member()).get("/cases").text
    assert texts.CLEAR_TITLE in page and "縁側" not in page


def test_in_the_thread_of_an_aliased_case_its_author_keeps_the_alias(
    make: Make, browser: Callable[..., Browser]
) -> None:
    author = make.member("縁側")
    case = make.case(author=author, alias=True)
    browser(author).send(f"/cases/{case.case_id}/posts", {"body": texts.CLEAR_COMMENT, "intent": "submit"})
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert texts.CLEAR_COMMENT[:12] in page and "縁側" not in page


def test_the_form_offers_every_approach_once(make: Make, browser: Callable[..., Browser]) -> None:
    page = browser(make.member()).get("/cases/new").text
    assert page.count('name="approaches"') == 101
    assert str(MOST_APPROACHES) in page


@pytest.mark.parametrize(
    "extra", [{"state": "published"}, {"author_id": "x"}, {"published_at": "2020-01-01"}, {"comments": "9"}]
)
def test_what_a_form_does_not_have_changes_nothing(
    extra: dict[str, str], make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    held = {**COMPLETE, "body": texts.NAMED, **extra}
    browser(make.member()).post("/cases", held)
    assert db.scalars(select(Revision.state)).all() == ["held"]


def test_an_approach_is_found_by_its_short_form_and_is_not_chosen_for_the_writer(
    make: Make, browser: Callable[..., Browser]
) -> None:
    author = browser(make.member())
    page = author.post("/cases", {**COMPLETE, "intent": "check", "sought": "CBT"}).text
    assert (
        page.index("「CBT」に近いもの") < page.index('value="cognitive-behavioural-therapy"') < page.index("<details")
    )
    assert 'value="cognitive-behavioural-therapy" checked' not in page
    assert page.count('name="approaches"') == 101


def test_an_approach_that_is_sent_twice_is_one(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    assert browser(make.member()).post("/cases", {**COMPLETE, "approaches": ["focusing"] * 2}).status_code == 303
    assert db.scalars(select(CaseApproach.slug)).all() == ["focusing"]
