"""At the door: nobody learns who has an account, any password may be typed, and how the first ones come in."""

import sys
import unicodedata
from functools import partial
from io import StringIO
from itertools import count, islice
from statistics import median

import pytest
from sqlalchemy import func, select, update

from app import limits
from app.accounts import passwords, signing_in
from app.accounts.models import Member
from app.limits import Limit
from tests.accounts.doors import JOINING, PASSWORD, join, link_in, mails, press, sign_in, with_app, with_password
from tests.clock import in_turns, lasted, measured
from tests.security.often import IN_FULL

GUESS = "当てずっぽうの合言葉"
NEW = "たまねぎ三つと赤い自転車"


@pytest.mark.slow
@pytest.mark.usefixtures("advised_hashes")
def test_au_09_a_known_and_an_unknown_address_are_answered_alike_also_in_time(
    browser, midori, monkeypatch, capsys
) -> None:
    for name in ("BY_ADDRESS", "BY_MEMBER", "BY_MEMBER_A_DAY"):
        monkeypatch.setattr(signing_in, name, Limit(name, times=10_000, seconds=900))
    person = browser()
    token = person.token()
    answers = {email: sign_in(person, email, GUESS, token=token) for email in (midori.email, "nobody@example.jp")}
    known, unknown = answers.values()
    assert known.text.replace(midori.email, "") == unknown.text.replace("nobody@example.jp", "")
    assert set(known.headers) == set(unknown.headers) and known.status_code == unknown.status_code
    asks = [partial(sign_in, person, email, GUESS, token=token) for email in answers]
    if not IN_FULL:
        measured(alike, *asks, by=lasted, at_least=8, rounds=60)
        return
    took = zip(*islice(in_turns(*asks, by=lasted), 500), strict=True)
    known_after, unknown_after = map(median, took)
    with capsys.disabled():
        sys.stdout.write(f"\nAU-09: {known_after:.4f} s and {unknown_after:.4f} s, medians of 500 each")
    assert abs(known_after - unknown_after) < 0.005


def alike(known: float, unknown: float) -> bool:
    return abs(known - unknown) < 0.005 + 0.1 * known


def test_au_10_joining_forgetting_and_changing_do_not_tell_whose_an_address_is(
    browser, make, midori, database, site_settings
) -> None:
    taken = midori.email
    for path, fields in (
        ("/join", {**JOINING, "name": "ひなた"}),
        ("/password", {}),
    ):
        person = browser()
        token = person.token()
        answers = [person.post(path, {**fields, "email": email}, token=token) for email in (taken, "new@example.jp")]
        one, other = answers
        assert (one.status_code, one.text, dict(one.headers)) == (other.status_code, other.text, dict(other.headers))
        assert one.status_code == 303
    person = browser(make.member())
    token = person.token("/me/email")
    one, other = (person.post("/me/email", {"email": email}, token=token) for email in (taken, "newer@example.jp"))
    assert (one.status_code, one.headers["location"]) == (other.status_code, other.headers["location"])
    told = {mail["To"] for mail in mails(database, site_settings)}
    assert {taken, "new@example.jp", "newer@example.jp"} <= told, "every mailbox gets a mail, whatever it says"


@pytest.mark.usefixtures("advised_hashes")
@pytest.mark.slow
def test_au_10_nor_does_the_time_it_takes(browser, make, midori, monkeypatch) -> None:
    monkeypatch.setattr(limits, "take", lambda *_: None)
    person, changing = browser(), browser(make.member())
    tokens = person.token(), changing.token("/me/email")
    for who, token, path, fields in (
        (person, tokens[0], "/join", {**JOINING, "name": "ひなた"}),
        (person, tokens[0], "/password", {}),
        (changing, tokens[1], "/me/email", {}),
    ):
        new = count()

        def ask(email: str, who=who, token=token, path=path, fields=fields) -> None:  # type: ignore[no-untyped-def]
            assert who.post(path, {**fields, "email": email}, token=token).status_code == 303

        known = partial(ask, midori.email)
        measured(alike, known, lambda ask=ask, new=new: ask(f"new{next(new)}@example.jp"), by=lasted, at_least=8, rounds=60)  # type: ignore[misc] # fmt: skip


@pytest.mark.parametrize(
    "password",
    [
        "a long sentence with  two spaces",
        "ひらがなだけの長い合言葉ですよ",
        "😀🎈🐢🦀🌵🍄🚀🎻🪁🧩🫖🦉🪵",
        "山" * 3 + "が見える窓のそばの椅子に座る",
        "Ωmega und Überfluß am Fluss " * 4,
    ],
)
def test_au_23_any_characters_and_any_length_up_to_five_hundred_are_verified_as_typed(
    browser, database, password, make
):
    member = with_password(database, make.member(), password)
    assert passwords.fault(password) is None
    assert sign_in(browser(), member.email, password).status_code == 303
    assert sign_in(browser(), member.email, password.swapcase() + "x").status_code == 422


@pytest.mark.parametrize("kept", ["NFC", "NFD"])
def test_au_23_what_looks_the_same_is_the_same_however_a_keyboard_makes_it(browser, make, database, kept) -> None:
    """が may be one character or two, é likewise. A letter of full width is another letter: NFC and not NFKC."""
    password = "がぎぐげご-café-ばびぶべぼ"
    member = with_password(database, make.member(), unicodedata.normalize(kept, password))
    for form in ("NFC", "NFD"):
        assert sign_in(browser(), member.email, unicodedata.normalize(form, password)).status_code == 303
    assert sign_in(browser(), member.email, password.replace("c", "ｃ")).status_code == 422


@pytest.mark.parametrize(
    ("typed", "status"),
    [("a" * 4_097, 422), ("あ" * 5_000, 422), ("a" * 1_000_000, 413), ("nul\0in the middle", 400)],
    ids=["4,097", "45 kB", "1 MB", "nul"],
)
def test_au_24_no_password_breaks_anything(browser, make, database, typed, status) -> None:
    person = browser(with_password(database, make.member()))
    visitor = browser()
    answers = [
        sign_in(visitor, "midori@example.jp", typed),
        join(visitor, password=typed),
        person.post("/me/password", {"current_password": typed, "password": typed}),
        person.post("/proof", {"proof_password": typed}),
    ]
    assert {answer.status_code for answer in answers} == {status}


def test_au_24_half_a_character_is_no_password(browser) -> None:
    person = browser()
    body = f"_csrf_token={person.token()}&email=a%40example.jp&password=%ED%A0%80".encode()
    answer = person.client.post("/sign-in", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiop12",
        "iloveyou1234",
        "1q2w3e4r5t6y",
        "abc123abc123",
        "letmein12345",
        "trustno1trustno1",
        "rinshoshinri",
        "koninshinrishi",
        "kouninshinrishi2026",
        "shinrishi-kaunseringu",
        "カウンセラーカウンセラー",
        "臨床心理士と公認心理師",
        "kikuforum2026",
        "midori-midori",
        "みどりみどりみどりみどり",
    ],
)
def test_au_25_what_anyone_would_try_is_refused(password) -> None:
    assert passwords.fault(password, email="midori@example.jp", name="みどり") is not None


def test_au_26_an_operator_lets_start_anew_and_chooses_nobodys_password(
    browser, midori, database, site_settings, monkeypatch, capsys
) -> None:
    from app.__main__ import main
    from app.audit.models import Entry
    from app.web import log

    secret = with_app(database, midori)
    signed_in = browser(midori)
    monkeypatch.setenv("KIKU_DATA", str(site_settings.data))
    monkeypatch.setenv("KIKU_DATABASE_URL", site_settings.database_url)
    monkeypatch.setenv("KIKU_BASE_URL", site_settings.base_url)
    monkeypatch.setattr(log, "configure", lambda: None)  # this process has its log
    assert main(["member", "reset", "--email", midori.email]) == 0
    assert main(["member", "reset", "--email", "nobody@example.jp"]) == 1
    assert PASSWORD not in capsys.readouterr().out
    assert signed_in.get("/me").status_code == 303
    sent = {mail["Subject"]: mail for mail in mails(database, site_settings)}
    assert "【Kiku】二段階認証を解除しました" in sent
    with database.reading() as session:
        assert "factor_change" in session.scalars(select(Entry.act)).all()
    person = browser()
    press(person, link_in(sent["【Kiku】新しいパスワードの設定"]), password=NEW)
    assert sign_in(person, midori.email, NEW).headers["location"] == "/"
    assert secret


@pytest.mark.usefixtures("advised_hashes")
def test_au_27_a_hash_of_older_settings_lets_in_even_if_the_new_one_cannot_be_kept(
    browser, midori, database, monkeypatch
) -> None:
    from passlib.hash import argon2

    weak = argon2.using(type="ID", memory_cost=1_024, time_cost=1, parallelism=1).hash(PASSWORD)
    with database.writing() as session:
        session.execute(update(Member).values(password_hash=weak))
    assert sign_in(browser(), midori.email).status_code == 303
    with database.reading() as session:
        assert "m=19456,t=2,p=1" in session.scalars(select(Member.password_hash)).one()
    unstorable = passwords.Verdict(True, object())  # type: ignore[arg-type]
    monkeypatch.setattr(passwords, "check", lambda stored, password: unstorable)
    assert sign_in(browser(), midori.email).status_code == 303


@pytest.mark.parametrize("damaged", ["", "!", "plain", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=1,t=2", "あ"])
def test_au_28_a_damaged_hash_is_a_wrong_password_and_no_failure_of_ours_and_somebody_is_told(
    browser, midori, database, damaged, monkeypatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(passwords.log, "failure", lambda error, where: told.append(where))
    with database.writing() as session:
        session.execute(update(Member).values(password_hash=damaged))
    assert sign_in(browser(), midori.email).status_code == 422
    assert sign_in(browser(), midori.email, damaged or "x").status_code == 422
    assert set(told) == ({"stored password unreadable"} if damaged else set()), "nothing stored is nobody's fault"


def test_au_29_there_is_nobody_until_the_operator_adds_somebody(database) -> None:
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 0
    source = (__import__("pathlib").Path(__file__).parents[2] / "migrations").rglob("*.py")
    assert not any("insert into member" in path.read_text().lower() for path in source)


def test_au_29_the_first_admin_is_added_at_the_machine_and_lets_nobody_in_without_a_second_factor(
    browser, database, site_settings, monkeypatch, capsys
) -> None:
    from app.__main__ import main
    from app.web import log

    for name, value in (
        ("DATA", site_settings.data),
        ("DATABASE_URL", site_settings.database_url),
        ("ENV", "production"),
    ):
        monkeypatch.setenv(f"KIKU_{name}", str(value))
    monkeypatch.setenv("KIKU_BASE_URL", site_settings.base_url)
    monkeypatch.setattr(log, "configure", lambda: None)  # this process has its log
    add = ["member", "add", "--email", "first@example.jp", "--name", "はじめ", "--role", "admin", "--verified", "--password-stdin"]  # fmt: skip
    for typed, status in (("admin", 1), ("password1234", 1), (PASSWORD, 0)):
        monkeypatch.setattr("sys.stdin", StringIO(f"{typed}\n"))
        assert main(add) == status, typed
    assert PASSWORD not in "".join(capsys.readouterr())
    person = browser()
    sign_in(person, "first@example.jp")
    assert person.get("/admin/record").headers["location"] == "/me/factors"
