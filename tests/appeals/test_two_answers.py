"""Where there are enough people, an appeal is answered by two who do not know of each other, and by a third where they differ."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.appeals.models import Appeal
from app.audit.models import Entry
from app.outbox import Mail
from app.posts.policy import State
from tests import texts
from tests.appeals.test_appealing import answered, appealed, decide, state

FIRST, SECOND = "一人目が考えたことです。", "二人目が考えたことです。"


@pytest.fixture
def held(browser, make, db):
    """A text that came back, whose author appeals; and four moderators, of whom the first decided on it."""
    made = make.case(texts.NAMED)
    decider = make.moderator("はじめの人")
    decide(browser, decider, made)
    appealed(browser, db, made)
    return made


@pytest.fixture
def three(make):
    return [make.moderator(f"こたえる人{number}") for number in range(1, 4)]


def page(browser, who, made) -> str:
    return browser(who).get(f"/moderation/{made.revision_id}/appeal").text


def open_ones(db) -> list[str]:
    found = [row.outcome for row in db.scalars(select(Appeal)).all()]
    db.rollback()
    return found


def test_the_first_answer_changes_nothing_and_is_told_to_nobody(browser, db, held, three):
    one, two, _ = three
    said = browser(one).send(
        f"/moderation/{held.revision_id}/appeal", {"outcome": "overturn", "answer": FIRST}
    )  # fmt: skip
    assert "お返事を預かりました" in said.text
    assert state(db, held) is State.RETURNED and open_ones(db) == ["open"]
    assert not db.scalars(select(Mail).where(Mail.kind == "appeal_answered")).all()
    db.rollback()
    for text in (page(browser, two, held), browser(held.author).get(f"/posts/{held.post_id}/decisions").text):
        assert FIRST not in text and "こたえる人1" not in text
    assert "もうひとりのモデレーターが、あなたの意見を知らないまま読みます" in page(browser, one, held)
    assert answered(browser, one, held, "uphold", SECOND).status_code == 403, "nobody counts twice"


def test_the_second_who_says_the_same_settles_it(browser, db, held, three):
    answered(browser, three[0], held, "overturn", FIRST)
    answered(browser, three[1], held, "overturn", SECOND)
    assert state(db, held) is State.HELD
    letter = browser(held.author).get(f"/posts/{held.post_id}/decisions").text
    assert SECOND in letter and FIRST not in letter
    said = select(Entry.codes).where(Entry.act == "appeal_decision").order_by(col(Entry.sequence))
    stages = db.scalars(said).all()
    assert len(stages) == 2 and '"stage":"first"' in stages[0]


def test_where_they_differ_a_third_reads_both_and_settles_it(browser, db, held, three):
    answered(browser, three[0], held, "overturn", FIRST)
    answered(browser, three[1], held, "uphold", SECOND)
    assert state(db, held) is State.RETURNED and open_ones(db) == ["open"]
    seen = page(browser, three[2], held)
    assert FIRST in seen and SECOND in seen and "異議を認める" in seen
    assert "あなたの判断で決まります" in seen
    answered(browser, three[2], held, "uphold")
    assert state(db, held) is State.RETURNED and open_ones(db) == ["uphold"]


def test_whoever_has_the_page_of_the_decision_open_is_led_to_the_appeal_on_which_two_differ(browser, held, three):
    answered(browser, three[0], held, "overturn", FIRST)
    answered(browser, three[1], held, "uphold", SECOND)
    third, where = browser(three[2]), f"/moderation/{held.revision_id}"
    late = third.post(f"{where}/decision", {"outcome": "return", "note": "", "reason": "消えては困る覚え"})
    assert late.status_code == 409
    for button in ("opening", "comparison"):
        assert third.post(f"{where}/{button}").headers["location"] == f"{where}/appeal"


def test_what_was_said_of_the_appeal_does_not_count_for_the_text(browser, make, db, held, three):
    for moderator in three[:2]:
        answered(browser, moderator, held, "overturn")
    released = browser(three[2]).post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"})
    assert released.status_code == 303 and state(db, held) is State.HELD, "a name is released by two, counted afresh"
    browser(three[0]).post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"})
    assert state(db, held) is State.PUBLISHED


def test_with_fewer_people_one_answer_is_enough(browser, make, db, held):
    answered(browser, make.moderator(), held, "uphold")
    assert open_ones(db) == ["uphold"]
