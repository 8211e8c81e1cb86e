"""Published texts are read again after the rules changed; what would be held today waits for a person, and stays readable."""

import json

import pytest
from sqlalchemy import select, text, update

from app import audit, commands, danger, deid
from app.__main__ import main
from app.allowances import policy
from app.database import Database
from app.posts import rereading, screening
from app.posts.models import Screening
from app.posts.policy import Risk, State
from tests import texts
from tests.make import Made, Make

pytestmark = pytest.mark.database

AN_OLD_RULESET = "000000000000"


def under_old_rules(database: Database, made: Made) -> None:
    """Make a text look as if rules that found nothing in it had read it."""
    with database.writing() as session:
        session.execute(
            update(Screening)
            .where(Screening.revision_id == made.revision_id)
            .values(ruleset=AN_OLD_RULESET, findings=[], combination=None, verdict="pass")
        )


@pytest.fixture
def missed(make: Make, database: Database) -> Made:
    """A text with a name in it that older rules let through."""
    made = make.released(make.case(texts.NAMED, title="橋のたもとで"))
    under_old_rules(database, made)
    return made


def rescan(database: Database, *, filing: bool = True) -> list[rereading.Again]:
    return [one for progress in rereading.rescan(database, filing=filing) for one in progress.found]


def reviews(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.execute(text("select cause from review where closed_at is null")).scalars())


def test_what_older_rules_let_through_waits_for_a_person_and_is_still_read(browser, make, missed, database) -> None:
    (found,) = rescan(database)
    assert found.revision_id == missed.revision_id and found.rules == {"person_name": 1}
    assert reviews(database) == ["rescanned"]
    peer, moderator = browser(make.member()), browser(make.moderator())
    assert peer.get(f"/cases/{missed.case_id}").status_code == 200, "no machine takes down what people have read"
    page = moderator.get(f"/moderation/{missed.revision_id}").text
    assert "いまなら確認にまわる文でした" in page and 'id="finding-1"' in page
    assert str(missed.revision_id) in moderator.get("/moderation").text
    moderator.post(
        f"/moderation/{missed.revision_id}/decision", {"outcome": "return", "note": "お名前をお消しください。"}
    )
    assert peer.get(f"/cases/{missed.case_id}").status_code == 404


def test_a_new_rule_of_danger_is_another_version_and_what_it_hears_waits_before_all_else(
    make, database, monkeypatch
) -> None:
    made = make.case()
    assert rescan(database) == []
    monkeypatch.setattr(policy, "RULES", f"{deid.RULESET}.{'0' * 12}")
    speaks = danger.Alarm(0, 2, danger.Danger.SUICIDE)
    monkeypatch.setattr(danger, "find", lambda _: (speaks,))
    (found,) = rescan(database)
    assert found.said() == f"{made.revision_id} danger_suicide:1"
    assert rescan(database) == [], "once"
    with database.reading() as session:
        review = session.execute(text("select cause, risk from review")).one()
        kept = session.execute(select(Screening.ruleset, Screening.alarms)).one()
    assert (review.cause, review.risk) == ("rescanned", Risk.DANGER)
    assert kept.ruleset.endswith("." + "0" * 12) and [alarm["danger"] for alarm in kept.alarms] == ["suicide"]


def test_a_text_is_read_once_by_the_same_rules(make, missed, database) -> None:
    assert len(rescan(database)) == 1
    assert list(rereading.rescan(database, filing=True)) == []
    assert reviews(database) == ["rescanned"]


def test_what_a_person_let_pass_is_not_asked_again(make, database) -> None:
    made = make.released(make.case(texts.NAMED))
    with database.writing() as session:
        session.execute(update(Screening).values(ruleset=AN_OLD_RULESET))
    assert rescan(database) == []
    assert reviews(database) == []
    assert made.state is State.PUBLISHED


def test_an_interrupted_rescan_goes_on_where_it_stopped(make, database, monkeypatch) -> None:
    monkeypatch.setattr(rereading, "_NEXT", rereading._NEXT.limit(1))
    for _ in range(3):
        under_old_rules(database, make.released(make.case(texts.NAMED)))
    first = next(rereading.rescan(database, filing=True))
    assert (first.read, first.of) == (1, 3)
    assert [progress.of for progress in rereading.rescan(database, filing=True)] == [2, 2]
    assert reviews(database) == ["rescanned"] * 3


def test_a_report_alone_writes_nothing(missed, database) -> None:
    assert len(rescan(database, filing=False)) == 1
    assert reviews(database) == []
    assert len(rescan(database)) == 1, "and the next one reads it all the same"


def test_a_text_taken_back_meanwhile_is_left_alone(make, missed, database, monkeypatch) -> None:
    looked = rereading._look

    def while_reading(session, revision_id, standing):  # type: ignore[no-untyped-def]
        found = looked(session, revision_id, standing)
        session.rollback()
        make.withdrawn(missed)
        return found

    monkeypatch.setattr(rereading, "_look", while_reading)
    rescan(database)
    assert reviews(database) == []


def test_a_text_the_detector_cannot_read_waits_for_a_person(make, database, monkeypatch) -> None:
    made = make.case()
    under_old_rules(database, made)

    def fails(*_, **__):  # type: ignore[no-untyped-def]
        raise RecursionError

    monkeypatch.setattr(deid, "assess", fails)
    (found,) = rescan(database)
    assert found.unread and found.said() == f"{made.revision_id} unread"


def test_a_comment_is_read_against_what_was_told_before_it_and_not_against_itself(make, database) -> None:
    case = make.case()
    reply = make.reply(case)
    with database.reading() as session:
        told = screening.told_before(session, case.case_id, reply.post_id, reply.revision_id)
        of_the_case = screening.told_before(session, case.case_id, case.post_id, case.revision_id)
    assert ("AGE", "40-49") in told
    assert of_the_case == ()


def test_the_command_reports_ids_and_numbers_and_is_recorded(
    make, missed, database, monkeypatch, tmp_path, site_settings, capsys
) -> None:
    monkeypatch.setenv("KIKU_DATA", str(tmp_path))
    monkeypatch.setenv("KIKU_DATABASE_URL", site_settings.database_url)
    monkeypatch.setenv("KIKU_VAULT_KEY_FILE", str(site_settings.vault_key_file))
    monkeypatch.setattr(commands.log, "configure", lambda: None)  # it would write to what this test alone captures
    assert main(["rescan"]) == 0
    said = capsys.readouterr()
    written = said.out + said.err
    assert f"{missed.revision_id} person_name:1" in written and "person_name: 1\n" in written
    assert "1 of 1 texts read, 1 would be held" in written
    assert "橋のたもと" not in written and "佐藤" not in written
    with database.reading() as session:
        (entry,) = [entry for entry in audit.entries(session) if entry.act == "rescan"]
    assert json.loads(entry.codes) == {
        "danger": danger.RULESET,
        "held": 1,
        "ruleset": deid.RULESET,
        "texts": 1,
        "version": 0,
    }
