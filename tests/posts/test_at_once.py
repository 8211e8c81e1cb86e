"""Two writers, two moderators: exactly one of two opposite things happens, and nothing unread is ever public."""

import threading
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import select

from app.accounts.models import Member
from app.database import Database
from app.errors import OutOfDate
from app.posts import queries, service
from app.posts.models import Post, Revision
from app.posts.policy import Draft, State
from tests import texts
from tests.make import Make


def together(*works: Callable[[], object]) -> list[BaseException | None]:
    """Do several things at the same moment, each in its thread, and return what each of them raised."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # the caller looks at what it was
            results[number] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return list(results)


def test_of_two_decisions_exactly_one_counts(make: Make, database: Database) -> None:
    for _ in range(10):
        held = make.case(texts.NAMED)

        def release(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                service.publish(session, revision_id, since=State.HELD)

        def give_back(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                service.send_back(session, revision_id, since=State.HELD, note="x")

        raised = together(release, give_back)
        assert [type(one) for one in raised if one] == [OutOfDate]


def test_a_text_withdrawn_while_it_is_released_is_never_public_afterwards(make: Make, database: Database) -> None:
    for _ in range(10):
        held = make.case(texts.NAMED)

        def release(revision_id=held.revision_id) -> None:  # type: ignore[no-untyped-def]
            with database.writing() as session:
                service.publish(session, revision_id, since=State.HELD)

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
            with database.writing() as session:
                service.reply(session, author.id, case.case_id, Draft("ja", words), answers=None, once=uuid4().hex)

        return work

    raised = together(say("待つことが大切ですね。", peers[0]), say("沈黙も応答だと感じました。", peers[1]))
    assert raised == [None, None]
    with database.reading() as session:
        entries = queries.entries(session, case.case_id, viewer=case.author.id, opener=case.author.id, page=1)
        assert session.scalar(select(Post.comments).where(Post.id == case.post_id)) == len(entries) == 2


def test_two_new_texts_at_once_leave_one_public(make: Make, database: Database) -> None:
    case = make.case()

    def revise(words: str) -> Callable[[], None]:
        def work() -> None:
            with database.writing() as session:
                service.revise(
                    session,
                    case.author.id,
                    case.post_id,
                    Draft("ja", words, "題", "問い"),
                    seen=case.revision_id,
                    submit_now=True,
                )

        return work

    raised = together(revise("一つめの書き直し。"), revise("二つめの書き直し。"))
    assert [type(one) for one in raised if one] == [OutOfDate]
    with database.reading() as session:
        published = session.scalars(
            select(Revision.body).where(Revision.post_id == case.post_id, Revision.state == "published")
        ).all()
    assert len(published) == 1
