"""Words to let pass: proposed from a released text, accepted by another person, numbered, and taken back."""

import json

import pytest
from sqlalchemy import select, text

from app import audit
from app.accounts.models import Member
from app.allowances import queries
from app.allowances.models import Allowance
from app.allowances.policy import RULES
from app.database import Database
from app.posts.policy import State
from app.web.visit import Role
from tests import texts
from tests.make import Made, Make

pytestmark = pytest.mark.database


@pytest.fixture
def admin(make: Make) -> Member:
    return make.member("管理の葉", role=Role.ADMIN)


@pytest.fixture
def released(make: Make) -> Made:
    return make.released(make.case(texts.NAMED))


def propose(person, made: Made, finding: str = "1"):  # type: ignore[no-untyped-def]
    return person.post(f"/moderation/{made.revision_id}/allowance", {"finding": finding})


def one(database: Database) -> Allowance:
    with database.reading() as session:
        return session.scalars(select(Allowance)).one()


def decide(person, database: Database, outcome: str):  # type: ignore[no-untyped-def]
    return person.post(f"/admin/allowances/{one(database).id}/decision", {"outcome": outcome})


def held_again(make: Make) -> bool:
    return make.case(texts.NAMED).state is State.HELD


def test_words_are_let_pass_once_a_moderator_proposed_and_an_admin_accepted(
    browser, make, admin, released, database
) -> None:
    moderator = browser(make.moderator("見守りの枝"))
    assert "指摘しないよう提案する" in moderator.get(f"/moderation/{released.revision_id}").text
    assert moderator.get(f"/moderation/{released.revision_id}/allowance").status_code == 200
    assert propose(moderator, released).status_code == 303
    assert held_again(make), "a proposal changes nothing"

    boss = browser(admin)
    page = boss.get("/admin/allowances").text
    assert "佐藤美咲" in page and "見守りの枝" in page
    assert decide(boss, database, "accept").status_code == 303
    passed = make.case(texts.NAMED)
    assert passed.state is State.PUBLISHED

    with database.reading() as session:
        rulesets = set(session.execute(text("select ruleset from screening")).scalars())
        acts = [(entry.act, json.loads(entry.codes)) for entry in audit.entries(session)]
    assert rulesets == {RULES, f"{RULES}+1"}, "each screening keeps the version it was read by"
    assert [act for act, _ in acts if act.startswith("allowance")] == ["allowance_proposal", "allowance_decision"]
    assert "佐藤" not in str(acts)


def test_the_live_check_lets_them_pass_too(browser, make, admin, released, database) -> None:
    propose(browser(make.moderator()), released)
    peer = browser(make.member())
    before = peer.post("/screenings", {"body": texts.NAMED, "lang": "ja"}).text
    decide(browser(admin), database, "accept")
    after = peer.post("/screenings", {"body": texts.NAMED, "lang": "ja"}).text
    assert "佐藤美咲" in before and "佐藤美咲" not in after


def test_an_accepted_phrase_can_be_withdrawn_and_is_found_again(browser, make, admin, released, database) -> None:
    propose(browser(make.moderator()), released)
    boss = browser(admin)
    decide(boss, database, "accept")
    address = f"/admin/allowances/{one(database).id}/withdrawal"
    assert boss.post(address).status_code == 303
    assert held_again(make)
    assert boss.post(address).status_code == 409, "a second time there is nothing to withdraw"
    assert (one(database).accepted_in, one(database).withdrawn_in) == (1, 2)
    with database.reading() as session:
        assert queries.standing(session).ruleset == f"{RULES}+2"


def test_refused_words_are_erased_and_nothing_passes(browser, make, admin, released, database) -> None:
    propose(browser(make.moderator()), released)
    boss = browser(admin)
    decide(boss, database, "refuse")
    assert one(database).phrase == "" and one(database).stage == "refused"
    assert held_again(make)
    assert boss.post(f"/admin/allowances/{one(database).id}/decision", {"outcome": "accept"}).status_code == 409


def test_nobody_accepts_what_they_proposed(browser, admin, released, database) -> None:
    boss = browser(admin)
    propose(boss, released)
    assert "ほかの管理者が決めます" in boss.get("/admin/allowances").text
    assert decide(boss, database, "accept").status_code == 403
    assert one(database).stage == "proposed"


def test_a_number_cannot_even_be_proposed(browser, make, database) -> None:
    made = make.released(make.case(texts.NUMBERED))
    moderator = browser(make.moderator())
    page = moderator.get(f"/moderation/{made.revision_id}/allowance").text
    assert "提案できる言葉はありません" in page
    assert propose(moderator, made).status_code == 403
    with database.reading() as session:
        assert session.execute(text("select count(*) from allowance")).scalar_one() == 0


def test_nothing_is_proposed_from_a_text_that_is_not_public_or_ones_own(browser, make, released) -> None:
    moderator = make.moderator()
    person = browser(moderator)
    held = make.case(texts.NAMED)
    own = make.released(make.case(texts.NAMED, author=moderator))
    assert person.get(f"/moderation/{held.revision_id}/allowance").status_code == 404
    assert propose(person, held).status_code == 404
    assert propose(person, own).status_code == 403
    assert propose(person, released, "99").status_code == 422
    assert propose(browser(make.member()), released).status_code == 404


def test_the_same_words_are_proposed_once(browser, make, released) -> None:
    assert propose(browser(make.moderator()), released).status_code == 303
    assert propose(browser(make.moderator()), released).status_code == 409


def test_an_outcome_is_never_guessed(browser, make, admin, released, database) -> None:
    propose(browser(make.moderator()), released)
    boss = browser(admin)
    answer = decide(boss, database, "perhaps")
    assert answer.status_code == 422 and "認めるか、認めないかを選んでください" in answer.text
    assert one(database).stage == "proposed"


def test_only_admins_see_the_list(browser, make) -> None:
    assert browser(make.moderator()).get("/admin/allowances").status_code == 404
    assert browser(make.member()).get("/admin/allowances").status_code == 404
