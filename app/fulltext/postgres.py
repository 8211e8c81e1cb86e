"""The index in PostgreSQL: tsvector and GIN over terms made by us; no text search configuration is asked.

A row taken out lies in the table until the vacuum, which this table is given early, and the bare words of the GIN
index stay in it, tied to no text, until REINDEX.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    delete,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy import Column as TableColumn
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from app.fulltext.terms import Indexed, Part
from app.fulltext.words import GAP

SCHEMA = (
    (
        "CREATE TABLE fulltext_key (place BIGINT PRIMARY KEY, key UUID NOT NULL UNIQUE, "
        "words TSVECTOR NOT NULL, pairs TSVECTOR NOT NULL) "
        "WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20)"
    ),
    # A pending list would make every search read it.
    "CREATE INDEX fulltext_key_words ON fulltext_key USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX fulltext_key_pairs ON fulltext_key USING gin (pairs) WITH (fastupdate = off)",
)

KEY = Table(
    "fulltext_key",
    MetaData(),
    TableColumn("place", BigInteger, primary_key=True),
    TableColumn("key", Uuid, nullable=False, unique=True),
    TableColumn("words", TSVECTOR, nullable=False),
    TableColumn("pairs", TSVECTOR, nullable=False),
)


def create(connection: Connection) -> None:
    for statement in SCHEMA:
        connection.execute(text(statement))


def destroy(connection: Connection) -> None:
    connection.execute(text("DROP TABLE fulltext_key"))


def erases(connection: Connection) -> bool:  # noqa: ARG001  # what is dead is vacuumed: docs/decisions/0012
    return True


def clear(connection: Connection) -> None:
    connection.execute(delete(KEY))


def put(connection: Connection, rows: Sequence[tuple[int, UUID, Indexed]]) -> None:
    """Write texts that are not in the index."""
    if rows:
        connection.execute(
            insert(KEY).values(
                place=bindparam("place"),
                key=bindparam("key"),
                words=cast(bindparam("words"), TSVECTOR),
                pairs=cast(bindparam("pairs"), TSVECTOR),
            ),
            [
                {
                    "place": place,
                    "key": key,
                    "words": _vector(indexed.words, indexed.rest),
                    "pairs": _vector(indexed.pairs),
                }
                for place, key, indexed in rows
            ],
        )


def drop(connection: Connection, keys: Iterable[UUID]) -> None:
    connection.execute(delete(KEY).where(KEY.c.key.in_(list(keys))))


def _vector(terms: Sequence[str], rest: Iterable[str] = ()) -> str:
    """Return a tsvector in its written form: 'term':1,7 for what has places, 'term' for the rest."""
    places: dict[str, list[str]] = {}
    for place, term in enumerate(terms, start=1):
        if term != GAP:
            places.setdefault(term, []).append(str(place))
    return " ".join((*(f"'{term}':{','.join(at)}" for term, at in places.items()), *(f"'{term}'" for term in rest)))


def matching(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> Select[Any]:
    """Return a statement for the key and place of each text that has all parts and labels."""
    wanted: list[ColumnElement[bool]]
    if loosely:
        wanted = [_has("words", _phrase([label])) for label in labels] + [
            or_(_has("words", _phrase(part.words)), _has("pairs", _phrase(part.pairs)))
            if part.pairs
            else _has("words", _phrase(part.words))
            for part in parts
        ]
    else:
        phrases = [*(_phrase([label]) for label in labels), *(f"({_phrase(part.words)})" for part in parts)]
        wanted = [_has("words", " & ".join(phrases))]
    return select(KEY.c.key, KEY.c.place).where(and_(*wanted))


def places(parts: Sequence[Part], labels: Sequence[str], *, loosely: bool) -> Select[Any]:
    """Return a statement for the place alone of each text that `matching` finds, in no order."""
    return matching(parts, labels, loosely=loosely).with_only_columns(KEY.c.place)


def listed(places: Sequence[int]) -> Select[Any]:
    """Return a statement for the key and place of the texts at these places."""
    return select(KEY.c.key, KEY.c.place).where(KEY.c.place == any_(bindparam(None, list(places), ARRAY(BigInteger))))


def _has(name: str, expression: str) -> ColumnElement[bool]:
    return KEY.c[name].op("@@", is_comparison=True)(cast(bindparam(None, expression), TSQUERY))


def _phrase(terms: Sequence[str]) -> str:
    """Return PostgreSQL's words for a phrase. Terms hold letters, digits and our own marks only: nothing is syntax."""
    pieces, distance = [f"'{terms[0]}'"], 1
    for term in terms[1:]:
        if term == GAP:
            distance += 1
        else:
            pieces.append(f"<{distance}> '{term}'")
            distance = 1
    return " ".join(pieces)
