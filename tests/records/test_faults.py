"""What goes wrong around the database: a clear error of one line, nothing half-written, and the next run mends it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, event, text

from records import Records
from schemas.errors import StorageError, StorageUnavailable

CALL = "regional-ai"


@pytest.fixture
def two(make_record):
    return make_record(), make_record(file_name="둘째.pdf", sha256="b" * 64)


def _rows(records):
    with records._engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM records")).scalar_one()


def _mends(url, two):
    """Whether the next run leaves what an undisturbed one would, once."""
    with Records(url) as records:
        for record in two:
            records.save(record)
        assert records.of_call(CALL) == sorted(two, key=lambda record: record.submission.file_name)
        assert _rows(records) == len(two)
        assert records.audit_problems() == ()


@pytest.mark.parametrize("room", range(0, 40, 3))
def test_full_disk_at_any_page_leaves_the_record_out_whole(room, url, two):
    with Records(url) as records:
        records.save(two[0])
        with records._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + room

        def limit(connection, _entry):
            connection.execute(f"PRAGMA max_page_count = {pages}")

        records._engine.dispose()
        event.listen(records._engine, "connect", limit)
        large = two[1].model_copy(update={"findings": two[1].findings * 400})
        with pytest.raises(StorageUnavailable, match="full") as told:
            records.save(large)
        assert "\n" not in str(told.value)
        assert _rows(records) == 1
        assert records.audit_problems() == ()
    _mends(url, two)


def test_database_that_may_only_be_read_is_named_and_left_as_it_is(url, two, tmp_path):
    with Records(url) as records:
        records.save(two[0])
    file = url.removeprefix("sqlite:///")
    with Records(f"sqlite:///file:{file}?mode=ro&uri=true", store=tmp_path) as records:
        assert records.of_call(CALL) == [two[0]]
        with pytest.raises(StorageUnavailable, match="readonly"):
            records.save(two[1])
    _mends(url, two)


def test_clock_that_was_set_back_changes_neither_what_counts_nor_the_chain(url, make_record):
    first = make_record(recorded_at=datetime(2026, 3, 11, tzinfo=UTC))
    again = make_record(code_version="0.2.0", recorded_at=datetime(2020, 1, 1, tzinfo=UTC))
    with Records(url, now=lambda: datetime(2026, 3, 11, tzinfo=UTC)) as records:
        records.save(first)
    with Records(url, now=lambda: datetime(2020, 1, 1, tzinfo=UTC)) as records:
        records.save(again)
        assert records.of_call(CALL) == [again]
        assert records.audit_problems() == ()


@pytest.mark.slow
@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize("at", ["records", "events", "observations", "record_summaries"])
def test_connection_lost_in_a_transaction_leaves_nothing_of_it(at, postgres_url, two):
    name = postgres_url.rpartition("/")[2]
    server = create_engine(postgres_url.replace(f"/{name}", "/postgres"), isolation_level="AUTOCOMMIT")
    end_all = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")

    def cut(_connection, _cursor, statement, *_):
        if statement.startswith(f"INSERT INTO {at} "):
            with server.connect() as connection:
                connection.execute(end_all, {"name": name})

    with Records(postgres_url) as records:
        records.save(two[0])
        event.listen(records._engine, "before_cursor_execute", cut)
        with pytest.raises(StorageError):
            records.save(two[1])
        event.remove(records._engine, "before_cursor_execute", cut)
        assert _rows(records) == 1
    server.dispose()
    _mends(postgres_url, two)


def test_password_is_in_no_error_wherever_the_address_has_it():
    for address in (
        "postgresql://u:geheim@127.0.0.1:1/x",
        "postgresql://u@127.0.0.1:1/x?password=geheim",
        "postgresql://u:falsch@geheim@127.0.0.1:1/x",
        "postgresql://u:falsch@127.0.0.1/geheim@h/x",
    ):
        with pytest.raises(StorageError) as caught:
            Records(address)
        assert "geheim" not in caught.value.message
