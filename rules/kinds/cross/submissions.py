"""What the kinds over all submissions share: who applies with which copies, and a finding that names its files."""

from collections import defaultdict
from collections.abc import Sequence

from rules.kinds.context import CallFinding, ExaminedSubmission
from rules.kinds.regions import find_region
from schemas.anchor import Anchor
from schemas.call import Call, Region, RuleInstance
from schemas.finding import Severity, Verdict
from schemas.submission import SubmissionKind


def finding_on(
    rule: RuleInstance,
    verdict: Verdict,
    message: str,
    about: Sequence[ExaminedSubmission],
    evidence: Sequence[Anchor] = (),
    severity: Severity | None = None,
) -> CallFinding:
    """A finding of a rule on the submissions that it is about."""
    return CallFinding(
        rule=rule.id,
        verdict=verdict,
        severity=severity or rule.severity,
        message=message,
        files=tuple(dict.fromkeys(each.submission.file_name for each in about)),
        evidence=tuple(evidence),
        citation=rule.citation.sentence,
    )


def applicant_name(each: ExaminedSubmission, call: Call) -> str | None:
    """The government by its official name where the call knows it, otherwise as it is named."""
    stated = each.proposal.applicant
    name = each.submission.applicant or (stated.value if stated is not None else None)
    known: tuple[Region, ...] = (*call.applicants, *call.exclusions)
    region = find_region(name, known) if name else None
    return region.name if region is not None else name


def by_applicant(
    submissions: Sequence[ExaminedSubmission], call: Call, kind: SubmissionKind
) -> dict[str, list[ExaminedSubmission]]:
    """The copies of one kind by the government that handed them in, in the order given."""
    found: dict[str, list[ExaminedSubmission]] = defaultdict(list)
    for each in submissions:
        name = applicant_name(each, call)
        if name is not None and each.submission.kind is kind:
            found[name].append(each)
    return found
