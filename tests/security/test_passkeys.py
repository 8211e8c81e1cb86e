"""Passkeys: one that answers lets in by itself, and whatever is a little wrong with an answer does not."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select, update

from app import clock
from app.factors import passkeys
from app.factors.models import Challenge, Passkey
from app.factors.policy import Site
from tests.accounts.doors import give_code, long_ago, mails, sign_in
from tests.people import Browser
from tests.security.soft_key import PRESENT, SoftKey


@pytest.fixture
def key(browser, midori) -> SoftKey:
    return add_key(browser(midori))


def add_key(person: Browser) -> SoftKey:
    key = SoftKey()
    answer = person.post("/me/passkeys", {"passkey": key.make(person.post("/me/passkeys/challenge").text)})
    assert answer.headers["location"] == "/me/factors"
    return key


def asked(person: Browser) -> str:
    answer = person.post("/sign-in/challenge")
    assert answer.status_code == 200
    return answer.text


def come_in(person: Browser, answer: str, **fields: str):  # type: ignore[no-untyped-def]
    return person.post("/sign-in/passkey", {"passkey": answer, **fields})


def is_in(person: Browser) -> bool:
    return person.get("/me").status_code == 200


def test_a_passkey_alone_lets_in_and_counts_as_two(browser, make, database) -> None:
    moderator = make.moderator()
    key = add_key(browser(moderator))
    person = browser()
    answer = come_in(person, key.answer(asked(person)), next="/moderation")
    assert answer.headers["location"] == "/moderation"
    assert person.get("/moderation").status_code == 200


def test_a_passkey_takes_the_second_step_after_the_password(browser, midori, key) -> None:
    person = browser()
    assert sign_in(person, midori.email).headers["location"] == "/sign-in/code"
    page = person.get("/sign-in/code").text
    assert 'data-options="/sign-in/challenge"' in page and 'name="code"' not in page
    options = asked(person)
    assert '"allowCredentials": [{' in options
    assert come_in(person, key.answer(options)).headers["location"] == "/"
    assert is_in(person)


def test_a_passkey_is_a_fresh_proof_by_itself(browser, midori, database) -> None:
    person = browser(midori)
    key = add_key(person)
    long_ago(database, midori, proven_at=timedelta(hours=1))
    assert person.get("/me/email").status_code == 303
    options = person.post("/proof/challenge").text
    answer = person.post("/proof", {"proof_answer": key.answer(options), "next": "/me/email"})
    assert answer.headers["location"] == "/me/email"
    assert person.get("/me/email").status_code == 200


def test_adding_one_ends_other_sign_ins_and_is_told_by_mail(browser, midori, database, site_settings) -> None:
    person, elsewhere = browser(midori), browser(midori)
    add_key(person)
    assert is_in(person) and not is_in(elsewhere)
    assert [mail["To"] for mail in mails(database, site_settings)] == [midori.email]
    assert "端末の種類は不明" in person.get("/me/factors").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://kiku.test"},
        {"origin": "https://kiku.test:8443"},
        {"rp_id": "evil.example"},
        {"user": b"somebody else's id"},
        {"flags": PRESENT},
        {"flags": 0x04},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"challenge": "AAAA"},
    ],
    ids=[
        "a page",
        "no https",
        "a port",
        "a site",
        "a holder",
        "nobody verified",
        "nobody there",
        "a key",
        "a challenge",
    ],
)
def test_au_22_an_answer_that_is_a_little_wrong_lets_nobody_in(browser, midori, key, wrong) -> None:
    person = browser()
    assert come_in(person, key.answer(asked(person), **wrong)).headers["location"] == "/sign-in"
    assert not is_in(person)
    assert come_in(person, key.answer(asked(person))).headers["location"] == "/"


def test_au_22_an_answer_is_good_once(browser, midori, key) -> None:
    person, thief = browser(), browser()
    answer = key.answer(asked(person))
    assert come_in(person, answer).headers["location"] == "/"
    person.post("/sign-out")
    assert come_in(person, answer).headers["location"] == "/sign-in"
    assert come_in(thief, answer).headers["location"] == "/sign-in"


def test_au_22_an_answer_is_for_the_browser_that_was_asked(browser, midori, key) -> None:
    person, thief = browser(), browser()
    answer = key.answer(asked(person))
    assert come_in(thief, answer).headers["location"] == "/sign-in"
    assert not is_in(thief)


def test_au_22_a_count_that_does_not_rise_is_a_copy(browser, midori, key) -> None:
    person = browser()
    come_in(person, key.answer(asked(person), count=7))
    person.post("/sign-out")
    for count in (7, 3, 0):
        assert come_in(person, key.answer(asked(person), count=count)).headers["location"] == "/sign-in"
    assert come_in(person, key.answer(asked(person), count=8)).headers["location"] == "/"


def test_au_22_a_key_that_does_not_count_is_taken_as_it_is(browser, midori, key) -> None:
    """Those that are kept in step between telephones always say nought: Web Authentication Level 3, 6.1.1."""
    for _ in range(2):
        person = browser()
        assert come_in(person, key.answer(asked(person), count=0)).headers["location"] == "/"


def test_au_22_somebody_elses_key_is_no_second_step(browser, make, midori, key) -> None:
    other = add_key(browser(make.member()))
    person = browser()
    sign_in(person, midori.email)
    assert come_in(person, other.answer(asked(person))).status_code == 422
    assert not is_in(person)


def test_au_22_an_answer_for_coming_in_is_no_fresh_proof(browser, midori, key, database) -> None:
    person = browser(midori)
    long_ago(database, midori, proven_at=timedelta(hours=1))
    answer = person.post("/proof", {"proof_answer": key.answer(asked(person))})
    assert answer.status_code == 422
    other = browser()
    assert come_in(other, key.answer(person.post("/proof/challenge").text)).headers["location"] == "/sign-in"


def test_au_22_a_challenge_ends_after_five_minutes(browser, midori, key, database) -> None:
    person = browser()
    options = asked(person)
    with database.writing() as session:
        session.execute(update(Challenge).values(expires_at=clock.now()))
    assert come_in(person, key.answer(options)).headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"response": {"clientDataJSON": "e30"}}',
        "[" * 20_000,
        '{"id": 1}',
        "あ",
        '"\\ud800"',
    ],
)
def test_au_22_no_answer_breaks_the_door(browser, typed, midori) -> None:
    assert come_in(browser(), typed).headers["location"] == "/sign-in"
    assert browser(midori).post("/me/passkeys", {"passkey": typed}).status_code == 422


def test_au_22_a_key_is_made_for_this_site_and_its_owner_alone(browser, midori, database) -> None:
    person = browser(midori)
    for wrong in ({"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}):
        made = SoftKey().make(person.post("/me/passkeys/challenge").text, **wrong)  # type: ignore[arg-type]
        assert person.post("/me/passkeys", {"passkey": made}).status_code == 422
    made = SoftKey().make(person.post("/me/passkeys/challenge").text)
    assert person.post("/me/passkeys", {"passkey": made}).status_code == 303
    assert person.post("/me/passkeys", {"passkey": made}).status_code == 422, "the challenge is used up"
    with database.reading() as session:
        assert len(session.scalars(select(Passkey.id)).all()) == 1


def test_one_key_is_one_members(browser, make, midori) -> None:
    key = SoftKey()
    person, other = browser(midori), browser(make.member())
    for one, wanted in ((person, 303), (other, 403)):
        made = key.make(one.post("/me/passkeys/challenge").text)
        assert one.post("/me/passkeys", {"passkey": made}).status_code == wanted


def test_a_key_that_was_taken_away_opens_nothing(browser, midori, key, database) -> None:
    person, other = browser(midori), browser()
    with database.reading() as session:
        passkey = session.scalars(select(Passkey.id)).one()
    assert person.post(f"/me/passkeys/{passkey}/removal").status_code == 303
    assert come_in(other, key.answer(asked(other))).headers["location"] == "/sign-in"
    assert sign_in(browser(), midori.email).headers["location"] == "/"


def test_a_code_does_not_help_where_there_is_only_a_passkey(browser, midori, key) -> None:
    person = browser()
    sign_in(person, midori.email)
    assert give_code(person, "123456").status_code == 422


def test_there_are_no_passkeys_for_a_number() -> None:
    assert passkeys.site_of("http://127.0.0.1:8000") is None
    assert passkeys.site_of("http://[::1]:8000") is None
    assert passkeys.site_of("http://localhost:8000") == Site("localhost", "http://localhost:8000")
