"""What is settled lies closed for moderators; whoever opens it is on the record first, or does not read it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import audit
from app.audit.models import Entry
from app.database import Database
from app.moderation import service
from app.moderation.policy import Judgement, Outcome
from tests import texts
from tests.make import Made, Make
from tests.people import Browser


@pytest.fixture
def returned(make: Make, database: Database) -> tuple[Made, str]:
    mark = texts.marker()
    held = make.case(texts.NAMED + mark)
    with database.writing() as session:
        service.decide(
            session, make.moderator().id, held.revision_id, Judgement(Outcome.RETURN, "お名前を変えて。", "")
        )
    return held, mark


def openings(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Entry.sequence).where(Entry.act == "unsealing")).all())


def test_a_settled_text_is_opened_by_a_press_and_the_press_is_on_the_record(
    returned, make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    made, mark = returned
    moderator = browser(make.moderator())
    page = moderator.get(f"/moderation/{made.revision_id}")
    assert page.status_code == 200 and mark not in page.text and openings(database) == 0
    opened = moderator.post(f"/moderation/{made.revision_id}/opening")
    assert opened.status_code == 200 and mark in opened.text and openings(database) == 1
    assert "no-store" in opened.headers["cache-control"]
    moderator.post(f"/moderation/{made.revision_id}/opening")
    assert openings(database) == 2, "each time"


def test_cr_08_without_an_entry_nothing_is_opened(
    returned, make: Make, browser: Callable[..., Browser], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, mark = returned
    moderator = browser(make.moderator())
    token = moderator.token()

    def broken(*_: object, **__: object) -> None:
        raise OSError("no space is left for the record")

    monkeypatch.setattr(audit, "record", broken)
    answer = moderator.post(f"/moderation/{made.revision_id}/opening", token=token)
    assert answer.status_code == 500 and mark not in answer.text


def test_what_waits_is_read_without_opening_it(make: Make, browser: Callable[..., Browser], database: Database) -> None:
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    assert "佐藤" in moderator.get(f"/moderation/{held.revision_id}").text
    assert moderator.post(f"/moderation/{held.revision_id}/opening").status_code == 404
    assert openings(database) == 0


def test_nobody_opens_what_its_author_took_back_and_no_peer_opens_anything(
    returned, make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    made, _ = returned
    gone = make.withdrawn(make.case(texts.NAMED))
    moderator = browser(make.moderator())
    assert moderator.post(f"/moderation/{gone.revision_id}/opening").status_code == 404
    assert moderator.post(f"/moderation/{uuid4()}/opening").status_code == 404
    assert browser(make.member()).post(f"/moderation/{made.revision_id}/opening").status_code == 404
    assert browser(made.author).post(f"/moderation/{made.revision_id}/opening").status_code == 404
    assert openings(database) == 0
