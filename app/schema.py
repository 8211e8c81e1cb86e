"""Bringing a database to the shape this version of the forum expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.database import Database

FOLDER = Path(__file__).parents[1] / "migrations"


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
