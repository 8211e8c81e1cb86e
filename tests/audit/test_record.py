"""The record: an act and its entry stand or fall together, nobody changes an entry, and tampering is named."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app import audit
from app.audit import Act, BadEntry, Head, acts, anchor, guard
from app.audit.models import Ending, Entry
from app.database import Database, Session

pytestmark = pytest.mark.database


def write(database: Database, times: int = 1, **codes: str | int) -> None:
    for _ in range(times):
        with database.writing() as session:
            audit.record(session, Act.DECISION, actor=uuid4(), about=uuid4(), **(codes or {"outcome": "release"}))


def checked(database: Database, *noted: Head) -> audit.Checked:
    with database.reading() as session:
        return audit.verify(session, noted)


def head(database: Database) -> Head:
    with database.reading() as session:
        return audit.head(session)


def tamper(database: Database, how: Callable[[Session], None]) -> None:
    """Do what only somebody who took the triggers off can do."""
    with database.writing() as session:
        guard.take_down(session.connection())
        how(session)
        guard.put_up(session.connection())


def test_an_entry_follows_the_one_before_it(database: Database) -> None:
    write(database, 3)
    with database.reading() as session:
        first, second, third = audit.entries(session)
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert first.previous == "0" * 64
    assert second.previous == first.digest and third.previous == second.digest
    assert checked(database) == audit.Checked(3, Head(3, third.digest), None)


def test_an_act_that_is_undone_leaves_no_entry(database: Database) -> None:
    with database.session(writing=True) as session:
        audit.record(session, Act.DECISION, actor=uuid4())
        session.rollback()
    assert head(database).sequence == 0


def test_twelve_who_act_at_once_make_one_chain(database: Database) -> None:
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: write(database, 5), range(12)))
    assert checked(database).right == 60
    assert checked(database).broken is None


@pytest.mark.parametrize("statement", ["update audit_entry set act = 'undo'", "delete from audit_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(database: Database, statement: str) -> None:
    write(database)
    with pytest.raises(DBAPIError, match="never changed"), database.writing() as session:
        session.execute(text(statement))
    with pytest.raises(DBAPIError, match="never changed"), database.writing() as session:
        session.execute(text("delete from audit_head"))
    assert checked(database).right == 1


def test_cr_07_an_edited_entry_is_named(database: Database) -> None:
    write(database, 5)
    tamper(database, lambda session: session.execute(update(Entry).where(Entry.sequence == 3).values(actor=uuid4())))
    assert checked(database).broken == (3, "changed")


@pytest.mark.parametrize("field", ["made_at", "act", "actor", "about", "codes", "previous", "digest"])
def test_cr_07_no_field_of_an_entry_can_be_changed_unseen(database: Database, field: str) -> None:
    write(database, 3)
    with database.reading() as session:
        other = session.execute(select(getattr(Entry, field)).where(Entry.sequence == 1)).scalar_one()
    values = {"act": "undo", "codes": '{"outcome":"remove"}'}
    tamper(
        database,
        lambda session: session.execute(
            update(Entry).where(Entry.sequence == 2).values({field: values.get(field, other)})
        ),
    )
    broken = checked(database).broken
    assert broken is not None and broken.sequence == 2


def test_cr_07_a_deleted_entry_is_named(database: Database) -> None:
    write(database, 5)
    tamper(database, lambda session: session.execute(delete(Entry).where(Entry.sequence == 2)))
    assert checked(database).broken == (2, "missing")


def test_cr_07_two_entries_that_changed_places_are_named(database: Database) -> None:
    write(database, 5)

    def swap(session: Session) -> None:
        for was, to in ((2, 1_000), (3, 2), (1_000, 3)):
            session.execute(update(Entry).where(Entry.sequence == was).values(sequence=to))

    tamper(database, swap)
    assert checked(database).broken == (2, "out_of_place")


def cut(session: Session) -> None:
    """Take the last two of five away and leave a chain that fits together."""
    session.execute(delete(Entry).where(Entry.sequence > 3))
    last = session.execute(select(Entry.digest).where(Entry.sequence == 3)).scalar_one()
    session.execute(update(Ending).values(sequence=3, digest=last))


def test_cr_07_a_cut_end_is_named_by_a_head_that_was_noted_outside(database: Database) -> None:
    write(database, 5)
    noted = head(database)
    tamper(database, lambda session: session.execute(delete(Entry).where(Entry.sequence > 3)))
    assert checked(database).broken == (4, "cut_off"), "a careless cut shows by the database alone"
    tamper(database, cut)
    assert checked(database).broken is None, "a careful one does not"
    assert checked(database, noted).broken == (4, "cut_off")


def test_cr_07_a_record_written_anew_is_named_by_a_head_that_was_noted_outside(database: Database) -> None:
    write(database, 5)
    noted = head(database)

    def anew(session: Session) -> None:
        cut(session)
        for _ in range(2):
            audit.record(session, Act.DECISION, actor=uuid4(), outcome="remove")

    tamper(database, anew)
    assert checked(database).broken is None
    assert checked(database, noted).broken == (5, "otherwise_noted")
    assert checked(database, noted, head(database)).broken == (5, "otherwise_noted"), "the older note is believed"


def test_an_entry_that_somebody_slipped_in_is_named(database: Database) -> None:
    write(database, 2)
    with database.writing() as session:
        last = session.execute(select(Entry).where(Entry.sequence == 2)).scalar_one().model_dump()
        session.execute(insert(Entry).values({**last, "sequence": 3, "previous": last["digest"]}))
    assert checked(database).broken == (3, "changed")


def test_heads_are_noted_once_each_in_a_file(database: Database, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = anchor.place(tmp_path)
    assert not anchor.note(file, head(database)), "an empty record has no head"
    write(database)
    assert anchor.note(file, head(database))
    assert not anchor.note(file, head(database))
    write(database)
    assert anchor.note(file, head(database))
    assert [noted.sequence for noted in anchor.read(file)] == [1, 2]
    assert file.stat().st_mode & 0o077 == 0
    with file.open("a") as cut_short:
        cut_short.write("3 0123456789")
    assert len(anchor.read(file)) == 2, "a line that a power cut left unfinished is none"


@pytest.mark.parametrize(
    "words",
    [
        "田中さん",
        "Tanaka",
        "the island clinic",
        "tanaka@example.org",
        "03-1234-5678",
        "09012345678",
        "a" * 49,
        "https://example.org",
        "",
    ],
)
def test_words_are_refused(database: Database, words: str) -> None:
    with pytest.raises(BadEntry), database.writing() as session:
        audit.record(session, Act.DECISION, actor=uuid4(), note=words)
    assert head(database).sequence == 0


def test_a_telephone_number_is_refused_as_a_number_too(database: Database) -> None:
    with pytest.raises(BadEntry), database.writing() as session:
        audit.record(session, Act.DECISION, actor=uuid4(), number=9_012_345_678)


def test_what_the_forum_itself_calls_things_may_stand() -> None:
    codes = {"rule": "person_name", "ruleset": "0a1b2c3d4e5f", "post": uuid4(), "day": "2026-11-26", "texts": 12}
    assert acts.written(codes) == acts.written(dict(reversed(codes.items())))
