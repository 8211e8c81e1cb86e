"""An entry on the record is the last thing a transaction writes. tests/order.py watches it in every test there is."""

import threading

import pytest
from sqlalchemy import text

from app import audit, clock, limits
from app.accounts import service as accounts
from app.audit import Act
from app.database import Database
from app.licences import service as licences
from app.limits import Limit
from app.moderation import service as moderation
from app.moderation.policy import Complaint, Judgement, Outcome, Reason
from tests import texts
from tests.clock import PATIENCE, wait_until
from tests.make import Make
from tests.order import Order


def test_what_is_written_after_an_entry_is_noticed(database: Database, order: Order) -> None:
    with database.writing() as session:
        audit.record(session, Act.RESCAN, actor=None, texts=1)
        audit.record(session, Act.RESCAN, actor=None, texts=2)
    assert order.broken == [], "one entry after another is no harm"
    with database.writing() as session:
        audit.record(session, Act.RESCAN, actor=None, texts=3)
        limits.add(session, Limit("after", 1, 60), "somebody", 1)
    assert len(order.broken) == 1 and "limit_count" in order.broken[0] and "limits.py" in order.broken[0]
    order.broken.clear()


def test_the_hourly_work_ends_each_transaction_with_its_entries(database: Database, make: Make, order: Order) -> None:
    for _ in range(2):
        member = make.member()
        with database.writing() as session:
            session.execute(text("update licence set expires_on = '2020-01-01', decided_at = '2020-01-01'"))
            assert member
    for task in (accounts.forget, licences.remind, licences.sample):
        with database.writing() as session:
            task(session, clock.now())
    assert order.broken == []


@pytest.mark.parametrize("turn", range(3))
def test_two_who_decide_and_report_at_once_do_not_wait_for_each_other(
    database: Database, make: Make, turn: int
) -> None:
    """On PostgreSQL whoever held the record and then asked for a thread would stand in a ring with whoever did the other way."""
    held, public, moderator = make.case(texts.NAMED), make.case(), make.moderator()
    barrier, failed = threading.Barrier(2, timeout=PATIENCE), []

    def at_once(work) -> None:  # type: ignore[no-untyped-def]
        try:
            barrier.wait()
            with database.writing() as session:
                work(session)
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody should meet it
            failed.append(error)

    both = [
        threading.Thread(target=at_once, args=(one,), daemon=True)
        for one in (
            lambda s: moderation.decide(s, moderator.id, held.revision_id, Judgement(Outcome.RETURN, "なおして。", "")),
            lambda s: moderation.report(s, moderator.id, public.revision_id, Complaint(Reason.OTHER, "気になります。")),
        )
    ]
    for thread in both:
        thread.start()
    wait_until(lambda: not any(thread.is_alive() for thread in both))
    assert failed == []
