from datetime import UTC, datetime

import pytest

from flows.receipts import NO_RECEIPTS, parse_receipts
from schemas import SubmissionKind
from schemas.errors import ReceiptsError

HEADER = "file,received_at,kind\n"


def test_receipt_gives_time_kind_and_applicant():
    receipts = parse_receipts(
        "file,received_at,kind,applicant\n예시.pdf,2026-03-10T16:40:00+09:00,corrected,부산광역시\n".encode()
    )
    submission = receipts.submission_of("예시.pdf", "00")
    assert submission.received_at == datetime(2026, 3, 10, 7, 40, tzinfo=UTC)
    assert submission.kind is SubmissionKind.CORRECTED
    assert submission.applicant == "부산광역시"


def test_file_without_a_receipt_has_no_time():
    assert NO_RECEIPTS.submission_of("예시.pdf", "00").received_at is None


def test_excel_byte_order_mark_and_blanks_do_no_harm():
    receipts = parse_receipts(("\ufeff" + HEADER + " a.pdf , 2026-03-10T16:40:00+09:00 ,first\n").encode())
    assert list(receipts.by_file) == ["a.pdf"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "빈 파일"),
        (b"\n \n", "빈 파일"),
        ("파일,접수\n".encode("cp949"), "UTF-8"),
        (b"file,kind\n", "received_at"),
        (b"file,received_at,kind,note\n", "note"),
    ],
)
def test_list_that_cannot_be_used_at_all_is_refused_with_its_reason(data, said):
    with pytest.raises(ReceiptsError, match=said):
        parse_receipts(data)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("b.pdf,2026-03-10T16:40:00,first", "시간대"),
        ("b.pdf,어제,first", "2026-03-10T16:40:00"),
        ("b.pdf,2026-03-10T16:40:00+09:00,last", "first, corrected, agreed"),
        (",2026-03-10T16:40:00+09:00,first", "값 없음"),
        ("b.pdf,2026-03-10T16:40:00+09:00,first,부산,extra", "값이 많음"),
        ("a.pdf,2026-03-10T16:40:00+09:00,first", "두 번"),
    ],
)
def test_line_that_cannot_be_used_is_named_and_takes_nothing_from_the_others(line, said):
    good = "a.pdf,2026-03-10T16:40:00+09:00,first\n"
    receipts = parse_receipts((HEADER + good + line + "\n" + good.replace("a.", "c.")).encode())
    assert list(receipts.by_file) == ["a.pdf", "c.pdf"]
    [error] = receipts.errors
    assert "3행" in error.message
    assert said in error.message
