"""Schedules in tables: bars under months or quarters, and columns of dates (추진내용 │ 추진시기)."""

import re
from collections.abc import Iterator

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import plain_label
from extractors.programs.model import QuotedText
from extractors.programs.tolerances import SCHEDULES
from extractors.structure.field_labels import Field
from extractors.structure.table_view import TableView
from schemas import Cell

_STEP = re.compile(
    r"(?:1[0-2]|[1-9])월|[1-4](?:/4)?분기|[1-4]q|q[1-4]|상반기|하반기|(?:1[0-2]|[1-9])~(?:1[0-2]|[1-9])월"
)
_MONTH = re.compile(r"1[0-2]|0?[1-9]")
_NUMBER = re.compile(r"[\d,.]+")


def timeline_of_rows(view: TableView) -> dict[int, QuotedText]:
    """When each row of a table of bars is done ("3월~5월"), by row; nothing where no months head its columns."""
    header = _header(view)
    if header is None:
        return {}
    last_row, columns = header
    found: dict[int, QuotedText] = {}
    for row in range(last_row + 1, view.table.row_count):
        bars = [
            (column, cell) for column in columns if (cell := view.at(row, column)) is not None and cell.text.strip()
        ]
        if any(_NUMBER.fullmatch(cell.text.strip()) for _, cell in bars):
            return {}
        own = [(column, cell) for column, cell in bars if cell.row == row]
        if own:
            found[row] = QuotedText(", ".join(_spans(view, own, columns, last_row)), own[0][1].anchor)
    return found


def schedule_in(view: TableView) -> list[QuotedText]:
    """The lines of a table that is a programme's own schedule: what is done, and when."""
    bars = timeline_of_rows(view)
    if bars:
        return [
            QuotedText(f"{name}: {said.text}" if name else said.text, said.anchor) for name, said in _named(view, bars)
        ]
    head = next((cell for cell in view.row(0) if view.field(cell) is Field.SCHEDULE), None)
    if head is None or any(view.field(cell) is Field.TITLE for cell in view.row(0)):
        return []
    times = {cell.row: QuotedText(" ".join(cell.text.split()), cell.anchor) for cell in view.column(head.col, 1)}
    times = {row: said for row, said in times.items() if said.text and view.at(row, 0) is not view.at(row, head.col)}
    return [
        QuotedText(f"{name}: {said.text}" if name else said.text, said.anchor) for name, said in _named(view, times)
    ]


def _header(view: TableView) -> tuple[int, list[int]] | None:
    """The last header row with steps of time, and the columns that they head."""
    for row in range(min(SCHEDULES.header_rows, view.table.row_count - 1) - 1, -1, -1):
        cells = [cell for cell in view.row(row) if cell.col > 0 and cell.row == row]
        labels = [plain_label(cell.text).lower() for cell in cells]
        steps = [cell for cell, label in zip(cells, labels, strict=True) if _STEP.fullmatch(label)]
        months = [cell for cell, label in zip(cells, labels, strict=True) if _MONTH.fullmatch(label)]
        chosen = (
            steps if len(steps) >= SCHEDULES.least_steps else months if len(months) >= SCHEDULES.least_months else []
        )
        if chosen:
            return row, [column for cell in chosen for column in range(cell.col, cell.col + cell.col_span)]
    return None


def _spans(view: TableView, bars: list[tuple[int, Cell]], columns: list[int], header_row: int) -> Iterator[str]:
    """Neighbouring columns with a bar as one stretch of time."""
    runs: list[list[int]] = []
    for column, _ in bars:
        if runs and columns.index(column) == columns.index(runs[-1][-1]) + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    for run in runs:
        first, last = (_step_name(view, column, header_row) for column in (run[0], run[-1]))
        yield first if first == last else f"{first}~{last}"


def _step_name(view: TableView, column: int, header_row: int) -> str:
    """A column's step of time with the year above it: 2026년 3월."""
    names: list[str] = []
    for row in range(header_row + 1):
        cell = view.at(row, column)
        text = " ".join(cell.text.split()) if cell is not None else ""
        if text and text not in names and re.search(r"\d|반기", text):
            names.append(text)
    if names and _MONTH.fullmatch(names[-1]):
        names[-1] += "월"
    return " ".join(names)


def _named(view: TableView, said: dict[int, QuotedText]) -> Iterator[tuple[str, QuotedText]]:
    """Each row's time with the first words of the row; a number in front is no name."""
    for row, each in said.items():
        names = (without_marks(" ".join(cell.text.split())) for cell in view.row(row) if cell.anchor != each.anchor)
        yield next((name for name in names if re.search(r"[가-힣A-Za-z]{2}", name)), ""), each
