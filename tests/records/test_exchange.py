"""An export is whole and checked, and an import of it gives the same records."""

import json
from datetime import UTC, datetime

import pytest

from records import Records, make_override
from records.preservation.exchange import checked_manifest
from rules import load_call
from schemas.errors import StorageError, UsageError
from schemas.packed_document import pack
from tests.records.test_archive import READER, document

CALL = "regional-ai"


@pytest.fixture
def filled(records, make_record):
    """Two submissions with an original, a Document, an override and a corrected receipt."""
    sha256 = records.archive.keep_original(b"%PDF")
    records.archive.keep_document(sha256, READER, pack(document(sha256)))
    records.archive.register_call(load_call("regional-ai-2026").model_copy(update={"id": CALL}))
    first = make_record(sha256=sha256)
    records.save(first)
    records.save(make_record(sha256=sha256, received_at=datetime(2026, 3, 9, tzinfo=UTC)))
    records.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    pointer = "/proposal/budget/funding/national/krw"
    when = datetime(2026, 3, 12, tzinfo=UTC)
    # A separator that JSON leaves as it is and that some take for the end of a line.
    strange = first.model_copy(
        update={"submission": first.submission.model_copy(update={"file_name": "가\u2028나.pdf"})}
    )
    records.save(strange)
    records.override(first, make_override(first, pointer, 1, reviewer="검토자 예시", reason="원문", made_at=when))
    return records


@pytest.fixture
def exported(filled, tmp_path):
    folder = tmp_path / "export"
    filled.export(CALL, folder)
    return folder


@pytest.fixture
def empty(tmp_path):
    with Records(f"sqlite:///{tmp_path / 'other' / 'simsa.db'}") as opened:
        yield opened


def decided(records):
    """The records as reviewed, without the revisions: the new database's log counts from its own beginning."""
    found = records.reviewed(CALL, lambda *_: ())
    return [each.model_copy(update={"review": each.review.model_copy(update={"revision": 0})}) for each in found]


def test_import_into_an_empty_database_gives_the_same_records(filled, exported, empty, tmp_path):
    empty.take_over(exported)
    assert empty.of_call(CALL) == filled.of_call(CALL)
    assert decided(empty) == decided(filled)
    assert empty.archive.calls(CALL) == filled.archive.calls(CALL)
    [sha256] = {record.key.sha256 for record in filled.of_call(CALL)} - {"b" * 64}
    assert empty.archive.original(sha256) == b"%PDF"
    assert empty.archive.document(sha256, READER) == document(sha256)
    assert empty.audit_problems() == ()
    again = tmp_path / "again"
    empty.export(CALL, again)
    before, after = (checked_manifest(folder).files for folder in (exported, again))
    # The new log begins with the import; all else is the same bytes.
    assert {**before, "events.jsonl": ""} == {**after, "events.jsonl": ""}
    assert len(before) > len(list((exported / "tables").iterdir()))


def test_export_while_something_is_saved_is_of_one_moment(filled_at, url_of, make_record, tmp_path):
    with filled_at.snapshot(CALL) as kept:
        assert filled_at.save(make_record(file_name="도중.pdf", sha256="c" * 64))
        manifest = kept.write(tmp_path / "export", {}, whole=True)
        seen = kept.reviewed(lambda *_: ())
    assert len(seen) == 2
    assert len(filled_at.of_call(CALL)) == 3
    lines = (tmp_path / "export" / "tables" / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 3
    assert manifest.audit_head in filled_at.events()[manifest.events - 1].hash
    last = json.loads((tmp_path / "export" / "events.jsonl").read_text(encoding="utf-8").split("\n")[-2])
    assert last["hash"] == manifest.audit_head


@pytest.fixture(params=["url", pytest.param("postgres_url", marks=pytest.mark.slow)])
def url_of(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def filled_at(url_of, make_record):
    """Two plans in either database."""
    with Records(url_of) as records:
        records.save(make_record())
        records.save(make_record(file_name="다른.pdf", sha256="b" * 64))
        yield records


def test_imported_log_begins_with_the_story_so_far(filled, exported, empty):
    empty.take_over(exported)
    [imported] = empty.events()
    assert imported.kind == "imported"
    # All that was logged here is about the call or a file of it.
    assert [event["kind"] for event in imported.detail["events"]] == [event.kind for event in filled.events()]
    assert imported.detail["audit_head"] == filled.audit_head()


def test_story_of_a_submission_goes_on_from_the_database_that_it_came_from(filled, exported, empty, make_record):
    empty.take_over(exported)
    before = filled.events(CALL, file_name="다른.pdf")
    *told, imported = empty.events(CALL, file_name="다른.pdf")
    assert told == list(before)
    assert imported.kind == "imported"
    assert empty.events(CALL) == (imported,)


def test_manifest_names_every_file_of_the_export(exported):
    manifest = json.loads((exported / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert files == set(manifest["files"]) | {"manifest.json"}


def test_changed_missing_or_foreign_file_is_refused_and_nothing_imported(exported, empty):
    path = exported / "tables" / "findings.jsonl"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"met", b"not"))
    with pytest.raises(UsageError, match="내용이 바뀜"):
        empty.take_over(exported)
    path.unlink()
    with pytest.raises(UsageError, match="파일이 없음"):
        empty.take_over(exported)
    with pytest.raises(UsageError, match="심사자료가 아님"):
        empty.take_over(exported / "tables")
    assert empty.of_call(CALL) == []


def test_database_with_records_takes_no_import(filled, exported):
    with pytest.raises(StorageError, match="비어 있지 않은"):
        filled.take_over(exported)


def test_export_overwrites_nothing(filled, exported):
    with pytest.raises(UsageError, match="빈 폴더가 아님"):
        filled.export(CALL, exported)


def test_tables_for_readers_alone_are_no_import(filled, empty, tmp_path):
    with filled.snapshot(CALL) as kept:
        manifest = kept.write(tmp_path / "tables", {"plans.csv": b"x"}, whole=False)
    assert set(manifest.files) == {"plans.csv"}
    with pytest.raises(UsageError, match="원본 없이 내보낸 것"):
        empty.take_over(tmp_path / "tables")
