"""The watch over texts that are read while somebody writes notices one that is."""

from app.database import Database
from app.posts import screening
from app.posts.policy import Draft
from tests.ahead import Ahead


def test_a_text_that_is_read_in_a_transaction_that_writes_is_noticed(database: Database, ahead: Ahead) -> None:
    with database.writing() as session:
        session.connection()
        screening.look("四十代の女性。")
        screening.listen("四十代の女性。")
    assert [one.split(",")[0] for one in ahead.broken] == ["assess", "find"]
    ahead.broken.clear()
    screening.read(database, Draft("ja", "四十代の女性。"))
    with database.reading() as session:
        session.connection()
        screening.look("四十代の女性。")
    with database.writing() as session:
        session.connection()
        screening.read_within(session, Draft("ja", "四十代の女性。"))
    assert ahead.broken == []
