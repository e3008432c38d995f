"""A backup is a whole, checked copy of one moment, taken while others write."""

import os
import sqlite3
import subprocess
import threading

import pytest

from records import Records
from schemas.errors import StorageError, UsageError
from schemas.packed_document import pack
from tests.records import postgres_server
from tests.records.test_archive import READER, document

CALL = "regional-ai"


@pytest.fixture
def filled(records, make_record):
    sha256 = records.archive.keep_original(b"%PDF")
    records.archive.keep_document(sha256, READER, pack(document(sha256)))
    records.save(make_record(sha256=sha256))
    return records


def test_backup_can_be_used_in_place_of_the_original(filled, tmp_path):
    done = filled.back_up(tmp_path / "copy")
    assert (done.contents, done.problems, done.audit_head) == (2, (), filled.audit_head())
    [record] = filled.of_call(CALL)
    with Records(f"sqlite:///{tmp_path / 'copy' / 'simsa.db'}") as copy:
        assert copy.of_call(CALL) == filled.of_call(CALL)
        assert copy.archive.original(record.key.sha256) == b"%PDF"
        assert copy.archive.document(record.key.sha256, READER) == document(record.key.sha256)
        assert copy.audit_problems(head=filled.audit_head()) == ()


def test_backup_while_records_are_saved_is_sound(filled, url, make_record, tmp_path):
    begun, stop = threading.Event(), threading.Event()

    def save_on_and_on():
        with Records(url) as other:
            number = 0
            while not stop.is_set():
                other.save(make_record(file_name=f"{number}.pdf", sha256=f"{number:064d}"))
                number += 1
                begun.set()

    saving = threading.Thread(target=save_on_and_on)
    saving.start()
    begun.wait()
    try:
        done = [filled.back_up(tmp_path / f"copy{number}") for number in range(2)]
    finally:
        stop.set()
        saving.join()
    assert [each.problems for each in done] == [(), ()]
    heads = {event.hash for event in filled.events()}
    assert {each.audit_head for each in done} <= heads


def test_backup_tells_what_was_changed_and_what_is_missing(filled, url, tmp_path):
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE findings SET message = 'other'")
    connection.close()
    [problem] = filled.back_up(tmp_path / "copy").problems
    assert problem.place.startswith("findings:")
    [record] = filled.of_call(CALL)
    filled.archive.store.remove(record.key.sha256)
    with pytest.raises(StorageError, match="원본 없음"):
        filled.back_up(tmp_path / "other")


def test_backup_overwrites_nothing_and_is_for_its_owner_alone(filled, tmp_path):
    filled.back_up(tmp_path / "copy")
    with pytest.raises(UsageError, match="빈 폴더가 아님"):
        filled.back_up(tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert (tmp_path / "copy" / "simsa.db").stat().st_mode & 0o077 == 0


@pytest.mark.slow
@pytest.mark.xdist_group("postgresql")
def test_dump_of_postgresql_gives_the_same_records_in_a_new_database(postgres, postgres_url, make_record, tmp_path):
    with Records(postgres_url) as records:
        sha256 = records.archive.keep_original(b"%PDF")
        records.save(make_record(sha256=sha256))
        with pytest.raises(UsageError, match="pg_dump"):
            records.back_up(tmp_path / "copy")
        before, head = records.of_call(CALL), records.audit_head()
        records.export(CALL, tmp_path / "before")
        plain = postgres_url.replace("postgresql+pg8000", "postgresql")
        restored = postgres_server.new_database(postgres)
        environment = os.environ | {"PGPASSWORD": ""}
        dump = [
            str(postgres_server.program("pg_dump")),
            "--format=custom",
            f"--file={tmp_path / 'simsa.dump'}",
            f"--dbname={plain}",
        ]
        subprocess.run(dump, check=True, env=environment)
        target = restored.replace("postgresql+pg8000", "postgresql")
        restore = [
            str(postgres_server.program("pg_restore")),
            "--exit-on-error",
            f"--dbname={target}",
            str(tmp_path / "simsa.dump"),
        ]
        subprocess.run(restore, check=True, env=environment)
    with Records(restored) as copy:
        assert copy.of_call(CALL) == before
        assert copy.audit_problems(head=head) == ()
        copy.export(CALL, tmp_path / "after")
        # Numbers go on where they were.
        assert copy.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    for path in sorted((tmp_path / "before" / "tables").iterdir()):
        assert (tmp_path / "after" / "tables" / path.name).read_bytes() == path.read_bytes(), path.name
