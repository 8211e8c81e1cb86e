"""A confirmed licence: its holder is reminded before it ends, and some are looked at again each month."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import audit, clock
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceState
from app.audit import Act, Narrowed
from app.database import Database
from app.licences import policy, service
from app.outbox.models import Mail
from tests.make import Make
from tests.people import Browser

Open = Callable[..., Browser]
TODAY = clock.now().date()


def ending(database: Database, member: Member, days: int | None) -> None:
    """Let a member's licence end in so many days, confirmed long ago."""
    ends = None if days is None else TODAY + timedelta(days=days)
    with database.writing() as session:
        session.execute(
            update(Licence)
            .where(Licence.member_id == member.id)
            .values(expires_on=ends, decided_at=clock.now() - timedelta(days=400))
        )


def told(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(select(Mail.kind, Mail.address).order_by(Mail.made_at))]  # type: ignore[misc]


def remind(database: Database, *, days_on: int = 0) -> int:
    with database.writing() as session:
        return service.remind(session, clock.now() + timedelta(days=days_on))


@pytest.mark.parametrize(
    ("left", "reminded", "due"),
    [
        (91, None, None), (90, None, 90), (90, 90, None), (31, 90, None), (30, 90, 30), (30, 30, None), (0, 30, None),
        (-1, 30, 0), (-1, 0, None), (10, None, 30), (-5, None, 0),
    ],
)  # fmt: skip
def test_a_reminder_comes_once_at_each_step(left: int, reminded: int | None, due: int | None) -> None:
    assert policy.due(TODAY + timedelta(days=left), reminded, TODAY) == due


def test_a_holder_hears_at_ninety_days_at_thirty_and_when_it_is_over(make: Make, database: Database) -> None:
    member = make.member()
    ending(database, member, 89)
    assert remind(database) == 1 and remind(database) == 0
    assert remind(database, days_on=60) == 1 and remind(database, days_on=61) == 0
    assert remind(database, days_on=90) == 1 and remind(database, days_on=120) == 0
    assert told(database) == [(kind, member.email) for kind in ("licence_90", "licence_30", "licence_expired")]


def test_its_end_is_on_the_record(make: Make, database: Database) -> None:
    member = make.member()
    ending(database, member, -1)
    remind(database)
    with database.reading() as session:
        (entry,) = audit.latest(session, Narrowed(act=Act.LICENCE_SUSPENSION), limit=5)
    assert entry.about == member.id and entry.actor is None


def test_whoever_has_another_licence_that_holds_is_not_troubled(make: Make, database: Database) -> None:
    member = make.member()
    ending(database, member, 20)
    with database.writing() as session:
        session.add(
            Licence(
                member_id=member.id, slug="jp-clinical-psychologist", number="38436", state=LicenceState.CONFIRMED,
                claimed_at=clock.now(), decided_at=clock.now(), expires_on=None,
            )
        )  # fmt: skip
    assert remind(database) == 0


def test_an_account_says_that_its_licence_ends_soon(make: Make, database: Database, browser: Open) -> None:
    member = make.member()
    assert "有効期限が近づいています" not in browser(member).get("/me").text
    ending(database, member, 60)
    assert "有効期限が近づいています" in browser(member).get("/me").text


def draw(database: Database, *, days_on: int = 0) -> int:
    with database.writing() as session:
        return service.sample(session, clock.now() + timedelta(days=days_on))


def test_each_month_some_are_drawn_and_their_holders_go_on(make: Make, database: Database, browser: Open) -> None:
    members = [make.member() for _ in range(8)]
    for member in members:
        ending(database, member, None)
    assert draw(database) == 3 and draw(database) == 0, "once a month"
    assert draw(database, days_on=32) == 3, "and not the same again while they wait"
    assert all(browser(member).get("/cases/new").status_code == 200 for member in members)


@pytest.mark.parametrize(("count", "drawn"), [(0, 0), (2, 2), (8, 3), (150, 3), (151, 4), (1_000, 20)])
def test_two_in_a_hundred_and_at_least_three(count: int, drawn: int) -> None:
    assert policy.sampled(count) == drawn


def test_a_drawn_licence_waits_for_a_person_who_says_what_they_relied_on(
    make: Make, database: Database, browser: Open
) -> None:
    member = make.member("確かめられる人")
    ending(database, member, None)
    draw(database)
    moderator = browser(make.moderator())
    page = moderator.get("/moderation/licences").text
    assert "確かめられる人" in page and "抜き取りの再確認" in page
    with database.reading() as session:
        licence = session.scalars(select(Licence).where(Licence.member_id == member.id)).one()
    moderator.post(f"/moderation/licences/{licence.id}/decision", {"outcome": "confirm", "tier": "matched", "note": ""})
    with database.reading() as session:
        after = session.get_one(Licence, licence.id)
        assert (after.state, after.tier, after.again_since) == (LicenceState.CONFIRMED, "matched", None)
    assert "確かめられる人" not in moderator.get("/moderation/licences").text


def test_a_drawn_licence_that_does_not_hold_is_refused(make: Make, database: Database, browser: Open) -> None:
    member = make.member()
    ending(database, member, None)
    draw(database)
    with database.reading() as session:
        licence = session.scalars(select(Licence).where(Licence.member_id == member.id)).one()
    browser(make.moderator()).post(
        f"/moderation/licences/{licence.id}/decision", {"outcome": "refuse", "note": "名簿に見当たりません。"}
    )
    assert browser(member).get("/cases").headers["location"] == "/me"
