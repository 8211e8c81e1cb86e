"""A link in a mail is of one member, for one purpose, once, and whoever opens it without meaning to uses nothing up."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app import clock
from app.accounts import policy
from app.accounts.models import EmailChange, MailToken, Member, SignIn
from tests.accounts.doors import (
    PASSWORD,
    code_of,
    give_code,
    join,
    link_in,
    long_ago,
    mails,
    press,
    sign_in,
    with_app,
    with_password,
)
from tests.people import Browser

NEW = "たまねぎ三つと赤い自転車"


def reset_link(person: Browser, email: str, database, site_settings) -> str:  # type: ignore[no-untyped-def]
    person.post("/password", {"email": email})
    links = (link_in(mail) for mail in mails(database, site_settings) if mail["To"] == email)
    return next(link for link in links if "?key=" in link)


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


def test_a_sign_in_that_is_over_keeps_nobody_from_a_link(browser, midori, database, site_settings) -> None:
    person = browser(midori)
    long_ago(database, midori, seen_at=timedelta(days=8))
    assert person.get("/me").status_code == 303
    assert press(person, reset_link(person, midori.email, database, site_settings), password=NEW).status_code == 303
