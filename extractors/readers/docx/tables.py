"""Tables of a DOCX: rows and cells in order, with their merges resolved to places and spans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx.word_xml import W, attribute, child, local_name
from extractors.readers.shared.xml_integers import parse_int

# Word itself stops at 63.
MAX_COLUMNS = 256


@dataclass
class Span:
    """A cell at the place where its merged area starts."""

    row: int
    col: int
    row_span: int
    col_span: int
    cell: etree._Element


def joined_tables(elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Converters split a long table in two; Word shows neighbours with the same grid as one, and so do we."""
    last: etree._Element | None = None
    for element in elements:
        if last is not None and local_name(last) == local_name(element) == "tbl":
            widths = _column_widths(element)
            if widths and widths == _column_widths(last):
                _append_rows(last, element)
                continue
        if last is not None:
            yield last
        last = element
    if last is not None:
        yield last


def _append_rows(table: etree._Element, more: etree._Element) -> None:
    header, rows = child(table, "tr"), more.findall(f"{W}tr")
    is_repeated = header is not None and rows and _row_text(header) == _row_text(rows[0]) and any(_row_text(header))
    table.extend(rows[1:] if is_repeated else rows)


def _row_text(row: etree._Element) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(f"{W}t")).strip() for cell in row.iter(f"{W}tc")]


def _column_widths(table: etree._Element) -> list[str | None]:
    grid = child(table, "tblGrid")
    return [] if grid is None else [attribute(column, "w") for column in grid.findall(f"{W}gridCol")]


def grid_of(table: etree._Element) -> Iterator[Span]:
    """The cells of a table, with `gridSpan` and `vMerge` resolved."""
    spans: list[Span] = []
    open_spans: dict[int, Span] = {}
    for row_index, row in enumerate(table.findall(f"{W}tr")):
        still_open: dict[int, Span] = {}
        for col, col_span, cell in _row_cells(row):
            merge = _merge(cell, "vMerge")
            above = open_spans.get(col)
            if merge == "continue" and above is not None:
                above.row_span += 1
                still_open[col] = above
                continue
            span = Span(row_index, col, 1, col_span, cell)
            spans.append(span)
            if merge is not None:
                still_open[col] = span
        open_spans = still_open
    yield from spans


def _row_cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Column, width in columns, and element of each cell of a row."""
    properties = child(row, "trPr")
    col = 0 if properties is None else min(_count(child(properties, "gridBefore"), 0), MAX_COLUMNS)
    waiting: tuple[int, int, etree._Element] | None = None
    for cell in row.findall(f"{W}tc"):
        cell_properties = child(cell, "tcPr")
        width = 1 if cell_properties is None else _count(child(cell_properties, "gridSpan"), 1)
        width = min(max(width, 1), MAX_COLUMNS)
        if waiting is not None and _merge(cell, "hMerge") == "continue":
            waiting = (waiting[0], waiting[1] + width, waiting[2])
        else:
            if waiting is not None:
                yield waiting
            waiting = (col, width, cell)
        col += width
    if waiting is not None:
        yield waiting


def _merge(cell: etree._Element, name: str) -> str | None:
    """What a cell says about merging with its neighbours (`vMerge`; `hMerge` in old files): restart, continue."""
    properties = child(cell, "tcPr")
    merge = None if properties is None else child(properties, name)
    return None if merge is None else attribute(merge, "val") or "continue"


def _count(element: etree._Element | None, default: int) -> int:
    value = None if element is None else attribute(element, "val")
    return parse_int(value, default)
