"""Accepting a file: its arrival is written before its bytes are there, and neither is ever half written."""

from datetime import datetime

import pytest

from flows.cli.exit_codes import DONE, UNUSABLE
from flows.inbox import open_inbox
from flows.inbox.accepting import accept_file
from flows.receipts import parse_receipts
from rules import load_call
from schemas import SubmissionKind
from schemas.errors import ReceiptsError, UsageError

CALL = load_call("regional-ai-2026")
AT = datetime.fromisoformat("2026-03-18T10:05:00+09:00")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "보완 계획서.hwpx"
    path.write_bytes(b"bytes")
    return path


def accept(file, inbox, at=AT, kind=SubmissionKind.CORRECTED, applicant="강원특별자치도"):
    return accept_file(file, inbox, CALL, at, kind, applicant)


def test_first_file_begins_the_list(file, tmp_path):
    place = accept(file, tmp_path / "inbox")
    assert place.read_bytes() == b"bytes"
    [receipt] = parse_receipts((tmp_path / "inbox" / "receipts.csv").read_bytes(), CALL).by_file.values()
    assert (receipt.file, receipt.received_at, receipt.kind, receipt.applicant) == (
        "보완 계획서.hwpx",
        AT,
        SubmissionKind.CORRECTED,
        "강원특별자치도",
    )
    assert open_inbox(str(tmp_path / "inbox"), tmp_path, CALL).notices == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize(
    "head",
    ["연번,파일명,접수일시,구분,신청기관,비고", "접수대장\r\n파일명,접수일,접수시각,접수구분", "kind,file,received_at"],
)
def test_list_keeps_its_columns_its_encoding_and_its_lines(file, tmp_path, encoding, head):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    path = inbox / "접수대장.csv"
    before = head.encode(encoding)
    path.write_bytes(before)
    accept(file, inbox)
    data = path.read_bytes()
    assert data.startswith(before)
    assert before.isascii() or data.decode(encoding)
    assert parse_receipts(data, CALL, path.name).by_file["보완 계획서.hwpx"].received_at == AT


def test_time_that_cannot_be_this_calls_is_refused_and_nothing_is_left(file, tmp_path):
    with pytest.raises(ReceiptsError, match="연도"):
        accept(file, tmp_path / "inbox", at=AT.replace(year=2031))
    assert [entry.name for entry in (tmp_path / "inbox").iterdir()] == [".receipts.lock"]


def test_file_is_accepted_once_and_another_of_its_name_is_not_put_over_it(file, tmp_path):
    place = accept(file, tmp_path / "inbox")
    with pytest.raises(UsageError, match="이미 접수한"):
        accept(file, tmp_path / "inbox")
    file.write_bytes(b"others")
    with pytest.raises(UsageError, match="다른 파일"):
        accept(file, tmp_path / "inbox")
    assert place.read_bytes() == b"bytes"


@pytest.mark.parametrize("name", ["~$plan.docx", "plan.pdf.part", ".hidden.pdf", "Thumbs.db"])
def test_file_that_no_run_would_look_at_is_not_accepted(tmp_path, name):
    (tmp_path / name).touch()
    with pytest.raises(UsageError, match="접수 파일로 볼 수 없는"):
        accept(tmp_path / name, tmp_path / "inbox")


def test_workbook_is_left_to_the_person_who_keeps_it(file, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "접수대장.xlsx").touch()
    with pytest.raises(UsageError, match="접수대장에 직접"):
        accept(file, inbox)
    assert not (inbox / file.name).exists()


@pytest.mark.parametrize("url", [None, "http://127.0.0.1:9/api"])
def test_file_is_kept_where_no_server_can_be_told_and_that_is_said(file, simsa, tmp_path, url):
    given = {"PREFECT_API_URL": url} if url else {}
    arguments = ("accept", file, "--call", "regional-ai-2026", "--inbox", tmp_path / "inbox")
    result = simsa(*arguments, "--received-at", "2026-03-18 10:05", **given)
    assert result.returncode == DONE, result.stderr
    assert (tmp_path / "inbox" / file.name).is_file()
    assert "밤마다 하는 확인이 처리함" in result.stdout
    again = simsa(*arguments, "--received-at", "2026-03-18 10:05", **given)
    assert again.returncode == UNUSABLE
