"""An index of texts by key, newest first; knows nothing of posts, and dropping erases, it does not mark.

Only words that everybody may read are ever put.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, select
from sqlmodel import Session

from app.fulltext import postgres, sqlite, terms
from app.fulltext.marking import marks
from app.fulltext.terms import Query

__all__ = [
    "COUNT_LIMIT",
    "Found",
    "Query",
    "Row",
    "clear",
    "create",
    "destroy",
    "drop",
    "erases",
    "find",
    "marks",
    "match",
    "put",
    "put_many",
]

COUNT_LIMIT = 1_000  # texts; beyond, a count says "more than"
TIES = 1_024  # places for texts of the same microsecond
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = tuple[UUID, str, datetime | int, Iterable[str]]  # key, text, order, labels


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds.

    count   how many texts, at most COUNT_LIMIT.
    more    whether there are more than that.
    hits    a statement for their `key` and `place`, to be joined as a subquery; the newest has the highest place.
    """

    count: int
    more: bool
    hits: Select[Any]


def create(connection: Connection) -> None:
    """Make the index's tables; migration 0004 calls it."""
    _at(connection).create(connection)


def destroy(connection: Connection) -> None:
    _at(connection).destroy(connection)


def erases(session: Session) -> bool:
    """Whether what is dropped leaves nothing in the index's files, as it was set up to."""
    connection = session.connection()
    return bool(_at(connection).erases(connection))


def put(session: Session, key: UUID, text: str, *, order: datetime | int, labels: Iterable[str] = ()) -> None:
    """Put a text under its key, in place of any that was there.

    order   when it was written, or any number that grows: hits come in this order.
    labels  plain names to filter by (`approach:cbt`); the index gives them no meaning.
    """
    put_many(session, [(key, text, order, labels)])


def put_many(session: Session, rows: Iterable[Row]) -> None:
    """Put many texts, each under its own key. Thousands at a time in ascending order are quickest."""
    latest = {row[0]: row for row in rows}
    connection = session.connection()
    index = _at(connection)
    index.drop(connection, _present(connection, index, latest))
    indexed = [(_place(key, order), key, terms.index(text, labels)) for key, text, order, labels in latest.values()]
    index.put(connection, _apart(connection, index, indexed))


def drop(session: Session, key: UUID) -> bool:
    """Erase what was put under a key, and say whether anything was."""
    connection = session.connection()
    there = bool(_present(connection, _at(connection), [key]))
    _at(connection).drop(connection, [key])
    return there


def clear(session: Session) -> None:
    """Erase everything, as before it is made again from the published words."""
    connection = session.connection()
    _at(connection).clear(connection)


def find(session: Session, query: Query, *, labels: Iterable[str] = ()) -> Found:
    """Count what has every word and phrase of the query and every label, and return the statement for it.

    Asks by words first; where these find nothing, by pairs of characters as well. One statement, or two.
    """
    index = _at(session.connection())
    parts = terms.ask(query)
    if not parts:
        return Found(0, False, index.listed([]))
    wanted = [terms.label(name) for name in labels]
    loosely = False
    places = _first_places(session, index, parts, wanted, loosely=loosely)
    if not places and any(part.pairs for part in parts):
        loosely = True
        places = _first_places(session, index, parts, wanted, loosely=loosely)
    if len(places) <= COUNT_LIMIT:
        # All are known, so nothing is searched twice and no planner guesses how many there are.
        return Found(len(places), False, index.listed(places))
    return Found(COUNT_LIMIT, True, index.matching(parts, wanted, loosely=loosely))


def match(
    session: Session,
    query: Query,
    *,
    limit: int,
    offset: int = 0,
    newest: bool = True,
    labels: Iterable[str] = (),
) -> list[UUID]:
    """Return the keys of what the query finds, the newest first unless told otherwise."""
    hits = find(session, query, labels=labels).hits
    place = hits.selected_columns.place
    ordered = hits.order_by(place.desc() if newest else place.asc()).limit(limit).offset(offset)
    return [row.key for row in session.execute(ordered)]


def _at(connection: Connection) -> Any:
    modules: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}
    return modules[connection.dialect.name]


def _first_places(
    session: Session, index: Any, parts: Sequence[terms.Part], labels: Sequence[str], *, loosely: bool
) -> list[int]:
    """Return one place more than are counted, of whichever texts come first."""
    statement = index.places(parts, labels, loosely=loosely).limit(COUNT_LIMIT + 1)
    return list(session.execute(statement).scalars())


AT_ONCE = 500  # bound values a statement


def _present(connection: Connection, index: Any, keys: Iterable[UUID]) -> list[UUID]:
    asked = list(keys)
    return [
        row.key
        for start in range(0, len(asked), AT_ONCE)
        for row in connection.execute(
            select(index.KEY.c.key).where(index.KEY.c.key.in_(asked[start : start + AT_ONCE]))
        )
    ]


def _place(key: UUID, order: datetime | int) -> int:
    """Return where a text stands among all: its moment in microseconds, then its key, as one number of 64 bits."""
    moment = order if isinstance(order, int) else (order - EPOCH) // timedelta(microseconds=1)
    return moment * TIES + key.int % TIES


Placed = tuple[int, UUID, terms.Indexed]


def _apart(connection: Connection, index: Any, rows: Sequence[Placed]) -> list[Placed]:
    """Return the rows with a place of its own for each: the next free one, if two share a moment and a bit of a key."""
    wanted = [place for place, _, _ in rows]
    taken = {
        row.place
        for start in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(
            select(index.KEY.c.place).where(index.KEY.c.place.in_(wanted[start : start + AT_ONCE]))
        )
    }
    apart = []
    for place, key, indexed in rows:
        free = place
        while free in taken:
            free += 1
            if (
                free not in taken
                and connection.execute(select(index.KEY.c.key).where(index.KEY.c.place == free)).first()
            ):
                taken.add(free)
        taken.add(free)
        apart.append((free, key, indexed))
    return apart
