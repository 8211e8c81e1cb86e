"""Which acts are on the record, and that an act fails whose entry cannot be written."""

import json
from uuid import UUID

import pytest
from sqlalchemy import text

from app import audit, clock, commands, danger, deid, worker
from app.__main__ import main
from app.accounts import service
from app.audit import anchor
from app.database import Database
from app.posts.policy import State
from app.settings import Settings
from app.web.visit import Role
from tests import texts
from tests.accounts.doors import sign_in, with_password
from tests.accounts.test_licences import claimed

pytestmark = pytest.mark.database


def recorded(database: Database, act: str) -> list[tuple[UUID | None, UUID | None, dict[str, str | int]]]:
    with database.reading() as session:
        return [
            (entry.actor, entry.about, json.loads(entry.codes)) for entry in audit.entries(session) if entry.act == act
        ]


def test_a_decision_is_recorded_without_its_note(browser, make, database) -> None:
    held = make.case(texts.NAMED)
    moderator = make.moderator()
    answer = browser(moderator).post(
        f"/moderation/{held.revision_id}/decision", {"outcome": "return", "note": "お名前を消してください。"}
    )
    assert answer.status_code == 303
    assert recorded(database, "decision") == [(moderator.id, held.revision_id, {"outcome": "return", "since": "held"})]


def test_a_licence_decision_is_recorded(browser, make, database) -> None:
    member, moderator = make.member(verified=False), make.moderator()
    licence = claimed(database, member)
    browser(moderator).post(f"/moderation/licences/{licence}/decision", {"outcome": "confirm", "note": ""})
    assert recorded(database, "licence_decision") == [
        (moderator.id, member.id, {"licence": str(licence), "outcome": "confirm", "tier": "claimed"})
    ]


def test_staff_are_recorded_when_they_sign_in_and_out_and_counsellors_are_not(browser, make, database) -> None:
    counsellor, moderator = make.member(), make.moderator()
    for member in (counsellor, moderator):
        person = browser()
        assert sign_in(person, with_password(database, member).email).status_code == 303
        person.post("/sign-out")
    assert [actor for actor, _, _ in recorded(database, "sign_in")] == [moderator.id]
    assert [actor for actor, _, _ in recorded(database, "sign_out")] == [moderator.id]


def test_a_change_of_role_is_recorded_with_who_made_it(make, database) -> None:
    member, admin = make.member(), make.moderator()
    with database.writing() as session:
        service.change_role(session, member.id, Role.MODERATOR, clock.now(), actor=admin.id)
    assert recorded(database, "role_change")[-1] == (admin.id, member.id, {"role": "moderator", "was": "counsellor"})


def test_cr_08_a_decision_that_cannot_be_recorded_is_not_made(browser, make, database) -> None:
    held = make.case(texts.NAMED)
    moderator = make.moderator()
    person = browser(moderator)
    with database.writing() as session:
        session.execute(text("alter table audit_entry rename to audit_entry_away"))
    try:
        answer = person.post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"})
    finally:
        with database.writing() as session:
            session.execute(text("alter table audit_entry_away rename to audit_entry"))
    assert answer.status_code in (500, 503)
    with database.reading() as session:
        state = session.execute(text("select state from revision")).scalar_one()
        decisions = session.execute(text("select count(*) from decision")).scalar_one()
    assert state == State.HELD and decisions == 0


@pytest.fixture
def kiku(site_settings: Settings, database: Database, monkeypatch, tmp_path, capsys):  # type: ignore[no-untyped-def]
    """The command, on the database of the tests: it returns its exit status and what it said."""
    monkeypatch.setenv("KIKU_DATA", str(tmp_path))
    monkeypatch.setenv("KIKU_DATABASE_URL", site_settings.database_url)
    monkeypatch.setattr(commands.log, "configure", lambda: None)  # it would write to what this test alone captures

    def run(*arguments: str) -> tuple[int, str]:
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def test_the_operator_makes_a_moderator_and_it_is_recorded(kiku, make, database) -> None:
    member = make.member()
    assert kiku("member", "role", "--email", member.email, "--role", "moderator")[0] == 0
    assert recorded(database, "role_change") == [(None, member.id, {"role": "moderator", "was": "counsellor"})]
    assert kiku("member", "role", "--email", member.email, "--role", "moderator")[0] == 1
    assert kiku("member", "role", "--email", "nobody@example.org", "--role", "admin")[0] == 1


def test_the_operator_checks_the_record_and_exports_it(kiku, make, database, tmp_path) -> None:
    make.moderator()
    status, head = kiku("audit", "head")
    assert status == 0 and head.split()[0] == "1"
    assert len(anchor.read(anchor.place(tmp_path))) == 1
    status, said = kiku("audit", "verify", "--against", head)
    assert (status, said.splitlines()[0]) == (0, "1 entries, each as it was written.")
    status, lines = kiku("audit", "export")
    exported = [json.loads(line) for line in lines.splitlines()]
    assert [entry["act"] for entry in exported] == ["role_change", "export"], "an export is on the record it exports"

    status, said = kiku("audit", "verify", "--against", "9 " + "a" * 64)
    assert status == 1 and "entry 3 was written and is gone" in said
    assert kiku("audit", "verify", "--against", "nonsense")[0] == 2


def test_new_rules_are_recorded_once(database) -> None:
    worker._note_rules(database)
    worker._note_rules(database)
    assert recorded(database, "ruleset_change") == [(None, None, {"ruleset": deid.RULESET, "danger": danger.RULESET})]
