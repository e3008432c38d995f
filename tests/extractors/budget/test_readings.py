"""Whose error a wrong cell is: the plan's, where readings agree, or simsa's reading, where they do not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.budget import extract_budget, places_to_read_again, with_other_readings
from extractors.readers import read
from extractors.readers.pdf.ocr.tesseract import KOREAN, languages
from extractors.reread import MAX_PLACES, OtherReadings, read_again
from schemas import Anchor, Box, Budget, Call, Document, FileFormat, Proposal, Reading, ReadingWarning, WarningCode

Documents = Callable[..., Document]
FONT = "HYSMyeongJo-Medium"
HEADS = ("구분", "합계", "국비", "지방비", "자부담")
LEFT, TOP, WIDTH, HEIGHT = 60, 700, 90, 20
BROKEN_TABLE = "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | 11,671 | 7,000 | 2,568 | 2,233 |"
HWPX = Path(__file__).parents[3] / "samples" / "layouts" / "files" / "wrong-cell.hwpx"


def _plan(shown: str, said: str | None = None, rotation: int = 0) -> bytes:
    """A PDF of one table; where `said` is given, the last cell's text says it while its glyphs show `shown`."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    # reportlab swaps the sides of a page that is turned by a quarter: what is drawn shall stay on it.
    canvas = Canvas(file, pagesize=A4 if rotation % 180 == 0 else (A4[1], A4[0]))
    canvas.setPageRotation(rotation)
    canvas.setFont(FONT, 10)
    canvas.drawString(LEFT, TOP + 30, "< 재원별 사업비 > (단위 : 백만원)")
    for column in range(len(HEADS) + 1):
        canvas.line(LEFT + WIDTH * column, TOP, LEFT + WIDTH * column, TOP - 2 * HEIGHT)
    for row, texts in enumerate((HEADS, ("금액", "11,671", "7,000", "2,568", shown))):
        for column, text in enumerate(texts):
            is_marked = said is not None and (row, column) == (1, 4)
            if is_marked:
                canvas.addLiteral(f"/Span <</ActualText ({said})>> BDC")
            canvas.drawString(LEFT + WIDTH * column + 4, TOP - HEIGHT * row - 14, text)
            if is_marked:
                canvas.addLiteral("EMC")
    for line in range(3):
        canvas.line(LEFT, TOP - HEIGHT * line, LEFT + WIDTH * len(HEADS), TOP - HEIGHT * line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _looked_at(pdf: bytes, call: Call) -> tuple[Proposal, dict[str, tuple[Reading | None, str | None]]]:
    document = read(pdf, "plan.pdf")
    proposal = Proposal(file=document.file, budget=extract_budget(document, call), warnings=document.warnings)
    places = places_to_read_again(proposal.budget)
    proposal = with_other_readings(proposal, dict(zip(places, read_again(pdf, places), strict=True)))
    return proposal, _readings(proposal.budget)


def _readings(budget: Budget) -> dict[str, tuple[Reading | None, str | None]]:
    return {repair.printed.evidence[0].text: (repair.reading, repair.read_otherwise) for repair in budget.repairs}


def test_a_cell_that_two_readings_agree_on_is_the_plans_own_error(call: Call) -> None:
    proposal, readings = _looked_at(_plan("2,233"), call)
    assert readings["2,233"] == (Reading.CERTAIN, None)
    assert {reading for reading, _ in readings.values()} == {Reading.CERTAIN}
    assert proposal.warnings == ()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_cell_that_two_readings_differ_on_is_doubtful(call: Call, rotation: int) -> None:
    proposal, readings = _looked_at(_plan("2,103", "2,233", rotation), call)
    assert readings["2,233"] == (Reading.DOUBTFUL, "2,103")
    assert readings["7,000"] == (Reading.CERTAIN, None)
    (warning,) = proposal.warnings
    assert (warning.code, warning.page) == ("readings-differ", 1)
    assert "“2,233” / “2,103”" in warning.message


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (OtherReadings("2,233", None), (Reading.CERTAIN, None)),
        (OtherReadings("2,103", None), (Reading.DOUBTFUL, "2,103")),
        (OtherReadings(None, "2,233"), (Reading.CERTAIN, None)),
        (OtherReadings("2,233", "2,103"), (Reading.DOUBTFUL, "2,103")),
        (OtherReadings(None, "2,288"), (None, None)),
        (OtherReadings("2,2", None), (None, None)),
        (OtherReadings("", ""), (None, None)),
    ],
    ids=["agrees", "differs", "picture agrees", "picture fixes", "picture misread", "beginning", "nothing"],
)
def test_other_readings_settle_a_cell_only_as_far_as_they_go(
    call: Call, other: OtherReadings, expected: tuple[Reading | None, str | None]
) -> None:
    document = read(_plan("2,233"), "plan.pdf")
    proposal = Proposal(file=document.file, budget=extract_budget(document, call))
    (place,) = (place for place in places_to_read_again(proposal.budget) if place.text == "2,233")
    assert _readings(with_other_readings(proposal, {place: other}).budget)["2,233"] == expected


def test_a_file_that_holds_text_needs_no_second_look(call: Call, document: Documents) -> None:
    budget = extract_budget(document(("재원별 사업비", "백만원", BROKEN_TABLE)), call)
    assert {reading for reading, _ in _readings(budget).values()} == {Reading.CERTAIN}
    assert places_to_read_again(budget) == ()


@pytest.mark.parametrize(("path", "doubted"), [("s0/0[1,4]", {"2,233"}), ("s0/0", None), ("s0/00", set())])
def test_a_cell_that_readers_of_hwpx_differ_on_is_doubtful(
    call: Call, document: Documents, path: str, doubted: set[str] | None
) -> None:
    plan = document(("재원별 사업비", "백만원", BROKEN_TABLE))
    warning = ReadingWarning(code=WarningCode.READINGS_DIFFER, path=path, message="칸의 글을 두 방법이 다르게 읽음")
    told = plan.model_copy(update={"warnings": (warning,)})
    readings = _readings(extract_budget(told, call))
    expected = set(readings) if doubted is None else doubted
    assert {text for text, (reading, _) in readings.items() if reading is Reading.DOUBTFUL} == expected


@pytest.mark.parametrize("differs", [False, True])
def test_an_hwpx_whose_readers_differ_is_doubtful(call: Call, monkeypatch: pytest.MonkeyPatch, differs: bool) -> None:
    """The second reader sees another copy of the file, in which the suspected cell says something else."""
    data = HWPX.read_bytes()
    plain = extract_budget(read(data, HWPX.name), call)
    suspected = plain.repairs[0].printed.evidence[0].text
    if differs:
        import unhwp

        parse = unhwp.parse_bytes
        monkeypatch.setattr(unhwp, "parse_bytes", lambda _: parse(_rewritten(data, suspected)))
    (reading, *_) = (repair.reading for repair in extract_budget(read(data, HWPX.name), call).repairs)
    assert reading is (Reading.DOUBTFUL if differs else Reading.CERTAIN)


def _rewritten(data: bytes, text: str) -> bytes:
    """The HWPX with another first digit wherever it says a text."""
    other = f"{9 - int(text[0])}{text[1:]}"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(f">{text}<".encode(), f">{other}<".encode()))
    return target.getvalue()


def test_what_was_recognised_from_a_picture_is_doubtful(call: Call) -> None:
    document = read(_plan("2,233"), "plan.pdf")
    warning = ReadingWarning(code=WarningCode.READ_BY_OCR, page=1, message="1쪽: 그림을 문자인식(OCR)으로 읽음")
    budget = extract_budget(document.model_copy(update={"warnings": (warning,)}), call)
    assert {reading for reading, _ in _readings(budget).values()} == {Reading.DOUBTFUL}
    assert places_to_read_again(budget) == ()


def test_places_are_read_again_by_another_parser_and_from_their_picture(call: Call) -> None:
    data = _plan("2,103", "2,233")
    places = places_to_read_again(extract_budget(read(data, "plan.pdf"), call))
    readings = dict(zip(places, read_again(data, places), strict=True))
    assert {place.text: readings[place].text for place in places}["2,233"] == "2,103"
    assert {readings[place].shown is not None for place in places} == {KOREAN in languages()}


def test_places_that_are_not_there_have_no_other_reading() -> None:
    pdf = _plan("2,233")
    box = read(pdf, "plan.pdf").tables[0].cells[-1].anchor.box
    nowhere = [
        Anchor(page=7, box=box, text="없는 쪽"),
        Anchor(page=1, text="칸 없음"),
        Anchor(path="s0/1", text="쪽 없음"),
        Anchor(page=1, box=Box(10.0, 10.0, 10.5, 10.5), text="너무 작음"),
        Anchor(page=1, box=Box(-90000.0, 0.0, 90000.0, 5.0), text="너무 큼"),
    ]
    assert {(text or None, shown or None) for text, shown in read_again(pdf, nowhere)} == {(None, None)}


def test_only_so_many_places_are_read_again() -> None:
    pdf = _plan("2,233")
    assert read(pdf, "plan.pdf").file.format is FileFormat.PDF
    box = read(pdf, "plan.pdf").tables[0].cells[-1].anchor.box
    places = [Anchor(page=1, box=box, text=str(number)) for number in range(MAX_PLACES + 2)]
    assert [text is not None for text, _ in read_again(pdf, places)] == [True] * MAX_PLACES + [False] * 2
