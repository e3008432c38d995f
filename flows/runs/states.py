"""The submissions of a call as they stand, a line each: for the table of a run and for whoever asks how things are."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from records import ReviewedRecord
from review.pages.writer import page_name
from review.rendering import labels_ko
from review.rendering.masking import masked_text
from schemas import Record, Verdict
from schemas.base import Model


class SubmissionState(Model):
    """A submission: its file, 접수본 or 보완본, what became of it, what to do, and its page."""

    file: str
    kind: str
    state: str
    to_do: str = ""
    page: str


def submission_states(records: Sequence[ReviewedRecord], folder: Path) -> tuple[SubmissionState, ...]:
    """The states of a call's submissions; those that a person has to look at come first."""
    states = [_state(each.record, folder) for each in records]
    return tuple(sorted(states, key=lambda state: not state.to_do))


def _state(record: Record, folder: Path) -> SubmissionState:
    failure = record.failure
    return SubmissionState(
        file=masked_text(record.submission.file_name),
        kind=labels_ko.KINDS[record.submission.kind],
        state=f"읽지 못함({failure.code})" if failure else _verdicts(record),
        to_do=masked_text(failure.message) if failure else "",
        page=(folder / page_name(record)).absolute().as_uri(),
    )


def _verdicts(record: Record) -> str:
    counted = Counter(finding.verdict for finding in record.findings)
    told = [
        f"{labels_ko.VERDICTS[verdict]} {counted[verdict]}"
        for verdict in (Verdict.VIOLATED, Verdict.UNDETERMINED)
        if counted[verdict]
    ]
    return ", ".join(told) or "위반 없음"
