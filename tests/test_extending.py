"""What CONTRIBUTING.md says is all that it takes: each test adds one thing where it says, and it works."""

import io
from collections.abc import Sequence

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import extract, read, readers
from extractors.readers.pdf.tables import detection
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from rules import load_call
from schemas import Box, FileFormat, FileInfo
from schemas.errors import InputRejected


class BoxesOfFifty:
    """A detector that takes the page's upper left corner for a table of two cells."""

    name = "boxes-of-fifty"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:  # noqa: ARG002 - it looks at nothing
        return [*found, grid_of([Box(50, 50, 100, 100), Box(100, 50, 150, 100)])]


def test_a_detector_is_a_class_and_a_line_and_its_tables_keep_its_name(monkeypatch):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    for x, text in ((55, "one"), (105, "two")):
        canvas.drawString(x, 220, text)
    canvas.save()
    assert read(file.getvalue(), "page.pdf").tables == ()
    monkeypatch.setattr(detection, "DETECTORS", (*detection.DETECTORS, BoxesOfFifty()))
    [table] = read(file.getvalue(), "page.pdf").tables
    assert table.detector == "boxes-of-fifty"
    assert [cell.text for cell in table.cells] == ["one", "two"]


def test_a_word_of_the_call_is_a_word_in_every_table():
    plan = docx.Document()
    plan.add_paragraph("< 재원별 총사업비 >")
    plan.add_paragraph("(단위: 백만원)")
    table = plan.add_table(2, 4)
    for row, texts in enumerate((("구분", "합계", "나라도움돈", "자부담"), ("금액", "100", "70", "30"))):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    file = io.BytesIO()
    plan.save(file)
    document, call = read(file.getvalue(), "plan.docx"), load_call("regional-ai-2026")
    assert extract(document, call).budget.funding.national is None
    lexicon = call.lexicon | {"national": (*call.lexicon["national"], "나라도움돈")}
    national = extract(document, call.model_copy(update={"lexicon": lexicon})).budget.funding.national
    assert national is not None
    assert national.krw == 70_000_000


@pytest.mark.parametrize("file_format", FileFormat)
def test_each_format_has_its_reader(file_format):
    file = FileInfo(name="plan", sha256="00", format=file_format)
    with pytest.raises(InputRejected):
        readers._read(b"broken", file)
