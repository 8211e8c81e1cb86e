"""Licences: a person looks at each, says why not, and never at their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from app import clock
from app.accounts import licensing, policy
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceClaim, LicenceDecision, Outcome
from app.database import Database
from app.errors import OutOfDate
from app.web.visit import Standing
from tests.accounts.doors import mails

NUMBER = "38436"


def claimed(database: Database, member: Member, number: str = NUMBER) -> UUID:
    """Claim a licence for somebody whose address is confirmed."""
    with database.writing() as session:
        session.execute(update(Member).where(Member.id == member.id).values(confirmed_at=clock.now()))
        licensing.claim(session, member.id, LicenceClaim("jp-clinical-psychologist", number), clock.now())
        return session.scalars(
            select(Licence.id).where(Licence.member_id == member.id, Licence.state == "claimed")
        ).one()


def decide(person, licence: UUID, outcome: str, note: str = "", **more: str):  # type: ignore[no-untyped-def]
    return person.post(f"/moderation/licences/{licence}/decision", {"outcome": outcome, "note": note, **more})


def test_a_refusal_says_why_and_the_member_can_claim_again(browser, make, database, site_settings) -> None:
    member = make.member(verified=False)
    licence = claimed(database, member)
    moderator, person = browser(make.moderator()), browser(member)

    bare = decide(moderator, licence, "refuse")
    assert bare.status_code == 422
    assert "確認できない理由をお書きください" in bare.text
    decide(moderator, licence, "refuse", "番号が名簿と一致しませんでした。")

    page = person.get("/me").text
    assert "資格を確認できませんでした" in page and "番号が名簿と一致しませんでした。" in page
    (mail,) = mails(database, site_settings)
    assert "名簿" not in mail.get_content(), "the reason is on the page, not in the mail"
    assert (
        person.post("/me/licences", {"licence": "jp-clinical-psychologist", "licence_number": "01662"}).status_code
        == 303
    )
    assert "資格の確認をお待ちいただいています" in person.get("/me").text


def test_the_second_of_two_moderators_sees_what_was_decided(browser, make, database) -> None:
    member = make.member("みどり", verified=False)
    licence = claimed(database, member)
    first, second = browser(make.moderator("いちろう")), browser(make.moderator("じろう"))
    decide(first, licence, "confirm")
    late = decide(second, licence, "refuse", "わたしが書いた理由です。")
    assert late.status_code == 409
    assert "いちろう" in late.text and "確認済み" in late.text and "わたしが書いた理由です。" in late.text
    assert browser(member).get("/cases").status_code == 200


def test_of_two_at_the_same_moment_one_decides(make, database) -> None:
    licence = claimed(database, make.member(verified=False))
    moderators = [make.moderator() for _ in range(4)]

    def one(moderator: Member) -> bool:
        try:
            with database.writing() as session:
                licensing.decide(session, moderator.id, licence, LicenceDecision(Outcome.CONFIRM), clock.now())
        except OutOfDate:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, moderators)) == [False, False, False, True]


def test_nobody_decides_on_their_own(browser, make, database) -> None:
    moderator = make.moderator("みどり")
    licence = claimed(database, moderator)
    person = browser(moderator)
    page = person.get("/moderation/licences").text
    assert "ほかのモデレーターが確認します" in page
    assert f"/moderation/licences/{licence}/decision" not in page
    assert decide(person, licence, "confirm").status_code == 403
    with database.reading() as session:
        assert session.get_one(Licence, licence).state == "claimed"


def test_to_everyone_else_there_is_no_such_page(browser, make, database) -> None:
    licence = claimed(database, make.member(verified=False))
    counsellor = browser(make.member())
    assert counsellor.get("/moderation/licences").status_code == 404
    assert decide(counsellor, licence, "confirm").status_code == 404
    assert decide(browser(make.moderator()), uuid4(), "confirm").status_code == 404


def test_a_number_is_seen_by_moderators_alone(browser, make, database) -> None:
    member = make.member(verified=False)
    claimed(database, member, "98765")
    assert "98765" in browser(make.moderator()).get("/moderation/licences").text
    for path in ("/me", "/me/licences/new", "/rules"):
        assert "98765" not in browser(member).get(path).text


def test_an_expiry_lets_the_member_write_until_that_day(browser, make, database) -> None:
    member = make.member(verified=False)
    licence = claimed(database, member)
    person, moderator = browser(member), browser(make.moderator())
    today = clock.now().date()
    decide(moderator, licence, "confirm", expires_on=today.isoformat())
    assert person.get("/cases").status_code == 200
    with database.writing() as session:
        session.execute(update(Licence).where(Licence.id == licence).values(expires_on=today - timedelta(days=1)))
    assert person.get("/cases").status_code == 200, "reading stays"
    assert person.get("/cases/new").headers["location"] == "/me"
    assert "資格の有効期限が過ぎています" in person.get("/me").text


@pytest.mark.parametrize("typed", ["2020-01-01", "31/03/2027", "nonsense", "2027-13-01", "9" * 40])
def test_a_day_that_cannot_be_is_asked_for_again_with_the_note_kept(browser, make, database, typed) -> None:
    licence = claimed(database, make.member(verified=False))
    answer = decide(browser(make.moderator()), licence, "confirm", "証書を見ました。", expires_on=typed)
    assert answer.status_code == 422
    assert "証書を見ました。" in answer.text


@pytest.mark.parametrize(("outcome", "note"), [("", ""), ("perhaps", "x"), ("refuse", "あ" * 1_001), ("refuse", "   ")])
def test_a_decision_is_one_of_two_and_short(browser, make, database, outcome, note) -> None:
    licence = claimed(database, make.member(verified=False))
    assert decide(browser(make.moderator()), licence, outcome, note).status_code == 422


def test_the_oldest_of_those_with_a_confirmed_address_comes_first(browser, make, database) -> None:
    late, early, nowhere = (make.member(name, verified=False) for name in ("おそい", "はやい", "みかくにん"))
    for member, days in ((late, 1), (early, 2), (nowhere, 3)):
        licence = claimed(database, member)
        with database.writing() as session:
            session.execute(
                update(Licence).where(Licence.id == licence).values(claimed_at=clock.now() - timedelta(days=days))
            )
    with database.writing() as session:
        session.execute(update(Member).where(Member.id == nowhere.id).values(confirmed_at=None))
    page = browser(make.moderator()).get("/moderation/licences").text
    assert page.index("はやい") < page.index("おそい") < page.index("みかくにん")
    assert "アドレス未確認" in page


@pytest.mark.parametrize(
    ("confirmed", "licence", "days", "expected"),
    [
        (False, "confirmed", None, Standing.UNCONFIRMED),
        (True, None, None, Standing.WAITING),
        (True, "claimed", None, Standing.WAITING),
        (True, "refused", None, Standing.REFUSED),
        (True, "confirmed", None, Standing.VERIFIED),
        (True, "confirmed", 0, Standing.VERIFIED),
        (True, "confirmed", -1, Standing.EXPIRED),
    ],
)
def test_how_far_a_member_has_come_in(confirmed, licence, days, expected) -> None:
    today = clock.now().date()
    assert (
        policy.standing(
            confirmed=confirmed,
            licence=policy.LicenceState(licence) if licence else None,
            expires_on=None if days is None else today + timedelta(days=days),
            today=today,
        )
        is expected
    )


def test_whoever_decided_first_is_shown_even_when_the_form_had_faults(browser, make, database) -> None:
    licence = claimed(database, make.member(verified=False))
    decide(browser(make.moderator()), licence, "confirm")
    late = decide(browser(make.moderator()), licence, "refuse", "")
    assert late.status_code == 409
