"""Joining: the form, the mail, the waiting, and what a stranger can learn from it, which is nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app import clock
from app.accounts import policy
from app.accounts.models import Invitation, Licence, Member
from app.main import serve
from tests.accounts.doors import JOINING, PASSWORD, invited, join, link_in, mails, press, sign_in, with_password
from tests.people import client_of


def test_a_counsellor_joins_confirms_waits_and_is_let_in(browser, make, database, site_settings) -> None:
    person = browser()
    assert join(person).headers["location"] == "/join/sent"
    (mail,) = mails(database, site_settings)
    assert mail["To"] == "midori@example.jp"
    assert press(person, link_in(mail)).headers["location"] == "/sign-in"
    assert sign_in(person).status_code == 303
    assert "資格の確認をお待ちいただいています" in person.open("/").text

    moderator = browser(make.moderator())
    page = moderator.get("/moderation/licences").text
    assert "みどり" in page and "01662" in page
    with database.reading() as session:
        licence = session.scalars(select(Licence).where(Licence.state == "claimed")).one()
    moderator.post(f"/moderation/licences/{licence.id}/decision", {"outcome": "confirm", "note": ""})

    assert person.get("/cases").status_code == 200, "the same sign-in sees the cases from now on"
    assert [mail["To"] for mail in mails(database, site_settings)] == ["midori@example.jp"]


def test_opening_the_link_confirms_nothing_until_the_button_is_pressed(browser, database, site_settings) -> None:
    person = browser()
    join(person)
    link = link_in(mails(database, site_settings)[0])
    for _ in range(3):
        assert person.get(link).status_code == 200
    with database.reading() as session:
        assert session.scalars(select(Member.confirmed_at)).one() is None


def test_a_link_is_good_once(browser, database, site_settings) -> None:
    person = browser()
    join(person)
    link = link_in(mails(database, site_settings)[0])
    press(person, link)
    path, _, key = link.partition("?key=")
    assert person.post(path, {"key": key}).status_code == 404
    assert person.get(link).status_code == 404


def test_a_link_without_our_signature_is_good_for_nothing(browser, database, site_settings) -> None:
    person = browser()
    join(person)
    path = link_in(mails(database, site_settings)[0]).partition("?")[0]
    for key in ("", "x", "ключ", "A" * 43):
        assert person.get(path, params={"key": key}).status_code == 404
        assert person.post(path, {"key": key}).status_code == 404
    assert person.get(f"/confirmation/{uuid4()}?key=x").status_code == 404


def test_a_known_address_is_answered_exactly_like_a_new_one(browser, make, database, site_settings) -> None:
    member = make.member(locale="en")
    new, known = browser(), browser()
    first = join(new, email="somebody-new@example.jp")
    second = join(known, email=member.email.upper(), name="あおい")
    assert (first.status_code, first.text) == (second.status_code, second.text)
    assert first.headers["location"] == second.headers["location"]
    assert first.headers.get("set-cookie") == second.headers.get("set-cookie")
    assert new.get("/join/sent").text.replace(new.token(), "") == known.get("/join/sent").text.replace(
        known.token(), ""
    )

    to_owner = next(mail for mail in mails(database, site_settings) if mail["To"] == member.email)
    assert "member already" in to_owner["Subject"], "the owner is told, in the owner's language"
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 2


def test_a_name_asked_for_with_a_known_address_is_as_free_afterwards_as_with_a_new_one(browser, make) -> None:
    member = make.member()
    for email in (member.email, "new-one@example.jp"):
        assert join(browser(), email=email, name="ひなた").status_code == 303
        assert join(browser(), email=f"other-{email}", name="ひなた").status_code == 303


def test_of_two_with_one_name_the_first_to_confirm_holds_it(browser, database, site_settings) -> None:
    one, other = browser(), browser()
    join(one)
    join(other, email="other@example.jp", name="み ど り")
    links = {mail["To"]: link_in(mail) for mail in mails(database, site_settings)}
    press(one, links["midori@example.jp"])
    answer = press(other, links["other@example.jp"])
    assert answer.status_code == 422
    assert "別の名前をお選びください" in answer.text
    assert press(other, links["other@example.jp"], name="わかば").status_code == 303
    with database.reading() as session:
        assert set(session.scalars(select(Member.name))) == {"みどり", "わかば"}


@pytest.mark.parametrize("alike", ["口ビン", "ロビン", "ﾛﾋﾞﾝ", "ロ ビ ン", "ロ・ビン"])
def test_no_name_looks_like_anothers(browser, make, alike) -> None:
    make.member("ロビン")
    answer = join(browser(), name=alike)
    assert answer.status_code == 422
    assert "見分けのつきにくい名前" in answer.text


@pytest.mark.parametrize("name", ["", "あ", "あ" * 41, "み\u200b", "!!!!", "<b>み</b>", "\ufdfa" * 40])
def test_a_name_is_short_plain_and_visible(browser, name) -> None:
    assert join(browser(), name=name).status_code == 422


@pytest.mark.parametrize("name", ["み\u200bどり", "み\u202eどり", "み\u2066どり"])
def test_what_nobody_sees_is_left_out_of_a_name(browser, database, name) -> None:
    assert join(browser(), name=name).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Member.name)).all() == ["みどり"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "midori"),
        ("email", "midori@localhost"),
        ("email", "mıdori@example.jp"),
        ("email", "a" * 65 + "@example.jp"),
        ("email", "a@b.jp\nBcc: c@d.jp"),
        ("password", "short"),
        ("password", ""),
        ("password", "あ" * 513),
        ("password", "midori-no-hitorigoto"),
        ("licence", ""),
        ("licence", "no-such-licence"),
        ("licence_number", ""),
        ("licence_number", "1" * 61),
        ("locale", "fr"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(browser, field, value) -> None:
    answer = join(browser(), **{field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert field == "name" or "みどり" in answer.text
    assert PASSWORD not in answer.text
    assert value == "" or field != "password" or value not in answer.text


def test_an_address_typed_with_a_japanese_keyboard_is_read_as_meant(browser, database) -> None:
    join(browser(), email="ＭＩＤＯＲＩ＠ｅｘａｍｐｌｅ．ｊｐ")
    with database.reading() as session:
        assert session.scalars(select(Member.email)).one() == "midori@example.jp"


def test_a_number_of_unusual_shape_is_taken_and_gently_mentioned(browser, database, site_settings) -> None:
    person = browser()
    assert join(person, licence_number="第十二号").status_code == 303
    press(person, link_in(mails(database, site_settings)[0]))
    sign_in(person)
    assert "よくある形" in person.get("/me").text
    assert "第十二号" not in person.get("/me").text, "the number is for the checker alone"


def test_an_unverified_member_sees_their_own_status_the_rules_and_nothing_else(browser, make) -> None:
    case = make.case()
    person = browser(make.member(verified=False))
    for path in ("/cases", f"/cases/{case.case_id}", "/search?q=a", "/approaches", "/desk", "/cases/new"):
        assert person.get(path).headers["location"] == "/me", path
    assert person.get("/moderation").headers["location"] == "/me"
    assert person.get("/").headers["location"] == "/me"
    assert person.post("/cases", {"title": "題"}).status_code == 403
    assert person.get("/me").status_code == 200
    assert person.get("/rules").status_code == 200


def test_the_mail_can_be_sent_again_but_not_for_ever(browser, make, database, site_settings) -> None:
    person = browser(make.member(verified=False))
    answers = [person.post("/me/confirmation").status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    assert len(mails(database, site_settings)) == 3


def test_one_mailbox_is_not_flooded_and_the_page_does_not_tell(browser, database, site_settings) -> None:
    person = browser()
    assert {join(person, name=f"みどり{n}").headers["location"] for n in range(8)} == {"/join/sent"}
    assert len(mails(database, site_settings)) == 4


@pytest.fixture
def by_invitation(migrated, site_settings, database):  # type: ignore[no-untyped-def]
    """A browser of a site that one joins by invitation."""
    closed = replace(site_settings, join="invited")
    return client_of(serve(closed, migrated), closed, database, None, {})


def test_without_an_invitation_there_is_no_form(by_invitation) -> None:
    assert 'name="licence_number"' not in by_invitation.get("/join").text
    assert join(by_invitation).status_code == 403
    assert join(by_invitation, invitation="guessed").status_code == 403


def test_an_invitation_is_for_one_address_and_good_once(by_invitation, browser, database) -> None:
    secret = invited(database)
    page = by_invitation.get(f"/join?invitation={secret}").text
    assert 'value="midori@example.jp"' in page
    assert join(by_invitation, invitation=secret, email="other@example.jp").status_code == 422
    assert join(by_invitation, invitation=secret).status_code == 303
    assert join(by_invitation, invitation=secret, name="わかば").status_code == 403
    assert 'name="licence_number"' not in browser().get(f"/join?invitation={secret}").text


def test_an_invitation_expires(by_invitation, database) -> None:
    secret = invited(database)
    with database.writing() as session:
        invitation = session.scalars(select(Invitation)).one()
        invitation.expires_at = clock.now() - timedelta(seconds=1)
        session.add(invitation)
    assert join(by_invitation, invitation=secret).status_code == 403


def test_an_invitation_is_not_stored(database) -> None:
    secret = invited(database)
    with database.reading() as session:
        assert session.scalars(select(Invitation.secret_hash)).one() == policy.key_hash(secret)


def test_the_language_chosen_at_the_door_is_the_members(browser, database, site_settings) -> None:
    person = browser()
    join(person, locale="en")
    (mail,) = mails(database, site_settings)
    assert mail["Content-Language"] == "en"
    press(person, link_in(mail))
    sign_in(person)
    assert '<html lang="en">' in person.open("/me").text


def test_a_member_who_comes_to_the_door_of_joining_is_shown_their_account(browser, make) -> None:
    assert browser(make.member()).get("/join").headers["location"] == "/me"


def test_the_page_of_joining_says_what_it_wants(browser) -> None:
    for locale, words in (("ja", "参加のお申し込み"), ("en", "Ask to join")):
        page = browser(**{"Accept-Language": locale}).get("/join").text
        assert words in page
        for field in JOINING:
            assert f'name="{field}"' in page


def test_a_signed_in_member_who_confirms_gets_a_new_key(browser, make, database, site_settings) -> None:
    member = with_password(database, make.member(verified=False))
    person = browser()
    sign_in(person, member.email)
    before = person.cookies["__Host-kiku"]
    person.post("/me/confirmation")
    assert press(person, link_in(mails(database, site_settings)[0])).headers["location"] == "/me"
    assert person.cookies["__Host-kiku"] != before
    assert person.get("/me").status_code == 200
