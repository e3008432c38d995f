"""Which version of an applicant's plan a record is: the first 접수본, the second 보완본."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from schemas import Record, SubmissionKind

_LAST = datetime.max.replace(tzinfo=UTC)


def applicant_of(record: Record) -> str | None:
    """The government that handed the file in: what the receipt says, otherwise what the plan says."""
    if record.submission.applicant:
        return record.submission.applicant
    if record.proposal and record.proposal.applicant:
        return record.proposal.applicant.value
    return None


def version_numbers(records: Sequence[Record]) -> tuple[int | None, ...]:
    """The number n of each record among the files of the same applicant, call and kind, in the order of arrival.

    The same bytes are the same version. Files without a receipt come last, in the order of their names. `None` where
    nobody knows whose file it is.
    """
    versions: dict[tuple[str, str, SubmissionKind], list[str]] = defaultdict(list)
    for record in sorted(records, key=_arrival):
        of_applicant = _series(record)
        if of_applicant and record.key.sha256 not in versions[of_applicant]:
            versions[of_applicant].append(record.key.sha256)
    return tuple(
        versions[series].index(record.key.sha256) + 1 if (series := _series(record)) else None for record in records
    )


def _series(record: Record) -> tuple[str, str, SubmissionKind] | None:
    applicant = applicant_of(record)
    return (applicant, record.key.call_id, record.submission.kind) if applicant else None


def _arrival(record: Record) -> tuple[datetime, str, str]:
    return record.submission.received_at or _LAST, record.submission.file_name, record.key.sha256


def earlier_versions(records: Sequence[Record]) -> tuple[int | None, ...]:
    """For each record the position of the version that it came after: of the same applicant, read, in other bytes.

    Agreed copies come after corrected and those after first ones, within a kind in the order of arrival.
    """
    last: dict[tuple[str, str], int] = {}
    earlier: dict[int, int] = {}
    order = sorted(range(len(records)), key=lambda index: (_kind_order(records[index]), _arrival(records[index])))
    for index in order:
        record = records[index]
        applicant = applicant_of(record)
        if applicant is None or record.proposal is None:
            continue
        before = last.get((applicant, record.key.call_id))
        if before is not None and records[before].key.sha256 != record.key.sha256:
            earlier[index] = before
        last[applicant, record.key.call_id] = index
    return tuple(earlier.get(index) for index in range(len(records)))


def _kind_order(record: Record) -> int:
    return list(SubmissionKind).index(record.submission.kind)
