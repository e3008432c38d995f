"""Pictures that a document keeps as files: what one shows as text is printed, but is no text of the file."""

from collections.abc import Callable
from typing import NamedTuple

from extractors.readers.shared.document_builder import DocumentBuilder, PlacedPicture, at
from schemas import Cell, ReadingWarning, Table, WarningCode
from schemas.errors import Damaged

MAX_PICTURES = 30  # looked at in a document
MAX_RECOGNISED = 5  # by OCR, which takes seconds a picture


class PictureContent(NamedTuple):
    """What a picture holds: lines of text or none, and the tables that were recognised in it."""

    has_text: bool = False
    tables: tuple[Table, ...] = ()


# Of a picture's bytes, its width and height in points where they are known, and whether it may be recognised.
PictureReader = Callable[[bytes, tuple[float, float] | None, bool], PictureContent]


def add_pictures(builder: DocumentBuilder, read_part: Callable[[str], bytes], look: PictureReader) -> None:
    """Add the tables of a document's pictures, marked as recognised, and name the pictures whose text is not read."""
    inserted = 0
    recognised = 0
    for picture in builder.pictures[:MAX_PICTURES]:
        try:
            data = read_part(picture.part)
        except Damaged:
            continue
        may_recognise = picture.block is not None and recognised < MAX_RECOGNISED
        content = look(data, picture.size_pt, may_recognise)
        if content.tables and picture.block is not None:
            recognised += 1
            inserted += _insert(builder, picture, content.tables, inserted)
        elif content.has_text:
            builder.warn_unread("글이나 표가 든 그림", picture.path)


def _insert(builder: DocumentBuilder, picture: PlacedPicture, tables: tuple[Table, ...], offset: int) -> int:
    """Insert tables where their picture stands; gives how many blocks were added."""
    message = "그림을 문자인식(OCR)으로 읽음: 원문 대조 필요"
    builder.warned.append(ReadingWarning(code=WarningCode.READ_BY_OCR, path=picture.path, message=message))
    behind = builder.blocks[(picture.block or 0) + offset :]
    del builder.blocks[(picture.block or 0) + offset :]
    for number, table in enumerate(tables):
        path = f"{picture.path}/{number}"
        index = builder.open_table(path, None)
        cells = []
        for cell in table.cells:
            here = f"{path}[{cell.row},{cell.col}]"
            area = {"row": cell.row, "col": cell.col, "row_span": cell.row_span, "col_span": cell.col_span}
            cells.append(Cell(**area, text=cell.text, anchor=at(here, cell.text)))
        builder.close_table(index, cells)
    builder.blocks += behind
    return len(tables)
