"""Two people at once on one text, again and again: exactly one outcome each, and nothing unread is ever public.

A few dozen pairs in `make test`; `make race` takes ten thousand, on both databases.
"""

import os
import random
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import Database, Session
from app.errors import Missing, NotAllowed, OutOfDate
from app.moderation import service, undoing
from app.moderation.models import Decision
from app.moderation.policy import Judgement, Outcome
from app.posts import screening, sealing, threads
from app.posts import service as posts
from app.posts.models import Post, Review, Revision, Screening
from app.posts.policy import Cover, Draft, State, covered
from app.posts.screening import Read
from tests import texts
from tests.make import Made, Make

PAIRS = int(os.environ.get("RACE_PAIRS", "48"))
SEED = int(os.environ.get("RACE_SEED", "4"))
AT_ONCE = 2  # people
NOTE = "お名前を伏せてください。"
HELD = "佐藤美咲さんのこと。"
REFUSALS = (OutOfDate, NotAllowed, Missing)

Deed = Callable[[Session], object]


def deeds(database: Database, held: Made, moderators: list) -> dict[str, Deed]:  # type: ignore[type-arg]
    """Return what anybody may do with a held text at the same moment as somebody else."""

    def decide(outcome: Outcome, *covers: Cover, who: int = 0) -> Deed:
        judgement = Judgement(outcome, NOTE, "", frozenset(), "", covers)
        left = read(HELD, *covers) if covers else None
        return lambda session: service.decide(
            session, moderators[who].id, held.revision_id, judgement, two="never", read=left
        )

    def read(words: str, *covers: Cover) -> Read:
        draft = Draft("ja", words, texts.CLEAR_TITLE, texts.CLEAR_QUESTION)
        return screening.read(database, covered(draft, covers), held.case_id)

    def revise(words: str) -> Deed:
        whole = read(words)
        return lambda session: posts.revise(session, held.author.id, held.post_id, whole, seen=held.revision_id)

    return {
        "release": decide(Outcome.RELEASE),
        "return": decide(Outcome.RETURN, who=1),
        "remove": decide(Outcome.REMOVE),
        "redact": decide(Outcome.REDACT, Cover("body", 0, 4, "A"), who=1),
        "claim": lambda session: service.claim(session, moderators[2].id, held.revision_id, over=False),
        "edit, held": revise(HELD + "書き直しました。"),
        "edit, clear": revise(texts.CLEAR_CASE),
        "withdrawal": lambda session: posts.withdraw(session, held.author.id, held.post_id),
    }


DECISIONS = ("release", "return", "remove", "redact")


@dataclass(frozen=True)
class Raced:
    """What two did at once, and which of them was too late."""

    names: tuple[str, str]
    refused: tuple[bool, bool]

    def done(self) -> set[str]:
        return {name for name, refused in zip(self.names, self.refused, strict=True) if not refused}


def raced(database: Database, pool: ThreadPoolExecutor, held: Made, names: tuple[str, str], moderators: list) -> Raced:  # type: ignore[type-arg]
    both = deeds(database, held, moderators)
    gate = threading.Barrier(AT_ONCE)

    def run(name: str) -> bool:
        gate.wait()
        try:
            with database.writing() as session:
                both[name](session)
        except REFUSALS:
            return True
        return False

    first, second = pool.map(run, names)
    return Raced(names, (first, second))


def looked_at(session: Session, revision: Revision) -> bool:
    """Whether the detector let a text pass, or a moderator decided that peers may read it."""
    verdict = session.scalar(select(Screening.verdict).where(Screening.revision_id == revision.id))
    released = select(Decision.id).where(
        Decision.revision_id == (revision.redacts_id or revision.id),
        Decision.outcome == (Outcome.REDACT if revision.redacts_id else Outcome.RELEASE),
        Decision.undone_at.is_(None),
    )
    return verdict == "pass" or session.scalar(released) is not None


def check(session: Session, held: Made, what: Raced) -> None:
    """Look at everything that must hold of a post, whoever was faster."""
    revisions = session.scalars(select(Revision).where(Revision.post_id == held.post_id)).all()
    states = {revision.id: State(revision.state) for revision in revisions}
    done = what.done()
    decided = session.scalars(select(Decision.outcome).where(Decision.revision_id == held.revision_id)).all()
    assert len(decided) <= 1, what
    assert sorted(decided) == sorted(done & set(DECISIONS)), what
    assert done, what  # of two, one at least is heard
    if set(what.names) <= set(DECISIONS):
        assert len(done) == 1, what
    public = [revision for revision in revisions if revision.state == State.PUBLISHED]
    assert len(public) <= 1, what
    for revision in public:
        assert looked_at(session, revision), what
        words = sealing.of(session, [revision.id])[revision.id]
        assert (revision.title, revision.body, revision.question) == words[:3], what
    for revision in revisions:
        if revision.state != State.PUBLISHED:
            assert (revision.title, revision.body, revision.question, revision.html) == ("", "", "", ""), what
    if "withdrawal" in done:
        assert not public and State.HELD not in states.values(), what
    waiting = set(
        session.scalars(
            select(Review.revision_id).where(Review.revision_id.in_(states), Review.closed_at.is_(None))
        ).all()
    )
    assert waiting == {one for one, state in states.items() if state is State.HELD}, what
    assert (threads.spot(session, held.post_id) is not None) == any(one.published_at for one in revisions), what


def pairs(dice: random.Random, count: int):  # type: ignore[no-untyped-def]
    names = [*DECISIONS, "claim", "edit, held", "edit, clear", "withdrawal"]
    every = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    for number in range(count):
        yield every[number % len(every)] if number < len(every) else dice.choice(every)


@pytest.mark.slow
def test_of_two_at_once_each_text_has_one_outcome_and_nothing_unread_is_public(make: Make, database: Database) -> None:
    dice = random.Random(SEED)
    moderators = [make.moderator() for _ in range(3)]
    author = make.member()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, names in enumerate(pairs(dice, PAIRS), 1):
            held = make.case(HELD, author=author)
            what = raced(database, pool, held, names, moderators)
            with database.reading() as session:
                check(session, held, what)
            if number % 500 == 0:
                sys.stdout.write(f"{number} pairs\n")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Post)) == PAIRS


@pytest.mark.parametrize("other", ["edit, held", "edit, clear", "withdrawal", "reply"])
def test_taking_a_decision_back_at_the_same_moment_as_somebody_goes_on_from_it(
    make: Make, database: Database, other: str
) -> None:
    moderators = [make.moderator() for _ in range(3)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for outcome in (Outcome.RELEASE, Outcome.RETURN):
            held = make.case(HELD)
            with database.writing() as session:
                service.decide(session, moderators[0].id, held.revision_id, Judgement(outcome, NOTE, ""), two="never")
            gate = threading.Barrier(AT_ONCE)

            def undo(made: Made = held, at: threading.Barrier = gate) -> None:
                at.wait()
                with database.writing() as session:
                    undoing.undo(session, moderators[0].id, made.revision_id)

            def go_on(made: Made = held, at: threading.Barrier = gate) -> None:
                read = screening.read(database, Draft("ja", texts.CLEAR_COMMENT), made.case_id)
                deed = deeds(database, made, moderators).get(other)
                at.wait()
                with database.writing() as session:
                    if deed is None:
                        posts.reply(session, moderators[1].id, made.case_id, read, answers=None, once=uuid4().hex)
                    else:
                        deed(session)

            errors = [one.exception() for one in (pool.submit(undo), pool.submit(go_on))]
            assert all(error is None or isinstance(error, REFUSALS) for error in errors)
            with database.reading() as session:
                public = session.scalars(
                    select(Revision).where(Revision.post_id == held.post_id, Revision.state == State.PUBLISHED)
                ).all()
                assert all(looked_at(session, revision) for revision in public)
                assert len(public) <= 1
                if other == "withdrawal" and errors[1] is None:
                    states = session.scalars(select(Revision.state).where(Revision.post_id == held.post_id)).all()
                    assert not {State.PUBLISHED, State.HELD} & set(states)
