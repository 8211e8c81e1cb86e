"""A text in a moderator's hands: seen by colleagues, over after a while, taken over in so many words."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import audit, clock
from app.audit import Act
from app.moderation.models import Decision
from app.moderation.policy import CLAIM
from app.posts.models import Review
from app.web.visit import Role
from tests import texts

NOTE = "お名前を、Aさんのように書き換えてください。"


def where(made) -> str:
    return f"/moderation/{made.revision_id}"


def claim(window, made, **more):
    return window.post(where(made) + "/claim", {"intent": "take", **more})


def decide(window, made, outcome="release", note=""):
    return window.post(where(made) + "/decision", {"outcome": outcome, "note": note})


def holder(db, made):
    found = db.scalars(select(Review.holder_id).where(Review.revision_id == made.revision_id)).one()
    db.rollback()
    return found


def test_what_one_moderator_has_in_hand_the_others_see_with_a_name(browser, make):
    held = make.case(texts.NAMED)
    first, second = browser(make.moderator("先に見る人")), browser(make.moderator())
    answer = first.send(where(held) + "/claim", {"intent": "take"})
    assert "あなたが確認中です" in answer.text
    assert "先に見る人さんが確認中" in second.get("/moderation").text
    page = second.get(where(held)).text
    assert "先に見る人さんが確認中" in page and "引き継ぐ" in page
    assert 'name="outcome"' not in page
    assert where(held) in first.get("/moderation?claimed=mine").text
    assert where(held) not in second.get("/moderation?claimed=free").text
    assert where(held) in second.get("/moderation?claimed=taken").text


def test_the_next_text_is_none_that_a_colleague_has_in_hand(browser, make):
    first, second, third = (make.case(texts.NAMED) for _ in range(3))
    claim(browser(make.moderator()), second)
    assert decide(browser(make.moderator()), first).headers["location"] == where(third)


def test_a_decision_on_what_a_colleague_has_in_hand_is_not_taken_and_its_note_is_kept(browser, make, db):
    held = make.case(texts.NAMED)
    first, second = browser(make.moderator("先に見る人")), browser(make.moderator())
    claim(first, held)
    answer = decide(second, held, "return", NOTE)
    assert answer.status_code == 409
    assert "先に見る人さんが確認中" in answer.text and NOTE in answer.text
    assert db.scalars(select(Decision)).all() == []
    db.rollback()
    assert decide(first, held, "return", NOTE).status_code == 303


def test_taking_over_is_said_in_so_many_words(browser, make, db):
    held = make.case(texts.NAMED)
    one, other = make.moderator(), make.moderator()
    claim(browser(one), held)
    assert claim(browser(other), held).status_code == 409
    assert holder(db, held) == one.id
    assert claim(browser(other), held, over="1").status_code == 303
    assert holder(db, held) == other.id
    (entry,) = [entry for entry in audit.entries(db) if entry.act == Act.TAKEOVER]
    assert (entry.actor, entry.about) == (other.id, held.revision_id) and str(one.id) in entry.codes
    db.rollback()
    assert decide(browser(one), held).status_code == 409
    assert decide(browser(other), held).status_code == 303


def test_a_claim_is_over_after_a_while(browser, make, database):
    held = make.case(texts.NAMED)
    claim(browser(make.moderator("先に見る人")), held)
    with database.writing() as session:
        session.execute(update(Review).values(held_until=clock.now() - timedelta(seconds=1)))
    second = browser(make.moderator())
    assert "先に見る人" not in second.get("/moderation").text
    assert decide(second, held).status_code == 303


def test_claiming_again_goes_on_with_it(browser, make, database, db):
    held = make.case(texts.NAMED)
    window = browser(make.moderator())
    claim(window, held)
    with database.writing() as session:
        session.execute(update(Review).values(held_until=clock.now() + timedelta(minutes=1)))
    claim(window, held)
    assert db.scalars(select(Review.held_until)).one() > clock.now() + CLAIM - timedelta(minutes=1)


def test_giving_back_is_open_to_everybody_again(browser, make, db):
    held = make.case(texts.NAMED)
    first, second = browser(make.moderator()), browser(make.moderator())
    claim(first, held)
    assert first.post(where(held) + "/claim", {"intent": "leave"}).headers["location"] == "/moderation"
    assert holder(db, held) is None
    claim(second, held)
    first.post(where(held) + "/claim", {"intent": "leave"})
    assert holder(db, held) is not None  # it is not theirs to give back


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_nobody_takes_their_own_text_in_hand(browser, make, role):
    author = make.member(role=role)
    held = make.case(texts.NAMED, author=author)
    assert claim(browser(author), held).status_code == 403


def test_what_waits_no_longer_cannot_be_taken_in_hand(browser, make):
    held, clear = make.case(texts.NAMED), make.case()
    make.withdrawn(held)
    moderator = browser(make.moderator())
    assert claim(moderator, held).status_code == 409
    assert claim(moderator, clear).status_code == 409
    assert browser(make.member()).post(where(held) + "/claim", {"intent": "take"}).status_code == 404


def test_a_claim_does_not_outlive_the_decision(browser, make, db):
    held = make.case(texts.NAMED)
    window = browser(make.moderator())
    claim(window, held)
    decide(window, held)
    assert holder(db, held) is None
