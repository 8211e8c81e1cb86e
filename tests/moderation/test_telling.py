"""Who is told by mail: an author of what was decided, moderators of what waits. No mail has a word of a text."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import clock
from app.moderation import calling, policy
from app.outbox import Mail
from app.posts.models import Review
from app.web.visit import Role
from tests import texts

pytestmark = pytest.mark.database


def decide(browser, moderator, made, outcome: str) -> None:
    where = f"/moderation/{made.revision_id}/decision"
    assert browser(moderator).post(where, {"outcome": outcome, "note": "お名前を伏せてください。"}).status_code == 303


def mails(db, kind: str) -> list[Mail]:
    found = list(db.scalars(select(Mail).where(Mail.kind == kind)))
    db.rollback()
    return found


@pytest.mark.parametrize("outcome", ["release", "return", "remove"])
def test_l3_an_author_is_told_once_of_a_decision_and_where_to_read_it(browser, make, db, outcome):
    held = make.case(texts.NAMED)
    assert mails(db, "text_decided") == [], "nobody is told of what waits"
    decide(browser, make.moderator(), held, outcome)
    (mail,) = mails(db, "text_decided")
    assert mail.address == held.author.email
    assert mail.due_at - mail.made_at == policy.UNDO, "not before it is certain"
    assert browser(held.author).get(mail.path).status_code == 200


def test_of_a_decision_that_was_taken_back_an_author_is_told_nothing_and_of_the_next_one_once(browser, make, db):
    held, moderator = make.case(texts.NAMED), make.moderator()
    decide(browser, moderator, held, "return")
    assert browser(moderator).post(f"/moderation/{held.revision_id}/reversal").status_code == 303
    assert mails(db, "text_decided") == []
    decide(browser, moderator, held, "release")
    assert len(mails(db, "text_decided")) == 1


def test_what_the_first_of_two_thinks_and_what_stays_as_it_is_are_told_to_no_author(browser, make, db):
    held = make.case(texts.NAMED)
    first, *_ = [make.moderator() for _ in range(4)]
    decide(browser, first, held, "release")
    case = make.case()
    browser(make.member()).post(f"/posts/{case.post_id}/report", {"reason": "identifies", "note": ""})
    decide(browser, first, case, "release")
    assert mails(db, "text_decided") == []


def call(database, *, later: timedelta = timedelta()) -> int:
    with database.writing() as session:
        return calling.call(session, clock.now() + later)


def waits_since(database, made, hours: int) -> None:
    with database.writing() as session:
        since = clock.now() - timedelta(hours=hours)
        session.execute(update(Review).where(Review.revision_id == made.revision_id).values(opened_at=since))


def test_moderators_are_told_that_something_has_waited_for_a_day_and_not_every_hour(make, database, db):
    staff = [make.moderator(), make.member(role=Role.ADMIN, locale="en")]
    assert call(database) == 0, "nothing waits"
    held = make.case(texts.NAMED, title="ひそかな題")
    waits_since(database, held, 23)
    assert call(database) == 0, "it has not waited long"
    waits_since(database, held, 25)
    assert call(database) == 2
    assert call(database) == 0, "they know"
    found = mails(db, "queue_waits")
    assert {mail.address for mail in found} == {one.email for one in staff}
    assert {mail.path for mail in found} == {"/moderation"}


def test_moderators_are_told_at_once_of_words_of_live_danger_until_somebody_has_them_in_hand(
    browser, make, database, db
):
    moderator = make.moderator()
    held = make.case("「今夜、橋から飛び降りて終わりにします」と言われた。遺書も書いてあるという。")
    assert call(database) == 1
    (mail,) = mails(db, "queue_urgent")
    assert (mail.address, mail.path) == (moderator.email, "/moderation")
    late = make.moderator()
    assert browser(late).post(f"/moderation/{held.revision_id}/claim", {"intent": "take"}).status_code == 303
    assert call(database) == 0
    assert call(database, later=policy.CLAIM) == 1, "whoever took it has not come back to it"
