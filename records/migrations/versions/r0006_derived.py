"""What lists, sums and the search are asked of; records.database.migrate fills it from the records."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

_AMOUNTS = ("total", "national", "local", "private")
_COUNTS = (
    "programs",
    "needs_review",
    "warnings",
    "violated_error",
    "violated_warning",
    "violated_advice",
    "undetermined_error",
    "undetermined_warning",
    "undetermined_advice",
    "met",
    "not_applicable",
    "overrides",
    "to_confirm",
)


def upgrade() -> None:
    """Add the derived tables, and the index that the search goes by."""
    op.create_table(
        "verdict_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdicts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_profiles")),
        sa.UniqueConstraint("digest", name=op.f("uq_verdict_profiles_digest")),
    )
    op.create_table(
        "plan_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("is_cut", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_texts")),
        sa.UniqueConstraint("digest", name=op.f("uq_plan_texts_digest")),
    )
    op.create_table(
        "record_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("call_id", sa.String(length=200), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("applicant_key", sa.String(length=64), nullable=True),
        sa.Column("rank_key", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applicant", sa.Text(), nullable=True),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("is_picture", sa.Boolean(), nullable=False),
        sa.Column("failure_code", sa.String(length=50), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in _AMOUNTS),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("review_state", sa.String(length=50), nullable=True),
        sa.Column("violated_rules", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_record_summaries_record_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_record_summaries_submission_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["verdict_profiles.id"], name=op.f("fk_record_summaries_profile_id")),
        sa.ForeignKeyConstraint(["text_id"], ["plan_texts.id"], name=op.f("fk_record_summaries_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_summaries")),
        sa.UniqueConstraint("record_id", "revision", name=op.f("uq_record_summaries_record_id_revision")),
    )
    op.create_index(
        "ix_record_summaries_counting", "record_summaries", ["call_id", "counts", "applicant_key", "rank_key"]
    )
    op.create_index("ix_record_summaries_file", "record_summaries", ["sha256", "kind"])
    op.drop_index("ix_findings_rule_verdict", table_name="findings")
    op.create_index("ix_findings_rule_verdict", "findings", ["rule", "verdict", "record_id", "position"])
    op.create_index(op.f("ix_record_summaries_text_id"), "record_summaries", ["text_id"], unique=False)
    op.create_table(
        "area_money",
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("programs", sa.Integer(), nullable=False),
        sa.Column("without_total", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in _AMOUNTS),
        sa.ForeignKeyConstraint(["summary_id"], ["record_summaries.id"], name=op.f("fk_area_money_summary_id")),
        sa.PrimaryKeyConstraint("summary_id", "area", name=op.f("pk_area_money")),
    )
    op.create_table(
        "unit_costs",
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("program_position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=50), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("quantity", sa.String(length=50), nullable=False),
        sa.Column("krw", sa.BigInteger(), nullable=False),
        sa.Column("krw_per_unit", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["summary_id"], ["record_summaries.id"], name=op.f("fk_unit_costs_summary_id")),
        sa.PrimaryKeyConstraint("summary_id", "program_position", "unit", name=op.f("pk_unit_costs")),
    )
    op.create_table(
        "reviewed_findings",
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["summary_id"], ["record_summaries.id"], name=op.f("fk_reviewed_findings_summary_id")),
        sa.PrimaryKeyConstraint("summary_id", "position", name=op.f("pk_reviewed_findings")),
    )
    op.create_index(
        "ix_reviewed_findings_rule_verdict", "reviewed_findings", ["rule", "verdict", "summary_id", "position"]
    )
    op.create_index("ix_unit_costs_unit", "unit_costs", ["unit", "krw_per_unit", "summary_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE plan_text_index"
            " USING fts5(pairs, content='', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        _index_trigrams()


def _index_trigrams() -> None:
    """PostgreSQL's own extension makes the search quick where the server has it; without it every text is looked at."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")):
        allowed = op.get_bind().scalar(
            sa.text(
                "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
                " OR has_database_privilege(current_database(), 'CREATE')"
            )
        )
        if allowed:
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute("CREATE INDEX ix_plan_texts_folded_trigrams ON plan_texts USING gin (folded gin_trgm_ops)")


def downgrade() -> None:
    """Back to records alone: nothing is lost, it can be made anew. The extension stays, others may use it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE plan_text_index")
    op.drop_index("ix_findings_rule_verdict", table_name="findings")
    op.create_index("ix_findings_rule_verdict", "findings", ["rule", "verdict"])
    for table in (
        "reviewed_findings",
        "unit_costs",
        "area_money",
        "record_summaries",
        "plan_texts",
        "verdict_profiles",
    ):
        op.drop_table(table)
