"""Somebody lost their second factor: an admin lets them start anew, in two steps, and never chooses anything for them."""

import json
import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app import clock
from app.accounts import lost_factor, service
from app.accounts.models import FactorRequest, Member
from app.accounts.policy import AGREED_WITHIN, Reply, wants_two
from app.audit.models import Entry
from app.errors import OutOfDate
from app.factors import queries as factors
from app.web.visit import Role
from tests.accounts.doors import link_in, long_ago, mails, press, sign_in, with_app, with_password
from tests.posts.test_at_once import together

pytestmark = pytest.mark.database

PLACE = "/admin/second-factors"
SAID = {"loss_reason": "lost", "loss_proof": "met", "loss_sure": "1"}
NEW = "たまねぎ三つと赤い自転車"


@pytest.fixture
def midori(make, database) -> Member:
    member = with_password(database, make.member("みどり"))
    with_app(database, member)
    return member


@pytest.fixture
def admin(make) -> Member:
    return make.member("管理の人", role=Role.ADMIN)


def has_one(database, member: Member) -> bool:
    with database.reading() as session:
        return factors.has(session, member.id).any


def recorded(database) -> list[tuple[object, dict[str, str]]]:
    with database.reading() as session:
        entries = session.scalars(select(Entry).where(Entry.act == "factor_change").order_by(col(Entry.sequence))).all()
        return [(entry.actor, json.loads(entry.codes)) for entry in entries]


def test_au_26_from_an_address_to_a_yes_and_the_member_starts_anew(
    browser, database, site_settings, midori, admin
) -> None:
    signed_in, boss = browser(midori), browser(admin)
    found = boss.post(PLACE, {"email": midori.email.upper()})
    assert found.status_code == 303 and found.headers["location"] == f"{PLACE}/{midori.id}"
    page = boss.get(found.headers["location"]).text
    assert "みどり" in page and midori.email in page and has_one(database, midori), "looking changes nothing"
    mails(database, site_settings)
    answer = boss.post(f"{PLACE}/{midori.id}/removal", SAID)
    assert answer.status_code == 303 and "解除しました" in boss.get(PLACE).text
    assert not has_one(database, midori)
    assert signed_in.get("/me").status_code == 303, "signed out everywhere"
    sent = {mail["Subject"]: mail for mail in mails(database, site_settings)}
    assert set(sent) == {"【Kiku】二段階認証を解除しました", "【Kiku】新しいパスワードの設定"}
    assert all(midori.email in mail["To"] for mail in sent.values())
    assert recorded(database) == [(admin.id, {"proof": "met", "reason": "lost", "role": "counsellor"})]
    person = browser()
    press(person, link_in(sent["【Kiku】新しいパスワードの設定"]), password=NEW)
    assert sign_in(person, midori.email, NEW).headers["location"] == "/"


def test_nobody_takes_off_their_own(browser, database, admin) -> None:
    with_app(database, admin)
    boss = browser(admin)
    assert "ほかの管理者" in boss.get(f"{PLACE}/{admin.id}").text
    assert boss.post(f"{PLACE}/{admin.id}/removal", SAID).status_code == 403
    assert has_one(database, admin) and recorded(database) == []


def test_without_a_fresh_proof_nothing_happens_and_what_was_chosen_comes_back(browser, database, midori, admin) -> None:
    boss = browser(admin)
    long_ago(database, admin, proven_at=lost_factor.policy.FRESH_FOR * 2)
    answer = boss.post(f"{PLACE}/{midori.id}/removal", SAID)
    assert answer.status_code == 403 and "proof_password" in answer.text and 'name="loss_reason"' in answer.text
    assert has_one(database, midori)


@pytest.mark.parametrize("left_out", list(SAID))
def test_a_reason_how_it_was_made_sure_and_a_yes_are_asked_for(browser, database, midori, admin, left_out) -> None:
    answer = browser(admin).post(f"{PLACE}/{midori.id}/removal", {**SAID, left_out: ""})
    assert answer.status_code == 422 and f'href="#{left_out}"' in answer.text
    assert has_one(database, midori) and recorded(database) == []


def test_who_has_none_or_is_nobody_cannot_lose_one(browser, make, admin) -> None:
    boss, other = browser(admin), make.member()
    assert "設定していません" in boss.get(f"{PLACE}/{other.id}").text
    assert boss.post(f"{PLACE}/{other.id}/removal", SAID).status_code == 403
    for path in (f"{PLACE}/{uuid4()}", f"{PLACE}/{uuid4()}/removal"):
        assert (boss.post(path, SAID) if path.endswith("removal") else boss.get(path)).status_code == 404
    for email in ("nobody@example.jp", "not an address"):
        answer = boss.post(PLACE, {"email": email})
        assert answer.status_code == 422 and email in answer.text


def test_to_everybody_else_there_is_no_such_page(browser, make, midori) -> None:
    for member in (make.member(), make.moderator(), midori):
        person = browser(member)
        assert person.get(PLACE).status_code == person.get(f"{PLACE}/{midori.id}").status_code == 404
        assert person.post(f"{PLACE}/{midori.id}/removal", SAID).status_code == 404


def test_more_of_them_in_a_day_than_people_lose_is_stopped(browser, make, database, admin, monkeypatch) -> None:
    monkeypatch.setattr(lost_factor, "TAKING", lost_factor.TAKING._replace(times=1))
    boss, members = browser(admin), [make.member(), make.member()]
    for member in members:
        with_app(database, member)
    answers = [boss.post(f"{PLACE}/{member.id}/removal", SAID).status_code for member in members]
    assert answers == [303, 429] and has_one(database, members[1])


def test_in_english_it_reads_as_well(browser, make, midori) -> None:
    boss = browser(make.member(role=Role.ADMIN, locale="en"))
    assert "Somebody who cannot sign in" in boss.get(PLACE).text
    assert "Switch off two-step verification" in boss.get(f"{PLACE}/{midori.id}").text


def test_au_26_where_there_is_another_admin_nobodys_is_taken_off_by_one_alone(
    browser, make, database, site_settings, midori, admin
) -> None:
    other, signed_in = browser(make.member("もう一人", role=Role.ADMIN)), browser(midori)
    agreed = ask(browser(admin), midori)
    assert has_one(database, midori) and signed_in.get("/me").status_code == 200, "it waits"
    assert reply(other, midori, agreed).status_code == 303
    assert not has_one(database, midori) and signed_in.get("/me").status_code == 303, "signed out everywhere"


def test_au_26_a_moderators_is_never_taken_off_by_one_alone(browser, make, database, admin) -> None:
    moderator = make.moderator()
    with_app(database, moderator)
    boss = browser(admin)
    assert "kiku member reset" in boss.get(f"{PLACE}/{moderator.id}").text
    assert boss.post(f"{PLACE}/{moderator.id}/removal", SAID).status_code == 403
    ask(browser(make.member("もう一人", role=Role.ADMIN)), moderator)
    assert has_one(database, moderator) and recorded(database)[-1][1]["stage"] == "asked"


@pytest.mark.parametrize(
    ("role", "others", "two"),
    [
        (Role.COUNSELLOR, False, False),
        (Role.COUNSELLOR, True, True),
        (Role.MODERATOR, False, True),
        (Role.MODERATOR, True, True),
        (Role.ADMIN, False, True),
        (Role.ADMIN, True, True),
    ],
)
def test_whose_takes_two(role, others, two) -> None:
    assert wants_two(role, others=others) is two


ASKED = re.compile(r'name="asked" value="([0-9a-f-]{36})"')


@pytest.fixture
def lost(make, database) -> Member:
    """An admin who lost their second factor."""
    member = with_password(database, make.member("失くした人", role=Role.ADMIN))
    with_app(database, member)
    return member


@pytest.fixture
def third(make) -> Member:
    return make.member("もう一人の管理の人", role=Role.ADMIN)


def ask(window, lost: Member):
    answer = window.post(f"{PLACE}/{lost.id}/removal", SAID)
    assert answer.status_code == 303, answer.text
    return answered(window, lost)


def answered(window, lost: Member, **said: str) -> dict[str, str]:
    found = ASKED.search(window.get(f"{PLACE}/{lost.id}").text)
    assert found, "the page says what was asked"
    return {"asked": found[1], "reply": "agree", "loss_sure": "1", **said}


def reply(window, lost: Member, fields: dict[str, str]):
    return window.post(f"{PLACE}/{lost.id}/reply", fields)


def test_au_26_an_admins_is_taken_off_by_two_others_who_have_both_made_sure(
    browser, database, site_settings, lost, admin, third
) -> None:
    one, other, signed_in = browser(admin), browser(third), browser(lost)
    mails(database, site_settings)
    ask(one, lost)
    assert has_one(database, lost) and signed_in.get("/me").status_code == 200, "it waits"
    sent = {mail["To"]: mail["Subject"] for mail in mails(database, site_settings)}
    assert "確認をお願い" in sent[third.email] and "申し出" in sent[lost.email] and admin.email not in sent
    assert "失くした人" in other.get(PLACE).text and "管理の人" in other.get(f"{PLACE}/{lost.id}").text
    assert "直接お会いした" in other.get(f"{PLACE}/{lost.id}").text
    agreed = answered(other, lost)
    assert reply(other, lost, {**agreed, "loss_sure": ""}).status_code == 422 and has_one(database, lost)
    assert reply(other, lost, agreed).status_code == 303
    assert not has_one(database, lost) and signed_in.get("/me").status_code == 303
    assert "【Kiku】新しいパスワードの設定" in {mail["Subject"] for mail in mails(database, site_settings)}
    assert recorded(database) == [
        (admin.id, {"proof": "met", "reason": "lost", "stage": "asked"}),
        (third.id, {"before": str(admin.id), "stage": "agreed"}),
    ]


def test_au_26_nobody_agrees_with_themselves_and_the_owner_does_not_either(
    browser, database, lost, admin, third
) -> None:
    one = browser(admin)
    agreed = ask(one, lost)
    assert reply(one, lost, agreed).status_code == 403
    assert reply(browser(lost), lost, agreed).status_code == 403
    assert one.post(f"{PLACE}/{lost.id}/removal", SAID).status_code == 409, "asking twice is no second person"
    assert has_one(database, lost)


@pytest.mark.parametrize("who", ["admin", "third"])
def test_what_was_asked_can_be_taken_back_or_refused_and_is_over_then(
    browser, database, site_settings, lost, admin, third, who
) -> None:
    agreed = ask(browser(admin), lost)
    mails(database, site_settings)
    assert reply(browser({"admin": admin, "third": third}[who]), lost, {**agreed, "reply": "refuse"}).status_code == 303
    assert [mail["To"] for mail in mails(database, site_settings)] == [lost.email]
    assert reply(browser(third), lost, agreed).status_code == 409 and has_one(database, lost)
    assert recorded(database)[-1][1]["stage"] == {"admin": "taken_back", "third": "refused"}[who]


def test_after_a_day_what_was_asked_is_over_and_can_be_asked_anew(browser, database, lost, admin, third) -> None:
    one, other = browser(admin), browser(third)
    agreed = ask(one, lost)
    with database.writing() as session:
        session.execute(update(FactorRequest).values(asked_at=clock.now() - AGREED_WITHIN))
    assert reply(other, lost, agreed).status_code == 409 and has_one(database, lost)
    assert "失くした人" not in other.get(PLACE).text
    anew = ask(one, lost)
    assert reply(other, lost, agreed).status_code == 409, "what was answered is another request"
    assert reply(other, lost, anew).status_code == 303 and not has_one(database, lost)


def test_of_two_who_answer_at_once_one_is_heard(database, make, browser, lost, admin, third) -> None:
    asked = UUID(ask(browser(admin), lost)["asked"])

    def one_of(who: Member, said: Reply) -> None:
        with database.writing() as session:
            service.answer(session, who.id, lost.id, said, asked=asked, now=clock.now())

    raised = together(lambda: one_of(third, Reply.AGREE), lambda: one_of(admin, Reply.REFUSE))
    assert [type(one) for one in raised if one] == [OutOfDate]
    assert has_one(database, lost) is (recorded(database)[-1][1]["stage"] != "agreed")


def test_without_a_third_admin_the_machine_is_the_way(browser, database, lost, admin) -> None:
    one = browser(admin)
    assert "kiku member reset" in one.get(f"{PLACE}/{lost.id}").text
    assert one.post(f"{PLACE}/{lost.id}/removal", SAID).status_code == 403
    assert has_one(database, lost) and recorded(database) == []


def test_in_english_two_admins_read_as_well(browser, make, lost, admin) -> None:
    other = browser(make.member(role=Role.ADMIN, locale="en"))
    assert "Ask another admin to confirm" in other.get(f"{PLACE}/{lost.id}").text
    ask(browser(admin), lost)
    assert "Agree and switch it off" in other.get(f"{PLACE}/{lost.id}").text


def test_whoever_asked_is_not_told_of_it_as_of_somebody_else(browser, lost, admin, third) -> None:
    one, other = browser(admin), browser(third)
    ask(one, lost)
    assert "あなたから、" in one.get(f"{PLACE}/{lost.id}").text
    assert f"{admin.name}さんから、" in other.get(f"{PLACE}/{lost.id}").text
