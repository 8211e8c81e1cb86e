"""Guessing is slow from wherever one guesses, and its owner is not kept out by it."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from app import clock, limits
from app.accounts import passwords, signing_in
from app.web.visit import block
from tests.accounts.doors import code_of, give_code, sign_in, with_app
from tests.clock import PATIENCE, lasted, measured, wait_until, within
from tests.people import Browser, client_of
from tests.security.often import often

GUESS = "当てずっぽうの合言葉"


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

    def come_in() -> None:
        assert sign_in(owner, midori.email).status_code == 303

    measured(within(1), come_in, by=lasted)
    assert give_code(owner, code_of(secret, 1)).status_code == 303


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
from sqlalchemy.exc import OperationalError
store, limit = open_database(sys.argv[1]), limits.Limit("at_once", times=10, seconds=900)
def one(_):
    while True:
        try:
            limits.take(store, limit, "somebody")
            return 1
        except TooOften:
            return 0
        except OperationalError:  # told that it is busy, and asks again
            pass
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
    assert sum(int(process.communicate(timeout=4 * PATIENCE)[0]) for process in running) == 10


def test_au_08_while_many_wait_for_the_hasher_pages_are_served_and_the_rest_is_told(
    browser, make, midori, monkeypatch
) -> None:
    release, reader = threading.Event(), browser(make.member())
    monkeypatch.setattr(passwords, "_IN_LINE", threading.BoundedSemaphore(3))
    held = [threading.Thread(target=passwords._in_turn, args=(release.wait,)) for _ in range(3)]
    for thread in held:
        thread.start()
    try:
        wait_until(lambda: not passwords._IN_LINE._value)  # until all three are in line
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
    enough = 30  # of them
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
        while time.monotonic() < until or len(answers) <= enough:  # on a busy machine a flood takes longer to come
            began = time.monotonic()
            assert reader.get("/cases").status_code == 200
            took.append(time.monotonic() - began)
        over.set()
        for thread in threads:
            thread.join()
        return sorted(took)[int(len(took) * 0.99) - 1]

    assert any(waited() < 1 for _ in range(3)), "again where others kept the machine busy"
    assert set(answers) <= {422, 503}
