"""What PostgreSQL writes to its files and its log. On SQLite the same is asked of its one file."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from app import vault
from app.database import Database
from app.posts.models import Revision
from app.settings import Settings
from app.vault.models import Sealed
from tests import texts
from tests.make import Make
from tests.security.files import holding


def folder_of(database: Database, settings: Settings) -> Path:
    """Return where the database keeps its files, with everything written out."""
    if not database.remote:
        return settings.data
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("checkpoint")
        return Path(connection.exec_driver_sql("show data_directory").scalar_one())


def test_lk_21_words_that_were_never_public_are_in_no_dead_row_and_no_log_of_changes(
    database: Database, make: Make, site_settings: Settings
) -> None:
    hidden, public = texts.marker(), texts.marker()
    make.withdrawn(make.case(texts.NAMED + hidden))
    make.returned(make.case(texts.NAMED + hidden))
    make.withdrawn(make.case(f"書きかけ {hidden}", draft=True))
    make.case(f"「{public}」の事例です。")
    folder = folder_of(database, site_settings)
    if not os.access(folder, os.R_OK):
        pytest.fail(f"{folder} cannot be read: run the tests as whoever owns it")
    assert holding(folder, public), "the files were looked at"
    assert not holding(folder, hidden), "the key that opens it is all there is to erase"


def test_lk_22_a_failing_statement_names_no_word(database: Database, site_settings: Settings) -> None:
    mark = texts.marker()
    failing = (
        insert(Sealed).values(
            owner=uuid4(), field="words", key_id=None, box=vault.boxes.seal(b"k" * 32, mark.encode(), b"")
        ),
        insert(Revision).values(id=uuid4(), post_id=uuid4(), number=1, state="held", lang="ja", title=mark, html=mark),
    )
    for number, statement in enumerate(failing):
        with database.engine.connect() as connection:
            if database.remote:
                connection.exec_driver_sql("set log_min_messages = error")
            with pytest.raises(DBAPIError) as raised:
                connection.execute(statement)
        said = str(raised.value).partition("DETAIL")
        assert mark not in said[0]
        if number == 0:
            assert mark not in str(raised.value), "sealed, a row may be quoted"
    if database.remote:
        log = folder_of(database, site_settings).with_name("server.log").read_text()
        assert "null value in column" in log, "the log was looked at"
        statements = [line for line in log.splitlines() if "STATEMENT" in line]
        assert statements and not [line for line in statements if mark in line], "values are bound, not written out"
