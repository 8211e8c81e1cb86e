"""Clear, held, unread: what becomes of a text when it is sent in."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app import deid
from app.database import Session
from app.posts.models import Post, Revision, Screening
from app.posts.policy import State
from tests import texts
from tests.make import Make
from tests.people import Browser


def test_a_clear_case_is_public_at_once(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    assert case.state is State.PUBLISHED
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert texts.CLEAR_TITLE in page and texts.CLEAR_QUESTION in page


def test_a_clear_case_in_english_is_public_at_once(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(texts.CLEAR_CASE_EN, title=texts.CLEAR_TITLE_EN, question=texts.CLEAR_QUESTION_EN)
    assert case.state is State.PUBLISHED
    assert texts.CLEAR_TITLE_EN in browser(make.member(locale="en")).get(f"/cases/{case.case_id}").text


@pytest.mark.parametrize("words", [texts.NAMED, texts.NUMBERED, texts.NAMED_EN])
def test_a_comment_with_an_identifier_is_seen_by_its_author_alone(
    words: str, make: Make, browser: Callable[..., Browser]
) -> None:
    case, peer = make.case(), make.member()
    answer = browser(peer).send(f"/cases/{case.case_id}/posts", {"body": words, "intent": "submit"})
    assert answer.status_code == 200
    shown = words[:12]
    assert shown in browser(peer).get(f"/cases/{case.case_id}").text
    assert shown not in browser(case.author).get(f"/cases/{case.case_id}").text
    assert shown not in browser(make.member()).get(f"/cases/{case.case_id}").text


def test_a_name_in_the_title_or_the_question_holds_the_case(make: Make) -> None:
    assert make.case(title="佐藤美咲さんのこと").state is State.HELD
    assert make.case(question="佐藤美咲さんに、どう応えますか。").state is State.HELD


def test_a_comment_is_held_for_what_it_adds_to_the_case(make: Make, browser: Callable[..., Browser]) -> None:
    """Neither is much alone; together they may be one person."""
    case = make.case("クライエントは40代の女性。小学校の教師をしている。")
    guess = make.reply(case, "もしかして、神津島の診療所に通われている方ではないですか。")
    assert case.state is State.PUBLISHED
    assert guess.state is State.HELD
    assert "神津島" not in browser(case.author).get(f"/cases/{case.case_id}").text


@pytest.mark.parametrize("fault", [RuntimeError("broken"), MemoryError(), RecursionError(), deid.TooLong("too long")])
def test_a_text_the_detector_cannot_read_is_held(fault: Exception, make: Make, monkeypatch, db: Session) -> None:  # type: ignore[no-untyped-def]
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(deid, "assess", fails)
    case = make.case()
    assert case.state is State.HELD
    assert db.scalars(select(Screening.verdict)).all() == ["unread"]


def test_a_detector_that_answers_nonsense_holds(make: Make, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(deid, "assess", lambda *_, **__: None)
    assert make.case().state is State.HELD


def test_a_screening_keeps_no_words(make: Make, db: Session) -> None:
    make.case(f"{texts.NAMED}函館市で曳船の機関士をしている48歳。")
    kept = str([(row.findings, row.traits, row.combination) for row in db.scalars(select(Screening)).all()])
    assert "person_name" in kept
    assert not any(word in kept for word in ("佐藤", "美咲", "函館", "曳船"))


def test_a_forms_mark_that_another_member_has_used_is_none_and_breaks_nothing(
    make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    case, form = make.case(), {"body": texts.CLEAR_COMMENT, "once": "0"}
    for who in (make.member(), make.member()):
        assert browser(who).post(f"/cases/{case.case_id}/posts", form).status_code == 303
    assert db.scalar(select(Post.comments).where(Post.id == case.post_id)) == 2


def test_a_form_sent_twice_makes_one_case(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    person = browser(make.member())
    typed = {
        "title": "題",
        "body": "待つことについて。",
        "question": "どう待ちますか。",
        "lang": "ja",
        "approaches": "person-centred-therapy",
        "consent": "consent_peer",
        "intent": "submit",
        "once": "the-same-form",
    }
    first, second = person.post("/cases", typed), person.post("/cases", typed)
    assert first.status_code == second.status_code == 303
    assert len(db.scalars(select(Revision.id)).all()) == 1


def test_what_is_published_is_byte_for_byte_what_was_sent(make: Make, db: Session) -> None:
    words = "一行目  \n\n- 二つめ\n- ﾊﾝｶｸ と ＣＢＴ\n\n> 引用　全角の空白"
    make.released(held) if (held := make.case(words)).state is State.HELD else held
    assert db.scalars(select(Revision.body).where(Revision.state == "published")).all() == [words]


def test_a_reply_to_a_post_of_another_thread_is_refused(make: Make, browser: Callable[..., Browser]) -> None:
    one, other = make.case(), make.case()
    elsewhere = make.reply(other)
    answer = browser(make.member()).post(
        f"/cases/{one.case_id}/posts",
        {"body": texts.CLEAR_COMMENT, "answers": str(elsewhere.post_id), "intent": "submit"},
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("state", ["held", "returned", "withdrawn"])
def test_nobody_replies_in_a_thread_that_is_out_of_sight(
    state: str, make: Make, browser: Callable[..., Browser]
) -> None:
    case = make.case()
    {"held": lambda: None, "returned": lambda: make.returned(case), "withdrawn": lambda: make.withdrawn(case)}[state]()
    unseen = make.case(texts.NAMED) if state == "held" else case
    answer = browser(make.member()).post(
        f"/cases/{unseen.case_id}/posts", {"body": texts.CLEAR_COMMENT, "intent": "submit"}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "guess",
    ["もしかして、あの島の診療所のことでしょうか。", "Isn't that the island clinic?", "どなたのことか分かりました。"],
)
def test_a_guess_at_who_it_is_never_appears(guess: str, make: Make, browser: Callable[..., Browser]) -> None:
    case, peer = make.case(), make.member()
    browser(peer).send(f"/cases/{case.case_id}/posts", {"body": guess, "intent": "submit"})
    assert guess in browser(peer).get(f"/cases/{case.case_id}").text.replace("&#39;", "'").replace("’", "'")
    assert guess[:10] not in browser(case.author).get(f"/cases/{case.case_id}").text
