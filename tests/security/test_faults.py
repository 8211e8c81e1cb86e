"""What breaks, breaks safely: nothing is said to be saved that is not, what was typed is kept, and it heals by itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select
from sqlmodel import col

from app import audit, clock, fulltext, outbox, vault
from app.audit import Act
from app.cases import queries as cases
from app.database import Database
from app.main import serve
from app.outbox import post
from app.outbox.models import Mail
from app.posts import service
from app.posts.models import Post, Revision
from app.posts.policy import State
from app.web import log, templates
from tests import texts
from tests.make import Make
from tests.people import Browser, Browsers, client_of
from tests.security.conftest import Site, kiku

WORDS = "消えては困る言葉です。" * 400


@contextmanager
def connected_with(database: Database, *pragmas: str) -> Iterator[None]:
    """Have every connection of a database be otherwise for a while."""

    def otherwise(driver: Any, _: Any) -> None:
        for pragma in pragmas:
            driver.execute(f"PRAGMA {pragma}")

    event.listen(database.engine, "connect", otherwise)
    database.engine.dispose()
    try:
        yield
    finally:
        event.remove(database.engine, "connect", otherwise)
        database.engine.dispose()


@pytest.fixture
def people(own_site: Site) -> Callable[[Any], Browser]:
    site = serve(own_site.settings, own_site.database)
    return lambda member: client_of(site, own_site.settings, own_site.database, member, {})


def revisions(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def held_up(own_site: Site, person: Browser, case_id: object, *, ready: int) -> None:
    """Send a text while nothing can be written: it is refused, kept, and not said to be saved; reading goes on."""
    token, before = person.token("/desk"), revisions(own_site.database)
    for path, form in (
        (f"/cases/{case_id}/posts", {"body": WORDS, "once": uuid4().hex}),
        ("/cases", {"title": "題", "body": WORDS, "question": "問い", "lang": "ja", "intent": "draft"}),
    ):
        answer = person.post(path, form, token=token)
        assert answer.status_code == 503 and answer.headers["retry-after"]
        assert WORDS in answer.text, "what was typed comes back"
    assert person.get(f"/cases/{case_id}").status_code == 200
    assert person.get("/healthz").status_code == 200 and person.get("/readyz").status_code == ready
    assert revisions(own_site.database) == before


def test_ft_04_a_full_disk_refuses_and_heals(own_site: Site, people: Callable[[Any], Browser]) -> None:
    case = own_site.make.case()
    person = people(own_site.make.member())
    own_site.database.empty_log()
    with own_site.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with connected_with(own_site.database, f"max_page_count={pages}"):
        # What is as full as this still takes a small write; tests/torture has disks that take none.
        held_up(own_site, person, case.case_id, ready=200)
    assert person.get("/readyz").status_code == 200
    assert person.post(f"/cases/{case.case_id}/posts", {"body": "よくわかります。"}).status_code == 303
    assert own_site.database.damage() == ""


def test_ft_05_a_disk_that_is_only_read_refuses_and_says_so(own_site: Site, people: Callable[[Any], Browser]) -> None:
    case, person = own_site.make.case(), people(own_site.make.member())
    with connected_with(own_site.database, "query_only=ON"):
        held_up(own_site, person, case.case_id, ready=503)
    assert person.get("/readyz").status_code == 200
    for command in (("db", "check"), ("db", "upgrade"), ("audit", "verify")):
        came = kiku(own_site, *command, KIKU_DATABASE_URL="sqlite:////proc/kiku.sqlite")
        assert came.status == 2 and came.said.startswith("kiku: the database cannot be used"), came
        assert "Traceback" not in came.said


def test_ft_05_ft_06_a_command_says_in_one_line_that_the_database_is_busy_damaged_or_away(
    own_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_site.make.case("「長い」話です。" * 200)
    monkeypatch.setattr("app.database.sqlite.BUSY_TIMEOUT", 100)
    own_site.database.empty_log()
    own_site.database.engine.dispose()
    path = own_site.folder / "kiku.sqlite"
    library = own_site.database.engine.dialect.dbapi
    holder = library.connect(path, isolation_level=None)
    holder.execute("begin immediate")
    writes = (("forget",), ("invite", "--email", "a@example.org"), ("reindex",), ("purge", str(uuid4())))
    came = [kiku(own_site, *command) for command in writes]
    assert {(one.status, one.said.count("\n")) for one in came} == {(75, 1)}, came
    assert all("is busy" in one.said and "try again" in one.said for one in came)
    assert kiku(own_site, "audit", "verify").status == 0, "reading goes on"
    holder.execute("rollback")
    holder.close()
    assert kiku(own_site, "forget").status == 0
    content = bytearray(path.read_bytes())
    content[4096 * 5 :] = bytes(len(content) - 4096 * 5)
    path.write_bytes(content)
    away = {"KIKU_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/kiku?connect_timeout=2"}
    for said in (kiku(own_site, "reindex"), kiku(own_site, "forget", **away), kiku(own_site, "worker", **away)):
        assert (said.status, said.said.count("\n")) == (2, 1) and "Traceback" not in said.said, said


def test_ft_05_a_damaged_file_is_seen_by_the_check(own_site: Site) -> None:
    own_site.make.case("「長い」話です。" * 200)
    assert kiku(own_site, "db", "check").status == 0
    own_site.database.empty_log()
    own_site.database.engine.dispose()
    path = own_site.folder / "kiku.sqlite"
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 9] = bytes(4096 * 4)
    path.write_bytes(content)
    came = kiku(own_site, "db", "check")
    assert came.status == 1 and "damaged" in came.said


def test_ft_06_a_database_that_somebody_else_holds_refuses_in_time_and_others_read_on(
    own_site: Site, people: Callable[[Any], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, members = own_site.make.case(), [own_site.make.member() for _ in range(6)]
    persons = [people(member) for member in members]
    tokens = [person.token("/desk") for person in persons]
    monkeypatch.setattr("app.database.sqlite.BUSY_TIMEOUT", 300)
    own_site.database.engine.dispose()
    other = own_site.database.engine.raw_connection()
    driver = other.driver_connection
    assert driver is not None
    driver.execute("BEGIN EXCLUSIVE")
    answers: list[int] = []

    def send(number: int) -> None:
        form = {"body": WORDS, "once": uuid4().hex}
        answers.append(persons[number].post(f"/cases/{case.case_id}/posts", form, token=tokens[number]).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(persons))]
    for thread in threads:
        thread.start()
    assert persons[0].get(f"/cases/{case.case_id}").status_code == 200, "whoever reads is not kept waiting"
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [503] * len(persons)
    assert persons[0].get("/readyz").status_code == 503
    driver.execute("ROLLBACK")
    other.close()
    assert persons[0].get("/readyz").status_code == 200
    send(0)
    assert answers[-1] == 303


class Killed(BaseException):
    """The process ends here: nothing after this is done, and nothing catches it."""


def dies(*_: object, **__: object) -> None:
    raise Killed


def test_ft_07_a_letter_whose_sender_died_goes_out_later_and_once(
    database: Database, site_settings, outbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        queue(session, "a-letter@example.org")
    monkeypatch.setattr(post, "letter", dies)
    with pytest.raises(Killed):
        post.deliver(database, site_settings)
    monkeypatch.undo()
    assert post.deliver(database, site_settings) == post.Delivery(), "it is still with the process that took it"
    later = clock.now() + post.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert post.deliver(database, site_settings).sent == 1
    assert post.deliver(database, site_settings).sent == 0
    assert len([path for path in outbox.glob("*.eml") if "a-letter@" in path.read_text()]) == 1


def queue(session: Any, address: str) -> None:
    outbox.put(session, "confirm", address, "ja", f"/confirmation/{uuid4()}")


@pytest.mark.parametrize("where", ["screen", "fulltext", "vault"])
def test_ft_08_ft_09_whoever_dies_between_two_steps_has_done_neither(
    where: str, make: Make, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = make.case(texts.NAMED)
    before = revisions(database)
    if where == "screen":
        monkeypatch.setattr(service, "screen", dies)
    elif where == "fulltext":
        monkeypatch.setattr(fulltext, "put", dies)
        monkeypatch.setattr(fulltext, "put_many", dies)
    else:
        monkeypatch.setattr(vault, "put", dies)
    with pytest.raises(Killed):
        make.case()
    if where == "fulltext":
        with pytest.raises(Killed):
            make.released(held)
    assert revisions(database) == before
    with database.reading() as session:
        assert session.scalars(select(Revision.state)).all() == [State.HELD]
    monkeypatch.undo()
    assert make.released(held).state is State.PUBLISHED


def test_ft_10_a_letter_that_cannot_be_written_is_put_off_and_given_up_and_the_others_go_out(
    database: Database, site_settings, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        session.add(Mail(kind="no-such-kind", address="a@example.org", locale="ja", path="/", made_at=clock.now(), due_at=clock.now()))  # fmt: skip
        queue(session, "other@example.org")
    failures: list[Exception] = []
    assert post.deliver(database, site_settings, failures.append) == post.Delivery(sent=1, failed=1)
    moment = clock.now()
    given_up = 0
    for _ in range(post.MOST_TRIES):
        moment += post.LONGEST_WAIT
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        given_up += post.deliver(database, site_settings).given_up
    assert given_up == 1 and len(failures) == 1
    with database.reading() as session:
        assert session.scalars(select(Mail)).all() == []


def test_ft_26_a_mail_server_that_is_away_is_nobodys_trouble(
    make: Make, browser: Browsers, database: Database, site_settings, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    away = replace(site_settings, smtp_url="smtp://127.0.0.1:1")
    member = make.member()
    assert browser().post("/password", {"email": member.email}).status_code == 303
    for _ in range(3):  # it does not storm: what failed waits
        post.deliver(database, away)
    with database.reading() as session:
        assert session.scalars(select(col(Mail.tries))).all() == [1]
    later = clock.now() + post.LEASE
    monkeypatch.setattr(clock, "now", lambda: later)
    assert post.deliver(database, site_settings).sent == 1


def test_ft_14_a_clock_that_jumps_changes_no_order_and_shows_nothing_early(
    make: Make, browser: Browsers, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make.case()
    start = clock.now()
    for number, jump in enumerate((timedelta(hours=1), timedelta(days=-365), timedelta(days=365), timedelta())):
        monkeypatch.setattr(clock, "now", lambda jump=jump: start + jump)
        make.reply(case, f"{number}つめの言葉です。")
        with database.writing() as session:
            audit.record(session, Act.EXPORT, actor=None, what="audit", form="jsonl")
    monkeypatch.undo()
    with database.reading() as session:
        checked = audit.verify(session, [])
        assert checked.broken is None and checked.right >= 4
        assert [entry.sequence for entry in audit.entries(session)] == sorted(entry.sequence for entry in audit.entries(session))  # fmt: skip
        assert session.scalar(select(Post.comments).where(col(Post.id) == case.post_id)) == 4
    assert browser(make.member()).get(f"/cases/{case.case_id}").status_code == 200


def test_ft_25_a_fault_of_ours_says_so_and_nothing_more(
    make: Make, browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, person = make.case(), browser(make.member())

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("zqsecret of a member")

    written = StringIO()
    with redirect_stderr(written):
        log.configure()
        monkeypatch.setattr(cases, "case", broken)
        answer = person.get(f"/cases/{case.case_id}")
        assert answer.status_code == 500 and "zqsecret" not in answer.text and "Runtime" not in answer.text
        token = person.token("/desk")
        monkeypatch.setattr(service, "reply", broken)
        sent = person.post(f"/cases/{case.case_id}/posts", {"body": WORDS}, token=token)
        assert sent.status_code == 500 and WORDS in sent.text and "zqsecret" not in sent.text
        # Even the page that says so may be what is broken.
        monkeypatch.setattr(templates, "environment", broken)
        last = person.get("/desk")
        assert last.status_code == 500 and "zqsecret" not in last.text and "Traceback" not in last.text
        assert "default-src 'none'" in last.headers["content-security-policy"]
    assert '"error": "RuntimeError"' in written.getvalue() and "zqsecret" not in written.getvalue()
