"""Mail: written with what causes it, sent once, tried again, and never telling what is to be read."""

import smtplib
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import clock, outbox
from app.database import Database
from app.i18n import translator
from app.outbox import Mail, post
from tests.accounts.doors import read

KINDS = (
    "text_decided",
    "queue_waits",
    "queue_urgent",
    "confirm",
    "already",
    "reset",
    "no_account",
    "password_changed",
    "licence_confirmed",
    "licence_refused",
    "licence_90",
    "licence_30",
    "licence_expired",
)


def put(database: Database, kind: str = "already", address: str = "midori@example.jp", locale: str = "ja") -> None:
    with database.writing() as session:
        outbox.put(session, kind, address, locale, "/sign-in")


def waiting(database: Database) -> list[tuple[int, object]]:
    with database.reading() as session:
        return [(row.tries, row.due_at) for row in session.execute(select(Mail.tries, Mail.due_at))]


@pytest.fixture(autouse=True)
def no_old_mail(site_settings) -> None:
    for old in (site_settings.data / "outbox").glob("*"):
        old.unlink()


def test_a_mail_becomes_a_file_that_its_owner_alone_can_read(database, site_settings) -> None:
    put(database)
    assert post.deliver(database, site_settings) == post.Delivery(sent=1)
    (path,) = (site_settings.data / "outbox").iterdir()
    assert path.suffix == ".eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    mail = read(path)
    assert mail["To"] == "midori@example.jp"
    assert mail["Subject"] == translator("ja")("mail.already.subject")
    assert "https://kiku.test/sign-in" in mail.get_content()
    assert waiting(database) == []


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_is_well_formed(site_settings, kind, locale) -> None:
    for settings in (site_settings, replace(site_settings, smtp_url="smtp://mail.example")):
        mail = post.letter(kind, "midori@example.jp", locale, "/sign-in", settings)
        lines = mail.as_bytes().split(b"\r\n")
        assert max(map(len, lines)) < 998
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Content-Language"] == locale
        assert mail.get_content_charset() == "utf-8"
        assert ("?key=" in mail.get_content()) is (kind in ("confirm", "reset"))


def test_over_smtp_nothing_is_eight_bits_wide(site_settings) -> None:
    mail = post.letter(
        "already", "midori@example.jp", "ja", "/sign-in", replace(site_settings, smtp_url="smtp://mail.example")
    )
    mail.as_bytes().decode("ascii")


@pytest.mark.parametrize("address", ["midori..aoi.@docomo.example", "o'brien+kiku@example.org", "a@b.co"])
def test_unusual_addresses_are_written_to(database, site_settings, address) -> None:
    put(database, address=address)
    assert post.deliver(database, site_settings).sent == 1
    (path,) = (site_settings.data / "outbox").iterdir()
    assert read(path)["To"].addresses[0].domain == address.rpartition("@")[2]


def test_several_processes_send_each_mail_once(database, site_settings, monkeypatch) -> None:
    for n in range(12):
        put(database, address=f"member{n}@example.jp")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: post.deliver(database, site_settings), range(4)))
    assert sum(one.sent for one in done) == 12
    assert len(list((site_settings.data / "outbox").glob("*.eml"))) == 12


def test_a_mail_that_cannot_go_out_is_tried_again_later_each_time(database, site_settings) -> None:
    nobody_there = replace(site_settings, smtp_url="smtp://127.0.0.1:9")
    put(database)
    waits = []
    for _ in range(3):
        failures: list[Exception] = []
        assert post.deliver(database, nobody_there, failures.append) == post.Delivery(failed=1)
        assert isinstance(failures[0], OSError)
        ((_, due),) = waiting(database)
        waits.append((due - clock.now()).total_seconds())
        assert post.deliver(database, nobody_there) == post.Delivery(), "not yet"
        with database.writing() as session:
            session.execute(update(Mail).values(due_at=clock.now()))
    assert waits == sorted(waits) and waits[2] > waits[0] * 3
    assert post.deliver(database, site_settings).sent == 1, "once the server is back it goes"


def test_one_mail_that_fails_does_not_keep_the_others(database, site_settings) -> None:
    put(database, kind="no-such-kind")
    put(database)
    assert post.deliver(database, site_settings) == post.Delivery(sent=1, failed=1)


def test_ft_11_however_many_wait_a_round_takes_so_many_and_those_first_that_waited_longest(
    database, site_settings
) -> None:
    now, many = clock.now(), post.AT_MOST + 5
    with database.writing() as session:
        for n in range(many):
            due = now - timedelta(seconds=n + 1)
            session.add(Mail(kind="already", address=f"member{n}@example.jp", locale="ja", path="/", made_at=due, due_at=due))  # fmt: skip
    assert post.deliver(database, site_settings).sent == post.AT_MOST
    left = {f"member{n}@example.jp" for n in range(many - post.AT_MOST)}
    with database.reading() as session:
        assert set(session.scalars(select(Mail.address))) == left
    assert [post.deliver(database, site_settings).sent for _ in range(2)] == [5, 0]


def test_in_the_end_it_is_given_up(database, site_settings) -> None:
    put(database, kind="no-such-kind")
    with database.writing() as session:
        session.execute(update(Mail).values(tries=post.MOST_TRIES - 1))
    assert post.deliver(database, site_settings) == post.Delivery(failed=1, given_up=1)
    assert waiting(database) == []


def test_a_process_that_dies_leaves_its_mail_to_another(database, site_settings) -> None:
    put(database)
    with database.reading() as session:
        due = post._Due(*session.execute(post._DUE, {"now": clock.now()}).one())
    assert post._take(database, due)
    assert post.deliver(database, site_settings) == post.Delivery(), "it is another's for now"
    with database.writing() as session:
        session.execute(update(Mail).values(due_at=clock.now() - timedelta(seconds=1)))
    assert post.deliver(database, site_settings).sent == 1


def test_a_mail_of_what_did_not_happen_is_not_sent(database, site_settings) -> None:
    def fails() -> None:
        with database.writing() as session:
            outbox.put(session, "already", "midori@example.jp", "ja", "/sign-in")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert post.deliver(database, site_settings) == post.Delivery()


class Server:
    """A mail server that says what it can do, and keeps what it is given."""

    def __init__(self, encrypted: bool) -> None:
        self.encrypted, self.kept, self.named, self.secured = encrypted, [], "", False  # type: ignore[var-annotated]

    def __call__(self, host: str, port: int, timeout: int) -> "Server":
        return self

    def ehlo(self) -> None: ...

    def close(self) -> None: ...

    def has_extn(self, name: str) -> bool:
        return name == "starttls" and self.encrypted

    def starttls(self, context: object) -> None:
        self.secured = True

    def login(self, user: str, password: str) -> None:
        assert self.secured
        self.named = f"{user}:{password}"

    def send_message(self, mail: object) -> None:
        self.kept.append(mail)


def test_one_connection_carries_a_round_encrypted_and_with_its_password(database, site_settings, monkeypatch) -> None:
    server = Server(encrypted=True)
    monkeypatch.setattr(smtplib, "SMTP", server)
    put(database)
    put(database)
    settings = replace(site_settings, smtp_url="smtp://kiku:s%40fe@mail.example:587?from=kiku@example.org")
    assert post.deliver(database, settings).sent == 2
    assert server.named == "kiku:s@fe"
    assert server.kept[0]["From"].addresses[0].addr_spec == "kiku@example.org"


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPRecipientsRefused({"midori@example.jp": (450, b"greylisted, come back later")}),
        smtplib.SMTPDataError(451, b"try again"),
        smtplib.SMTPDataError(554, b"no"),
        smtplib.SMTPServerDisconnected("gone in the middle"),
        TimeoutError("slow"),
    ],
    ids=["greylisted", "4xx", "5xx", "gone", "slow"],
)
def test_ft_26_a_server_that_puts_off_refuses_or_hangs_up_has_the_mail_once_in_the_end(
    database, site_settings, monkeypatch, refusal
) -> None:
    server, failures = Server(encrypted=True), []
    settings = replace(site_settings, smtp_url="smtp://mail.example")
    monkeypatch.setattr(smtplib, "SMTP", server)
    put(database)

    def refuse(_mail: object) -> None:
        raise refusal

    monkeypatch.setattr(server, "send_message", refuse)
    assert post.deliver(database, settings, failures.append) == post.Delivery(failed=1)
    assert post.deliver(database, settings) == post.Delivery(), "it waits, and does not storm"
    monkeypatch.undo()
    monkeypatch.setattr(smtplib, "SMTP", server)
    with database.writing() as session:
        session.execute(update(Mail).values(due_at=clock.now()))
    assert post.deliver(database, settings).sent == 1
    assert post.deliver(database, settings) == post.Delivery() and len(server.kept) == 1


def test_a_server_without_encryption_is_not_given_the_password(database, site_settings, monkeypatch) -> None:
    server = Server(encrypted=False)
    monkeypatch.setattr(smtplib, "SMTP", server)
    put(database)
    assert post.deliver(database, replace(site_settings, smtp_url="smtp://kiku:safe@mail.example")).failed == 1
    assert server.kept == [] and server.named == ""
