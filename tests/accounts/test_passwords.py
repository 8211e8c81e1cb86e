"""Passwords: what is taken, what anyone would try, and a forgotten one."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import clock
from app.accounts import passwords
from app.accounts.models import MailToken, Member
from tests.accounts.doors import PASSWORD, link_in, mails, press, sign_in, with_password

NEW = "たまねぎ三つと赤い自転車"


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        NEW,
        "my grandmother's blue teapot",
        "            spaces count",
        "😀🎈🐢🦀🌵🍄🚀🎻🪁🧩🫖🦉",
        "x7#Qp!9vLm2&",
        "ガギグゲゴ山の向こう側へ",
        "é" * 3 + "ñandú über alles",
    ],
)
def test_any_characters_will_do(password) -> None:
    assert passwords.fault(password, email="taro@example.jp", name="たろう") is None
    assert passwords.check(passwords.hashed(password), password).right


def test_what_looks_the_same_is_the_same() -> None:
    import unicodedata

    apart = unicodedata.normalize("NFD", "ガギグゲゴ山の向こう側へ")
    assert apart != "ガギグゲゴ山の向こう側へ"
    assert passwords.check(passwords.hashed(apart), "ガギグゲゴ山の向こう側へ").right


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("11 letters!", "short"),
        ("x" * 513, "long"),
        ("twelve chars\0", "long"),
        ("lone \ud800 surrogate", "long"),
        ("aaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("qwertyuiop[]", "common"),
        ("Password1234!", "common"),
        ("P@ssw0rd2026!", "common"),
        ("rinshoshinri", "common"),
        ("RinshoShinri2026", "common"),
        ("カウンセリング2026!!", "common"),
        ("kikukikukiku", "common"),
        ("臨床心理士臨床心理士", "short"),
        ("公認心理師公認心理師公認", "common"),
        ("kyariakonsarutanto1", "common"),
        ("correct horse battery staple", "common"),
        ("ｐａｓｓｗｏｒｄ１２３４", "common"),
        ("taro.yamada and I", "about_you"),
        ("たろうとはなこの散歩道だ", "about_you"),
    ],
)
def test_what_anyone_would_try_is_refused_and_why(password, why) -> None:
    assert passwords.fault(password, email="taro.yamada@example.jp", name="たろう") == f"accounts.password.{why}"


@pytest.mark.usefixtures("advised_hashes")
def test_hashes_are_argon2id_of_the_advised_strength() -> None:
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_forgotten_password_is_replaced_and_every_sign_in_ends(browser, make, database, site_settings) -> None:
    member = with_password(database, make.member())
    signed_in, person = browser(member), browser()
    assert person.post("/password", {"email": member.email}).headers["location"] == "/password/sent"
    link = link_in(mails(database, site_settings)[0])

    assert press(person, link, password=NEW).headers["location"] == "/sign-in"
    assert signed_in.get("/me").status_code == 303
    assert sign_in(person, member.email).status_code == 422
    assert sign_in(person, member.email, NEW).status_code == 303
    assert [mail["Subject"] for mail in mails(database, site_settings)] == ["【Kiku】パスワードが変わりました"]


def test_a_password_that_is_refused_does_not_use_the_link_up(browser, make, database, site_settings) -> None:
    member = make.member()
    person = browser()
    person.post("/password", {"email": member.email})
    link = link_in(mails(database, site_settings)[0])
    assert press(person, link, password="short").status_code == 422
    assert press(person, link, password=NEW).status_code == 303


def test_a_link_for_a_new_password_ends_after_an_hour(browser, make, database, site_settings) -> None:
    person = browser()
    person.post("/password", {"email": make.member().email})
    link = link_in(mails(database, site_settings)[0])
    with database.reading() as session:
        ends = session.scalars(select(MailToken.expires_at)).one()
    assert timedelta(minutes=59) < ends - clock.now() <= timedelta(hours=1)
    with database.writing() as session:
        session.execute(update(MailToken).values(expires_at=clock.now()))
    assert person.get(link).status_code == 404


def test_a_link_that_confirms_an_address_does_not_change_a_password(browser, make, database, site_settings) -> None:
    person = browser(make.member(verified=False))
    person.post("/me/confirmation")
    link = link_in(mails(database, site_settings)[0])
    assert person.get(link.replace("/confirmation/", "/password/")).status_code == 404


def test_no_usable_link_is_stored(browser, make, database, site_settings) -> None:
    person = browser()
    person.post("/password", {"email": make.member().email})
    with database.reading() as session:
        token = session.scalars(select(MailToken.id)).one()
    assert person.get(f"/password/{token}").status_code == 404
    assert person.get(f"/password/{token}?key={token}").status_code == 404


def test_who_reads_the_mail_has_confirmed_the_address(browser, make, database, site_settings) -> None:
    member = make.member(verified=False)
    person = browser()
    person.post("/password", {"email": member.email})
    press(person, link_in(mails(database, site_settings)[0]), password=NEW)
    with database.reading() as session:
        assert session.scalars(select(Member.confirmed_at)).one() is not None


def test_changing_a_password_needs_the_current_one_and_ends_the_other_sign_ins(
    browser, make, database, site_settings
) -> None:
    member = with_password(database, make.member())
    here, elsewhere = browser(member), browser(member)
    before = here.cookies["__Host-kiku"]
    wrong = here.post("/me/password", {"current_password": "これは違う合言葉です", "password": NEW})
    assert wrong.status_code == 422
    assert "いまのパスワードが一致しません" in wrong.text
    assert elsewhere.get("/me").status_code == 200

    assert here.post("/me/password", {"current_password": PASSWORD, "password": NEW}).status_code == 303
    assert here.get("/me").status_code == 200
    assert here.cookies["__Host-kiku"] != before
    assert elsewhere.get("/me").status_code == 303
    assert sign_in(browser(), member.email, NEW).status_code == 303
    assert len(mails(database, site_settings)) == 1


def test_the_current_password_cannot_be_guessed_at_length(browser, make, database) -> None:
    person = browser(with_password(database, make.member()))
    token = person.token("/me")
    typed = {"current_password": "当てずっぽうの合言葉", "password": NEW}
    assert [person.post("/me/password", typed, token=token).status_code for _ in range(11)] == [422] * 10 + [429]
