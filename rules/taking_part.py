"""Which submissions take part: a government's latest copy, of those that came in time from who may apply."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rules.kinds.context import ExaminedSubmission
from rules.kinds.cross.submissions import applicant_name
from rules.kinds.submission.applicant import ApplicantRule
from rules.kinds.submission.deadline import DeadlineRule
from schemas.call import Call
from schemas.finding import Finding, Verdict
from schemas.submission import Submission, SubmissionKind


def is_excluded(finding: Finding, call: Call) -> bool:
    """Whether a finding keeps the submission out whatever it says: a late receipt, or who may not apply."""
    if finding.verdict is not Verdict.VIOLATED:
        return False
    return any(rule.id == finding.rule and rule.kind in {ApplicantRule.id, DeadlineRule.id} for rule in call.rules)


def copy_order(submission: Submission) -> tuple[int, bool, datetime, str]:
    """Agreed copies come after corrected and those after first ones, then the later received."""
    received_at = submission.received_at
    return (
        list(SubmissionKind).index(submission.kind),
        received_at is not None,
        received_at or datetime.min.replace(tzinfo=UTC),
        submission.file_name,
    )


def taking_part(submissions: Sequence[ExaminedSubmission], call: Call) -> list[ExaminedSubmission]:
    """The latest valid copy of each government that is named, in the order in which governments come first."""
    latest: dict[str, ExaminedSubmission] = {}
    for each in submissions:
        name = applicant_name(each, call)
        if name is None or any(is_excluded(finding, call) for finding in each.findings):
            continue
        if name not in latest or copy_order(each.submission) > copy_order(latest[name].submission):
            latest[name] = each
    return list(latest.values())
