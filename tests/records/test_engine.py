"""What SQLite is told: readers and writers side by side where the file system can, foreign keys, and to wait."""

import pytest

from records import Records
from records.database.engine import LOCK_TIMEOUT_S, errors_of, open_engine
from records.database.shares import is_on_share
from schemas.errors import StorageError

MOUNTS = """\
22 1 0:21 / / rw,relatime - ext4 /dev/vda rw
23 22 0:22 / /mnt/share rw shared:1 - cifs //server/share rw
24 23 0:23 / /mnt/share/local rw - ext4 /dev/vdb rw
25 22 0:24 / /mnt/접수\\040자료 rw - nfs4 server:/plans rw
26 22 0:25 / /mnt/far rw - fuse.sshfs user@server: rw
27 22 0:26 / /mnt/sharedlike rw - ext4 /dev/vdc rw
"""


def told(records, pragma):
    with records._engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()


def test_database_of_ones_own_disk_is_read_while_it_is_written_and_waits_for_its_turn(records):
    assert told(records, "journal_mode") == "wal"
    assert told(records, "foreign_keys") == 1
    assert told(records, "synchronous") == 2
    assert told(records, "busy_timeout") == LOCK_TIMEOUT_S * 1_000


def test_reader_sees_what_was_committed_while_somebody_writes(records, url, make_record):
    records.save(make_record())
    with records._writing.begin() as writing:
        writing.exec_driver_sql("DELETE FROM observations")
        with Records(url) as other:
            assert len(other.of_call("regional-ai")) == 1
        writing.rollback()


def test_database_on_a_share_keeps_the_journal_that_shares_can_hold(url, monkeypatch, make_record):
    with Records(url) as before:
        assert told(before, "journal_mode") == "wal"
    monkeypatch.setattr("records.database.engine.is_on_share", lambda _: True)
    with Records(url) as records:
        records.save(make_record())
        assert told(records, "journal_mode") == "delete"


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/mnt/share/out", True),
        ("/mnt/share/local/out", False),
        ("/mnt/접수 자료", True),
        ("/mnt/far/away", True),
        ("/mnt/sharedlike", False),
        ("/home/officer", False),
    ],
)
def test_share_is_told_by_the_nearest_mount(folder, expected, tmp_path):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert is_on_share(type(tmp_path)(folder), mounts) is expected


def test_where_no_mounts_are_told_nothing_is_taken_for_a_share(tmp_path):
    assert is_on_share(tmp_path, tmp_path / "none") is False


@pytest.mark.parametrize("setting", ["wrongly_named=1", "timeout=5&another=x"])
def test_setting_that_the_driver_does_not_know_is_told_in_a_line(setting):
    pytest.importorskip("pg8000")
    # The driver refuses before it looks for a server.
    engine = open_engine(f"postgresql://simsa:geheim@127.0.0.1:9/simsa?{setting}")
    with pytest.raises(StorageError, match="모르는 설정") as refusal, errors_of(engine), engine.connect():
        pass
    assert "geheim" not in refusal.value.message


def test_setting_of_a_wrong_kind_is_told_in_a_line(tmp_path):
    with pytest.raises(StorageError, match="형식이 잘못됨"):
        open_engine(f"sqlite:///{tmp_path / 'simsa.db'}?timeout=soon").connect()
