"""What each submission counts for: which may be chosen, and which is late, excluded, replaced or could not be read."""

from collections.abc import Sequence
from enum import StrEnum

from records.submission_versions import applicant_of
from rules.kinds.submission.applicant import ApplicantRule
from rules.kinds.submission.deadline import DeadlineRule
from rules.taking_part import copy_order
from schemas import Call, Finding, Record, Verdict


class Standing(StrEnum):
    """Whether a submission takes part, or why it does not."""

    VALID = "유효"
    REPLACED = "교체됨"
    LATE = "기한 후"
    INELIGIBLE = "부적격"
    UNREAD = "판독 불가"

    @property
    def key(self) -> str:
        """A name for style sheets."""
        return self.name.lower()


def standings(records: Sequence[Record], call: Call) -> tuple[Standing, ...]:
    """The standing of each record: of the valid copies of a government only the latest counts.

    Agreed copies come after corrected and those after first ones, then the later received.
    """
    own = [_own_standing(record, call) for record in records]
    latest: dict[str, int] = {}
    for index, record in enumerate(records):
        applicant = applicant_of(record)
        if own[index] is not Standing.VALID or not applicant:
            continue
        if applicant not in latest or copy_order(record.submission) > copy_order(records[latest[applicant]].submission):
            latest[applicant] = index
    replaced = {
        index
        for index, record in enumerate(records)
        if own[index] is Standing.VALID and latest.get(applicant_of(record) or "", index) != index
    }
    return tuple(Standing.REPLACED if index in replaced else standing for index, standing in enumerate(own))


def _own_standing(record: Record, call: Call) -> Standing:
    if record.proposal is None:
        return Standing.UNREAD
    broken = {_kind(finding, call) for finding in record.findings if finding.verdict is Verdict.VIOLATED}
    if ApplicantRule.id in broken:
        return Standing.INELIGIBLE
    return Standing.LATE if DeadlineRule.id in broken else Standing.VALID


def _kind(finding: Finding, call: Call) -> str | None:
    return next((rule.kind for rule in call.rules if rule.id == finding.rule), None)
