"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From nothing to the first tables."""
    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_submissions_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint(
            "call_id", "sha256", "file_name", "kind", name=op.f("uq_submissions_call_id_sha256_file_name_kind")
        ),
    )
    op.create_index(op.f("ix_submissions_sha256"), "submissions", ["sha256"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("call_version", sa.String(length=200), nullable=False),
        sa.Column("code_version", sa.String(length=200), nullable=False),
        sa.Column("model_version", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=50), nullable=False),
        sa.Column("run_digest", sa.String(length=64), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("record_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_records_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("run_digest", "outcome", name=op.f("uq_records_run_digest_outcome")),
    )
    op.create_index("ix_records_key", "records", ["call_version", "code_version", "model_version"], unique=False)
    op.create_index(op.f("ix_records_submission_id"), "records", ["submission_id"], unique=False)
    op.create_table(
        "failures",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_failures_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_failures")),
    )
    op.create_index(op.f("ix_failures_code"), "failures", ["code"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=True),
        sa.Column("lead_organization", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_proposals_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_applicant"), "proposals", ["applicant"], unique=False)
    op.create_table(
        "amounts",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=20), nullable=True),
        sa.Column("program_position", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("krw", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.Column("derived", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["proposals.record_id"], name=op.f("fk_amounts_record_id")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_amounts")),
    )
    op.create_index("ix_amounts_source_krw", "amounts", ["source", "krw"], unique=False)
    op.create_table(
        "budget_entries",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("program", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("rollup", sa.Boolean(), nullable=False),
        sa.Column("krw", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["proposals.record_id"], name=op.f("fk_budget_entries_record_id")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_budget_entries")),
    )
    op.create_index(op.f("ix_budget_entries_source"), "budget_entries", ["source"], unique=False)
    op.create_table(
        "findings",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["proposals.record_id"], name=op.f("fk_findings_record_id")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_rule_verdict", "findings", ["rule", "verdict"], unique=False)
    op.create_table(
        "programs",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("declared_area", sa.String(length=200), nullable=True),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("area_status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["proposals.record_id"], name=op.f("fk_programs_record_id")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_programs")),
    )


def downgrade() -> None:
    """Back to nothing."""
    for table in (
        "findings",
        "budget_entries",
        "amounts",
        "programs",
        "proposals",
        "failures",
        "records",
        "submissions",
        "calls",
    ):
        op.drop_table(table)
