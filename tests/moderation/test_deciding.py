"""Release, return, remove: once, with a reason, and never on one's own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.moderation import service
from app.moderation.models import Decision, Report
from app.moderation.policy import Complaint, Reason
from app.posts import sealing
from app.posts.models import Revision
from app.posts.policy import State
from app.web.visit import Role
from tests import texts

NOTE = "お名前を、Aさんのように書き換えてください。"


def decision(made) -> str:
    return f"/moderation/{made.revision_id}/decision"


def state(db, made) -> State:
    found = State(db.scalars(select(Revision.state).where(Revision.id == made.revision_id)).one())
    db.rollback()
    return found


def reported(database, make, made, by=None):
    with database.writing() as session:
        service.report(session, (by or make.member()).id, made.revision_id, Complaint(Reason.RECOGNISED, ""))
    return made


def seen(browser, made) -> str:
    """Return what the moderator's page says of how the text stands."""
    return browser.get(f"/moderation/{made.revision_id}").text.partition('name="seen" value="')[2].partition('"')[0]


def test_what_is_released_is_published_byte_for_byte(browser, make, db):
    held = make.case(texts.NAMED + "\n\n  𠮷野と<b>  \n")
    words = sealing.of(db, [held.revision_id])[held.revision_id]
    db.rollback()
    answer = browser(make.moderator()).post(decision(held), {"outcome": "release", "note": ""})
    assert answer.status_code == 303
    assert state(db, held) is State.PUBLISHED
    assert db.execute(select(Revision.title, Revision.body, Revision.question, Revision.html)).one() == words
    assert "佐藤美咲" in browser(make.member()).get(f"/cases/{held.case_id}").text


def test_a_returned_text_reaches_its_author_with_the_note_and_nobody_else(browser, make, db):
    held = make.case(texts.NAMED)
    browser(make.moderator()).post(decision(held), {"outcome": "return", "note": NOTE})
    assert state(db, held) is State.RETURNED
    assert NOTE in browser(held.author).open("/desk").text
    assert browser(make.member()).get(f"/cases/{held.case_id}").status_code == 404


def test_a_removed_text_is_gone_and_its_author_can_read_why(browser, make, db):
    held = make.case(texts.NAMED)
    browser(make.moderator()).post(decision(held), {"outcome": "remove", "note": "ここでは扱えない内容です。"})
    assert state(db, held) is State.WITHDRAWN
    assert db.scalars(select(Revision.note)).one() == "ここでは扱えない内容です。"


@pytest.mark.parametrize("outcome", ["return", "remove"])
def test_returning_and_removing_need_a_note(browser, make, db, outcome):
    held = make.case(texts.NAMED)
    answer = browser(make.moderator()).post(decision(held), {"outcome": outcome, "note": "  "})
    assert answer.status_code == 422
    assert "ひとことお書きください" in answer.text
    assert state(db, held) is State.HELD


def test_a_note_that_is_too_long_is_kept_as_it_was_typed(browser, make, db):
    held = make.case(texts.NAMED)
    answer = browser(make.moderator()).post(decision(held), {"outcome": "return", "note": "長" * 1_001})
    assert answer.status_code == 422 and "長" * 1_001 in answer.text
    assert state(db, held) is State.HELD


def test_an_outcome_is_never_guessed(browser, make, db):
    held = make.case(texts.NAMED)
    for outcome in ("", "publish", "RELEASE"):
        answer = browser(make.moderator()).post(decision(held), {"outcome": outcome, "note": NOTE})
        assert answer.status_code == 422 and NOTE in answer.text
    assert state(db, held) is State.HELD


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_nobody_decides_on_their_own_text(browser, make, db, role):
    moderator = make.member(role=role)
    held = make.case(texts.NAMED, author=moderator)
    answer = browser(moderator).post(decision(held), {"outcome": "release", "note": ""})
    assert answer.status_code == 403 and "ご自分の投稿は判断できません" in answer.text
    assert 'name="outcome"' not in browser(moderator).get(f"/moderation/{held.revision_id}").text
    assert state(db, held) is State.HELD


def test_nobody_decides_on_what_they_reported(browser, make, database, db):
    moderator = make.moderator()
    case = reported(database, make, make.case(), by=moderator)
    answer = browser(moderator).post(decision(case), {"outcome": "remove", "note": NOTE})
    assert answer.status_code == 403
    assert state(db, case) is State.PUBLISHED


def test_the_second_moderator_sees_what_the_first_decided_and_keeps_their_note(browser, make, db):
    held = make.case(texts.NAMED)
    first, second = make.moderator("先に見た人"), make.moderator("後から見た人")
    browser(first).post(decision(held), {"outcome": "return", "note": NOTE})
    answer = browser(second).post(decision(held), {"outcome": "remove", "note": "私は取り除くほうがよいと思いました。"})
    assert answer.status_code == 409
    for told in ("先に見た人", "書き手に返した", NOTE, "私は取り除くほうがよいと思いました。"):
        assert told in answer.text
    assert state(db, held) is State.RETURNED
    assert len(db.scalars(select(Decision)).all()) == 1


@pytest.mark.parametrize("outcomes", [("release", "return"), ("return", "remove"), ("release", "release")])
@pytest.mark.parametrize("published", [False, True])
def test_of_two_moderators_at_once_exactly_one_decides(browser, make, database, db, outcomes, published):
    made = reported(database, make, make.case()) if published else make.case(texts.NAMED)
    people = [browser(make.moderator()) for _ in outcomes]
    tokens = [one.token() for one in people]
    ready = Barrier(2)

    def decide(which: int) -> int:
        ready.wait()
        fields = {"outcome": outcomes[which], "note": NOTE}
        return people[which].post(decision(made), fields, token=tokens[which]).status_code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(decide, range(2))) == [303, 409]
    (only,) = db.scalars(select(Decision)).all()
    assert only.outcome in outcomes
    expected = {"release": State.PUBLISHED, "return": State.RETURNED, "remove": State.WITHDRAWN}
    assert state(db, made) is expected[only.outcome]


def test_a_decision_binds_to_the_text_that_was_shown(browser, make, db):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    shown = seen(moderator, held)
    newer = make.revised(held, texts.NAMED + "さらに書き足しました。")
    answer = moderator.post(decision(held), {"outcome": "release", "note": "", "seen": shown})
    assert answer.status_code == 409 and f"/moderation/{newer.revision_id}" in answer.text
    assert state(db, newer) is State.HELD


def test_a_report_that_came_in_meanwhile_is_read_before_it_is_closed(browser, make, database, db):
    case = reported(database, make, make.case())
    moderator = browser(make.moderator())
    shown = seen(moderator, case)
    reported(database, make, case)
    answer = moderator.post(decision(case), {"outcome": "release", "note": "", "seen": shown})
    assert answer.status_code == 409
    assert db.scalars(select(Report.closed_at)).all() == [None, None]


def test_a_decision_on_what_its_author_took_back_does_nothing(browser, make, db):
    held = make.case(texts.NAMED)
    make.withdrawn(held)
    answer = browser(make.moderator()).post(decision(held), {"outcome": "release", "note": ""})
    assert answer.status_code == 409
    assert state(db, held) is State.WITHDRAWN


def test_after_a_decision_comes_the_next_text_and_at_the_end_the_empty_queue(browser, make):
    first, second = make.case(texts.NAMED), make.case(texts.NUMBERED)
    moderator = make.moderator()
    make.case(texts.NAMED, author=moderator)  # not theirs to decide
    window = browser(moderator)
    answer = window.post(decision(first), {"outcome": "release", "note": ""})
    assert answer.headers["location"] == f"/moderation/{second.revision_id}"
    assert "公開しました" in window.get(answer.headers["location"]).text
    assert window.post(decision(second), {"outcome": "release", "note": ""}).headers["location"] == "/moderation"


def test_the_next_text_is_of_the_language_one_was_reading(browser, make):
    english = make.case(texts.NAMED_EN)
    make.case(texts.NAMED)
    last = make.case(texts.NAMED_EN)
    answer = browser(make.moderator()).post(decision(english), {"outcome": "release", "note": "", "lang": "en"})
    assert answer.headers["location"] == f"/moderation/{last.revision_id}?lang=en"


def test_leaving_a_reported_post_closes_the_reports_and_changes_no_word(browser, make, database, db):
    case = reported(database, make, make.case())
    window = browser(make.moderator())
    answer = window.send(decision(case), {"outcome": "release", "note": ""})
    assert "報告は閉じました" in answer.text
    assert state(db, case) is State.PUBLISHED
    assert db.scalars(select(Report.closed_at)).one() is not None
    db.rollback()
    assert f"/moderation/{case.revision_id}" not in window.get("/moderation").text.partition('class="filters"')[2]


@pytest.mark.parametrize(("outcome", "left"), [("return", State.RETURNED), ("remove", State.WITHDRAWN)])
def test_a_reported_case_that_tells_too_much_goes_out_of_sight(browser, make, database, db, outcome, left):
    case = reported(database, make, make.case())
    make.reply(case)
    browser(make.moderator()).post(decision(case), {"outcome": outcome, "note": NOTE})
    assert state(db, case) is left
    peer = browser(make.member())
    assert peer.get(f"/cases/{case.case_id}").status_code == 404
    assert texts.CLEAR_TITLE not in peer.get("/cases").text


def test_the_log_says_who_decided_what_and_no_word_more(browser, make):
    held = make.case(texts.NAMED, title="ひそかな題")
    moderator = make.moderator("見守る人")
    browser(moderator).post(decision(held), {"outcome": "return", "note": NOTE})
    page = browser(make.moderator()).get("/moderation/log").text
    assert "見守る人" in page and "書き手に返した" in page
    for word in (NOTE, "ひそかな題", "佐藤"):
        assert word not in page


def test_a_form_without_its_token_decides_nothing_and_keeps_the_note(browser, make, db):
    held = make.case(texts.NAMED)
    answer = browser(make.moderator()).post(decision(held), {"outcome": "remove", "note": NOTE}, token="0" * 64)
    assert answer.status_code == 403 and NOTE in answer.text
    assert state(db, held) is State.HELD


def test_what_is_not_there_cannot_be_decided_on(browser, make):
    moderator = browser(make.moderator())
    nothing = "00000000-0000-4000-8000-000000000000"
    assert moderator.get(f"/moderation/{nothing}").status_code == 404
    assert moderator.post(f"/moderation/{nothing}/decision", {"outcome": "release", "note": ""}).status_code == 404
    assert moderator.get("/moderation/nothing").status_code == 404
