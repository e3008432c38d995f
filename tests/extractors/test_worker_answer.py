"""What the process that reads a document answers: the Document's JSON, written piece by piece."""

import pytest

from extractors.worker import json_pieces
from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, ReadingWarning, Table, WarningCode

FILE = FileInfo(name="예시.pdf", sha256="0" * 64, format=FileFormat.PDF, pages=1)
BLOCKS = tuple(Block(kind=BlockKind.PARAGRAPH, text=text, anchor=Anchor(page=1, text=text)) for text in ("가", '"나"'))
TABLES = tuple(
    Table(pages=(page,), cells=(Cell(row=0, col=0, text="값", anchor=Anchor(text="값")),)) for page in (1, 2)
)
WARNINGS = (ReadingWarning(code=WarningCode.TEXT_MISSING, page=1, message="1쪽"),)


@pytest.mark.parametrize(
    "document",
    [
        Document(file=FILE),
        Document(file=FILE, blocks=BLOCKS[:1]),
        Document(file=FILE, blocks=BLOCKS, tables=TABLES, warnings=WARNINGS),
    ],
)
def test_the_pieces_are_the_json_of_the_document(document: Document) -> None:
    assert b"".join(json_pieces(document)) == document.model_dump_json().encode()
    assert b"".join(json_pieces(document, is_indented=True)) == document.model_dump_json(indent=1).encode()


def test_each_table_is_a_piece() -> None:
    document = Document(file=FILE, tables=TABLES)
    assert sum(b"cells" in piece for piece in json_pieces(document)) == len(TABLES)


def test_records_with_the_same_fields_share_the_set_of_their_names_until_copied() -> None:
    one, other = TABLES
    assert one.model_fields_set is other.model_fields_set
    changed = one.model_copy(update={"unit": "원"})
    assert changed.model_fields_set == one.model_fields_set | {"unit"}
    assert "unit" not in other.model_fields_set
