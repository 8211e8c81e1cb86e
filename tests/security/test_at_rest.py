"""Words that peers do not read do not lie open on the disk, before, while and after."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import text

from app import clock, schema, vault
from app.database import Database, Moment, Session, open_database
from app.posts import queries
from app.posts.policy import State
from tests import texts
from tests.security.conftest import Site
from tests.security.files import holding

NOW = clock.now()
HELD_FOR_A_NAME = "佐藤美咲さんのこと。"


def test_cr_01_no_words_that_wait_or_came_back_lie_open_in_any_file(own_site: Site) -> None:
    make, marks = own_site.make, [texts.marker() for _ in range(5)]
    make.case(marks[0], title=marks[0], draft=True)
    held = make.case(HELD_FOR_A_NAME + marks[1], title=marks[1], question=marks[1])
    make.returned(make.case(HELD_FOR_A_NAME + marks[2]))
    make.withdrawn(make.case(HELD_FOR_A_NAME + marks[3]))
    make.reply(make.case(), HELD_FOR_A_NAME + marks[4])
    assert held.state is State.HELD
    for mark in marks:
        assert holding(own_site.folder, mark) == [], "neither the database nor its log"
    with own_site.database.reading() as session:
        found = queries.own(session, held.author.id, held.post_id)
    assert found is not None and found.title == found.question == marks[1], "its author reads it all the same"


def test_lk_18_lk_19_lk_20_what_was_public_leaves_the_file_its_log_and_the_index(own_site: Site) -> None:
    make, mark = own_site.make, texts.marker()
    case = make.case(f"「{mark}」という言葉の事例です。" + "長い話。" * 2_000)
    assert case.state is State.PUBLISHED
    assert holding(own_site.folder, mark), "published words lie open: they are searched"
    make.revised(case, "言葉を変えました。")
    assert own_site.database.empty_log()
    assert (own_site.folder / "kiku.sqlite-wal").stat().st_size == 0
    assert holding(own_site.folder, mark) == []


def test_lk_19_a_reader_that_stays_is_told_of_and_the_log_is_emptied_afterwards(own_site: Site) -> None:
    make, mark = own_site.make, texts.marker()
    case = make.case(f"「{mark}」という言葉の事例です。")
    with own_site.database.reading() as reader:
        reader.execute(text("select count(*) from revision")).all()
        make.withdrawn(case)
        own_site.database.engine.dispose()
        assert not _emptied(own_site.database)
    assert own_site.database.empty_log()
    assert holding(own_site.folder, mark) == []


def _emptied(database: Database) -> bool:
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=100")
    return database.empty_log()


@pytest.fixture
def older(empty_url: str, site_settings) -> Iterator[Database]:  # type: ignore[no-untyped-def]
    """A database of the time before words were sealed."""
    database = open_database(empty_url)
    vault.unlock(database, site_settings.vault_key_file)
    schema.upgrade(database, "0008")
    yield database
    database.engine.dispose()


def _row(session: Session, table: str, **values: Any) -> None:
    """Write a row of that time: the models of today may have columns that it has not."""
    columns = [
        sa.column(name, sa.Uuid() if isinstance(value, UUID) else Moment() if isinstance(value, datetime) else None)
        for name, value in values.items()
    ]
    session.execute(sa.table(table, *columns).insert().values(**values))


def test_the_words_of_an_older_database_are_sealed_and_come_back_when_it_goes_down(older: Database) -> None:
    member, case, post = uuid4(), uuid4(), uuid4()
    rows = {state: (uuid4(), f"言葉 {state}") for state in ("held", "published", "returned")}
    with older.writing() as session:
        _row(session, "member", id=member, email="a@example.org", name="a", name_key="a", role="counsellor",
             locale="ja", password_hash="!", joined_at=NOW, demo=False)  # fmt: skip
        _row(session, "case", id=case, lang="ja", consent="fictional")
        _row(session, "post", id=post, case_id=case, author_id=member, opening=True, made_at=NOW, comments=0, labels="")
        for number, (state, (one, body)) in enumerate(rows.items(), 1):
            _row(session, "revision", id=one, post_id=post, number=number, state=state, lang="ja", title="", body=body,
                 question="", html=f"<p>{body}</p>", made_at=NOW, note="")  # fmt: skip
    columns = text("select state, body, html from revision order by number")
    with older.reading() as session:
        before = session.execute(columns).all()
    schema.upgrade(older, "0009")
    with older.reading() as session:
        assert [row.body for row in session.execute(columns)] == ["", "言葉 published", ""]
        found = vault.get_many(session, [one for one, _ in rows.values()], "words")
    assert dict(rows.values()) == {one: json.loads(words)[1] for one, words in found.items()}
    schema.downgrade(older, "0008")
    with older.reading() as session:
        assert session.execute(columns).all() == before
        assert session.execute(text("select count(*) from vault_key")).scalar() == 0
