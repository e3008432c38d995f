import io
import unicodedata
from datetime import UTC, date, datetime, time

import pytest
from openpyxl import Workbook

from flows.receipts import NO_RECEIPTS, parse_receipts
from rules import load_call
from schemas import SubmissionKind
from schemas.errors import ReceiptsError

CALL = load_call("regional-ai-2026")
HEADER = "file,received_at,kind\n"
MOMENT = datetime(2026, 3, 10, 7, 40, tzinfo=UTC)


def parsed(text, encoding="utf-8"):
    return parse_receipts(text.encode(encoding), CALL)


def workbook(*rows, hidden=False):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if hidden:
        book.create_sheet("가림").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_receipt_gives_time_kind_and_applicant():
    receipts = parsed("file,received_at,kind,applicant\n예시.pdf,2026-03-10T16:40:00+09:00,corrected,부산광역시\n")
    submission = receipts.submission_of("예시.pdf", "00")
    assert submission.received_at == MOMENT
    assert submission.kind is SubmissionKind.CORRECTED
    assert submission.applicant == "부산광역시"


def test_file_without_a_receipt_has_no_time_and_the_kind_of_its_inbox():
    submission = NO_RECEIPTS.submission_of("예시.pdf", "00", SubmissionKind.AGREED)
    assert submission.received_at is None
    assert submission.kind is SubmissionKind.AGREED


def test_excel_byte_order_mark_and_blanks_do_no_harm():
    receipts = parsed("\ufeff" + HEADER + " a.pdf , 2026-03-10T16:40:00+09:00 ,first\n,,\n")
    assert list(receipts.by_file) == ["a.pdf"]
    assert not receipts.errors


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize(
    ("word", "kind"),
    [("접수본", SubmissionKind.FIRST), ("보완본", SubmissionKind.CORRECTED), ("협약본", SubmissionKind.AGREED)],
)
def test_list_as_korean_excel_saves_it_is_read(encoding, word, kind):
    text = f"2026년 접수대장,,,\n,,,\n파일명,접수일시,구분,신청 기관\n예시.pdf,2026-03-10 16:40,{word},부산광역시\n"
    [receipt] = parsed(text, encoding).by_file.values()
    assert (receipt.file, receipt.received_at, receipt.kind) == ("예시.pdf", MOMENT, kind)
    assert receipt.applicant == "부산광역시"


@pytest.mark.parametrize(("listed", "lying"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_names_are_the_same_however_their_syllables_are_written(listed, lying):
    receipts = parsed(HEADER + unicodedata.normalize(listed, "가나다.pdf,2026-03-10 16:40,first\n"))
    assert receipts.submission_of(unicodedata.normalize(lying, "가나다.pdf"), "00").received_at == MOMENT


@pytest.mark.parametrize(
    "stated",
    [
        "2026-03-10T16:40:00+09:00",
        "2026-03-10T07:40:00Z",
        "2026-03-10 16:40:00.000",
        "2026-03-10T16:40",
        "2026/3/10 16:40",
        "2026. 3. 10. 16:40",
        "2026.03.10 16:40:00",
        "2026. 3. 10.(화) 16:40",
        "2026-03-10 오후 4:40",
        "2026년 3월 10일 16시 40분",
        "２０２６-０３-１０ １６:４０",
    ],
)
def test_time_that_can_mean_one_thing_only_is_taken_and_without_a_zone_is_the_calls(stated):
    receipts = parsed(f"{HEADER}a.pdf,{stated},first\n")
    assert not receipts.errors
    assert receipts.by_file["a.pdf"].received_at == MOMENT


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("20260311", "읽을 수 없음"),
        ("202603111640", "읽을 수 없음"),
        ("46091.69", "읽을 수 없음"),
        ("1773128400", "읽을 수 없음"),
        ("26-03-10 16:40", "읽을 수 없음"),
        ("03/10/2026 16:40", "읽을 수 없음"),
        ("어제", "읽을 수 없음"),
        ("2026-03-10", "시각이 없음"),
        ("2026-02-30 16:40", "없는 날짜"),
        ("2026-03-10 25:00", "없는 날짜"),
        ("2026-03-10 오후 16:40", "없는 날짜"),
        ("2026-03-10T16:40:00+99:99", "없는 날짜"),
        ("2026. 3. 10.(수) 16:40", "요일"),
        ("0001-01-01T00:00:00+09:00", "연도 확인"),
        ("9999-12-31T23:59:59-09:00", "연도 확인"),
        ("1970-01-01 00:00", "연도 확인"),
        ("2025-03-10 16:40", "연도 확인"),
        ("2027-03-10 16:40", "연도 확인"),
        ("", "값 없음"),
    ],
)
def test_time_that_would_have_to_be_guessed_is_refused_with_its_line(stated, said):
    receipts = parsed(f"{HEADER}a.pdf,{stated},first\n")
    assert not receipts.by_file
    [error] = receipts.errors
    assert "2행" in error.message
    assert said in error.message


def test_agreed_copy_may_come_a_year_after_the_close():
    assert not parsed(f"{HEADER}a.pdf,2027-03-10 16:40,agreed\n").errors


def test_day_and_time_may_stand_in_columns_of_their_own():
    receipts = parsed("연번,파일명,접수일자,접수시각,구분\n1,a.pdf,2026-03-10,16:40,접수본\n")
    assert receipts.by_file["a.pdf"].received_at == MOMENT


def test_columns_that_say_nothing_of_a_receipt_are_told():
    receipts = parsed("연번,file,received_at,kind,aplicant\n1,a.pdf,2026-03-10 16:40,first,부산\n")
    assert receipts.unused_columns == ("연번", "aplicant")
    assert receipts.by_file["a.pdf"].applicant is None


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize(
    "cells",
    [
        (datetime(2026, 3, 10, 16, 40), None, None),  # noqa: DTZ001 - a spreadsheet's cell has no zone
        ("2026-03-10 16:40", None, None),
        (None, date(2026, 3, 10), time(16, 40)),
        (None, date(2026, 3, 10), "16:40"),
    ],
)
def test_workbook_with_its_own_date_cells_is_read(cells, hidden):
    stated, day, clock = cells
    data = workbook(
        ("2026년 공모 접수대장",),
        (),
        ("파일명", "접수일시", "접수일", "접수시각", "구분"),
        ("가.hwpx", stated, day, clock, "접수본"),
        hidden=hidden,
    )
    receipts = parse_receipts(data, CALL, "접수대장.xlsx")
    assert not receipts.errors
    assert receipts.by_file["가.hwpx"].received_at == MOMENT


@pytest.mark.parametrize(
    ("cell", "said"),
    [(46091.69, "숫자는"), (20260311, "숫자는"), (date(2026, 3, 10), "시각이 없음"), (None, "값 없음")],
)
def test_number_or_mere_day_in_a_workbook_is_refused_with_its_row(cell, said):
    receipts = parse_receipts(workbook(("file", "received_at", "kind"), ("a.pdf", cell, "first")), CALL, "list.xlsx")
    [error] = receipts.errors
    assert "list.xlsx 2행" in error.message
    assert said in error.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "빈 파일"),
        (b"\n \n", "빈 파일"),
        ("파일,접수\n".encode("cp949"), "received_at"),
        (b"\xff\xfe\xff\xff", "CP949"),
        (b"file,kind\n", "received_at"),
        (b'file,received_at,kind\n"a', "CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLSX"),
        (b"PK\x03\x04broken", "XLSX"),
        (workbook(("title",)), "file"),
    ],
    # A workbook's bytes hold the moment at which it was made: no name for a test that several processes collect.
    ids=["empty", "blank", "cp949", "utf16", "no-time", "no-end", "old-excel", "broken-zip", "other-columns"],
)
def test_list_that_cannot_be_used_at_all_is_refused_with_its_reason(data, said):
    with pytest.raises(ReceiptsError, match=said):
        parse_receipts(data, CALL)


def test_workbook_that_unpacks_to_more_than_any_list_holds_is_refused(monkeypatch):
    monkeypatch.setattr("flows.receipts.tables.MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(ReceiptsError, match="압축"):
        parse_receipts(workbook(("file", "received_at", "kind")), CALL)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("b.pdf,2026-03-10T16:40:00+09:00,last", "first(접수본), corrected(보완본), agreed(협약본)"),
        (",2026-03-10T16:40:00+09:00,first", "값 없음"),
        ("b.pdf,2026-03-10T16:40:00+09:00,first,부산", "값이 많음"),
        ("a.pdf,2026-03-10T16:40:00+09:00,first", "두 번"),
    ],
)
def test_line_that_cannot_be_used_is_named_and_takes_nothing_from_the_others(line, said):
    good = "a.pdf,2026-03-10T16:40:00+09:00,first\n"
    receipts = parsed(HEADER + good + line + "\n" + good.replace("a.", "c."))
    assert list(receipts.by_file) == ["a.pdf", "c.pdf"]
    [error] = receipts.errors
    assert "3행" in error.message
    assert said in error.message
