"""One moderator checks one licence: in hand for a while, taken over on the record, several confirmed at once or none."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app import audit, clock, taxonomy
from app.accounts import licensing
from app.accounts.models import Licence, Member
from app.audit import Act, Narrowed
from app.database import Database
from app.evidence import service as evidence
from app.i18n import translator
from tests.accounts.test_licences import claimed, decide
from tests.make import Make
from tests.people import Browser

Open = Callable[..., Browser]
LIST = "/moderation/licences"


def take(person: Browser, licence: UUID, **more: str):  # type: ignore[no-untyped-def]
    return person.post(f"{LIST}/{licence}/claim", {"intent": "take", **more})


def states(database: Database) -> dict[UUID, tuple[str, str]]:
    with database.reading() as session:
        return {
            row.id: (row.state, row.tier) for row in session.execute(select(Licence.id, Licence.state, Licence.tier))
        }


def waiting(database: Database, make: Make, count: int) -> list[UUID]:
    return [claimed(database, make.member(verified=False)) for _ in range(count)]


def test_what_one_has_in_hand_a_colleague_takes_over_on_the_record(
    browser: Open, make: Make, database: Database
) -> None:
    (licence,) = waiting(database, make, 1)
    ichiro, jiro = make.moderator("いちろう"), make.moderator("じろう")
    first, second = browser(ichiro), browser(jiro)
    assert take(first, licence).headers["location"] == f"{LIST}#licence-{licence}"
    assert "あなたが確認中です" in first.get(LIST).text
    page = second.get(LIST).text
    assert "いちろうさんが確認中です" in page and f"{licence}/decision" not in page

    late = decide(second, licence, "refuse", "わたしが書いた理由です。")
    assert late.status_code == 409 and "わたしが書いた理由です。" in late.text
    assert take(second, licence).status_code == 409, "not before it was seen who has it"
    assert take(second, licence, over="1").status_code == 303
    with database.reading() as session:
        (entry,) = audit.latest(session, Narrowed(act=Act.TAKEOVER), limit=2)
    assert entry.actor == jiro.id and str(ichiro.id) in entry.codes

    first.post(f"{LIST}/{licence}/claim", {"intent": "leave"})
    assert decide(first, licence, "confirm").status_code == 409, "giving back what is another's gives back nothing"
    assert decide(second, licence, "confirm").status_code == 303


def test_after_half_an_hour_it_is_in_nobodys_hands(browser: Open, make: Make, database: Database) -> None:
    (licence,) = waiting(database, make, 1)
    take(browser(make.moderator()), licence)
    with database.writing() as session:
        session.execute(update(Licence).values(held_until=clock.now() - timedelta(seconds=1)))
    assert decide(browser(make.moderator()), licence, "confirm").status_code == 303


def test_nobody_takes_their_own_or_what_is_decided(browser: Open, make: Make, database: Database) -> None:
    moderator = make.moderator()
    own = claimed(database, moderator)
    (other,) = waiting(database, make, 1)
    decide(browser(make.moderator()), other, "confirm")
    assert take(browser(moderator), own).status_code == 403
    assert take(browser(moderator), other).status_code == 409
    assert take(browser(make.member()), other).status_code == 404


def test_several_in_hand_are_confirmed_at_once(browser: Open, make: Make, database: Database) -> None:
    marked, left = waiting(database, make, 2), waiting(database, make, 1)
    checker = make.moderator()
    moderator = browser(checker)
    assert 'id="together"' not in moderator.get(LIST).text
    for licence in marked + left:
        take(moderator, licence)
    assert 'form="together"' in moderator.get(LIST).text
    answer = moderator.post(f"{LIST}/decisions", {"licence": [str(one) for one in marked], "tier": "matched"})
    assert answer.status_code == 303
    found = states(database)
    assert [found[one] for one in marked + left] == [("confirmed", "matched")] * 2 + [("claimed", "claimed")]
    with database.reading() as session:
        entries = audit.latest(session, Narrowed(act=Act.LICENCE_DECISION), limit=9)
    assert [entry.actor for entry in entries] == [checker.id] * 2


def test_seen_is_said_of_several_only_where_each_was_opened(browser: Open, make: Make, database: Database) -> None:
    opened, unopened = waiting(database, make, 2)
    checker = make.moderator()
    moderator = browser(checker)
    now = clock.now()
    with database.writing() as session:
        for licence in (opened, unopened):
            evidence.keep(session, licence, [b"a picture"], now)
            licensing.take_in_hand(session, checker.id, licence, now)
        licensing.open_proof(session, checker.id, opened, now)
    both = moderator.post(f"{LIST}/decisions", {"licence": [str(opened), str(unopened)], "tier": "seen"})
    assert both.status_code == 409 and "開いていないもの" in both.text
    assert {state for state, _ in states(database).values()} >= {"claimed"}
    assert states(database)[opened] == ("claimed", "claimed"), "all of them or none"
    moderator.post(f"{LIST}/decisions", {"licence": str(opened), "tier": "seen"})
    assert states(database)[opened] == ("confirmed", "seen")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"tier": "claimed"}, 422),
        ({}, 422),
        ({"tier": "matched", "licence": ""}, 422),
        ({"tier": "matched", "expires_on": "2020-01-01"}, 422),
        ({"tier": "matched", "licence": "nonsense"}, 422),
    ],
)
def test_what_they_rest_on_is_said(
    browser: Open, make: Make, database: Database, sent: dict[str, str], status: int
) -> None:
    (licence,) = waiting(database, make, 1)
    moderator = browser(make.moderator())
    take(moderator, licence)
    answer = moderator.post(f"{LIST}/decisions", {"licence": str(licence), **sent})
    assert answer.status_code == status and states(database)[licence] == ("claimed", "claimed")


def test_ac_29_what_is_not_in_hand_is_not_confirmed_with_others(browser: Open, make: Make, database: Database) -> None:
    mine, theirs, nobodys, decided = waiting(database, make, 4)
    checker = make.moderator()
    moderator, colleague = browser(checker), browser(make.moderator())
    own = claimed(database, checker)
    for licence in (mine, decided):
        take(moderator, licence)
    take(colleague, theirs)
    decide(moderator, decided, "confirm")
    mixed = moderator.post(f"{LIST}/decisions", {"licence": [str(mine), str(own)], "tier": "matched"})
    assert mixed.status_code == 403, "one's own is for somebody else"
    for other in (theirs, nobodys, decided):
        answer = moderator.post(f"{LIST}/decisions", {"licence": [str(mine), str(other)], "tier": "matched"})
        assert answer.status_code == 409
    with database.writing() as session:
        session.execute(update(Licence).where(Licence.id == mine).values(held_until=clock.now() - timedelta(seconds=1)))
    alone = moderator.post(f"{LIST}/decisions", {"licence": str(mine), "tier": "matched"})
    assert alone.status_code == 409, "one's half hour is over"
    assert states(database)[mine] == ("claimed", "claimed")


def lapsing(database: Database, member: Member) -> UUID:
    """Let a confirmed licence wait to be looked at again, and run out meanwhile."""
    with database.writing() as session:
        session.execute(
            update(Licence)
            .where(Licence.member_id == member.id)
            .values(again_since=clock.now(), expires_on=clock.now().date() - timedelta(days=1))
        )
        return session.scalars(select(Licence.id).where(Licence.member_id == member.id)).one()


def test_what_ran_out_while_it_waited_is_set_aside_together(browser: Open, make: Make, database: Database) -> None:
    over = lapsing(database, make.member("期限の過ぎた人"))
    (first_time,) = waiting(database, make, 1)
    moderator = browser(make.moderator())
    page = moderator.get(LIST).text
    assert "期限の過ぎた人" in page and f"{over}/decision" not in page and "1件が確認を待っています" in page
    both = moderator.post(f"{LIST}/lapses", {"licence": [str(over), str(first_time)]})
    assert both.status_code == 409 and "期限の過ぎた人" in moderator.get(LIST).text, "all of them or none"
    assert moderator.post(f"{LIST}/lapses", {"licence": str(over)}).status_code == 303
    assert "期限の過ぎた人" not in moderator.get(LIST).text
    assert states(database)[over][0] == "confirmed" and states(database)[first_time][0] == "claimed"
    with database.reading() as session:
        (entry,) = audit.latest(session, Narrowed(act=Act.LICENCE_DECISION), limit=2)
    assert "set_aside" in entry.codes and str(over) in entry.codes


def test_a_licence_looked_at_again_is_not_refused_without_a_reason(
    browser: Open, make: Make, database: Database
) -> None:
    member = make.member()
    with database.writing() as session:
        session.execute(update(Licence).where(Licence.member_id == member.id).values(again_since=clock.now()))
        licence = session.scalars(select(Licence.id).where(Licence.member_id == member.id)).one()
    assert decide(browser(make.moderator()), licence, "refuse").status_code == 422
    assert states(database)[licence][0] == "confirmed"


def test_the_checker_is_led_to_the_register_where_there_is_one(browser: Open, make: Make, database: Database) -> None:
    waiting(database, make, 1)
    page = browser(make.moderator()).get(LIST).text
    licence = taxonomy.licences()["jp-clinical-psychologist"]
    assert licence.register_page is not None and f'href="{licence.register_page.address}"' in page
    assert "公開の名簿は、見つかっていません" in page


def test_every_register_page_is_one_that_its_source_names() -> None:
    pages = [one.register_page for one in taxonomy.licences().values() if one.register_page]
    assert pages and all(page.address.startswith(("https://", "http://")) for page in pages)
    assert all(
        one.register == "yes"
        for one in taxonomy.licences().values()
        if one.register_page and one.register_page.searchable
    )


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_of_every_licence_whoever_checks_is_told_what_shows_it(locale: str) -> None:
    t = translator(locale)
    for licence in taxonomy.licences().values():
        assert licence.shown_by and all(t.knows(f"accounts.shown_by.{paper}") for paper in licence.shown_by)
        by_register = licence.register_page is not None and licence.register_page.searchable
        assert by_register is (licence.shown_by[0] == "register" and licence.slug != "ie-iacp")
        assert licence.register_page or licence.slug in ("jp-other-private", "other-manual")


def test_without_a_public_register_the_checker_is_told_what_to_go_by(
    browser: Open, make: Make, database: Database
) -> None:
    waiting(database, make, 1)
    page = browser(make.moderator()).get(LIST).text
    for paper in taxonomy.licences()["jp-clinical-psychologist"].shown_by:
        assert translator("ja")(f"accounts.shown_by.{paper}") in page


def test_nothing_is_confirmed_by_a_press_that_does_not_say_on_what_it_rests(
    browser: Open, make: Make, database: Database
) -> None:
    waiting(database, make, 1)
    form = browser(make.moderator()).get(LIST).text.partition('/decision"')[2].partition("</form>")[0]
    assert form.count('type="radio" name="tier"') == form.count(" required>") == 3
    assert "checked" not in form and 'value="refuse" formnovalidate' in form
