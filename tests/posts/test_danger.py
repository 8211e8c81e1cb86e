"""Before a text that speaks of live danger is sent, its writer is shown where to turn; sent, a moderator reads it first."""

import re

import pytest
from sqlalchemy import select

from app import danger
from app.posts.models import Review, Revision, Screening
from app.posts.policy import Risk, State
from tests import texts

LIVE = "きょうの面接で、今夜死ぬと言って帰られました。"
LIVE_EN = "She told me that she is going to kill herself tonight."
EVERYDAY = "希死念慮はないと話された。"


def case_form(body: str, **more: str) -> dict[str, str]:
    return {
        "lang": "ja",
        "title": texts.CLEAR_TITLE,
        "course": body,
        "question": texts.CLEAR_QUESTION,
        "approaches": "person-centred-therapy",
        "consent": "consent_peer",
        "once": "a-form-of-this-test",
        "intent": "submit",
        **more,
    }


def typed(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's own form, as a browser sends them back."""
    form = page[page.index('data-leave="unsent"') :]
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', form))


def revisions(db):
    found = db.scalars(select(Revision)).all()
    db.rollback()
    return found


def test_a_case_of_live_danger_is_not_sent_before_its_writer_has_seen_where_to_turn(browser, make, db):
    answer = browser(make.member()).post("/cases", case_form(LIVE))
    assert answer.status_code == 422
    assert "まだ何も送られていません" in answer.text and "今夜死ぬ" in answer.text
    assert "0120-279-338" in answer.text and "119" in answer.text
    assert revisions(db) == []


def test_the_page_gives_everything_back_and_leads_to_the_text_or_sends_it(browser, make, db):
    author = browser(make.member())
    page = author.post("/cases", case_form(LIVE)).text
    back = author.post("/cases", {**typed(page), "intent": "check"})
    assert back.status_code == 200 and LIVE in back.text.partition("<textarea")[2] and revisions(db) == []
    sent = author.post("/cases", {**typed(page), "intent": "submit"})
    assert sent.status_code == 303
    (revision,) = revisions(db)
    assert revision.state == State.HELD


def test_sent_anyway_it_is_held_and_read_before_everything_else(browser, make, db):
    make.case(texts.NAMED)
    author = make.member()
    page = browser(author).post("/cases", case_form(LIVE)).text
    browser(author).post("/cases", {**typed(page), "intent": "submit"})
    first = db.scalars(select(Review).order_by(Review.risk, Review.opened_at)).first()
    assert first is not None and first.risk == Risk.DANGER
    where = f"/moderation/{first.revision_id}"
    db.rollback()
    moderator = browser(make.moderator())
    queue = moderator.get("/moderation").text
    assert queue.index(where) < queue.index("/moderation/", queue.index(where) + len(where))
    assert "今夜死ぬ" not in queue
    held = moderator.get(where).text
    assert "いま危険にさらされている人がいるかもしれません" in held and "今夜死ぬ" in held


def test_a_text_that_is_clear_otherwise_is_held_for_danger_alone(make, db):
    comment = make.reply(make.case(), LIVE)
    assert comment.state is State.HELD
    screening = db.scalars(select(Screening).where(Screening.revision_id == comment.revision_id)).one()
    assert [alarm["danger"] for alarm in screening.alarms] == ["suicide"]
    assert "今夜" not in repr(screening.alarms), "places, no words"


def test_a_comment_stands_before_the_same_door(browser, make, db):
    case = make.case()
    peer = browser(make.member())
    answer = peer.post(f"/cases/{case.case_id}/posts", {"body": LIVE, "once": "x", "intent": "submit"})
    assert answer.status_code == 422 and len(revisions(db)) == 1
    assert peer.post(f"/cases/{case.case_id}/posts", {**typed(answer.text), "intent": "submit"}).status_code == 303
    assert len(revisions(db)) == 2


def test_so_does_a_text_that_is_written_anew(browser, make, db):
    comment = make.returned(make.reply(make.case(), texts.NAMED))
    author = browser(comment.author)
    sent = {"body": LIVE, "seen": str(comment.revision_id), "intent": "submit"}
    answer = author.post(f"/posts/{comment.post_id}/revisions", sent)
    assert answer.status_code == 422 and "まだ何も送られていません" in answer.text
    case = make.returned(make.case(texts.NAMED))
    again = {**case_form(LIVE), "seen": str(case.revision_id)}
    assert browser(case.author).post(f"/posts/{case.post_id}/revisions", again).status_code == 422


def test_a_draft_is_kept_without_a_word(browser, make):
    answer = browser(make.member()).post("/cases", case_form(LIVE, intent="draft"))
    assert answer.status_code == 303


def test_the_live_check_says_it_as_well(browser, make):
    author = browser(make.member())
    page = author.post("/screenings", {"body": LIVE, "lang": "ja"}).text
    assert "ここでの返事は間に合いません" in page and 'href="/lifelines"' in page
    assert "気になる言葉は見つかりませんでした" not in page
    assert 'href="/lifelines"' not in author.post("/screenings", {"body": EVERYDAY, "lang": "ja"}).text


def test_what_counsellors_write_every_day_passes(browser, make):
    case = make.case()
    answer = browser(make.member()).post(f"/cases/{case.case_id}/posts", {"body": EVERYDAY, "once": "x"})
    assert answer.status_code == 303


def test_the_author_of_a_held_text_is_told_not_to_wait(browser, make):
    comment = make.reply(make.case(), LIVE)
    page = browser(comment.author).get(f"/cases/{comment.case_id}").text
    assert "待たずに動いてください" in page


def test_where_a_member_is_registered_decides_which_lines_come_first(browser, make):
    page = browser(make.member(locale="en")).post("/cases", case_form(LIVE_EN, lang="en")).text
    assert "One thing before you send it" in page and "116 123" in page
    assert 'class="lifelines__own"' in page


def test_if_it_cannot_be_told_the_text_is_held(make, db, monkeypatch):
    def fails(_text: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(danger, "find", fails)
    assert make.reply(make.released(make.case()), EVERYDAY).state is State.HELD


@pytest.mark.parametrize("seen", ["", "0", "true"])
def test_only_the_page_itself_says_that_it_was_seen(browser, make, db, seen):
    answer = browser(make.member()).post("/cases", case_form(LIVE, danger_seen=seen))
    assert answer.status_code == 422 and revisions(db) == []
