"""Whoever reads, looks for, tries or opens more than people do is slowed down, and the admins are told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from app import clock, vault
from app.accounts import haste
from app.accounts.models import Member
from app.audit.models import Entry
from app.database import Database, open_database
from app.limits import Limit
from app.main import serve
from app.moderation import service
from app.moderation.policy import Judgement, Outcome
from app.web import pace
from app.web.visit import Role
from tests import texts
from tests.accounts.doors import mails
from tests.accounts.test_evidence import photo, send
from tests.accounts.test_licences import claimed
from tests.make import Made, Make
from tests.people import Browsers, client_of


@pytest.fixture(autouse=True)
def usual(paces: tuple[Limit, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in paces:
        monkeypatch.setattr(pace, limit.action.upper(), limit)


@pytest.fixture
def boss(make: Make) -> Member:
    return make.member(role=Role.ADMIN)


def on_record(database: Database, member: Member) -> list[str]:
    with database.reading() as session:
        about = select(Entry.codes).where(Entry.act == "limit", Entry.about == member.id)
        return list(session.scalars(about))


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    then = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: then)


def test_rl_06_whoever_reads_one_case_after_another_is_slowed_down_and_the_admins_are_told(
    make: Make, browser: Browsers, database: Database, site_settings, boss: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pace.READING.times <= 500 and pace.READING.seconds == 3_600
    monkeypatch.setattr(pace, "READING", Limit("reading", times=4, seconds=3_600))
    cases = [make.case() for _ in range(6)]
    reader, person = make.member("たくさん読む人"), make.member()
    scraper = browser(reader)
    for _ in range(3):
        for case in cases[:2]:
            assert scraper.get(f"/cases/{case.case_id}").status_code == 200, "the same two again and again"
    answers = [scraper.get(f"/cases/{case.case_id}") for case in cases[2:]]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 3_500 < int(answers[-1].headers["retry-after"]) <= 3_600 and "少しお休みください" in answers[-1].text
    assert scraper.get("/desk").status_code == scraper.get("/cases").status_code == 200
    written = scraper.post(f"/cases/{cases[0].case_id}/posts", {"body": texts.CLEAR_COMMENT})
    assert written.status_code == 303, "what was begun can be finished"
    assert browser(person).get(f"/cases/{cases[5].case_id}").status_code == 200
    assert on_record(database, reader) == ['{"times":4,"what":"reading"}']
    told = [letter for letter in mails(database, site_settings) if boss.email in letter["To"]]
    assert len(told) == 1 and "/admin/record?act=limit" in told[0].get_content()
    assert "たくさん読む人" not in told[0].get_content() and reader.email not in told[0].get_content()
    later(monkeypatch, timedelta(seconds=3_601))
    assert scraper.get(f"/cases/{cases[5].case_id}").status_code == 200


def test_rl_06_two_processes_know_of_each_other(
    make: Make, browser: Browsers, site_settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "READING", Limit("reading", times=5, seconds=3_600))
    cases, reader = [make.case() for _ in range(8)], make.member()
    second = open_database(site_settings.database_url)
    vault.unlock(second, site_settings.vault_key_file)
    windows = [browser(reader), client_of(serve(site_settings, second), site_settings, second, reader, {})]
    answers = [windows[place % 2].get(f"/cases/{case.case_id}").status_code for place, case in enumerate(cases)]
    second.engine.dispose()
    assert answers.count(200) <= 5 + 2 and answers[-1] == 429, "each process may hear of it one page late"


def test_rl_06_a_page_is_counted_once_also_while_the_database_is_asked_or_away() -> None:
    counts, member, limit = pace.Pace(), uuid4(), Limit("reading", times=20, seconds=3_600)
    settled = [counts.note(member, pace.Seen(limit, f"/cases/{n}")) for n in range(8)]
    assert settled == [0, 0, 3, 0, 0, 3, 0, 0], "what is on its way to the database is not sent again"
    counts.unsettled(member, limit, 3)
    assert counts.note(member, pace.Seen(limit, "/cases/8")) == 6, "what it did not take goes with the next"
    counts.settled(uuid4(), limit, 60)
    assert counts.wait(limit, member) == 0
    counts.settled(member, limit, 60)
    assert 55 < counts.wait(limit, member) <= 60


def test_rl_07_whoever_tries_one_address_after_another_is_stopped_within_the_minute(
    make: Make, browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Limit("missing", times=50, seconds=60) == pace.MISSING
    case, walker, held = make.case(), make.member(), make.case(texts.NAMED)
    person = browser(walker)
    answers = [person.get(f"/{kind}/{uuid4()}").status_code for kind in ("cases", "posts") for _ in range(28)]
    assert answers[:50] == [404] * 50 and set(answers[51:]) == {429}
    there, nowhere = (person.get(f"/cases/{one}") for one in (held.case_id, uuid4()))
    assert there.status_code == nowhere.status_code == 429, "nothing is learnt from it either"
    assert person.get("/desk").status_code == 200
    assert browser(make.member()).get(f"/cases/{case.case_id}").status_code == 200
    later(monkeypatch, timedelta(seconds=61))
    assert person.get(f"/cases/{case.case_id}").status_code == 200


def test_rl_08_whoever_looks_for_one_word_after_another_waits_and_no_word_is_kept(
    make: Make,
    browser: Browsers,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pace.SEARCHING.times < 300 and pace.SEARCHING.seconds == 3_600
    monkeypatch.setattr(pace, "SEARCHING", Limit("searching", times=6, seconds=3_600))
    seeker = make.member()
    person = browser(seeker)
    assert [person.get("/search").status_code for _ in range(8)] == [200] * 8, "the empty form is no search"
    answers = [person.get(f"/search?q=まぼろし{n}") for n in range(9)]
    assert [answer.status_code for answer in answers] == [200] * 7 + [429] * 2
    assert person.get("/approaches").status_code == 200
    assert on_record(database, seeker) == ['{"times":6,"what":"searching"}']
    with database.reading() as session:
        assert "まぼろし" not in str(session.execute(text("select * from limit_count")).all())
    assert "まぼろし" not in "".join(capsys.readouterr())


def test_rl_09_a_member_who_may_not_read_on_may_still_search(
    make: Make, browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "READING", Limit("reading", times=0, seconds=3_600))
    case, person = make.case(), browser(make.member())
    assert [person.get(f"/cases/{case.case_id}").status_code for _ in range(2)] == [200, 429]
    assert person.get("/search?q=a").status_code == 200


@pytest.fixture
def returned(make: Make, database: Database) -> Made:
    held, moderator = make.case(texts.NAMED), make.moderator()
    with database.writing() as session:
        service.decide(session, moderator.id, held.revision_id, Judgement(Outcome.RETURN, "お名前を変えて。", ""))
    return held


def test_ac_23_a_moderator_who_opens_closed_texts_without_end_is_stopped_and_the_admins_are_told(
    make: Make,
    browser: Browsers,
    returned: Made,
    database: Database,
    site_settings,
    boss: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert haste.OPENING.seconds == 86_400
    monkeypatch.setattr(haste, "OPENING", Limit("opening", times=2, seconds=86_400))
    curious, careful = make.moderator(), make.moderator()
    person, place = browser(curious), f"/moderation/{returned.revision_id}/opening"
    answers = [person.post(place) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert "佐藤" in answers[1].text and "佐藤" not in answers[2].text
    assert browser(careful).post(place).status_code == 200, "a colleague's day is their own"
    assert on_record(database, curious) == ['{"times":2,"what":"opening"}']
    told = [letter for letter in mails(database, site_settings) if letter["Subject"].startswith("【Kiku】いつもより")]
    assert [boss.email in letter["To"] for letter in told] == [True], "once, and not to whoever it was"
    with database.reading() as session:
        opened = session.scalars(select(Entry.sequence).where(Entry.act == "unsealing", Entry.actor == curious.id))
        assert len(opened.all()) == 2


def test_ac_23_what_waits_is_read_as_often_as_the_work_takes(
    make: Make, browser: Browsers, returned: Made, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haste, "OPENING", Limit("opening", times=2, seconds=86_400))
    held, moderator = make.case("佐藤美咲さんのこと。"), make.moderator()
    person = browser(moderator)
    assert [person.get(f"/moderation/{held.revision_id}").status_code for _ in range(4)] == [200] * 4
    assert person.post(f"/moderation/{returned.revision_id}/opening").status_code == 200, "the day's openings are left"
    assert on_record(database, moderator) == []


def test_ac_23_proofs_of_licences_and_settled_texts_are_counted_together(
    make: Make, browser: Browsers, returned: Made, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haste, "OPENING", Limit("opening", times=2, seconds=86_400))
    newcomer, moderator = make.member(verified=False), make.moderator()
    licence = claimed(database, newcomer)
    send(browser(newcomer), licence, photo())
    person, proof = browser(moderator), f"/moderation/licences/{licence}/opening"
    answers = [
        person.post(proof).status_code,
        person.post(f"/moderation/{returned.revision_id}/opening").status_code,
        person.post(proof).status_code,
    ]
    assert answers == [303, 200, 429]
    assert on_record(database, moderator) == ['{"times":2,"what":"opening"}']
