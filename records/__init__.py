"""SQLAlchemy tables, migrations, queries and versions of what was judged, what reviewers decided, and the audit log."""

from records.audit import AuditProblem, Event
from records.changes import VersionDiff
from records.decisions.corrections import AreaCorrection, area_correction
from records.decisions.overrides import Override, ReviewedRecord, make_override
from records.decisions.reviewing import finding_pointer, make_decision
from records.decisions.withdrawals import Withdrawal
from records.preservation.retention import RetentionPlan
from records.store import Records, database_url
from records.submission_versions import applicant_of, version_numbers
from records.turns import run_turn
from records.version_diff import version_diff

__all__ = [
    "AreaCorrection",
    "AuditProblem",
    "Event",
    "Override",
    "Records",
    "RetentionPlan",
    "ReviewedRecord",
    "VersionDiff",
    "Withdrawal",
    "applicant_of",
    "area_correction",
    "database_url",
    "finding_pointer",
    "make_decision",
    "make_override",
    "run_turn",
    "version_diff",
    "version_numbers",
]
