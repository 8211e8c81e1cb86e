"""A licence that has run out: reading stays, writing stops, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from app import clock
from app.accounts.models import Licence, Member
from app.database import Database
from tests import texts
from tests.make import Make
from tests.people import Browser

Open = Callable[..., Browser]


@pytest.fixture
def expired(make: Make, database: Database) -> Member:
    member = make.member("満了", locale="ja")
    with database.writing() as session:
        session.execute(
            update(Licence)
            .where(Licence.member_id == member.id)
            .values(expires_on=clock.now().date() - timedelta(days=1))
        )
    return member


def test_whoever_has_an_expired_licence_still_reads(make: Make, browser: Open, expired: Member) -> None:
    case = make.case()
    reader = browser(expired)
    for path in ("/", "/cases", f"/cases/{case.case_id}", "/search?q=事例", "/approaches", "/desk"):
        assert reader.get(path).status_code == 200, path
    page = reader.get(f"/cases/{case.case_id}").text
    assert texts.CLEAR_TITLE in page and "いまは書き込めません" in page and "<textarea" not in page


def test_but_does_not_write_and_gets_the_words_back(make: Make, browser: Open, expired: Member) -> None:
    case = make.case()
    writer = browser(expired)
    answer = writer.post(f"/cases/{case.case_id}/posts", {"body": "聴かせていただきました。", "intent": "submit"})
    assert answer.status_code == 403
    assert "聴かせていただきました。" in answer.text and "更新された資格" in answer.text
    assert writer.get("/cases/new").headers["location"] == "/me"
    for page in ("/desk", "/cases"):
        assert 'href="/cases/new"' not in writer.get(page).text, "what cannot be done just now is not offered"
    assert "更新された資格をもう一度申し出てください" in writer.get("/me").text


def test_their_own_post_can_still_be_taken_back(make: Make, browser: Open, expired: Member) -> None:
    own = make.case(author=expired)
    person = browser(expired)
    person.send(f"/posts/{own.post_id}/withdrawal", {})
    assert browser(make.member()).get(f"/cases/{own.case_id}").status_code == 404


def test_a_moderator_whose_licence_has_run_out_moderates_no_more(make: Make, browser: Open, database: Database) -> None:
    moderator = make.moderator()
    with database.writing() as session:
        session.execute(
            update(Licence)
            .where(Licence.member_id == moderator.id)
            .values(expires_on=clock.now().date() - timedelta(days=1))
        )
    assert browser(moderator).get("/moderation").status_code == 404
