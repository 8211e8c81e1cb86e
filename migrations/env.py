"""Runs the migrations against the database it is given."""

from alembic import context
from sqlmodel import SQLModel

import app.accounts.models
import app.cases.models
import app.erasure.models
import app.factors.models
import app.limits
import app.moderation.models
import app.outbox
import app.posts.models
import app.training.models
import app.vault.models  # noqa: F401  # each import fills SQLModel.metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
