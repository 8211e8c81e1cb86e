"""What peers do not read is opened on the record: settled texts by a press, what waits by opening its page."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app import audit
from app.audit.models import Entry
from app.database import Database
from app.moderation import service
from app.moderation.held import held as shown
from app.moderation.models import Decision
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


def readings(database: Database) -> list[tuple[UUID | None, UUID | None, str]]:
    """Who has read what, and the codes beside it."""
    with database.reading() as session:
        found = select(Entry.actor, Entry.about, Entry.codes).where(Entry.act == "unsealing").order_by(Entry.sequence)
        return [tuple(row) for row in session.execute(found)]  # type: ignore[misc]


def test_whoever_reads_what_waits_is_on_the_record_each_time_and_told_so(
    make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    held, moderator = make.case(texts.NAMED), make.moderator()
    person, place = browser(moderator), f"/moderation/{held.revision_id}"
    read = (moderator.id, held.revision_id, '{"state":"held","what":"waiting"}')
    page = person.get(place).text
    assert "佐藤" in page and "記録に残ります" in page and readings(database) == [read]
    assert "佐藤" in person.get(f"{place}/redaction").text and readings(database) == [read] * 2
    faulty = person.post(f"{place}/decision", {"outcome": "return", "note": ""})
    assert faulty.status_code == 422 and "佐藤" in faulty.text and readings(database) == [read] * 3
    looked = person.post(f"{place}/redaction", {"intent": "look", "cover-1": "1", "instead-1": "〔人〕", "note": "x"})
    assert "佐藤" in looked.text and readings(database) == [read] * 4
    assert person.post(f"{place}/claim").status_code == 303
    assert person.post(f"{place}/decision", {"outcome": "remove", "note": "名前です。"}).status_code == 303
    assert len(readings(database)) == 4, "neither a claim nor a decision shows a word"


def test_a_page_that_forgets_the_record_has_no_words_to_show(make: Make, database: Database) -> None:
    waits, public, moderator = make.case(texts.NAMED), make.case(), make.moderator()
    with database.reading() as session:
        for one, there in ((waits, False), (public, True)):
            found = shown(session, moderator.id, one.revision_id)
            assert found and bool(found.text.title or found.text.body or found.text.question or found.body) is there
            assert there or not found.text.findings


def test_what_waits_is_read_and_not_opened(make: Make, browser: Callable[..., Browser], database: Database) -> None:
    waits = make.case(texts.NAMED)
    assert browser(make.moderator()).post(f"/moderation/{waits.revision_id}/opening").status_code == 404
    assert openings(database) == 0


def test_a_text_that_peers_read_is_looked_at_without_an_entry(
    make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    case = make.case()
    browser(make.member()).post(f"/posts/{case.post_id}/report", {"reason": "recognised", "note": "知っている方です"})
    moderator = browser(make.moderator())
    for page in ("", "/redaction"):
        shown = moderator.get(f"/moderation/{case.revision_id}{page}").text
        assert texts.CLEAR_TITLE in shown and "記録に残ります" not in shown
    assert openings(database) == 0


def test_whoever_answers_an_appeal_reads_it_on_the_record(
    returned, make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    made, mark = returned
    with database.reading() as session:
        decision = session.scalars(select(Decision.id)).one()
    assert browser(made.author).post(f"/decisions/{decision}/appeal", {"note": "講演録の名前です。"}).status_code == 303
    moderator = make.moderator()
    person, place = browser(moderator), f"/moderation/{made.revision_id}"
    assert person.get(place).headers["location"] == f"{place}/appeal" and readings(database) == []
    read = (moderator.id, made.revision_id, '{"state":"returned","what":"waiting"}')
    page = person.get(f"{place}/appeal").text
    assert mark in page and "記録に残ります" in page and readings(database) == [read]
    faulty = person.post(f"{place}/appeal", {"outcome": "uphold", "answer": ""})
    assert faulty.status_code == 422 and mark in faulty.text and readings(database) == [read] * 2


def test_a_page_that_nobody_may_read_is_on_no_record(
    returned, make: Make, browser: Callable[..., Browser], database: Database
) -> None:
    held, (settled, _) = make.case(texts.NAMED), returned
    draft, gone = make.case("書きかけです。", draft=True), make.withdrawn(make.case(texts.NAMED))
    for person in (browser(), browser(make.member()), browser(held.author)):
        assert person.get(f"/moderation/{held.revision_id}").status_code in (303, 404)
    moderator = browser(make.moderator())
    for one in (draft.revision_id, uuid4()):
        assert moderator.get(f"/moderation/{one}").status_code == 404
    for one in (settled, gone):
        page = moderator.get(f"/moderation/{one.revision_id}").text
        assert "佐藤" not in page and "この文を開いたこと" not in page
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
