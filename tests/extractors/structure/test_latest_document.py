"""What is asked of one document is worked out once, and never given for another one."""

from extractors.structure.latest_document import kept_for_the_latest
from schemas import Block, BlockKind, Document, FileFormat, FileInfo


def _document(text: str) -> Document:
    file = FileInfo(name="plan.docx", sha256="0" * 64, format=FileFormat.DOCX)
    return Document(file=file, blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))


def test_the_same_document_is_worked_on_once_and_an_equal_one_anew():
    worked_on = []

    @kept_for_the_latest
    def words(document: Document, extra: str) -> list[str]:
        worked_on.append(document)
        return [document.blocks[0].text or "", extra]

    one, equal = _document("가"), _document("가")
    assert words(one, "나") is words(one, "나")
    assert words(equal, "나") == ["가", "나"]
    assert words(_document("다"), "나") == ["다", "나"]
    assert words(one, "라") == ["가", "라"]
    assert len(worked_on) == 4
