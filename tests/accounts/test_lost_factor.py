"""Somebody lost their second factor: an admin lets them start anew, in two steps, and never chooses anything for them."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.accounts import lost_factor
from app.accounts.models import Member
from app.audit.models import Entry
from app.factors import queries as factors
from app.web.visit import Role
from tests.accounts.doors import link_in, long_ago, mails, press, sign_in, with_app, with_password

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
        entries = session.scalars(select(Entry).where(Entry.act == "factor_change")).all()
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
    assert "Somebody who lost their second factor" in boss.get(PLACE).text
    assert "Take off a second factor" in boss.get(f"{PLACE}/{midori.id}").text
