"""Signing in and out: keys that only the server makes, guessing that is slowed down, leaving that is at once."""

from functools import partial

import pytest
from sqlalchemy import select, update

from app import clock
from app.accounts import passwords, service
from app.accounts.models import Member, SignIn
from app.web.visit import Role
from tests.accounts.doors import sign_in, with_password
from tests.clock import lasted, measured

COOKIE = "__Host-kiku"


@pytest.fixture
def midori(make, database) -> Member:
    return with_password(database, make.member("みどり"))


def test_a_member_signs_in_and_goes_where_they_were_going(browser, midori) -> None:
    person = browser()
    where = person.get("/desk").headers["location"]
    assert where == "/sign-in?next=%2Fdesk"
    assert 'name="next" value="/desk"' in person.get(where).text
    assert sign_in(person, midori.email, next="/desk").headers["location"] == "/desk"
    assert person.get("/desk").status_code == 200


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", ""],
)
def test_nobody_is_sent_on_to_a_page_of_somebody_else(browser, midori, onward) -> None:
    person = browser()
    assert sign_in(person, midori.email, next=onward).headers["location"] == "/"
    assert person.get("/sign-in", params={"next": onward}).headers["location"] == "/"


def test_the_cookie_is_for_this_site_and_its_server_alone(browser, midori) -> None:
    cookie = next(
        one for one in sign_in(browser(), midori.email).headers.get_list("set-cookie") if one.startswith(COOKIE)
    )
    for wanted in ("Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=1209600"):
        assert wanted in cookie
    assert "Domain" not in cookie


def test_each_sign_in_has_a_new_key_and_the_old_one_is_dead(browser, midori) -> None:
    person, thief = browser(), browser()
    sign_in(person, midori.email)
    old = person.cookies[COOKIE]
    sign_in(person, midori.email)
    assert person.cookies[COOKIE] != old
    thief.cookies.set(COOKIE, old, domain="kiku.test", path="/")
    assert thief.get("/me").status_code == 303


def test_signing_out_is_at_once_and_leaves_nothing_in_the_browser(browser, midori) -> None:
    person, copy = browser(), browser()
    sign_in(person, midori.email)
    copy.cookies.set(COOKIE, person.cookies[COOKIE], domain="kiku.test", path="/")
    answer = person.post("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["location"] == "/"
    assert COOKIE not in person.cookies
    assert copy.get("/me").status_code == 303, "a copy of the cookie opens nothing"
    assert person.post("/sign-out").status_code == 303, "signing out twice is no fault"


def test_a_moderators_sign_in_is_shorter(make, database) -> None:
    members = [make.member(role=role) for role in (Role.COUNSELLOR, Role.MODERATOR, Role.ADMIN)]
    for member in members:
        with database.writing() as session:
            service.begin_sign_in(session, member, "", clock.now())
    with database.reading() as session:
        days = sorted((end - start).days for start, end in session.execute(select(SignIn.began_at, SignIn.ends_at)))
    assert days == [1, 1, 14]


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(browser, midori) -> None:
    person = browser()
    token = person.token()
    wrong = sign_in(person, midori.email, "これは違う合言葉です", token=token)
    unknown = sign_in(person, "nobody@example.jp", "これは違う合言葉です", token=token)
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(midori.email, "") == unknown.text.replace("nobody@example.jp", "")
    assert "一致しません" in wrong.text
    assert {name for name in wrong.headers if name != "content-length"} == {
        name for name in unknown.headers if name != "content-length"
    }


@pytest.mark.usefixtures("advised_hashes")
def test_an_unknown_address_costs_the_same_work(midori) -> None:
    def check(stored: str | None) -> None:
        assert not passwords.check(stored, "これは違う合言葉です").right

    works = partial(check, midori.password_hash), partial(check, None)
    measured(lambda known, unknown: 0.8 < known / unknown < 1.25, *works, by=lasted, at_least=3)


def test_a_wrong_password_leaves_the_address_in_the_form_and_never_the_password(browser, midori) -> None:
    answer = sign_in(browser(), midori.email, "これは違う合言葉です")
    assert f'value="{midori.email}"' in answer.text
    assert "これは違う合言葉です" not in answer.text


def test_a_mark_of_a_known_browser_is_of_one_member_and_cannot_be_made_up(browser, make, database, midori) -> None:
    other = with_password(database, make.member())
    person = browser()
    sign_in(person, other.email)
    person.post("/sign-out")
    token = person.token()
    assert [sign_in(person, midori.email, "当てずっぽうの合言葉", token=token).status_code for _ in range(21)][
        -1
    ] == 429


def test_a_refusal_for_guessing_does_not_tell_whether_there_is_an_account(browser, midori) -> None:
    person = browser()
    token = person.token()
    for email in (midori.email, "nobody@example.jp"):
        for _ in range(21):
            last = sign_in(person, email, "当てずっぽうの合言葉", token=token)
        assert last.status_code == 429
        assert int(last.headers["retry-after"]) > 0
        assert "しばらく" in last.text or "分ほど" in last.text


def test_right_passwords_are_not_counted(browser, midori) -> None:
    assert {sign_in(browser(), midori.email).status_code for _ in range(25)} == {303}


def test_a_password_changed_while_it_was_checked_opens_nothing(midori, database) -> None:
    with database.writing() as session:
        session.execute(update(Member).values(password_hash="changed"))
        key = service.sign_in(
            session, midori.id, seen=midori.password_hash, better=None, device="", instead_of=None, now=clock.now()
        )
    assert key is None


def test_no_writing_transaction_is_open_while_a_password_is_hashed(browser, midori, database, monkeypatch) -> None:
    checked = passwords.check

    def watched(stored: str | None, password: str) -> passwords.Verdict:
        with database.writing() as session:  # waits five seconds and fails if somebody else holds the pen
            session.execute(update(Member).values(demo=False))
        return checked(stored, password)

    monkeypatch.setattr(passwords, "check", watched)
    assert sign_in(browser(), midori.email).status_code == 303
