import os
import unicodedata
from pathlib import Path

import fsspec
import pytest

from flows.inbox import check_not_empty, open_inbox, sha256_of
from rules import load_call
from schemas.errors import ReceiptsError, UsageError

CALL = load_call("regional-ai-2026")
RECEIPT = "file,received_at,kind\n{name},2026-03-10T16:40:00+09:00,first\n"


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(inbox, tmp_path):
    staging = tmp_path / "staging"
    staging.mkdir()
    return lambda: open_inbox(str(inbox), staging, CALL)


def test_every_file_is_a_submission_but_the_receipts(inbox, opened):
    for name in ("나.pdf", "가.hwpx"):
        (inbox / name).write_bytes(name.encode())
    (inbox / "receipts.csv").write_text(RECEIPT.format(name="가.hwpx"))
    (inbox / "보완").mkdir()
    contents = opened()
    assert [file.name for file in contents.files] == ["가.hwpx", "나.pdf"]
    assert contents.folders == ("보완",)
    assert contents.files[0].sha256 == sha256_of(inbox / "가.hwpx")
    assert contents.is_complete


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "~$계획서.docx",
        "계획서.pdf.part",
        "a.crdownload",
        ".~lock.계획서.docx#",
    ],
)
def test_files_that_are_no_submissions_by_their_name_are_passed_over_and_said(inbox, opened, name):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / name).write_bytes(b"whatever")
    contents = opened()
    assert [file.name for file in contents.files] == ["가.pdf"]
    assert any(name in notice for notice in contents.notices)
    assert contents.is_complete


def test_one_entry_that_cannot_be_read_stops_no_other_and_is_said(inbox, opened, tmp_path):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / "나.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (inbox / "다.pdf").symlink_to("다.pdf")
    contents = opened()
    assert [file.name for file in contents.files] == ["가.pdf"]
    assert [name for name, _ in contents.unreadable] == ["나.pdf", "다.pdf"]
    assert not contents.is_complete


def test_file_whose_bytes_fail_while_it_is_read_is_said(inbox, opened, monkeypatch):
    for name in ("가.pdf", "나.pdf"):
        (inbox / name).write_bytes(b"%PDF-")

    def fails(path: Path) -> str:
        if path.name == "가.pdf":
            raise PermissionError(13, "Permission denied")
        return "00"

    monkeypatch.setattr("flows.inbox.sha256_of", fails)
    contents = opened()
    assert [file.name for file in contents.files] == ["나.pdf"]
    assert contents.unreadable == (("가.pdf", "Permission denied"),)


def test_folders_behind_links_and_pipes_are_named_and_not_opened(inbox, opened, tmp_path):
    (inbox / "폴더").symlink_to(tmp_path)
    os.mkfifo(inbox / "관.pdf")
    contents = opened()
    assert contents.folders == ("폴더",)
    assert [name for name, _ in contents.passed_over] == ["관.pdf"]


def test_file_behind_a_link_is_taken_in(inbox, opened, tmp_path):
    (tmp_path / "계획서.pdf").write_bytes(b"%PDF-")
    (inbox / "가.pdf").symlink_to(tmp_path / "계획서.pdf")
    assert [file.name for file in opened().files] == ["가.pdf"]


def test_name_in_bytes_of_cp949_is_read_as_korean_and_its_file_under_that_name(inbox, opened):
    Path(os.fsdecode(os.fsencode(inbox) + b"/" + "가나.pdf".encode("cp949"))).write_bytes(b"%PDF-1.7")
    (inbox / "receipts.csv").write_text(RECEIPT.format(name="가나.pdf"))
    contents = opened()
    [file] = contents.files
    assert file.name == file.path.name == "가나.pdf"
    assert file.path.read_bytes() == b"%PDF-1.7"
    assert contents.receipts.submission_of(file.name, file.sha256).received_at is not None


def test_name_that_is_no_text_at_all_still_has_one(inbox, opened):
    Path(os.fsdecode(os.fsencode(inbox) + b"/\xff\xff.pdf")).write_bytes(b"%PDF-1.7")
    [file] = opened().files
    assert file.name == "%xff%xff.pdf"


def test_two_names_that_look_the_same_are_not_taken_for_one(inbox, opened):
    for form in ("NFC", "NFD"):
        (inbox / unicodedata.normalize(form, "가.pdf")).write_bytes(form.encode())
    contents = opened()
    assert len(contents.files) == len(contents.unreadable) == 1


@pytest.mark.parametrize("content", [b"", b"file,kind\n"])
def test_receipts_that_cannot_be_used_stop_everything(inbox, opened, content):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / "receipts.csv").write_bytes(content)
    with pytest.raises(ReceiptsError, match=r"receipts\.csv"):
        opened()


def test_two_lists_of_receipts_are_refused(inbox, opened):
    for name in ("receipts.csv", "접수대장.csv"):
        (inbox / name).write_text(RECEIPT.format(name="가.pdf"))
    with pytest.raises(ReceiptsError, match="둘 이상"):
        opened()


def test_list_with_a_korean_name_is_the_list_of_receipts(inbox, opened):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / unicodedata.normalize("NFD", "접수대장.csv")).write_text(RECEIPT.format(name="가.pdf"))
    contents = opened()
    assert [file.name for file in contents.files] == ["가.pdf"]
    assert "가.pdf" in contents.receipts.by_file


def test_line_of_the_receipts_that_cannot_be_used_leaves_the_inbox_incomplete(inbox, opened):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / "receipts.csv").write_text("file,received_at,kind\n가.pdf,20260311,first\n")
    contents = opened()
    assert not contents.is_complete
    assert "receipts.csv 2행" in contents.notices[0]


def test_receipt_of_a_file_that_is_not_there_is_noticed(inbox, opened):
    (inbox / "receipts.csv").write_text(RECEIPT.format(name="없음.pdf"))
    assert opened().receipts_without_file == ("없음.pdf",)


@pytest.mark.parametrize("url", ["/there/is/no/such/inbox", "nosuchprotocol://inbox"])
def test_inbox_that_cannot_be_used_is_a_usage_error(url, tmp_path):
    with pytest.raises(UsageError, match="접수함"):
        open_inbox(url, tmp_path, CALL)


def test_inbox_that_holds_nothing_to_read_is_said(inbox, opened):
    (inbox / "Thumbs.db").touch()
    (inbox / "receipts.csv").write_text(RECEIPT.format(name="가.pdf"))
    with pytest.raises(UsageError, match="접수 파일이 없음"):
        check_not_empty(str(inbox))
    assert "접수함에 접수 파일이 없음" in opened().notices
    (inbox / "가.pdf").touch()
    check_not_empty(str(inbox))


def test_inbox_behind_a_url_is_copied_to_this_machine(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/example-inbox/가.pdf", b"%PDF-1.7")
    [file] = open_inbox("memory://example-inbox", tmp_path, CALL).files
    assert file.path.read_bytes() == b"%PDF-1.7"
    assert file.path.parent == tmp_path
