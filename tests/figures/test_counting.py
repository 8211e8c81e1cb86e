"""What is counted of people's decisions, and what members and moderators see of it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app import clock
from app.database import Database
from app.figures import service
from app.figures.models import Figure
from app.moderation import service as moderation
from app.moderation import undoing
from app.moderation.policy import Judgement, Outcome
from app.posts import rereading
from app.posts import service as posts
from app.posts.policy import DisputeReason, Objection, State
from tests import texts
from tests.make import Made, Make

pytestmark = pytest.mark.database

NUMBERED = texts.NUMBERED  # a telephone number: the rule is `phone`


def decide(database: Database, make: Make, made: Made, outcome: Outcome) -> None:
    with database.writing() as session:
        judgement = Judgement(outcome, "お書き直しください。", "")
        moderation.decide(session, make.moderator().id, made.revision_id, judgement, two="never")


def count(database: Database) -> dict[tuple[str, str, str], int]:
    """Count, and return the numbers of this month by rule, language and what."""
    assert service.refresh(database, clock.now())
    with database.reading() as session:
        rows = session.execute(text("select rule, lang, what, number from figure")).all()
    return {(row.rule, row.lang, row.what): row.number for row in rows}


def test_what_became_of_a_text_is_counted_and_what_was_found_in_it(make: Make, database: Database) -> None:
    decide(database, make, make.case(NUMBERED), Outcome.RELEASE)
    decide(database, make, make.case(NUMBERED), Outcome.RETURN)
    decide(database, make, make.case(NUMBERED), Outcome.REMOVE)
    make.case(NUMBERED)
    make.case()  # clear, and read by everybody at once
    found = count(database)
    assert {what: found["", "ja", what] for what in ("held", "released", "returned", "removed")} == {
        "held": 4,
        "released": 1,
        "returned": 1,
        "removed": 1,
    }
    assert (found["phone", "ja", "fired"], found["phone", "ja", "confirmed"], found["phone", "ja", "dismissed"]) == (
        4,
        2,
        1,
    )
    assert found["phone", "ja", "held"] == 4


def test_words_an_author_changed_unasked_were_rightly_found(make: Make, database: Database) -> None:
    held = make.case(NUMBERED)
    make.revised(held, texts.CLEAR_CASE)
    found = count(database)
    assert found["phone", "ja", "confirmed"] == 1 and ("phone", "ja", "dismissed") not in found


def test_a_finding_whose_dispute_was_accepted_was_too_much_though_the_text_went_back(make: Make, database) -> None:  # type: ignore[no-untyped-def]
    held = make.case(f"{NUMBERED}{texts.NAMED}")
    with database.writing() as session:
        posts.dispute(
            session, held.author.id, held.post_id, 1, Objection(DisputeReason.OTHER, ""), seen=held.revision_id
        )
    judgement = Judgement(Outcome.RETURN, "お名前をお消しください。", "", accepted=frozenset({1}))
    with database.writing() as session:
        moderation.decide(session, make.moderator().id, held.revision_id, judgement)
    found = count(database)
    assert found["phone", "ja", "dismissed"] == 1 and found["person_name", "ja", "confirmed"] == 1


def test_the_wait_is_that_of_the_middle_text(make: Make, database: Database) -> None:
    for hours in (1, 2, 3, 40, 50):
        made = make.case(NUMBERED)
        with database.writing() as session:
            session.execute(
                text("update revision set made_at = :at where id = :id"),
                {"at": clock.now() - timedelta(hours=hours), "id": made.revision_id.hex}
                if not database.remote
                else {"at": clock.now() - timedelta(hours=hours), "id": made.revision_id},
            )
        decide(database, make, made, Outcome.RELEASE)
    with database.reading() as session:
        assert session.get(Figure, ("", "", "", "")) is None
    waited = {minutes for (_, lang, what), minutes in count(database).items() if what == "waited" and lang == ""}
    assert any(178 <= minutes <= 182 for minutes in waited)


def test_it_is_counted_once_a_day(make: Make, database: Database) -> None:
    now = clock.now()
    assert service.refresh(database, now)
    assert not service.refresh(database, now + timedelta(hours=23))
    assert service.refresh(database, now + timedelta(hours=25))


def test_members_see_numbers_and_no_title_and_no_small_number(browser, make: Make, database: Database) -> None:
    for _ in range(5):
        decide(database, make, make.case(NUMBERED, title="夕暮れの面接室"), Outcome.RELEASE)
    decide(database, make, make.case(texts.NAMED), Outcome.RETURN)
    peer = browser(make.member())
    assert "まだ数えていません" in peer.get("/figures").text
    count(database)
    page = peer.get("/figures").text
    assert '<td class="number" data-label="確認にまわった">6</td>' in page
    assert '<td class="number" data-label="公開された">5</td>' in page
    assert '<td class="number few" data-label="書き手に返された">5件未満</td>' in page
    assert "電話番号" in page and "夕暮れ" not in page
    assert "<svg" in page and "style=" not in page
    english = peer.get("/figures?lang=en").text
    assert "月ごとに示せる大きさの数がありません" in english and '<td class="number' not in english
    assert peer.get("/figures?lang=tlh").status_code == 200
    assert browser().get("/figures").status_code == 303


def test_moderators_see_which_rules_cry_wolf(browser, make: Make, database: Database) -> None:
    for _ in range(5):
        decide(database, make, make.case(NUMBERED), Outcome.RELEASE)
    decide(database, make, make.case(texts.NAMED), Outcome.RETURN)
    count(database)
    person = browser(make.moderator())
    page = person.get("/moderation/rules").text
    assert "行き過ぎの多いルール" in page and "判断された5件のうち5件" in page
    assert "月ごと（すべてのルール）" in page
    of_one = person.get("/moderation/rules?rule=phone").text
    assert "月ごと（電話番号" in of_one and "chart__dot" in of_one
    assert person.get("/moderation/rules?rule=nonsense&lang=en").status_code == 200
    assert browser(make.member()).get("/moderation/rules").status_code == 404


def test_what_newer_rules_found_is_neither_right_nor_wrong_until_somebody_decided(make: Make, database) -> None:  # type: ignore[no-untyped-def]
    made = make.released(make.case(texts.NAMED))
    with database.writing() as session:
        session.execute(text("update screening set ruleset = 'older', findings = '[]', verdict = 'pass'"))
    list(rereading.rescan(database, filing=True))
    found = count(database)
    assert found["person_name", "ja", "fired"] == 1
    assert ("person_name", "ja", "dismissed") not in found and ("person_name", "ja", "confirmed") not in found
    assert found["", "ja", "held"] == 1, "it was held once, when it was sent"
    assert made.state is State.PUBLISHED


def test_a_decision_that_was_taken_back_is_not_counted(make: Make, database) -> None:  # type: ignore[no-untyped-def]
    made = make.case(NUMBERED)
    moderator = make.moderator()
    with database.writing() as session:
        moderation.decide(session, moderator.id, made.revision_id, Judgement(Outcome.RELEASE, "", ""))
    with database.writing() as session:
        undoing.undo(session, moderator.id, made.revision_id)
    found = count(database)
    assert ("", "ja", "released") not in found and ("phone", "ja", "dismissed") not in found
