"""Originals, Documents and calls are kept once, and the log attests them."""

import pytest

from rules import load_call
from schemas import Block, BlockKind, Document, FileFormat, FileInfo
from schemas.errors import StorageError
from schemas.packed_document import pack

READER = "0.1.0+pdf.1"


def document(sha256, text="□ 목적"):
    file = FileInfo(name="예시.pdf", sha256=sha256, format=FileFormat.PDF, pages=1)
    return Document(file=file, blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))


def test_original_is_kept_once_and_comes_back(records):
    sha256 = records.archive.keep_original(b"%PDF")
    assert records.archive.keep_original(b"%PDF") == sha256
    assert records.archive.original(sha256) == b"%PDF"
    assert [event.kind for event in records.events()] == ["original-kept"]


def test_original_that_was_changed_on_the_disk_is_not_given_out(records, tmp_path):
    sha256 = records.archive.keep_original(b"%PDF")
    (tmp_path / "originals" / sha256[:2] / sha256).write_bytes(b"other")
    with pytest.raises(StorageError, match="손상"):
        records.archive.original(sha256)


def test_document_belongs_to_the_version_of_its_reader(records):
    sha256 = records.archive.keep_original(b"%PDF")
    assert records.archive.document(sha256, READER) is None
    records.archive.keep_document(sha256, READER, pack(document(sha256)))
    records.archive.keep_document(sha256, READER, pack(document(sha256, "□ 다름")))
    assert records.archive.document(sha256, READER) == document(sha256)
    assert records.archive.document(sha256, "0.1.0+pdf.2") is None


def test_call_is_kept_as_it_stood_each_time_it_changes(records):
    call = load_call("regional-ai-2026")
    amended = call.model_copy(update={"version": "2"})
    for registered in (call, call, amended):
        records.archive.register_call(registered)
    assert records.archive.calls(call.id) == (call, amended)
    assert records.audit_problems() == ()


def test_latest_judged_record_of_a_file_is_found_whatever_its_version(records, make_record):
    first, second = make_record(), make_record(code_version="0.2.0")
    records.save(first)
    records.save(second)
    assert records.latest_judged("regional-ai", first.key.sha256, first.submission.kind) == second
    assert records.latest_judged("regional-ai", "e" * 64, first.submission.kind) is None
