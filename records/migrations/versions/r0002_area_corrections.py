"""What reviewers corrected about areas."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the corrections."""
    op.create_table(
        "area_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("corrected", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_area_corrections_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_corrections")),
    )
    op.create_index(op.f("ix_area_corrections_record_id"), "area_corrections", ["record_id"], unique=False)


def downgrade() -> None:
    """Back to the first tables."""
    op.drop_index(op.f("ix_area_corrections_record_id"), table_name="area_corrections")
    op.drop_table("area_corrections")
