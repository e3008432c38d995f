"""What holds on SQLite holds on PostgreSQL: the same records, one row for a run, a sound log, migrations both ways."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import select

from records import Records, make_override
from records.database.engine import WRITES, open_engine
from records.database.history_tables import ObservationRow
from records.database.migrate import _config, migrate
from records.database.tables import BudgetEntryRow, FindingRow, RecordRow, SubmissionRow
from schemas import Submission
from schemas.errors import StorageError, StorageUnavailable

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]
CALL = "regional-ai"


@pytest.fixture
def both(url, postgres_url):
    """An empty database of either kind."""
    with Records(url) as sqlite, Records(postgres_url) as postgresql:
        yield sqlite, postgresql


def test_same_records_give_the_same_rows_and_the_same_digests(both, make_record):
    made = [
        make_record(file_name=f"{number}.pdf", sha256=f"{number:064d}", national=6000 + number) for number in range(9)
    ]
    found = []
    for records in both:
        for record in made:
            records.save(record)
        pointer = "/proposal/budget/funding/national/krw"
        when = datetime(2026, 3, 12, tzinfo=UTC)
        records.override(
            made[0], make_override(made[0], pointer, 1, reviewer="검토자 예시", reason="원문 확인", made_at=when)
        )
        assert records.audit_problems() == ()
        with records._engine.connect() as connection:
            rows = [
                [tuple(row) for row in connection.execute(select(table).order_by("record_id", "position"))]
                for table in (BudgetEntryRow.__table__, FindingRow.__table__)
            ]
        attested = [json.dumps(event.detail.get("rows"), sort_keys=True) for event in records.events()]
        reviewed = records.reviewed(CALL, lambda *_: ())
        assert tuple(records.reviewed_one_by_one(CALL, lambda *_: ())) == reviewed
        found.append((records.of_call(CALL), rows, [text for text in attested if "observations" not in text], reviewed))
    assert found[0] == found[1]


def test_threads_that_save_at_once_store_a_run_once_and_keep_the_chain_whole(postgres_url, make_record):
    made = [make_record(file_name=f"{number % 4}.pdf", sha256=f"{number % 4:064d}") for number in range(16)]
    with Records(postgres_url) as records:
        with ThreadPoolExecutor(8) as pool:
            saved = list(pool.map(records.save, made))
        assert sum(saved) == 4
        assert len(records.of_call(CALL)) == 4
        assert records.audit_problems() == ()


def test_save_that_was_broken_off_leaves_no_gap_in_the_numbers(both, make_record, monkeypatch):
    found = []
    for records in both:
        with monkeypatch.context() as broken:
            broken.setattr("records.saving.count_record", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                records.save(make_record())
        for number in range(2):
            records.save(make_record(file_name=f"{number}.pdf", sha256=f"{number:064d}"))
        with records._engine.connect() as connection:
            tables = (SubmissionRow, RecordRow, ObservationRow)
            found.append([connection.scalars(select(table.id).order_by(table.id)).all() for table in tables])
    assert found == [[[1, 2]] * 3] * 2


def test_migrations_go_down_and_up_again(postgres_url, make_record):
    with Records(postgres_url) as records:
        records.save(make_record())
    engine = open_engine(postgres_url)
    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "r0002")
    migrate(engine)
    engine.dispose()
    with Records(postgres_url) as records:
        assert list(records.of_call(CALL)) == [make_record()]
        assert records.audit_problems() == ()


def test_refusal_is_one_line_without_the_password(postgres_url, make_record):
    with Records(postgres_url) as records, pytest.raises(StorageError) as refused:
        records.save(make_record().model_copy(update={"submission": Submission(file_name="a\0b.pdf", sha256="0" * 64)}))
    assert "\n" not in refused.value.message
    unreachable = postgres_url.replace("postgres@127.0.0.1", "postgres:secret@127.0.0.1").rsplit(":", 1)[0] + ":1/none"
    with pytest.raises(StorageUnavailable) as closed:
        Records(unreachable)
    assert "secret" not in closed.value.message


def test_import_goes_on_counting_where_the_export_ended(url, postgres_url, make_record, tmp_path):
    with Records(url) as sqlite:
        sqlite.save(make_record())
        sqlite.export(CALL, tmp_path / "export")
    with Records(postgres_url) as records:
        records.take_over(tmp_path / "export")
        records.save(make_record(file_name="다른.pdf", sha256="b" * 64))
        assert len(records.of_call(CALL)) == 2
        assert records.audit_problems() == ()


def test_same_history_gives_the_same_export_on_both_databases(url, postgres_url, make_record, tmp_path):
    at = datetime(2026, 3, 11, tzinfo=UTC)
    exported = []
    for number, address in enumerate((url, postgres_url)):
        with Records(address, store=tmp_path / f"store{number}", now=lambda: at) as records:
            records.archive.keep_original(b"%PDF")
            for name in ("가", "나"):
                records.save(make_record(file_name=f"{name}.pdf", sha256=name.encode().hex().ljust(64, "0")))
            [first, _] = records.of_call(CALL)
            records.withdraw(first, reviewer="예시 검토자", reason="재제출")
            exported.append(records.export(CALL, tmp_path / f"export{number}"))
    assert exported[0].files == exported[1].files
    assert exported[0].audit_head == exported[1].audit_head
