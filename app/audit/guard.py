"""Triggers by which the database itself refuses to change or take away an entry, on SQLite and on PostgreSQL.

Whoever may alter the schema can take them off again. That is what the chain is for: it tells afterwards.
"""

from sqlalchemy import Connection, text

SAYS = "the record is added to, never changed"

_SQLITE = tuple(
    f"create trigger {name} before {event} on {table} begin select raise(abort, '{SAYS}'); end"
    for name, event, table in (
        ("audit_entry_never_changed", "update", "audit_entry"),
        ("audit_entry_never_deleted", "delete", "audit_entry"),
        ("audit_head_never_deleted", "delete", "audit_head"),
    )
)
_REFUSE = f"""
create function audit_refuse() returns trigger language plpgsql as
$$ begin raise exception '{SAYS}' using errcode = 'insufficient_privilege'; end $$
"""
_POSTGRES = (
    _REFUSE,
    *(
        f"create trigger {name} before {event} on {table} for each {each} execute function audit_refuse()"
        for name, event, table, each in (
            ("audit_entry_never_changed", "update or delete", "audit_entry", "row"),
            ("audit_entry_never_emptied", "truncate", "audit_entry", "statement"),
            ("audit_head_never_deleted", "delete", "audit_head", "row"),
            ("audit_head_never_emptied", "truncate", "audit_head", "statement"),
        )
    ),
)


def put_up(connection: Connection) -> None:
    """Make the triggers; the migration that makes the tables calls it."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def take_down(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in ("audit_entry_never_changed", "audit_entry_never_deleted", "audit_head_never_deleted"):
            connection.execute(text(f"drop trigger {name}"))
    else:
        connection.execute(text("drop function audit_refuse() cascade"))
