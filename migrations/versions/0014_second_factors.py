"""Members have second factors: an app that shows codes, passkeys, codes for an emergency.

Locks   nothing: the tables are new.
Undo    drops them: everyone signs in with the password alone, and whoever moderates sets up a second factor again.
"""

import sqlalchemy as sa
from alembic import op

from app.database import Moment

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("confirmed_at", Moment),
        sa.Column("last_step", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "authenticator_one_confirmed_per_member",
        "authenticator",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("confirmed_at is not null"),
        postgresql_where=sa.text("confirmed_at is not null"),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("credential_id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("device", sa.String(120), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("member_id", sa.Uuid, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("selector", sa.String(4), nullable=False),
        sa.Column("code_hash", sa.String(255), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
        sa.UniqueConstraint("member_id", "selector", name="recovery_code_told_apart"),
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("value", sa.LargeBinary, primary_key=True),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("bound_to", sa.String(64), nullable=False),
        sa.Column("expires_at", Moment, nullable=False, index=True),
        sa.CheckConstraint("purpose in ('register', 'sign_in', 'prove')", name="passkey_challenge_purpose_known"),
    )


def downgrade() -> None:
    for table in ("passkey_challenge", "recovery_code", "passkey", "authenticator"):
        op.drop_table(table)
