"""Two writers, two moderators: exactly one of two opposite things happens, and nothing unread is ever public."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import clock, deid
from app.accounts.models import Member
from app.allowances.models import Allowance
from app.allowances.policy import Stage, ruleset
from app.database import Database
from app.errors import OutOfDate
from app.posts import judged, policy, revisions, screening, service, threads
from app.posts.models import Post, Revision, Screening
from app.posts.policy import Draft, State
from app.web.visit import Role
from tests import texts
from tests.clock import wait_until
from tests.make import Make

TEACHER = "40代の女性で、小学校の教師をしているのですね。"


def together(*works: Callable[[], object]) -> list[BaseException | None]:
    """Do several things at the same moment, each in its thread, and return what each of them raised."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # the caller looks at what it was
            results[number] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(number, work), daemon=True) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    wait_until(lambda: not any(thread.is_alive() for thread in threads))
    return list(results)


def test_of_two_decisions_exactly_one_counts(make: Make, database: Database) -> None:
    for _ in range(10):
        held = make.case(texts.NAMED)

        def release(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                revisions.publish(session, revision_id, since=State.HELD)

        def give_back(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                judged.send_back(session, revision_id, since=State.HELD, note="x")

        raised = together(release, give_back)
        assert [type(one) for one in raised if one] == [OutOfDate]


def test_a_text_withdrawn_while_it_is_released_is_never_public_afterwards(make: Make, database: Database) -> None:
    for _ in range(10):
        held = make.case(texts.NAMED)

        def release(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                revisions.publish(session, revision_id, since=State.HELD)

        def withdraw(made=held) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                service.withdraw(session, made.author.id, made.post_id)

        together(release, withdraw)
        with database.reading() as session:
            assert session.scalar(select(Revision.state).where(Revision.id == held.revision_id)) == "withdrawn"


def test_two_comments_at_once_are_both_taken_one_after_the_other(make: Make, database: Database) -> None:
    case = make.case()
    peers = [make.member(), make.member()]

    def say(words: str, author: Member) -> Callable[[], None]:
        def work() -> None:
            read = screening.read(database, Draft("ja", words), case.case_id)
            with database.writing() as session:
                service.reply(session, author.id, case.case_id, read, answers=None, once=uuid4().hex)

        return work

    raised = together(say("待つことが大切ですね。", peers[0]), say("沈黙も応答だと感じました。", peers[1]))
    assert raised == [None, None]
    with database.reading() as session:
        entries = threads.entries(session, case.case_id, viewer=case.author.id, opener=case.author.id, page=1)
        assert session.scalar(select(Post.comments).where(Post.id == case.post_id)) == len(entries) == 2


def test_two_new_texts_at_once_leave_one_public(make: Make, database: Database) -> None:
    case = make.case()

    def revise(words: str) -> Callable[[], None]:
        def work() -> None:
            read = screening.read(database, Draft("ja", words, "題", "問い"), case.case_id)
            with database.writing() as session:
                service.revise(session, case.author.id, case.post_id, read, seen=case.revision_id)

        return work

    raised = together(revise("一つめの書き直し。"), revise("二つめの書き直し。"))
    assert [type(one) for one in raised if one] == [OutOfDate]
    with database.reading() as session:
        published = session.scalars(
            select(Revision.body).where(Revision.post_id == case.post_id, Revision.state == "published")
        ).all()
    assert len(published) == 1


def test_a_text_that_was_read_before_its_thread_told_more_is_read_again(make: Make, database: Database) -> None:
    """Neither comment is much alone; whichever is written second is held for what both tell."""
    case, peer = make.case("クライエントのことで相談です。"), make.member()
    guess = screening.read(database, Draft("ja", TEACHER), case.case_id)
    assert not policy.must_hold(guess.assessment), "as the thread stood"
    told = make.reply(case, "神津島の方でしょうか。")
    if told.state is State.HELD:
        make.released(told)
    with database.writing() as session:
        revision = service.reply(session, peer.id, case.case_id, guess, answers=None, once=uuid4().hex)
    with database.reading() as session:
        assert session.scalar(select(Revision.state).where(Revision.id == revision.id)) == State.HELD
        assert session.get_one(Screening, revision.id).combination is not None


def test_a_text_that_was_read_before_a_phrase_was_let_pass_says_by_which_list_it_was_read(
    make: Make, database: Database
) -> None:
    case, peer, admin = make.case(), make.member(), make.member(role=Role.ADMIN)
    read = screening.read(database, Draft("ja", TEACHER), case.case_id)
    with database.writing() as session:
        session.add(
            Allowance(
                phrase="神津島",
                rule="place",
                stage=Stage.ACCEPTED,
                proposed_by=admin.id,
                proposed_at=clock.now(),
                accepted_in=1,
            )
        )
    with database.writing() as session:
        revision = service.reply(session, peer.id, case.case_id, read, answers=None, once=uuid4().hex)
        session.flush()
        assert session.get_one(Screening, revision.id).ruleset == ruleset(1)


def test_a_text_that_could_not_be_read_is_not_read_again_while_others_wait(
    make: Make, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, peer = make.case(), make.member()
    with monkeypatch.context() as broken:
        broken.setattr(deid, "assess", lambda *_, **__: None)
        unread = screening.read(database, Draft("ja", TEACHER), case.case_id)
    make.reply(case, "函館市にお住まいですね。")
    monkeypatch.setattr(screening, "look", lambda *_, **__: pytest.fail("it was asked again"))
    with database.writing() as session:
        revision = service.reply(session, peer.id, case.case_id, unread, answers=None, once=uuid4().hex)
        session.flush()
        assert session.get_one(Screening, revision.id).verdict == "unread"
        assert session.get_one(Revision, revision.id).state == State.HELD
