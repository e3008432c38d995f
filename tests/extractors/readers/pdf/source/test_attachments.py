"""Files that lie inside a PDF are on none of its pages, and so are named."""

from extractors.readers.pdf import read_pdf
from schemas import WarningCode
from tests.extractors.readers.pdf.source.conftest import stream


def test_attached_files_are_named(written):
    names = b"/Names<</EmbeddedFiles<</Names[(plan.hwp) 6 0 R]>>>>"
    file = b"<</Type/Filespec/F(plan.hwp)/UF(plan.hwp)/EF<</F 7 0 R>>>>"
    content = b"BT /F 12 Tf 50 200 Td (See the attached file) Tj ET"
    document = read_pdf(written(content, file, stream(b"/Type/EmbeddedFile", b"x"), catalog=names), "plan.pdf")
    (warning,) = document.warnings
    assert warning.code == WarningCode.PART_UNREAD
    assert "plan.hwp" in warning.message
