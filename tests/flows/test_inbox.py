import fsspec
import pytest

from flows.inbox import open_inbox, sha256_of
from schemas.errors import UsageError


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_every_file_is_a_submission_but_hidden_files_and_receipts(inbox, tmp_path):
    for name in ("나.pdf", "가.hwpx", ".DS_Store", "receipts.csv"):
        (inbox / name).write_bytes(name.encode())
    (inbox / "보완").mkdir()
    contents = open_inbox(str(inbox), tmp_path)
    assert [file.name for file in contents.files] == ["가.hwpx", "나.pdf"]
    assert contents.folders == ("보완",)
    assert contents.files[0].sha256 == sha256_of(inbox / "가.hwpx")


def test_receipts_that_cannot_be_used_leave_the_files_in_place(inbox, tmp_path):
    (inbox / "가.pdf").write_bytes(b"%PDF-")
    (inbox / "receipts.csv").write_bytes(b"")
    contents = open_inbox(str(inbox), tmp_path)
    assert len(contents.files) == 1
    assert "빈 파일" in contents.receipts.errors[0].message


def test_receipt_of_a_file_that_is_not_there_is_noticed(inbox, tmp_path):
    (inbox / "receipts.csv").write_text("file,received_at,kind\n없음.pdf,2026-03-10T16:40:00+09:00,first\n")
    assert open_inbox(str(inbox), tmp_path).receipts_without_file == ("없음.pdf",)


@pytest.mark.parametrize("url", ["/there/is/no/such/inbox", "nosuchprotocol://inbox"])
def test_inbox_that_cannot_be_used_is_a_usage_error(url, tmp_path):
    with pytest.raises(UsageError, match="접수함"):
        open_inbox(url, tmp_path)


def test_inbox_behind_a_url_is_copied_to_this_machine(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/example-inbox/가.pdf", b"%PDF-1.7")
    [file] = open_inbox("memory://example-inbox", tmp_path).files
    assert file.path.read_bytes() == b"%PDF-1.7"
    assert file.path.parent == tmp_path
