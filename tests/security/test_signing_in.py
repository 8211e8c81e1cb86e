"""At the door: guessing is slow, its owner is not kept out by it, and nobody learns who has an account."""

import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from itertools import count, islice
from statistics import median

import pytest
from sqlalchemy import func, select, update

from app import clock, limits
from app.accounts import passwords, policy, signing_in
from app.accounts.models import EmailChange, MailToken, Member, SignIn
from app.limits import Limit
from app.web.visit import block
from tests.accounts.doors import (
    JOINING,
    PASSWORD,
    code_of,
    give_code,
    join,
    link_in,
    mails,
    press,
    sign_in,
    with_app,
    with_password,
)
from tests.clock import in_turns, lasted, measured, within
from tests.people import Browser, client_of
from tests.security.often import IN_FULL, often

GUESS = "当てずっぽうの合言葉"
NEW = "たまねぎ三つと赤い自転車"


@pytest.fixture
def midori(make, database) -> Member:
    return with_password(database, make.member("みどり"))


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really compared; hashing itself is left out, it takes too long a thousand times."""
    compared: list[str] = []

    def check(stored: str | None, password: str) -> passwords.Verdict:
        compared.append(password)
        return passwords.Verdict(False)

    monkeypatch.setattr(passwords, "check", check)
    return compared


@pytest.fixture
def from_address(site, site_settings, database, loop) -> Callable[[str], Browser]:  # type: ignore[no-untyped-def]
    """Give a visitor a browser at an address of its own."""
    return lambda address: client_of(at(site, address), site_settings, database, None, {}, loop)


def at(site, address: str):  # type: ignore[no-untyped-def]
    async def there(scope, receive, send):  # type: ignore[no-untyped-def]
        if scope["type"] == "http":
            scope["client"] = (address, 50_000)
        await site(scope, receive, send)

    return there


def test_au_01_of_wrong_passwords_all_day_few_are_compared(browser, midori, evaluated, monkeypatch) -> None:
    person, began, times = browser(), clock.now(), often(150, 1_000)
    token = person.token()
    last = None
    for n in range(times):
        monkeypatch.setattr(limits.clock, "now", lambda n=n: began + timedelta(hours=23) * n / times)
        last = sign_in(person, midori.email, GUESS, token=token)
    assert last is not None and last.status_code == 429
    assert len(evaluated) <= 100
    assert int(last.headers["retry-after"]) > 900, "and the wait has grown beyond the first quarter of an hour"


@pytest.mark.slow
def test_au_02_two_hundred_addresses_guess_no_faster_than_one(from_address, midori, evaluated) -> None:
    for n in range(200):
        person = from_address(f"198.51.{n}.7")
        sign_in(person, midori.email, GUESS)
    assert len(evaluated) == signing_in.BY_MEMBER.times


def test_au_03_one_password_for_hundreds_of_members_is_slow_from_one_address(browser, evaluated) -> None:
    person = browser()
    token = person.token()
    answers = [
        sign_in(person, f"member{n}@example.jp", "みんな同じ合言葉です", token=token) for n in range(often(100, 1_000))
    ]
    assert len(evaluated) == signing_in.BY_ADDRESS.times
    assert answers[-1].status_code == 429


def test_au_03_nor_is_it_faster_from_the_neighbouring_addresses(from_address, evaluated) -> None:
    for n in range(70):
        person = from_address(f"203.0.113.{n}")
        sign_in(person, f"member{n}@example.jp", "みんな同じ合言葉です")
    assert len(evaluated) == signing_in.BY_ADDRESS.times


def test_au_04_the_owner_comes_in_from_a_known_browser_while_others_guess(
    browser, from_address, database, midori
) -> None:
    secret = with_app(database, midori)
    owner = browser()
    sign_in(owner, midori.email)
    give_code(owner, code_of(secret))
    owner.post("/sign-out")
    guesser = from_address("198.51.100.7")
    token = guesser.token()
    while sign_in(guesser, midori.email, GUESS, token=token).status_code != 429:
        pass
    began = time.monotonic()
    assert sign_in(owner, midori.email).status_code == 303
    assert give_code(owner, code_of(secret, 1)).status_code == 303
    assert time.monotonic() - began < 5


def test_au_05_an_address_that_anyone_may_write_changes_nothing(browser, evaluated) -> None:
    person = browser()
    token = person.token()
    for n in range(70):
        headers = {"X-Forwarded-For": f"198.51.{n}.7", "Forwarded": f"for=198.51.{n}.7", "X-Real-IP": f"198.51.{n}.7"}
        sign_in(person, f"member{n}@example.jp", GUESS, token=token, headers=headers)
    assert len(evaluated) == signing_in.BY_ADDRESS.times


def test_au_06_a_network_of_ipv6_is_counted_as_one_address() -> None:
    assert {block(f"2001:db8:1:2::{n:x}") for n in range(1_000)} == {"2001:db8:1:2::/64"}
    assert block("2001:db8:1:3::1") != block("2001:db8:1:2::1")
    assert block("::ffff:198.51.100.7") == block("198.51.100.9") == "198.51.100.0/24"


COUNTING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from app import limits
from app.database import open_database
from app.errors import TooOften
store, limit = open_database(sys.argv[1]), limits.Limit("at_once", times=10, seconds=900)
def one(_):
    try:
        limits.take(store, limit, "somebody")
        return 1
    except TooOften:
        return 0
with ThreadPoolExecutor(10) as pool:
    print(sum(pool.map(one, range(50))))
"""


@pytest.mark.slow
@pytest.mark.database
def test_au_07_four_processes_together_admit_no_more_than_the_limit(database, site_settings) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTING, site_settings.database_url], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 10


def test_au_08_while_many_wait_for_the_hasher_pages_are_served_and_the_rest_is_told(
    browser, make, midori, monkeypatch
) -> None:
    release, reader = threading.Event(), browser(make.member())
    monkeypatch.setattr(passwords, "_IN_LINE", threading.BoundedSemaphore(3))
    held = [threading.Thread(target=passwords._in_turn, args=(release.wait,)) for _ in range(3)]
    for thread in held:
        thread.start()
    try:
        while passwords._IN_LINE._value:  # until all three are in line
            time.sleep(0.01)
        person = browser()
        assert sign_in(person, midori.email).status_code == 503
        assert reader.get("/cases").status_code == 200
        measured(within(1), lambda: (sign_in(person, midori.email), reader.get("/cases")), by=lasted)
    finally:
        release.set()
        for thread in held:
            thread.join()
    assert sign_in(person, midori.email).status_code == 303


@pytest.mark.slow
def test_au_08_a_flood_of_sign_ins_keeps_no_page_waiting(browser, make, monkeypatch) -> None:
    """Fifty a second for three seconds, at an address a piece; a hash takes its sixty milliseconds of one core."""
    monkeypatch.setattr(passwords._CONTEXT.__class__, "verify_and_update", lambda *_: time.sleep(0.06) or (False, None))
    monkeypatch.setattr(limits, "take_within", lambda *_: None)
    reader, answers = browser(make.member()), []  # type: ignore[var-annotated]
    people = [(person := browser(), person.token()) for _ in range(15)]

    def flood(over: threading.Event, person: Browser, token: str) -> None:
        while not over.is_set():
            answers.append(sign_in(person, f"member{len(answers)}@example.jp", GUESS, token=token).status_code)
            over.wait(0.3)

    def waited() -> float:
        """Return what ninety-nine readers of a hundred wait at most while the flood lasts."""
        over = threading.Event()
        threads = [threading.Thread(target=flood, args=(over, *one)) for one in people]
        for thread in threads:
            thread.start()
        took, until = [], time.monotonic() + 3
        while time.monotonic() < until:
            began = time.monotonic()
            assert reader.get("/cases").status_code == 200
            took.append(time.monotonic() - began)
        over.set()
        for thread in threads:
            thread.join()
        return sorted(took)[int(len(took) * 0.99) - 1]

    assert any(waited() < 1 for _ in range(3)), "again where others kept the machine busy"
    assert len(answers) > 30 and set(answers) <= {422, 503}


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


def reset_link(person: Browser, email: str, database, site_settings) -> str:  # type: ignore[no-untyped-def]
    person.post("/password", {"email": email})
    links = (link_in(mail) for mail in mails(database, site_settings) if mail["To"] == email)
    return next(link for link in links if "?key=" in link)


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


def test_au_11_a_link_for_a_new_password_is_good_once(browser, midori, database, site_settings) -> None:
    person = browser()
    link = reset_link(person, midori.email, database, site_settings)
    assert press(person, link, password=NEW).status_code == 303
    path, _, key = link.partition("?key=")
    assert person.get(link).status_code == person.post(path, {"key": key, "password": PASSWORD}).status_code == 404


def test_au_12_a_newer_link_a_new_password_and_a_new_address_end_an_older_link(
    browser, midori, database, site_settings
) -> None:
    person = browser(midori)
    older = reset_link(browser(), midori.email, database, site_settings)
    newer = reset_link(browser(), midori.email, database, site_settings)
    assert person.get(older).status_code == 404 and person.get(newer).status_code == 200
    person.post("/me/password", {"current_password": PASSWORD, "password": NEW})
    assert person.get(newer).status_code == 404
    last = reset_link(browser(), midori.email, database, site_settings)
    person.post("/me/email", {"email": "new@example.jp"})
    press(person, next(link_in(mail) for mail in mails(database, site_settings) if mail["To"] == "new@example.jp"))
    assert person.get(last).status_code == 404


def test_au_12_a_link_is_over_when_its_time_is(browser, midori, database, site_settings) -> None:
    person = browser()
    link = reset_link(person, midori.email, database, site_settings)
    path, _, key = link.partition("?key=")
    for left, status in ((timedelta(minutes=1), 200), (timedelta(seconds=-1), 404)):
        with database.writing() as session:
            session.execute(update(MailToken).values(expires_at=clock.now() + left))
        assert person.get(link).status_code == status
    assert person.post(path, {"key": key, "password": NEW}).status_code == 404
    assert sign_in(browser(), midori.email).status_code == 303, "the old password is still the one"


def test_au_13_a_link_is_of_one_member_and_one_purpose(browser, make, midori, database, site_settings) -> None:
    other = browser(with_password(database, make.member()))
    link = reset_link(browser(), midori.email, database, site_settings)
    path, _, key = link.partition("?key=")
    with database.reading() as session:
        theirs = session.scalars(select(Member.id).where(Member.email != midori.email)).first()
    fields = {"key": key, "password": NEW, "member_id": str(theirs), "email": "other@example.jp"}
    assert other.post(path, fields).headers["location"] == "/sign-in"
    assert sign_in(browser(), midori.email, NEW).status_code == 303, "it is the link's member whose password it is"
    for elsewhere in ("/confirmation/", "/email/"):
        assert other.get(link.replace("/password/", elsewhere)).status_code == 404


def test_au_14_a_link_leads_to_the_site_in_the_settings(browser, midori, database, site_settings) -> None:
    person = browser()
    token = person.token()
    for headers in ({"Host": "evil.example"}, {"Host": "kiku.test:8443"}, {"Host": ""}):
        assert person.post("/password", {"email": midori.email}, token=token, headers=headers).status_code == 400
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"):
        person.post("/password", {"email": midori.email}, token=token, headers={name: "host=evil.example"})
    for mail in mails(database, site_settings):
        assert "https://kiku.test/password/" in mail.get_content() and "evil" not in mail.get_content()


@pytest.mark.parametrize(
    "typed", ["mıdori@example.jp", "midori@exаmple.jp", "ｍidori@example.jp", "midori@example.jp."]
)
def test_au_15_a_mail_goes_to_the_address_that_is_kept_and_to_no_other(
    browser, make, database, site_settings, typed
) -> None:
    with database.writing() as session:
        session.merge(make.member()).email = "midori@example.jp"
    browser().post("/password", {"email": typed})
    assert {mail["To"] for mail in mails(database, site_settings)} <= {"midori@example.jp"}


def test_au_16_after_a_new_password_everything_old_is_over_and_the_second_step_stays(
    browser, midori, database, site_settings
) -> None:
    secret = with_app(database, midori)
    signed_in, person = browser(midori), browser()
    token = signed_in.token("/me")
    older = reset_link(person, midori.email, database, site_settings)
    link = reset_link(person, midori.email, database, site_settings)
    press(person, link, password=NEW)
    assert signed_in.get("/me").status_code == 303
    assert signed_in.post("/me/name", {"name": "わかば"}, token=token).status_code == 401
    assert person.get(older).status_code == 404
    assert sign_in(person, midori.email, NEW).headers["location"] == "/sign-in/code"
    assert person.get("/me").status_code == 303
    assert give_code(person, code_of(secret)).status_code == 303


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


def test_au_30_a_new_address_needs_a_fresh_proof_both_are_told_and_every_sign_in_ends(
    browser, midori, database, site_settings
) -> None:
    person, elsewhere = browser(midori), browser(midori)
    before = midori.email
    assert person.post("/me/email", {"email": "new@example.jp"}).status_code == 303
    asked = {mail["To"]: mail for mail in mails(database, site_settings)}
    assert set(asked) == {before, "new@example.jp"}
    with database.reading() as session:
        assert session.scalars(select(Member.email)).one() == before, "nothing has changed yet"
    assert press(person, link_in(asked["new@example.jp"])).headers["location"] == "/me"
    assert person.get("/me").status_code == 200 and "new@example.jp" in person.get("/me").text
    assert elsewhere.get("/me").status_code == 303
    told = {mail["To"] for mail in mails(database, site_settings)}
    assert told == {before, "new@example.jp"}
    assert sign_in(browser(), before).status_code == 422
    assert sign_in(browser(), "new@example.jp").status_code == 303


def test_au_30_an_address_that_became_somebodys_meanwhile_is_not_taken(
    browser, make, midori, database, site_settings
) -> None:
    person = browser(midori)
    person.post("/me/email", {"email": "new@example.jp"})
    link = next(link_in(mail) for mail in mails(database, site_settings) if mail["To"] == "new@example.jp")
    path, _, key = link.partition("?key=")
    with database.writing() as session:
        session.execute(update(Member).where(Member.id == make.member().id).values(email="new@example.jp"))
    assert person.post(path, {"key": key}).status_code == 404
    with database.reading() as session:
        assert session.scalars(select(Member.email).where(Member.id == midori.id)).one() == midori.email


def test_au_31_a_scanner_that_opens_every_link_uses_none_up(browser, midori, database, site_settings) -> None:
    scanner, person = browser(), browser()
    person.post("/password", {"email": midori.email})
    browser(midori).post("/me/email", {"email": "new@example.jp"})
    join(person, email="newcomer@example.jp", name="ひなた")
    links = [link for mail in mails(database, site_settings) if "?key=" in (link := link_in(mail))]
    assert len(links) == 3
    for link in links:
        for _ in range(3):
            assert scanner.get(link).status_code == 200
            assert scanner.client.head(link).status_code == 200
    with database.reading() as session:
        assert session.scalars(select(EmailChange.used_at)).all() == [None]
        assert session.scalar(select(func.count()).select_from(SignIn).where(SignIn.ended_at.is_not(None))) == 0
    assert press(person, next(link for link in links if "/password/" in link), password=NEW).status_code == 303
    assert timedelta(hours=1) >= policy.RESET_WITHIN
