"""Where something stands, named as a person would look for it: 14쪽 표 6-2 재원별 사업비, AI 인프라 소계 × 국비."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from schemas import Anchor, ExcerptCell, TableExcerpt

_FIGURE: Final = re.compile(r"(?:[\d,.\s()%△▲+\-~/]|원|천원|만원|백만원|억원)+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CAPTION_NUMBER: Final = re.compile(
    r"[<〈《\[【(]?\s*(?P<number>(?:표|그림)\s?(?:\d+|[Ⅰ-Ⅻ])(?:[.\-–]\d+)*)\s*[>〉》\]】).:]?\s*"
)
_EMPTY: Final = frozenset({"", "-", "–", "―", "─"})
_MAX_HEADERS: Final = 2
_MAX_WORDS: Final = 24
_MAX_LISTED: Final = 3


@dataclass(frozen=True)
class PlacedCell:
    """A cell with the table that it is a part of."""

    table: TableExcerpt
    cell: ExcerptCell


class PlaceNames:
    """Names the places of a proposal by the tables that it was read from."""

    def __init__(self, excerpts: Sequence[TableExcerpt] = ()) -> None:
        self._cells = {
            cell.anchor: PlacedCell(table, cell)
            for table in excerpts
            for cell in table.cells
            if cell.anchor is not None
        }

    def cell_at(self, anchor: Anchor) -> PlacedCell | None:
        """The cell that an anchor is; None for text outside of tables."""
        return self._cells.get(anchor)

    def short(self, anchor: Anchor) -> str:
        """12쪽, 표 6-2, 본문, or 접수대장 for what is in no file."""
        if anchor.page is not None:
            return f"{anchor.page}쪽"
        placed = self.cell_at(anchor)
        if placed is not None:
            return _number(placed.table)
        return "본문" if anchor.path else "접수대장"

    def name(self, anchor: Anchor) -> str:
        """The page and the table, and the headers of the cell's row and column; of other text its first words."""
        placed = self.cell_at(anchor)
        page = [f"{anchor.page}쪽"] if anchor.page is not None else []
        if placed is None:
            return " ".join(page) or self.short(anchor)
        table, cell = placed.table, placed.cell
        row, column = row_header(table, cell), column_header(table, cell)
        # Above a text stands what another line of a form says, as often as a header.
        headers = " × ".join(part for part in (row, column) if part) if is_figure(cell.text) else row or column
        title = _title(table) or ("표" if page else _number(table))
        return ", ".join(part for part in (" ".join([*page, title]), headers) if part)

    def quoted(self, anchor: Anchor) -> str:
        """The name, and what stands there where the name does not lead to a single cell."""
        words = _shortened(anchor.text)
        name = self.name(anchor)
        return name if self.cell_at(anchor) is not None or not words else f"{name} “{words}”"


def listed_places(evidence: Sequence[Anchor], names: PlaceNames) -> str:
    """Where a person would look: pages, tables and their headers; of text without a page the words that stand there."""
    told = [anchor for anchor in evidence if anchor.text.strip() or anchor.page]
    found = list(dict.fromkeys(_place_or_words(anchor, names) for anchor in told))
    return "; ".join(found[:_MAX_LISTED]) + (" 등" if len(found) > _MAX_LISTED else "")


def _place_or_words(anchor: Anchor, names: PlaceNames) -> str:
    if names.cell_at(anchor) is not None or anchor.page is not None or anchor.path is None:
        return names.name(anchor)
    text = " ".join(anchor.text.split())
    return f"'{text if len(text) <= _MAX_WORDS else text[:_MAX_WORDS] + '…'}'"


def is_figure(text: str) -> bool:
    """Whether a cell holds nothing but numbers; a year by itself heads others."""
    plain = text.strip()
    return _FIGURE.fullmatch(plain) is not None and any(map(str.isdigit, plain)) and not _YEAR.fullmatch(plain)


def first_figure_row(table: TableExcerpt, col: int) -> int:
    """The first row of a column with a number in it; the rows above are its headers."""
    rows = (cell.row for cell in table.cells if cell.col <= col < cell.col + cell.col_span and is_figure(cell.text))
    return min(rows, default=1)


def row_header(table: TableExcerpt, cell: ExcerptCell) -> str:
    """The words to the left of a cell, nearest last: AI 인프라 소계."""
    left = [
        other
        for other in table.cells
        if other.row <= cell.row < other.row + other.row_span and other.col + other.col_span <= cell.col
    ]
    return _joined(other.text for other in sorted(left, key=lambda other: other.col))


def column_header(table: TableExcerpt, cell: ExcerptCell) -> str:
    """The words above a cell, nearest last: 2026년 국비."""
    header_rows = min(first_figure_row(table, cell.col), cell.row)
    above = [
        other
        for other in table.cells
        if other.col <= cell.col < other.col + other.col_span and other.row + other.row_span <= header_rows
    ]
    return _joined(other.text for other in sorted(above, key=lambda other: other.row))


def _number(table: TableExcerpt) -> str:
    """표 6-2 where the caption has a number, otherwise which table of the document it is."""
    numbered = _CAPTION_NUMBER.match(table.caption or "")
    return " ".join(numbered["number"].split()) if numbered is not None else f"{table.number}번째 표"


def _title(table: TableExcerpt) -> str:
    """표 6-2 재원별 사업비, or 표 '재원별 사업비' where the caption has no number."""
    caption = " ".join((table.caption or "").split())
    numbered = _CAPTION_NUMBER.match(caption)
    if numbered is not None:
        return f"{numbered['number']} {_shortened(caption[numbered.end() :])}".strip()
    plain = caption.strip("<>〈〉《》[]【】 ")
    return f"표 '{_shortened(plain)}'" if plain else ""


def _joined(texts: Iterable[str]) -> str:
    words = [" ".join(text.split()) for text in texts if text.strip() not in _EMPTY and not is_figure(text)]
    return " ".join(_shortened(word) for word in list(dict.fromkeys(words))[-_MAX_HEADERS:])


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_WORDS else f"{line[: _MAX_WORDS - 1]}…"
