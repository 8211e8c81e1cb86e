"""What points to a row, and to what points to it: read from the foreign keys, so that no table of tomorrow is forgotten."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import Column, String, Table, delete, select, update
from sqlmodel import AutoString, SQLModel

from app import vault
from app.database import Session

AT_ONCE = 500  # bound values a statement
SENTENCE = 100  # characters; a column that takes more can hold what somebody wrote about a text
# Long columns that hold names of rules, never sentences.
CODES = frozenset({("review", "found")})

Doomed = dict[str, set[UUID]]


def erase(session: Session, table: str, ids: Iterable[UUID]) -> Counter[str]:
    """Delete rows with everything that cannot be without them, and destroy what any of these had sealed.

    A reference that may be empty is emptied, and its row stays: an answer to a comment that is gone.
    Returns how many rows went, by table; `vault_key` counts the keys destroyed.
    """
    doomed = _reached(session, table, set(ids))
    gone: Counter[str] = Counter()
    for each in SQLModel.metadata.sorted_tables:
        for column, target in references(each):
            if column.nullable and doomed.get(target):
                _empty(session, each, column, doomed[target])
    for each in reversed(SQLModel.metadata.sorted_tables):
        gone[each.name] += _delete(session, each, doomed)
    gone["vault_key"] += vault.destroy_many(session, {one for ids_ in doomed.values() for one in ids_})
    session.expire_all()
    return +gone


def silence(session: Session, revision_ids: Iterable[UUID]) -> int:
    """Blank what was written about revisions in any table that belongs to them: notes may quote what was erased."""
    about, changed = _reached(session, "revision", set(revision_ids)), 0
    for table in SQLModel.metadata.sorted_tables:
        own, said = _id(table), _sentences(table)
        if own is None or not said or table.name == "revision":
            continue
        for some in _parts(about.get(table.name, ())):
            written = own.in_(some) & _any_written(said)
            changed += session.execute(
                update(table).where(written).values({column.name: "" for column in said})
            ).rowcount
    return changed


def _sentences(table: Table) -> list[Column]:  # type: ignore[type-arg]
    """Return the columns of a table that can hold what somebody wrote."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | AutoString)
        and not column.foreign_keys
        and (column.type.length or SENTENCE + 1) > SENTENCE
        and (table.name, column.name) not in CODES
    ]


def _any_written(columns: list[Column]):  # type: ignore[no-untyped-def,type-arg]
    first, *others = [column != "" for column in columns]
    for other in others:
        first |= other
    return first


def references(table: Table) -> Iterator[tuple[Column, str]]:  # type: ignore[type-arg]
    """Return the columns of a table that point to a row of another by its id, and to which table."""
    for column in table.columns:
        for key in column.foreign_keys:
            yield column, key.column.table.name


def _id(table: Table) -> Column | None:  # type: ignore[type-arg]
    keys = list(table.primary_key.columns)
    return keys[0] if len(keys) == 1 and keys[0].type.python_type is UUID else None


def _reached(session: Session, table: str, ids: set[UUID]) -> Doomed:
    """Follow every reference that may not be empty, from what it points to back to the rows that have it."""
    doomed: Doomed = defaultdict(set)
    waiting = [(table, ids)]
    while waiting:
        name, found = waiting.pop()
        new = found - doomed[name]
        doomed[name] |= new
        if not new:
            continue
        for each in SQLModel.metadata.sorted_tables:
            own = _id(each)
            for column, target in references(each):
                if target == name and not column.nullable and own is not None:
                    waiting.append((each.name, set(_matching(session, own, column, new))))
    return doomed


def _matching(session: Session, own: Column, column: Column, ids: set[UUID]) -> Iterator[UUID]:  # type: ignore[type-arg]
    for some in _parts(ids):
        yield from session.execute(select(own).where(column.in_(some))).scalars()


def _empty(session: Session, table: Table, column: Column, ids: set[UUID]) -> None:  # type: ignore[type-arg]
    for some in _parts(ids):
        session.execute(update(table).where(column.in_(some)).values({column.name: None}))


def _delete(session: Session, table: Table, doomed: Doomed) -> int:
    """Delete a table's doomed rows: by their own id, or where they have none by what they belong to."""
    own = _id(table)
    which = (
        [(own, doomed[table.name])]
        if own is not None
        else [
            (column, doomed[target]) for column, target in references(table) if not column.nullable and target in doomed
        ]
    )
    return sum(
        session.execute(delete(table).where(column.in_(some))).rowcount for column, ids in which for some in _parts(ids)
    )


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
