"""A Document that is kept comes back, and is always the same bytes."""

from hypothesis import given
from hypothesis import strategies as st

from schemas import Block, BlockKind, Document, FileFormat, FileInfo
from schemas.packed_document import pack, unpack


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_packed_document_comes_back_and_is_always_the_same_bytes(texts):
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    file = FileInfo(name="예시.docx", sha256="0" * 64, format=FileFormat.DOCX)
    document = Document(file=file, blocks=blocks)
    assert unpack(pack(document)) == document
    assert pack(document) == pack(unpack(pack(document)))
