"""The submissions of a call as they stand, a line each: for the table of a run and for whoever asks how things are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from flows.runs.report import SubmissionState
from records import Records
from records.queries.overview import OverviewOrder, OverviewRow, SortKey
from review.pages.writer import page_name_of
from review.rendering import labels_ko
from review.rendering.masking import masked_text
from rules import judge
from schemas import Call, Verdict

ROWS_AT_ONCE: Final = 500


def overview_rows(records: Records, call: Call) -> Iterator[OverviewRow]:
    """All submissions of a call as reviewers left them, by file name; no record is loaded."""
    records.refresh(call.id, lambda proposal, submission: judge(proposal, submission, call))
    queries, offset = records.queries(call), 0
    while page := queries.overview(order=OverviewOrder(SortKey.FILE_NAME), offset=offset, limit=ROWS_AT_ONCE).rows:
        yield from page
        offset += len(page)


def submission_states(rows: Iterable[OverviewRow], folder: Path) -> tuple[SubmissionState, ...]:
    """The states of a call's submissions; those that a person has to look at come first."""
    states = [_state(row, folder) for row in rows]
    return tuple(sorted(states, key=lambda state: not state.to_do))


def _state(row: OverviewRow, folder: Path) -> SubmissionState:
    return SubmissionState(
        file=masked_text(row.file_name),
        kind=labels_ko.KINDS[row.kind],
        state=f"읽지 못함({row.failure_code})" if row.failure_code else _verdicts(row),
        to_do=masked_text(row.failure_message or ""),
        page=(folder / page_name_of(row.file_name, row.kind, row.sha256)).absolute().as_uri(),
    )


def _verdicts(row: OverviewRow) -> str:
    counted = Counter[Verdict]()
    for (verdict, _), number in row.findings.items():
        counted[verdict] += number
    told = [
        f"{labels_ko.VERDICTS[verdict]} {counted[verdict]}"
        for verdict in (Verdict.VIOLATED, Verdict.UNDETERMINED)
        if counted[verdict]
    ]
    return ", ".join(told) or "위반 없음"
