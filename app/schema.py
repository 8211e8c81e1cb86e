"""Bringing a database to the shape this version of the forum expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.database import Database, Foreign

FOLDER = Path(__file__).parents[1] / "migrations"


def look(database: Database) -> None:
    """Make sure, before anything is done to it, that a database is Kiku's or empty, and that this version knows its shape.

    Raises  Foreign if it is not; then it was not touched.
    """
    tables, standing_at = database.peek()
    if tables and "alembic_version" not in tables:
        raise Foreign("the database there belongs to another program: it has tables, and none of them is Kiku's")
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    for here in standing_at:
        if here not in known:
            raise Foreign(
                f"the database stands at migration {here}: it belongs to a newer version of Kiku than this one"
            )


def upgrade(database: Database, to: str = "head") -> None:
    """Run the migrations that are missing, each in a transaction of its own kind."""
    _run(database, command.upgrade, to)


def downgrade(database: Database, to: str = "base") -> None:
    _run(database, command.downgrade, to)


def standing(database: Database) -> tuple[str | None, str | None]:
    """Return the migration a database stands at, and the newest there is."""
    with database.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here, ScriptDirectory.from_config(_config()).get_current_head()


def _run(database: Database, what, to: str) -> None:  # type: ignore[no-untyped-def]  # one of alembic's two commands
    config = _config()
    with database.engine.execution_options(writing=True).connect() as connection:
        config.attributes["connection"] = connection
        what(config, to)
        connection.commit()
    database.empty_log()  # a migration may have sealed words that stood open until now


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
