"""PDF to Document: pages are read one by one, then put together across their edges."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from extractors.readers.assembly import assemble
from extractors.readers.ocr import MOST_PAGES as MOST_OCR_PAGES
from extractors.readers.pdf.lines import Line
from extractors.readers.pdf.pages import PageContent, opened, read_pages
from extractors.readers.pdf.paragraphs import (
    Measures,
    Paragraph,
    footnotes_of,
    footnotes_start,
    measures_of,
    paragraphs_of,
)
from extractors.readers.pdf.running import PageLines, running_lines
from extractors.readers.pdf.stitching import PageFlow, WholeTable, whole_tables
from extractors.readers.pdf.tables import PlacedCell
from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, ParentCell, Table
from schemas.errors import Empty


def read_pdf(data: bytes, name: str, *, most_ocr_pages: int = MOST_OCR_PAGES) -> Document:
    """What a PDF shows: headings, paragraphs and tables in reading order, each with its page and box.

    At most `most_ocr_pages` pages whose text is a picture are read by OCR, where it is installed; 0 switches it off.

    Raises:
        Encrypted: it needs a password.
        Damaged: it is cut off or cannot be parsed.
        Empty: it has no pages, or nothing on them.
        TooLarge: it has more pages than the reader takes.
    """
    with opened(data) as document:
        count = len(document)
        sheets = [half for page in read_pages(document, data, most_ocr_pages) for half in page.halves()]
    pages = _without_running_lines(sheets)
    file = FileInfo(
        name=PurePath(name).name, sha256=hashlib.sha256(data).hexdigest(), format=FileFormat.PDF, pages=count
    )
    tables = whole_tables(_flows(pages))
    blocks = _blocks(pages, tables)
    warnings = [warning for page in pages for warning in page.warnings]
    if not blocks and not warnings:
        raise Empty("글자도 그림도 없는 문서")
    return assemble(file, blocks, _as_tables(tables, pages), warnings)


def _without_running_lines(pages: Sequence[PageContent]) -> list[PageContent]:
    running = running_lines([PageLines(page.lines, page.height) for page in pages])
    return [
        replace(page, lines=[line for index, line in enumerate(page.lines) if index not in left_out])
        for page, left_out in zip(pages, running, strict=True)
    ]


def _flows(pages: Sequence[PageContent]) -> list[PageFlow]:
    boxes = [line.box for page in pages for line in page.lines]
    boxes += [table.box for page in pages for table in page.tables]
    bottom = max((box.bottom for box in boxes), default=0.0)
    return [_flow(page, bottom) for page in pages]


def _flow(page: PageContent, bottom: float) -> PageFlow:
    outer = [index for index, table in enumerate(page.tables) if table.parent is None]
    first = min(outer, key=lambda index: page.tables[index].box.top, default=None)
    last = max(outer, key=lambda index: page.tables[index].box.bottom, default=None)
    if first is not None and any(line.box.top < page.tables[first].box.top for line in page.lines):
        first = None
    if last is not None and any(line.box.bottom > page.tables[last].box.bottom for line in page.lines):
        last = None
    return PageFlow(page.tables, first, last, bottom, page.height)


def _blocks(pages: Sequence[PageContent], tables: Sequence[WholeTable]) -> list[Block]:
    """The blocks of all pages; a table stands where its first part does, a nested one has no block."""
    measures = _measures(pages)
    starts = {table.parts[0]: number for number, table in enumerate(tables)}
    found: list[Paragraph | Block] = []
    for page_index, page in enumerate(pages):
        of_page = list(_flow_of(page, measures[_page_width(page)]))
        if of_page and _is_cut(_last_of_body(found), of_page[0], measures[_page_width(page)]):
            del of_page[0]
        for item in of_page:
            if isinstance(item, Paragraph):
                found.append(item)
            elif (page_index, item) in starts:
                found.append(_table_block(page, item, starts[page_index, item]))
    sheets = {page.number: page for page in pages}
    return [_text_block(item, sheets[item.page]) if isinstance(item, Paragraph) else item for item in found]


def _measures(pages: Sequence[PageContent]) -> dict[tuple[int, int], Measures]:
    """What body text looks like on pages of each width, and on each half of sheets of two pages."""
    lines_of_width: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        lines_of_width[_page_width(page)] += page.lines
    return {width: measures_of(lines) for width, lines in lines_of_width.items()}


def _page_width(page: PageContent) -> tuple[int, int]:
    return round(page.frame.turned(page.turns).width), page.half


def _flow_of(page: PageContent, measures: Measures) -> Iterator[Paragraph | int]:
    """The paragraphs of a page and the indices of its outer tables, from top to bottom."""
    outer = [(table.box.top, index) for index, table in enumerate(page.tables) if table.parent is None]
    rest = page.lines
    for top, index in sorted(outer):
        yield from paragraphs_of([line for line in rest if line.box.top <= top], page.number, measures)
        rest = [line for line in rest if line.box.top > top]
        yield index
    notes = footnotes_start(rest, measures)
    yield from paragraphs_of(rest[:notes], page.number, measures)
    yield from footnotes_of(rest[notes:], page.number)


def _last_of_body(found: Sequence[Paragraph | Block]) -> Paragraph | Block | None:
    return next((item for item in reversed(found) if isinstance(item, Block) or not item.is_footnote), None)


def _is_cut(before: Paragraph | Block | None, after: Paragraph | int, measures: Measures) -> bool:
    """Whether a paragraph goes on over the page; if so, it has taken up the rest."""
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph):
        return False
    return before.goes_on_over_page(after, measures)


def _text_block(paragraph: Paragraph, page: PageContent) -> Block:
    kind = BlockKind.HEADING if paragraph.is_heading else BlockKind.PARAGRAPH
    kind = BlockKind.FOOTNOTE if paragraph.is_footnote else kind
    anchor = Anchor(page=paragraph.page, box=page.as_shown(paragraph.box), text=paragraph.raw)
    return Block(kind=kind, text=paragraph.text, anchor=anchor)


def _table_block(page: PageContent, index: int, number: int) -> Block:
    box = page.as_shown(page.tables[index].box)
    return Block(kind=BlockKind.TABLE, table=number, anchor=Anchor(page=page.number, box=box, text=""))


def _as_tables(tables: Sequence[WholeTable], pages: Sequence[PageContent]) -> list[Table]:
    """The tables of the Document. They take the place of what they are made of: both are a long file's memory."""
    numbers = {part: number for number, table in enumerate(tables) for part in table.parts}
    sheets = {page.number: page for page in pages}
    return [
        Table(
            parent=_parent(table, pages, numbers),
            pages=tuple(sorted({pages[page].number for page, _ in table.parts})),
            cells=tuple(_as_cell(cell, sheets[cell.page]) for cell in _taken_cells(table, pages)),
        )
        for table in tables
    ]


def _taken_cells(table: WholeTable, pages: Sequence[PageContent]) -> Iterator[PlacedCell]:
    """The cells of a table row by row; each is let go once the next one is asked for."""
    for page, index in table.parts:
        pages[page].tables[index].cells.clear()
    table.cells.sort(key=lambda cell: (cell.row, cell.col), reverse=True)
    while table.cells:
        yield table.cells.pop()


def _parent(table: WholeTable, pages: Sequence[PageContent], numbers: dict[tuple[int, int], int]) -> ParentCell | None:
    page, index = table.parts[0]
    place = pages[page].tables[index].parent
    return None if place is None else ParentCell(numbers[page, place.table], place.row, place.col)


def _as_cell(cell: PlacedCell, page: PageContent) -> Cell:
    return Cell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=cell.text,
        anchor=Anchor(page=cell.page, box=page.as_shown(cell.box), text=cell.raw),
    )
