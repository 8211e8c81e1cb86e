"""The record as admins read it: narrowed, exported, and closed to everybody else."""

import ast
import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app import audit, clock
from app.accounts import service
from app.accounts.models import Member
from app.audit import Act
from app.database import Database
from app.i18n import translator
from app.oversight.export import cell
from app.web.visit import Role
from tests import texts
from tests.accounts.doors import long_ago
from tests.make import Make

pytestmark = pytest.mark.database


@pytest.fixture
def admin(make: Make) -> Member:
    return make.member("管理の葉", role=Role.ADMIN)


def test_an_admin_reads_who_decided_what_and_not_a_word_of_it(browser, make, admin) -> None:
    held = make.case(texts.NAMED, title="湖のほとりの面接室で")
    moderator = make.moderator("見守りの枝")
    browser(moderator).post(f"/moderation/{held.revision_id}/decision", {"outcome": "return", "note": "お名前を。"})
    page = browser(admin).get("/admin/record").text
    assert "投稿への判断" in page and "見守りの枝" in page and "結果：書き手に返した" in page
    for words in ("湖のほとり", "佐藤", "お名前を"):
        assert words not in page


@pytest.mark.parametrize("path", ["/admin/record", "/admin/record?act=decision"])
def test_to_everyone_but_admins_there_is_no_record(browser, make, path: str) -> None:
    for person in (make.member(), make.moderator()):
        assert browser(person).get(path).status_code == 404
        assert browser(person).post("/admin/record/export", {"form": "csv"}).status_code == 404
    assert browser().get(path).headers["location"].startswith("/sign-in")


def test_the_record_is_narrowed_by_act_by_person_and_by_day(browser, make, admin, database: Database) -> None:
    first, second = make.moderator("いちろう"), make.moderator("じろう")
    with database.writing() as session:
        audit.record(session, Act.CLAIM, actor=first.id, about=uuid4())
        audit.record(session, Act.UNDO, actor=second.id, about=uuid4())
    person = browser(admin)

    def rows(**asked: str) -> str:
        return person.get("/admin/record", params=asked).text.partition("<tbody>")[2]

    assert "確認の引き受け" in rows(act="claim") and "判断の取り消し" not in rows(act="claim")
    assert "判断の取り消し" in rows(who=str(second.id)) and "確認の引き受け" not in rows(who=str(second.id))
    assert "確認の引き受け" not in rows(who="machine") and "役割の変更" in rows(who="machine")
    assert "いちろう" in rows(about=str(first.id)) and "じろう" not in rows(about=str(first.id))
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    assert rows(since=tomorrow) == "" and "確認の引き受け" in rows(until=tomorrow)
    assert "確認の引き受け" in rows(act="no such act", who="nobody", since="yesterday", page="x")


def test_a_name_that_is_erased_is_gone_from_the_record_too(browser, make, admin, database: Database) -> None:
    somebody = uuid4()
    with database.writing() as session:
        audit.record(session, Act.CLAIM, actor=somebody)
    assert "退会した方" in browser(admin).get("/admin/record").text


def test_an_export_holds_what_was_asked_for_and_is_on_the_record_itself(browser, make, admin, database) -> None:
    make.moderator()
    person = browser(admin)
    answer = person.post("/admin/record/export", {"form": "jsonl"})
    assert answer.headers["content-disposition"] == 'attachment; filename="kiku-record.jsonl"'
    entries = [json.loads(line) for line in answer.text.splitlines()]
    assert [entry["sequence"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[-1]["act"] == "export" and entries[-1]["actor"] == str(admin.id)

    rows = list(csv.DictReader(io.StringIO(person.post("/admin/record/export", {"form": "csv", "act": "export"}).text)))
    assert [row["act"] for row in rows] == ["export", "export"]
    assert json.loads(rows[-1]["codes"]) == {"form": "csv", "what": "audit"}


def test_an_export_without_a_form_is_asked_again_and_nothing_is_recorded(browser, admin, database) -> None:
    with database.reading() as session:
        before = audit.head(session)
    answer = browser(admin).post("/admin/record/export", {"form": "pdf"})
    assert answer.status_code == 422 and "書き出す形式を選んでください" in answer.text
    with database.reading() as session:
        exports = [entry for entry in audit.entries(session) if entry.act == "export"]
    assert before.sequence and exports == []


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_calculates_nothing_of_it(begins: str) -> None:
    assert cell(f"{begins}1+1") == f"'{begins}1+1"
    assert cell("person_name") == "person_name"


def test_a_change_of_role_is_read_with_both_roles(browser, make, admin, database: Database) -> None:
    member = make.member("新しい枝")
    with database.writing() as session:
        service.change_role(session, member.id, Role.MODERATOR, clock.now(), actor=admin.id)
    page = browser(admin).get("/admin/record").text
    assert "新しい枝" in page and "役割：モデレーター" in page and "それまで：カウンセラー" in page


def test_an_export_asks_for_a_fresh_proof_first(browser, admin, database: Database) -> None:
    person = browser(admin)
    long_ago(database, admin, proven_at=timedelta(minutes=16))
    assert person.get("/admin/record").status_code == 200, "reading does not"
    assert person.post("/admin/record/export", {"form": "csv"}).status_code == 403
    with database.reading() as session:
        assert not [entry for entry in audit.entries(session) if entry.act == "export"]


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_code_of_the_record_has_a_name_in_the_readers_words(locale: str) -> None:
    calls = [
        node
        for path in Path(audit.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
    ]
    codes = {keyword.arg for call in calls for keyword in call.keywords if keyword.arg} - {"actor", "about"}
    assert len(calls) > 20 and [code for code in codes if not translator(locale).knows(f"oversight.code.{code}")] == []


def test_rules_and_countries_are_called_by_their_names(browser, make, admin, database: Database) -> None:
    with database.writing() as session:
        audit.record(session, Act.ALLOWANCE_PROPOSAL, actor=admin.id, rule="person_name")
        audit.record(session, Act.SITE_TEXTS_CHECK, actor=admin.id, country="jp")
    page = browser(admin).get("/admin/record").text
    t = translator("ja")
    for named in (t("deid.person_name.name"), t("lifelines.country.JP")):
        assert f"{t('oversight.code.is')}{named}</li>" in page
