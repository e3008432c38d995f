"""The spread of unit costs goes through all programmes of all plans: by an index alone."""

from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_unit_costs_summary", "unit_costs", ["summary_id", "unit", "area", "krw_per_unit"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_unit_costs_summary", table_name="unit_costs")
