"""One's own account: name, language, licences, and where one is signed in."""

import re

import pytest
from sqlalchemy import select, update

from app import clock
from app.accounts import policy, service
from app.accounts.models import Licence, Member, SignIn
from app.web.visit import Role
from tests.accounts.doors import sign_in, with_password

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_visitor_has_no_account_to_see(browser) -> None:
    assert browser().get("/me").headers["location"] == "/sign-in?next=%2Fme"
    assert browser().post("/me/name", {"name": "わかば"}).status_code == 401


def test_a_name_is_changed_everywhere(browser, make) -> None:
    case = make.case()
    person = browser(case.author)
    assert person.post("/me/name", {"name": "わかば"}).status_code == 303
    assert "わかば" in person.get("/me").text
    assert "わかば" in browser(make.member()).get(f"/cases/{case.case_id}").text


def test_a_name_of_somebody_else_is_not_to_be_had(browser, make) -> None:
    make.member("ロビン")
    answer = browser(make.member("みどり")).post("/me/name", {"name": "口ビン"})
    assert answer.status_code == 422
    assert 'value="口ビン"' in answer.text


def test_ones_own_name_may_be_written_another_way(browser, make) -> None:
    assert browser(make.member("Robin")).post("/me/name", {"name": "robin"}).status_code == 303


def test_a_language_is_remembered_with_the_account(browser, make, database) -> None:
    member = make.member()
    person = browser(member)
    assert person.post("/language", {"locale": "en", "next": "/me"}).headers["location"] == "/me"
    assert '<html lang="en">' in person.get("/me").text
    assert '<html lang="en">' in browser(member).get("/me").text


def test_a_visitors_language_is_remembered_in_the_browser(browser, database) -> None:
    person = browser(**{"Accept-Language": "ja"})
    person.post("/language", {"locale": "en", "next": "/sign-in"})
    assert '<html lang="en">' in person.get("/sign-in").text
    for wrong in ("fr", "", "../../etc"):
        assert person.post("/language", {"locale": wrong, "next": "/sign-in"}).status_code == 303
    assert '<html lang="en">' in person.get("/sign-in").text


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_choosing_a_language_leads_nowhere_else(browser, onward) -> None:
    assert browser().post("/language", {"locale": "en", "next": onward}).headers["location"] == "/"


def test_an_invitation_outlives_a_change_of_language(browser) -> None:
    answer = browser().post(
        "/language", {"locale": "en", "next": "/join"}, headers={"Referer": "https://kiku.test/join?invitation=x"}
    )
    assert answer.headers["location"] == "/join?invitation=x"
    answer = browser().post(
        "/language", {"locale": "en", "next": "/join"}, headers={"Referer": "https://evil.example/other?a=b"}
    )
    assert answer.headers["location"] == "/join"


def test_where_one_is_signed_in_is_listed_by_browser_and_system(browser, make, database) -> None:
    member = with_password(database, make.member())
    person = browser(**{"User-Agent": FIREFOX})
    sign_in(person, member.email)
    page = person.get("/me").text
    assert "Firefox · Windows" in page and "いまお使いの端末" in page
    with database.reading() as session:
        assert session.scalars(select(SignIn.device)).one() == "Firefox · Windows", "never the whole header"


def test_a_sign_in_elsewhere_can_be_ended(browser, make, database) -> None:
    member = make.member()
    here, lost = browser(member), browser(member)
    with database.reading() as session:
        lost_one = session.scalars(
            select(SignIn).where(SignIn.key_hash == policy.key_hash(lost.cookies["__Host-kiku"]))
        ).one()
    assert f"/me/sign-ins/{lost_one.id}/end" in here.get("/me").text
    assert here.post(f"/me/sign-ins/{lost_one.id}/end").status_code == 303
    assert lost.get("/me").status_code == 303
    assert here.get("/me").status_code == 200


def test_all_others_can_be_ended_at_once(browser, make) -> None:
    member, other = make.member(), make.member()
    here, lost, lent, stranger = browser(member), browser(member), browser(member), browser(other)
    assert here.post("/me/sign-ins/end").status_code == 303
    assert [one.get("/me").status_code for one in (here, lost, lent, stranger)] == [200, 303, 303, 200]


def test_nobody_ends_the_sign_in_of_somebody_else(browser, make, database) -> None:
    victim = browser(make.member())
    with database.reading() as session:
        theirs = session.scalars(select(SignIn.id)).one()
    assert browser(make.member()).post(f"/me/sign-ins/{theirs}/end").status_code == 404
    assert victim.get("/me").status_code == 200


def test_another_licence_can_be_claimed_but_not_twice_at_once(browser, make, database) -> None:
    member = make.member()
    person = browser(member)
    typed = {"licence": "jp-cda", "licence_number": "A-12"}
    assert person.post("/me/licences", typed).status_code == 303
    again = person.post("/me/licences", typed)
    assert again.status_code == 422
    assert "すでに確認を待っています" in again.text
    assert "確認待ち" in person.get("/me").text
    assert person.get("/cases").status_code == 200, "the licence confirmed before still counts"


def test_a_form_for_a_licence_says_what_is_missing(browser, make) -> None:
    answer = browser(make.member()).post("/me/licences", {"licence": "nonsense", "licence_number": ""})
    assert answer.status_code == 422
    assert 'href="#licence"' in answer.text and 'href="#licence_number"' in answer.text


def test_other_duties_need_a_new_sign_in(browser, make, database) -> None:
    member = make.member()
    person = browser(member)
    with database.writing() as session:
        service.change_role(session, member.id, Role.MODERATOR, clock.now())
    assert person.get("/me").status_code == 303
    assert browser(member).get("/moderation").status_code == 200


def test_an_account_that_nobody_confirmed_is_forgotten_and_the_others_stay(make, database) -> None:
    old, young, verified = make.member(verified=False), make.member(verified=False), make.member()
    with database.writing() as session:
        long_ago = clock.now() - policy.FORGOTTEN_AFTER * 2
        session.execute(update(Member).where(Member.id.in_((old.id, verified.id))).values(joined_at=long_ago))
        session.add(Licence(member_id=old.id, slug="jp-cda", number="1", state="claimed", claimed_at=clock.now()))
        session.flush()
        service.begin_sign_in(session, old, "", clock.now())
    with database.writing() as session:
        service.forget(session, clock.now())
    with database.reading() as session:
        assert set(session.scalars(select(Member.id))) == {young.id, verified.id}


def test_the_rules_are_open_to_all_in_both_languages(browser) -> None:
    assert "この場の約束" in browser(**{"Accept-Language": "ja"}).get("/rules").text
    assert "The house rules" in browser(**{"Accept-Language": "en"}).get("/rules").text


SENT = re.compile(r'<textarea name="sent\.([a-z_]+)" hidden>\n([^<]*)</textarea>')
KEPT = re.compile(r'<textarea name="([a-z_]+)" hidden>\n([^<]*)</textarea>')


def test_on_a_page_that_answers_a_form_another_language_keeps_what_was_typed(browser, make) -> None:
    person = browser(make.member())
    faulty = person.post(
        "/cases", {"title": "待つこと", "occasion": "「別に」と言われた。", "lang": "ja", "intent": "submit"}
    )
    assert faulty.status_code == 422
    typed = dict(SENT.findall(faulty.text))
    assert typed["title"] == "待つこと" and typed["occasion"] == "「別に」と言われた。"
    sent = {f"sent.{name}": value for name, value in typed.items()}
    between = person.post("/language", {"locale": "en", "next": "/cases", "sent": "1", **sent})
    assert between.status_code == 200 and '<html lang="en">' in between.text
    assert 'action="/cases"' in between.text and dict(KEPT.findall(between.text)) == typed
    assert dict(SENT.findall(between.text)) == typed, "and back again"
    again = person.post("/cases", typed)
    assert again.status_code == 422 and "「別に」と言われた。" in again.text and '<html lang="en">' in again.text


def test_a_password_does_not_go_along_and_the_way_back_is_on_this_site(browser) -> None:
    person = browser(**{"Accept-Language": "ja"})
    wrong = person.post("/sign-in", {"email": "nobody@example.jp", "password": "雨のあとの石畳が光る夕方"})
    assert wrong.status_code == 422 and "石畳" not in wrong.text
    assert dict(SENT.findall(wrong.text))["email"] == "nobody@example.jp"
    fields = {"locale": "en", "next": "//evil.example", "sent": "1", "sent.password": "x", "sent._csrf_token": "x"}
    between = person.post("/language", fields).text
    assert "evil.example" not in between and 'name="password"' not in between


def test_a_page_with_an_address_of_its_own_is_gone_back_to_as_before(browser, make) -> None:
    page = browser(make.member()).get("/desk").text
    assert 'name="sent"' not in page
