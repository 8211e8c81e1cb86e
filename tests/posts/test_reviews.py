"""What waits for a person has one open review, and none once it moved on."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, deid
from app.deid import Assessment, Combination, Finding, Identifier, Kind, Trait
from app.moderation import service as moderation
from app.moderation.policy import Complaint, Reason
from app.posts.models import Review
from app.posts.policy import Cause, Risk, risk
from tests import texts

AGE = Trait(Kind.AGE, "42")
TOGETHER = Combination((AGE,), 3, 1, 9, AGE, None, 9_000)


def of(identifier: Identifier) -> Finding:
    return Finding(0, 2, Kind.OTHER, identifier, "a_rule")


def reviews(db):
    found = db.scalars(select(Review).order_by(Review.opened_at)).all()
    db.rollback()
    return found


def report(database, made, member, reason) -> None:
    with database.writing() as session:
        moderation.report(session, member.id, made.revision_id, Complaint(reason, ""))


@pytest.mark.parametrize(
    ("assessment", "expected"),
    [
        (None, Risk.UNREAD),
        (Assessment([of(Identifier.DIRECT)], [], None), Risk.DIRECT),
        (Assessment([of(Identifier.QUASI), of(Identifier.DIRECT)], [], TOGETHER), Risk.DIRECT),
        (Assessment([of(Identifier.QUASI)], [AGE], TOGETHER), Risk.COMBINATION),
        (Assessment([], [AGE], TOGETHER), Risk.COMBINATION),
        (Assessment([of(Identifier.QUASI)], [AGE], None), Risk.QUASI),
    ],
)
def test_how_pressing_a_text_is_follows_from_what_was_found(assessment, expected):
    assert risk(assessment) is expected


def test_what_may_not_wait_is_read_first():
    order = [
        Risk.DANGER, Risk.DIRECT, Risk.UNREAD, Risk.COMBINATION, Risk.QUASI, Risk.APPEAL, Risk.REPORTED, Risk.OBJECTED,
    ]  # fmt: skip
    assert sorted(Risk) == order


def test_a_held_text_is_put_before_the_moderators_once(make, db):
    held = make.case(texts.NAMED)
    (review,) = reviews(db)
    assert (review.revision_id, review.cause, review.risk) == (held.revision_id, Cause.HELD, Risk.DIRECT)
    assert review.opening and review.lang == "ja" and " person_name:direct:" in review.found
    assert review.closed_at is None


def test_a_clear_text_waits_for_nobody(make, db):
    make.case()
    assert reviews(db) == []


def test_a_text_nobody_could_read_says_so(make, db, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(deid, "assess", fails)
    make.case()
    assert [review.risk for review in reviews(db)] == [Risk.UNREAD]


@pytest.mark.parametrize("what", ["released", "returned", "withdrawn"])
def test_a_text_that_moves_on_waits_no_longer(make, db, what):
    held = make.case(texts.NAMED)
    getattr(make, what)(held)
    assert [review.closed_at is None for review in reviews(db)] == [False]


def test_a_text_written_anew_has_a_review_of_its_own(make, db):
    held = make.case(texts.NAMED)
    newer = make.revised(held, texts.NAMED + "さらに書き足しました。")
    old, new = reviews(db)
    assert old.closed_at is not None
    assert new.closed_at is None and new.revision_id == newer.revision_id


def test_reports_of_one_text_come_together_in_one_review_as_pressing_as_the_worst(make, database, db):
    case = make.case()
    for reason in (Reason.CONDUCT, Reason.RECOGNISED, Reason.OTHER):
        report(database, case, make.member(), reason)
    (review,) = reviews(db)
    assert (review.cause, review.risk, review.reports) == (Cause.REPORTED, Risk.DIRECT, 3)


def test_the_database_lets_no_second_review_of_a_text_be_open(make, database):
    held = make.case(texts.NAMED)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(
            Review(
                revision_id=held.revision_id,
                cause=Cause.HELD,
                risk=Risk.QUASI,
                opening=True,
                lang="ja",
                opened_at=clock.now(),
            )
        )
