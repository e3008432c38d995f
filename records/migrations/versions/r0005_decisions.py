"""What reviewers decide about a submission, and withdrawals that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the decisions; a withdrawal says from now on whether it withdraws or restores (none was ever stored)."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence_digest", sa.String(length=64), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_decisions_submission_id")),
        sa.ForeignKeyConstraint(["replaces"], ["decisions.id"], name=op.f("fk_decisions_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_submission_id"), "decisions", ["submission_id"], unique=False)
    op.add_column("withdrawals", sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Back to a database without decisions."""
    with op.batch_alter_table("withdrawals") as withdrawals:
        withdrawals.drop_column("is_withdrawn")
    op.drop_index(op.f("ix_decisions_submission_id"), table_name="decisions")
    op.drop_table("decisions")
