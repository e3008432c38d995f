"""PDF to Document: pages are read one by one, then put together across their edges."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from extractors.readers.pdf.across_pages.cell_store import compress_cells, decompress_cells
from extractors.readers.pdf.across_pages.page_furniture import (
    EdgeTable,
    PageLines,
    edge_tables,
    furniture_lines,
    furniture_tables,
)
from extractors.readers.pdf.across_pages.table_continuation import JoinedTable, PageTables, join_across_pages
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.layout.paragraphs import (
    Measures,
    Paragraph,
    footnotes_of,
    footnotes_start,
    measures_of,
    paragraphs_of,
)
from extractors.readers.pdf.layout.reading_order import RIGHT
from extractors.readers.pdf.ocr import MAX_PAGES as MAX_OCR_PAGES
from extractors.readers.pdf.page import PageContent, open_pdf, read_pages
from extractors.readers.pdf.source.notes.attachments import parts_beside_pages
from extractors.readers.pdf.tables.page_tables import PlacedCell
from extractors.readers.shared.finalize import assemble
from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, ParentCell, Table
from schemas.errors import Empty

# Where a part of a table is: the index of its page, and its own index there.
Part = tuple[int, int]


def read_pdf(data: bytes, name: str, *, most_ocr_pages: int = MAX_OCR_PAGES) -> Document:
    """What a PDF shows: headings, paragraphs and tables in reading order, each with its page and box.

    At most `most_ocr_pages` pages whose text is a picture are read by OCR, where it is installed; 0 switches it off.

    Raises:
        Encrypted: it needs a password.
        Damaged: it is cut off or cannot be parsed.
        Empty: it has no pages, or nothing on them.
        TooLarge: it has more pages than the reader takes.
    """
    with open_pdf(data) as document:
        count = len(document)
        warnings = parts_beside_pages(document)
        pages, cells = _pages_and_cells(read_pages(document, data, most_ocr_pages))
    file = FileInfo(
        name=PurePath(name).name, sha256=hashlib.sha256(data).hexdigest(), format=FileFormat.PDF, pages=count
    )
    tables, starts = _tables(pages, cells)
    blocks = _blocks(pages, starts)
    warnings += [warning for page in pages for warning in page.warnings]
    struck = [
        Anchor(page=page.number, box=page.as_shown(struck.box), text=struck.text)
        for page in pages
        for struck in page.struck
    ]
    if not blocks and not warnings and not struck:
        raise Empty("글자도 그림도 없는 문서")
    return assemble(file, blocks, tables, warnings, struck)


def _pages_and_cells(read: Iterable[PageContent]) -> tuple[list[PageContent], deque[list[bytes]]]:
    """The pages without page furniture and without the cells of their tables, and these, compressed, for each page."""
    pages: list[PageContent] = []
    cells: list[list[bytes]] = []
    edges: list[list[EdgeTable]] = []
    for page in read:
        for part in page.part_by_part():
            edges.append(edge_tables(part.tables, part.height))
            cells.append([compress_cells(table.cells) for table in part.tables])
            pages.append(part)
    kept = [page.tables_without(furniture) for page, furniture in zip(pages, furniture_tables(edges), strict=True)]
    pages = [page.with_tables(numbers) for page, numbers in zip(pages, kept, strict=True)]
    compressed = deque([of_page[number] for number in numbers] for of_page, numbers in zip(cells, kept, strict=True))
    return _without_furniture_lines(pages), compressed


def _without_furniture_lines(pages: Sequence[PageContent]) -> list[PageContent]:
    furniture = furniture_lines([PageLines(page.lines, page.height) for page in pages])
    return [
        replace(page, lines=[line for index, line in enumerate(page.lines) if index not in left_out])
        for page, left_out in zip(pages, furniture, strict=True)
    ]


def _flows(pages: Sequence[PageContent], cells: deque[list[bytes]]) -> Iterator[PageTables]:
    """What joining tables needs of each page, with the cells that were compressed, which it uses up page by page."""
    boxes = [line.box for page in pages for line in page.lines]
    boxes += [table.box for page in pages for table in page.tables]
    bottom = max((box.bottom for box in boxes), default=0.0)
    for page in pages:
        filled = zip(page.tables, cells.popleft(), strict=True)
        tables = [replace(table, cells=decompress_cells(compressed)) for table, compressed in filled]
        yield _flow(replace(page, tables=tables), bottom)


def _flow(page: PageContent, bottom: float) -> PageTables:
    outer = [index for index, table in enumerate(page.tables) if table.parent is None]
    first = min(outer, key=lambda index: page.tables[index].box.top, default=None)
    last = max(outer, key=lambda index: page.tables[index].box.bottom, default=None)
    if first is not None and any(line.box.top < page.tables[first].box.top for line in page.lines):
        first = None
    if last is not None and any(line.box.bottom > page.tables[last].box.bottom for line in page.lines):
        last = None
    return PageTables(page.tables, first, last, bottom, page.height)


def _blocks(pages: Sequence[PageContent], starts: Mapping[Part, int]) -> list[Block]:
    """The blocks of all pages; a table stands where its first part does, a nested one has no block.

    The lines of a page are let go once they are paragraphs, and a paragraph once no further page can add to it.
    """
    measures = _measures(pages)
    sheets = {page.number: page for page in pages}
    found: deque[Paragraph | Block] = deque()
    blocks: list[Block] = []
    for page_index, page in enumerate(pages):
        of_page = list(_flow_of(page, measures[_page_width(page)]))
        may_be_cut = bool(of_page) and _follows_a_break(page, pages[page_index - 1])
        if may_be_cut and _is_cut(_last_of_body(found), of_page[0], measures[_page_width(page)]):
            del of_page[0]
        for item in of_page:
            if isinstance(item, Paragraph):
                found.append(item)
            elif (page_index, item) in starts:
                found.append(_table_block(page, item, starts[page_index, item]))
        page.lines.clear()
        last = _last_of_body(found)
        while found and found[0] is not last:
            blocks.append(_as_block(found.popleft(), sheets))
    return [*blocks, *(_as_block(item, sheets) for item in found)]


def _as_block(item: Paragraph | Block, sheets: Mapping[int, PageContent]) -> Block:
    return _text_block(item, sheets[item.page]) if isinstance(item, Paragraph) else item


def _measures(pages: Sequence[PageContent]) -> dict[tuple[int, int], Measures]:
    """What body text looks like on pages of each width, and on each half of sheets of two pages."""
    lines_of_width: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        lines_of_width[_page_width(page)] += page.lines
    return {width: measures_of(lines) for width, lines in lines_of_width.items()}


def _page_width(page: PageContent) -> tuple[int, int]:
    return round(page.frame.turned(page.turns).width), page.side


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


def _last_of_body(found: deque[Paragraph | Block]) -> Paragraph | Block | None:
    return next((item for item in reversed(found) if isinstance(item, Block) or not item.is_footnote), None)


def _follows_a_break(page: PageContent, before: PageContent) -> bool:
    """Whether a part of a page begins behind the end of a page or of a column."""
    return page.number != before.number or page.side == RIGHT


def _is_cut(before: Paragraph | Block | None, after: Paragraph | int, measures: Measures) -> bool:
    """Whether a paragraph continues over the page; if so, it has taken up the rest."""
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph):
        return False
    return before.continues_over_page(after, measures)


def _text_block(paragraph: Paragraph, page: PageContent) -> Block:
    kind = BlockKind.HEADING if paragraph.is_heading else BlockKind.PARAGRAPH
    kind = BlockKind.FOOTNOTE if paragraph.is_footnote else kind
    anchor = Anchor(page=paragraph.page, box=page.as_shown(paragraph.box), text=paragraph.raw)
    return Block(kind=kind, text=paragraph.text, anchor=anchor)


def _table_block(page: PageContent, index: int, number: int) -> Block:
    box = page.as_shown(page.tables[index].box)
    return Block(kind=BlockKind.TABLE, table=number, anchor=Anchor(page=page.number, box=box, text=""))


def _tables(pages: Sequence[PageContent], cells: deque[list[bytes]]) -> tuple[list[Table], dict[Part, int]]:
    """The tables of the Document, and the first part of each with its number.

    They take the place of what they are made of, table by table: both are a long file's memory.
    """
    sheets = {page.number: page for page in pages}
    tables: list[Table] = []
    starts: dict[Part, int] = {}
    numbers: dict[Part, int] = {}
    for whole in join_across_pages(_flows(pages, cells)):
        starts[whole.parts[0]] = len(tables)
        numbers |= dict.fromkeys(whole.parts, len(tables))
        on_pages = tuple(sorted({pages[page].number for page, _ in whole.parts}))
        taken = tuple(_as_cell(cell, sheets[cell.page]) for cell in _taken_cells(whole))
        first_page, index = whole.parts[0]
        tables.append(Table(pages=on_pages, detector=pages[first_page].tables[index].detector, cells=taken))
    for (page, index), number in starts.items():
        place = pages[page].tables[index].parent
        if place is not None:
            parent = ParentCell(numbers[page, place.table], place.row, place.col)
            tables[number] = tables[number].model_copy(update={"parent": parent})
    return tables, starts


def _taken_cells(table: JoinedTable) -> Iterator[PlacedCell]:
    """The cells of a table row by row; each is let go once the next one is asked for."""
    table.cells.sort(key=lambda cell: (cell.row, cell.col), reverse=True)
    while table.cells:
        yield table.cells.pop()


def _as_cell(cell: PlacedCell, page: PageContent) -> Cell:
    return Cell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=cell.text,
        anchor=Anchor(page=cell.page, box=page.as_shown(cell.box), text=cell.raw),
    )
