"""Scanned pages end to end. What Tesseract answers is recorded, but for the tests that need the program itself."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.ocr import recognition, scan_reader, tesseract
from extractors.readers.pdf.ocr.scan_reader import ScanReader
from extractors.readers.pdf.page import open_pdf
from extractors.readers.pdf.source.characters import Characters

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dots per inch; drawn at 300 for the reading
NOTHING = Characters([], np.empty((0, 4)), np.empty(0, dtype=np.bool_))


def row(text, left, top, confidence=93.0, line=1):
    width = 33 * len(text)
    return "\t".join(map(str, (5, 1, 1, 1, line, 1, left, top, width, 36, confidence, text)))


# Words in the cells of the table that `scanned` draws, in dots of the picture at 300 to the inch.
RECORDED = "\n".join(
    [
        row("구분", 320, 450),
        row("국비", 1020, 450),
        row("합계", 320, 650, line=2),
        row("7,000", 1020, 650, line=2),
        row("가상도사업계획서", 320, 1000, line=3),
    ]
)


def scanned(pages=1):
    """A PDF of pictures: a table of two rows and two columns, of which nothing is text."""
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(picture)
    for y in (200, 300, 400):
        draw.line((150, y, 850, y), fill=20, width=2)
    for x in (150, 500, 850):
        draw.line((x, 200, x, 400), fill=20, width=2)
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=150, save_all=True, append_images=[picture] * (pages - 1))
    return file.getvalue()


@pytest.fixture
def recorded(monkeypatch):
    """Tesseract with Korean, that answers every picture with `RECORDED`; the languages it was asked for."""
    asked = []

    def answer(picture, dots_per_inch, language):
        asked.append((picture.shape, dots_per_inch, language))
        return RECORDED

    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"kor"}))
    monkeypatch.setattr(tesseract, "read_picture", answer)
    return asked


def warnings_of(document):
    return [(warning.code, warning.page) for warning in document.warnings]


def test_a_scanned_table_is_read_into_its_cells(recorded):
    document = read_pdf(scanned(), "scan.pdf")
    (table,) = document.tables
    assert [(cell.row, cell.col, cell.text) for cell in table.cells] == [
        (0, 0, "구분"),
        (0, 1, "국비"),
        (1, 0, "합계"),
        (1, 1, "7,000"),
    ]
    assert table.cells[0].anchor.box == pytest.approx((72.5, 96.5, 240.5, 144.5), abs=1)
    assert [block.text for block in document.blocks if block.text] == ["가상도사업계획서"]
    assert [(dots_per_inch, language) for _, dots_per_inch, language in recorded] == [(300, "kor")]


def test_what_was_read_so_is_marked_with_its_page_and_confidence(recorded):
    document = read_pdf(scanned(2), "scan.pdf")
    assert warnings_of(document) == [("read-by-ocr", 1), ("read-by-ocr", 2)]
    assert document.warnings[1].message == "2쪽: 그림을 문자인식(OCR)으로 읽음(신뢰도 93%), 원문 대조 필요"


def test_without_korean_the_text_stays_missing(monkeypatch):
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"eng", "osd"}))
    assert warnings_of(read_pdf(scanned(), "scan.pdf")) == [("text-missing", 1)]


def read_page(reader, document, index):
    scan, warning = reader.read(document, index, NOTHING, "그림으로 된 쪽")
    return scan is not None, warning.code, warning.message


def test_pages_beyond_the_limit_say_so(recorded):
    reader = ScanReader(most_pages=1)
    with open_pdf(scanned(2)) as document:
        assert read_page(reader, document, 0)[:2] == (True, "read-by-ocr")
        assert read_page(reader, document, 1) == (
            False,
            "text-missing",
            "2쪽: 그림으로 된 쪽(문자인식은 문서당 1쪽까지)",
        )


def test_a_limit_of_no_pages_switches_it_off(recorded):
    assert warnings_of(read_pdf(scanned(), "scan.pdf", most_ocr_pages=0)) == [("text-missing", 1)]
    assert recorded == []


def test_a_machine_too_busy_keeps_the_document(recorded, monkeypatch):
    monkeypatch.setattr(scan_reader, "MAX_S", 0.0)
    with open_pdf(scanned()) as document:
        assert read_page(ScanReader(), document, 0)[1] == "text-missing"


@pytest.mark.parametrize(
    ("answer", "said"),
    [("", "찾지 못함"), (row("가나다라마바사", 300, 450, confidence=40.0), "신뢰도 40%로 쓸 수 없음")],
)
def test_a_reading_that_says_nothing_is_not_used(recorded, monkeypatch, answer, said):
    monkeypatch.setattr(tesseract, "read_picture", lambda *_: answer)
    with open_pdf(scanned()) as document:
        is_read, code, message = read_page(ScanReader(), document, 0)
    assert (is_read, code) == (False, "text-missing")
    assert said in message


def test_a_failure_of_the_program_leaves_the_page_unread(recorded, monkeypatch):
    def fail(*_):
        raise tesseract.OcrFailed("문자인식 시간 초과")

    monkeypatch.setattr(tesseract, "read_picture", fail)
    with open_pdf(scanned()) as document:
        assert read_page(ScanReader(), document, 0)[1:] == ("text-missing", "1쪽: 그림으로 된 쪽(문자인식 시간 초과)")


def test_text_that_the_page_has_is_not_replaced(recorded):
    # "9,000" stands as text where the picture was read as 7,000.
    boxes = np.array([[245.0 + 8 * index, 156.0, 253.0 + 8 * index, 164.0] for index in range(5)])
    known = Characters(list("9,000"), boxes, np.zeros(5, dtype=np.bool_))
    with open_pdf(scanned()) as document:
        scan, words = recognition.recognise(document, 0, known, frozenset({"kor"}))
    text = "".join(scan.characters.texts)
    assert "9,000" in text
    assert "7,000" not in text
    assert "7,000" not in [word.text for word in words]


def test_a_program_that_is_not_there_reads_no_language(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert tesseract.languages() == frozenset()


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$"])
def test_a_program_that_dies_is_a_failure(monkeypatch, tmp_path, script):
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(tesseract.OcrFailed):
        tesseract.read_picture(np.zeros((10, 10), dtype=np.uint8), 300, "kor")


@pytest.mark.skipif("eng" not in tesseract.languages(), reason="Tesseract is not installed")
def test_tesseract_itself_reads_a_picture():
    picture = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(picture).text((40, 60), "7,000 2026", fill=0, font_size=60)
    answer = tesseract.read_picture(np.asarray(picture), 300, "eng")
    assert "2026" in answer
