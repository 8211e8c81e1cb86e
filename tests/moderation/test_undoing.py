"""A decision is taken back within minutes, by whoever made it, as long as nothing has built on it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import audit, clock
from app.audit import Act
from app.moderation import service
from app.moderation.models import Decision, Report
from app.moderation.policy import UNDO, Complaint, Reason, may_undo
from app.posts.models import Review, Revision
from app.posts.policy import State
from tests import texts

NOTE = "お名前を、Aさんのように書き換えてください。"


def where(made) -> str:
    return f"/moderation/{made.revision_id}"


def decide(window, made, outcome):
    return window.post(where(made) + "/decision", {"outcome": outcome, "note": NOTE})


def undo(window, made):
    return window.post(where(made) + "/reversal")


def state(db, made) -> State:
    found = State(db.scalars(select(Revision.state).where(Revision.id == made.revision_id)).one())
    db.rollback()
    return found


def reported(database, make):
    case = make.case()
    with database.writing() as session:
        service.report(session, make.member().id, case.revision_id, Complaint(Reason.RECOGNISED, ""))
    return case


@pytest.mark.parametrize("outcome", ["release", "return", "remove"])
def test_what_was_decided_on_a_held_text_is_taken_back_and_it_waits_in_its_old_place(browser, make, db, outcome):
    held = make.case(texts.NAMED)
    opened = db.scalars(select(Review.opened_at)).one()
    db.rollback()
    moderator = browser(make.moderator())
    answer = moderator.send(where(held) + "/decision", {"outcome": outcome, "note": NOTE})
    assert "取り消す" in answer.text
    answer = moderator.send(where(held) + "/reversal")
    assert "取り消しました" in answer.text and 'name="outcome"' in answer.text
    assert state(db, held) is State.HELD
    assert db.scalars(select(Review.opened_at).where(Review.closed_at.is_(None))).one() == opened
    assert db.scalars(select(Revision.note)).one() == ""
    db.rollback()
    peer = browser(make.member())
    assert peer.get(f"/cases/{held.case_id}").status_code == 404
    assert peer.get("/search?q=初めて泣かれた").text.count('class="card"') == 0
    assert NOTE not in browser(held.author).open("/desk").text


@pytest.mark.parametrize("outcome", ["release", "return", "remove"])
def test_what_was_decided_on_a_reported_text_is_taken_back_and_peers_read_it_as_before(
    browser, make, database, db, outcome
):
    case = reported(database, make)
    comment = make.reply(case)
    moderator = browser(make.moderator())
    decide(moderator, case, outcome)
    assert undo(moderator, case).status_code == 303
    assert state(db, case) is State.PUBLISHED
    assert db.scalars(select(Report.closed_at)).one() is None
    db.rollback()
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert texts.CLEAR_TITLE in page and str(comment.post_id) in page
    assert browser(make.member()).get("/search?q=沈黙").text.count('class="card"') == 1
    assert where(case) in moderator.get("/moderation").text


def test_what_a_released_text_had_replaced_is_read_again(browser, make, db):
    case = make.case()
    newer = make.revised(case, texts.NAMED)
    moderator = browser(make.moderator())
    decide(moderator, newer, "release")
    undo(moderator, newer)
    assert (state(db, case), state(db, newer)) == (State.PUBLISHED, State.HELD)
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert texts.CLEAR_QUESTION in page and "佐藤" not in page


def test_a_decision_is_taken_back_by_whoever_made_it_and_nobody_else(browser, make, db):
    held = make.case(texts.NAMED)
    decide(browser(make.moderator()), held, "return")
    assert undo(browser(make.moderator()), held).status_code == 403
    assert state(db, held) is State.RETURNED


def test_after_ten_minutes_it_is_too_late(browser, make, database, db):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    decide(moderator, held, "return")
    with database.writing() as session:
        session.execute(update(Decision).values(made_at=clock.now() - UNDO - timedelta(seconds=1)))
    assert "取り消す" not in moderator.get("/moderation").text
    answer = undo(moderator, held)
    assert answer.status_code == 409 and "もう取り消せません" in answer.text
    assert state(db, held) is State.RETURNED


@pytest.mark.parametrize("outcome", ["return", "release"])
def test_what_its_author_has_gone_on_from_stays_as_it_was_decided(browser, make, db, outcome):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    decide(moderator, held, outcome)
    make.revised(held, texts.NAMED + "書き直しました。")
    before = state(db, held)
    assert undo(moderator, held).status_code == 409
    assert state(db, held) is before


def test_what_peers_have_answered_stays_public(browser, make, db):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    decide(moderator, held, "release")
    make.reply(held)
    assert undo(moderator, held).status_code == 409
    assert state(db, held) is State.PUBLISHED


def test_what_was_reported_meanwhile_is_decided_on_and_not_taken_back(browser, make, database, db):
    case = reported(database, make)
    moderator = browser(make.moderator())
    decide(moderator, case, "release")
    with database.writing() as session:
        service.report(session, make.member().id, case.revision_id, Complaint(Reason.CONSENT, ""))
    assert undo(moderator, case).status_code == 409


@pytest.mark.parametrize("outcome", ["release", "return"])
def test_what_its_author_withdrew_meanwhile_is_not_brought_back(browser, make, db, outcome):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    decide(moderator, held, outcome)
    make.withdrawn(held)
    assert undo(moderator, held).status_code == 409
    assert state(db, held) is State.WITHDRAWN


def test_a_decision_is_taken_back_once_and_the_record_says_so(browser, make, db):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator("見守る人"))
    decide(moderator, held, "return")
    assert undo(moderator, held).status_code == 303
    assert undo(moderator, held).status_code == 409
    (entry,) = [entry for entry in audit.entries(db) if entry.act == Act.UNDO]
    assert entry.about == held.revision_id
    db.rollback()
    for path in (where(held), "/moderation/log"):
        assert "取り消された" in moderator.get(path).text
    assert decide(moderator, held, "release").status_code == 303


def test_nothing_decided_is_nothing_to_take_back(browser, make):
    held = make.case(texts.NAMED)
    assert undo(browser(make.moderator()), held).status_code == 404
    assert undo(browser(make.member()), held).status_code == 404


@pytest.mark.parametrize(
    ("minutes", "own", "undone", "built_on", "may"),
    [
        (0, True, False, False, True),
        (9, True, False, False, True),
        (10, True, False, False, False),
        (1, False, False, False, False),
        (1, True, True, False, False),
        (1, True, False, True, False),
    ],
)
def test_who_may_undo_what_and_how_long(minutes, own, undone, built_on, may):
    now = clock.now()
    made_at = now - timedelta(minutes=minutes)
    assert may_undo(made_at, now, own=own, undone=undone, built_on=built_on) is may
