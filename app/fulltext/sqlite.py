"""The index in SQLite: FTS5 over terms made by us, newest first by row number.

FTS5 keeps no copy of what it indexes here (`content=''`), so taking a text out needs the very terms that went in: they
are kept packed in `fulltext_packed`. Its own way of forgetting, `contentless_delete`, only marks a text as deleted; the
command 'delete' with the option `secure-delete` takes the terms out of the index at once (SQLite 3.42 and newer).
Measured: after it, `PRAGMA secure_delete` and a truncating checkpoint the file holds no byte of them.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
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
    func,
    insert,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy import Column as TableColumn

from app.fulltext.terms import Indexed, Part
from app.fulltext.words import GAP

FAST = 1  # zlib's level: the quickest

SCHEMA = (
    "CREATE TABLE fulltext_key (place INTEGER PRIMARY KEY, key CHAR(32) NOT NULL UNIQUE)",
    # Apart from the keys, so that a page of hits reads a few pages of the file and not one for each hit.
    "CREATE TABLE fulltext_packed (place INTEGER PRIMARY KEY, terms BLOB NOT NULL)",
    # `ascii` cuts at ASCII that is no letter or digit, and takes everything else as it comes: our terms stay whole.
    "CREATE VIRTUAL TABLE fulltext_term USING fts5(terms, content='', columnsize=0, tokenize='ascii')",
    "INSERT INTO fulltext_term(fulltext_term, rank) VALUES ('secure-delete', 1)",
)

TABLES = MetaData()
KEY = Table(
    "fulltext_key",
    TABLES,
    TableColumn("place", BigInteger, primary_key=True),
    TableColumn("key", Uuid, nullable=False, unique=True),
)
PACKED = Table(
    "fulltext_packed",
    TABLES,
    TableColumn("place", BigInteger, primary_key=True),
    TableColumn("terms", LargeBinary, nullable=False),
)
TERM = table("fulltext_term", column("rowid", Integer), column("fulltext_term"), column("terms"))
IN = text("INSERT INTO fulltext_term(rowid, terms) VALUES (:place, :terms)")
OUT = text("INSERT INTO fulltext_term(fulltext_term, rowid, terms) VALUES ('delete', :place, :terms)")


def create(connection: Connection) -> None:
    for statement in SCHEMA:
        connection.execute(text(statement))


def destroy(connection: Connection) -> None:
    for name in ("fulltext_term", "fulltext_packed", "fulltext_key"):
        connection.execute(text(f"DROP TABLE {name}"))


def erases(connection: Connection) -> bool:
    found = connection.execute(text("SELECT v FROM fulltext_term_config WHERE k = 'secure-delete'")).scalar()
    return found == 1


def clear(connection: Connection) -> None:
    connection.execute(text("INSERT INTO fulltext_term(fulltext_term) VALUES ('delete-all')"))
    connection.execute(delete(PACKED))
    connection.execute(delete(KEY))


def put(connection: Connection, rows: Sequence[tuple[int, UUID, Indexed]]) -> None:
    """Write texts that are not in the index; in ascending order of place, which FTS5 takes several times faster."""
    stored = [(place, key, _row(indexed)) for place, key, indexed in sorted(rows, key=lambda row: row[0])]
    if stored:
        connection.execute(insert(KEY), [{"place": place, "key": key} for place, key, _ in stored])
        packed = [{"place": place, "terms": zlib.compress(row.encode(), FAST)} for place, _, row in stored]
        connection.execute(insert(PACKED), packed)
        connection.execute(IN, [{"place": place, "terms": row} for place, _, row in stored])


def drop(connection: Connection, keys: Iterable[UUID]) -> None:
    for key in keys:
        packed = select(PACKED).join(KEY, KEY.c.place == PACKED.c.place).where(KEY.c.key == key)
        row = connection.execute(packed).one_or_none()
        if row is not None:
            connection.execute(OUT, {"place": row.place, "terms": zlib.decompress(row.terms).decode()})
            connection.execute(delete(PACKED).where(PACKED.c.place == row.place))
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
        .where(_has(parts, labels, loosely=loosely))
    )


def places(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> Select[Any]:
    """Return a statement for the place alone of each text that `matching` finds, in no order."""
    return select(TERM.c.rowid).where(_has(parts, labels, loosely=loosely))


def listed(places: Sequence[int]) -> Select[Any]:
    """Return a statement for the key and place of the texts at these places."""
    each = func.json_each(json.dumps(list(places))).table_valued("value")
    return select(KEY.c.key, KEY.c.place).where(KEY.c.place.in_(select(each.c.value)))


def _has(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> ColumnElement[bool]:
    wanted: ColumnElement[str] = bindparam(None, expression(parts, labels, loosely=loosely))
    return TERM.c.fulltext_term.op("MATCH", is_comparison=True)(wanted)


def expression(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> str:
    """Return FTS5's words for a query. Terms hold letters, digits and our own marks only: nothing typed is syntax."""
    phrases = [_phrase([label]) for label in labels]
    for part in parts:
        phrase = _phrase(part.words)
        phrases.append(f"({phrase} OR {_phrase(part.pairs)})" if loosely and part.pairs else phrase)
    return " AND ".join(phrases)


def _phrase(terms: Sequence[str]) -> str:
    return '"' + " ".join(terms) + '"'
