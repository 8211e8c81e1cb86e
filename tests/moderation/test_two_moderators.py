"""What is enough alone to say who somebody is, is released by two who do not know of each other, or by nobody."""

import pytest
from sqlalchemy import select

from app import audit, settings
from app.audit import Act
from app.i18n import translator
from app.moderation.models import Decision
from app.moderation.policy import Outcome, wants_two
from app.posts.models import Revision
from app.posts.policy import State
from app.settings import BadSettings
from app.web.visit import Role
from tests import texts

ISLAND = "40代の女性。奥尻島の小学校で教頭をしておられ、五つ子のお子さんがいる。"
NOTE = "お名前を、Aさんのように書き換えてください。"


def where(made) -> str:
    return f"/moderation/{made.revision_id}"


def decide(window, made, outcome="release", note=NOTE):
    return window.post(where(made) + "/decision", {"outcome": outcome, "note": note})


def state(db, made) -> State:
    found = State(db.scalars(select(Revision.state).where(Revision.id == made.revision_id)).one())
    db.rollback()
    return found


@pytest.fixture
def three(browser, make):
    return [browser(make.moderator(f"見守る人{number}")) for number in range(1, 4)]


def test_a_name_is_released_when_a_second_moderator_comes_to_the_same(three, make, db):
    held = make.case(texts.NAMED)
    first, second, _ = three
    answer = first.send(where(held) + "/decision", {"outcome": "release", "note": "公にされている方です。"})
    assert "もうひとりのモデレーター" in answer.text
    assert state(db, held) is State.HELD and db.scalars(select(Decision)).all() == []
    db.rollback()
    assert decide(second, held).status_code == 303
    assert state(db, held) is State.PUBLISHED
    assert len(db.scalars(select(Decision)).all()) == 1


def test_the_second_moderator_is_told_nothing_of_the_first(three, make):
    held, other = make.case(texts.NAMED), make.case(texts.NAMED)
    first, second, _ = three
    untouched = second.get(where(other)).text
    decide(first, held, note="公にされている方です。")
    page = second.get(where(held)).text
    assert "見守る人1" not in page and "公にされている方です。" not in page
    assert "見守る人1" not in second.get("/moderation").text
    assert page.count("<section") == untouched.count("<section")
    assert where(held) in second.get("/moderation").text


def test_whoever_may_publish_is_told_beforehand_that_it_takes_two(browser, three, make):
    said = translator("ja")("moderation.decision.two")
    named, island = make.case(texts.NAMED), make.case(ISLAND)
    first, second, _ = three
    assert said in first.get(where(named)).text and said not in first.get(where(island)).text
    decide(first, named)
    assert said in second.get(where(named)).text, "it is said whether anybody has looked or not"


def test_both_who_came_to_a_decision_leave_the_appeal_against_it_to_others(browser, make, db):
    made = make.case(texts.NAMED)
    let_pass, returned, settled, other = [make.moderator(f"見守る人{number}") for number in range(1, 5)]
    decide(browser(let_pass), made)
    decide(browser(returned), made, "return")
    decide(browser(settled), made, "return")
    decision = db.scalars(select(Decision.id)).one()
    db.rollback()
    browser(made.author).post(f"/decisions/{decision}/appeal", {"note": "本の著者です。"})
    appeal = where(made) + "/appeal"
    answer = {"outcome": "overturn", "answer": "ご説明のとおりです。"}
    for concerned in (returned, settled):
        assert translator("ja")("appeals.appeal.own_decision") in browser(concerned).get(appeal).text
        assert browser(concerned).post(appeal, answer).status_code == 403
        assert translator("ja")("moderation.undecidable.own_decision") in browser(concerned).get("/moderation").text
    assert browser(let_pass).post(appeal, answer).status_code == 303
    assert state(db, made) is State.HELD, "two are left who could answer, so one is enough"
    assert decide(browser(returned), made).status_code == 403, "nor what the appeal brought back"
    assert decide(browser(other), made).status_code == 303


def test_whoever_has_said_what_they_think_says_it_once(three, make, db):
    held = make.case(texts.NAMED)
    first = three[0]
    decide(first, held)
    assert decide(first, held).status_code == 403
    page = first.get(where(held)).text
    assert 'name="outcome"' not in page and "ご意見を受け取りました" in page
    assert state(db, held) is State.HELD


def test_where_two_differ_a_third_sees_both_and_decides(three, make, db):
    held = make.case(texts.NAMED)
    first, second, third = three
    decide(first, held, note="公にされている方です。")
    answer = second.send(where(held) + "/decision", {"outcome": "return", "note": "念のため伏せたいです。"})
    assert "意見が分かれました" in answer.text
    assert state(db, held) is State.HELD
    page = third.get(where(held)).text
    for said in ("見守る人1", "見守る人2", "公にされている方です。", "念のため伏せたいです。"):
        assert said in page
    assert "三人目のモデレーターが両方を読んで" in first.get(where(held)).text
    assert "あなたの判断で決まります" in page and "もうひとりのモデレーターが同じ判断を" not in page
    assert decide(third, held, "return").status_code == 303
    assert state(db, held) is State.RETURNED


def test_one_is_enough_for_giving_back_and_for_what_is_not_enough_alone(three, make, db):
    named, island = make.case(texts.NAMED), make.case("Aさんは42歳の獣医師で、青ヶ島にお住まいです。")
    assert island.state is State.HELD
    decide(three[0], named, "return")
    decide(three[0], island, "release")
    assert (state(db, named), state(db, island)) == (State.RETURNED, State.PUBLISHED)


def test_two_moderators_alone_are_not_made_to_wait_for_a_third(browser, make, db):
    held = make.case(texts.NAMED)
    first, _ = browser(make.moderator()), browser(make.moderator())
    decide(first, held)
    assert state(db, held) is State.PUBLISHED


def test_the_author_is_none_of_the_three(browser, make, db):
    author = make.member(role=Role.ADMIN)
    held = make.case(texts.NAMED, author=author)
    make.moderator()
    decide(browser(make.moderator()), held)
    assert state(db, held) is State.PUBLISHED


def test_each_opinion_is_on_the_record(three, make, db):
    held = make.case(texts.NAMED)
    decide(three[0], held)
    decide(three[1], held)
    entries = [entry for entry in audit.entries(db) if entry.act == Act.DECISION]
    assert len(entries) == 2 and '"stage":"first"' in entries[0].codes
    assert NOTE not in "".join(entry.codes for entry in entries)


def test_a_release_of_two_is_taken_back_as_a_whole(three, make, db):
    held = make.case(texts.NAMED)
    first, second, _ = three
    decide(first, held)
    decide(second, held)
    assert second.post(where(held) + "/reversal").status_code == 303
    assert state(db, held) is State.HELD
    assert decide(first, held).status_code == 303
    assert state(db, held) is State.HELD


@pytest.mark.parametrize(
    ("setting", "others", "outcome", "since", "direct", "wanted"),
    [
        ("auto", 3, Outcome.RELEASE, State.HELD, True, True),
        ("auto", 2, Outcome.RELEASE, State.HELD, True, False),
        ("always", 1, Outcome.RELEASE, State.HELD, True, True),
        ("never", 9, Outcome.RELEASE, State.HELD, True, False),
        ("always", 9, Outcome.RELEASE, State.HELD, False, False),
        ("always", 9, Outcome.RELEASE, State.PUBLISHED, True, False),
        ("always", 9, Outcome.RETURN, State.HELD, True, False),
        ("always", 9, Outcome.REDACT, State.HELD, True, False),
    ],
)
def test_what_wants_two(setting, others, outcome, since, direct, wanted):
    assert wants_two(outcome, since, direct=direct, setting=setting, others=others) is wanted


def test_the_setting_knows_three_words(tmp_path):
    for word in ("auto", "always", "never"):
        read = settings.read({"KIKU_DATA": str(tmp_path), "KIKU_TWO_MODERATORS": word})
        assert read.two_moderators == word
    with pytest.raises(BadSettings):
        settings.read({"KIKU_DATA": str(tmp_path), "KIKU_TWO_MODERATORS": "sometimes"})
