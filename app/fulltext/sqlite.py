"""The index in SQLite: FTS5 over terms made by us, newest first by row number.

FTS5 keeps no copy of what it indexes here (`content=''`), so taking a text out needs the very terms that went in: they
are kept packed in `fulltext_key`. Its own way of forgetting, `contentless_delete`, only marks a text as deleted; the
command 'delete' with the option `secure-delete` takes the terms out of the index at once (SQLite 3.42 and newer).
Measured: after it, `PRAGMA secure_delete` and a truncating checkpoint the file holds no byte of them.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Uuid,
    bindparam,
    column,
    delete,
    insert,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy import Column as TableColumn

from app.fulltext.terms import GAP, Indexed, Part

FAST = 1  # zlib's level: the quickest

SCHEMA = (
    "CREATE TABLE fulltext_key (place INTEGER PRIMARY KEY, key CHAR(32) NOT NULL UNIQUE, terms BLOB NOT NULL)",
    # `ascii` cuts at ASCII that is no letter or digit, and takes everything else as it comes: our terms stay whole.
    "CREATE VIRTUAL TABLE fulltext_term USING fts5(terms, content='', columnsize=0, tokenize='ascii')",
    "INSERT INTO fulltext_term(fulltext_term, rank) VALUES ('secure-delete', 1)",
)

KEY = Table(
    "fulltext_key",
    MetaData(),
    TableColumn("place", BigInteger, primary_key=True),
    TableColumn("key", Uuid, nullable=False, unique=True),
    TableColumn("terms", LargeBinary, nullable=False),
)
TERM = table("fulltext_term", column("rowid", Integer), column("fulltext_term"), column("terms"))
IN = text("INSERT INTO fulltext_term(rowid, terms) VALUES (:place, :terms)")
OUT = text("INSERT INTO fulltext_term(fulltext_term, rowid, terms) VALUES ('delete', :place, :terms)")


def create(connection: Connection) -> None:
    for statement in SCHEMA:
        connection.execute(text(statement))


def destroy(connection: Connection) -> None:
    connection.execute(text("DROP TABLE fulltext_term"))
    connection.execute(text("DROP TABLE fulltext_key"))


def put(connection: Connection, rows: Sequence[tuple[int, UUID, Indexed]]) -> None:
    """Write texts that are not in the index; in ascending order of place, which FTS5 takes several times faster."""
    stored = [(place, key, _row(indexed)) for place, key, indexed in sorted(rows, key=lambda row: row[0])]
    if stored:
        connection.execute(
            insert(KEY),
            [{"place": place, "key": key, "terms": zlib.compress(row.encode(), FAST)} for place, key, row in stored],
        )
        connection.execute(IN, [{"place": place, "terms": row} for place, _, row in stored])


def drop(connection: Connection, keys: Iterable[UUID]) -> None:
    for key in keys:
        row = connection.execute(select(KEY.c.place, KEY.c.terms).where(KEY.c.key == key)).one_or_none()
        if row is not None:
            connection.execute(OUT, {"place": row.place, "terms": zlib.decompress(row.terms).decode()})
            connection.execute(delete(KEY).where(KEY.c.place == row.place))


def _row(indexed: Indexed) -> str:
    return " ".join((*indexed.words, GAP, *indexed.pairs, GAP, *indexed.rest))


def matching(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> Select[Any]:
    """Return a statement for the key and place of each text that has all parts and labels."""
    place = TERM.c.rowid
    # `+` keeps SQLite from asking FTS5 once for each row of another table; it asks once, and in order of place.
    looked_up = KEY.c.place == type_coerce(place, BigInteger).op("+")(0)
    return (
        select(KEY.c.key, place.label("place"))
        .select_from(TERM.join(KEY, looked_up))
        .where(TERM.c.fulltext_term.op("MATCH")(bindparam(None, expression(parts, labels, loosely=loosely))))
    )


def expression(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> str:
    """Return FTS5's words for a query. Terms hold letters, digits and our own marks only, so nothing typed is syntax."""
    phrases = [_phrase([label]) for label in labels]
    for part in parts:
        phrase = _phrase(part.words)
        phrases.append(f"({phrase} OR {_phrase(part.pairs)})" if loosely and part.pairs else phrase)
    return " AND ".join(phrases)


def _phrase(terms: Sequence[str]) -> str:
    return '"' + " ".join(terms) + '"'
