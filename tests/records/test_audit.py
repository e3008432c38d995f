"""The audit log finds whatever was changed behind simsa's back."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Date, Integer

from records import Records, area_correction
from records.database.tables import Table, UtcDateTime

KST = timezone(timedelta(hours=9))
CALL = "regional-ai"


@pytest.fixture
def filled(records, make_record):
    """A database with a corrected receipt, a second submission and a corrected area."""
    late = make_record(received_at=datetime(2026, 3, 11, 9, 0, tzinfo=KST))
    records.save(late)
    records.save(make_record(received_at=datetime(2026, 3, 10, 9, 0, tzinfo=KST)))
    records.save(late)
    records.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    [program] = late.proposal.programs
    records.correct_area(
        late,
        area_correction(
            program,
            ["infra"],
            reviewer="검토자 예시",
            corrected_at=datetime(2026, 3, 12, tzinfo=UTC),
            reason="장비 구축이 주된 내용",
            source=late.key.sha256,
        ),
    )
    return records


def test_untouched_database_has_no_problem(filled):
    assert filled.audit_problems() == ()
    assert filled.audit_problems(head=filled.audit_head()) == ()


def test_log_tells_in_order_what_happened(filled):
    assert [event.kind for event in filled.events(CALL, file_name="예시.pdf")] == [
        "recorded",
        "observed",
        "recorded",
        "observed",
        "observed",
        "area-corrected",
    ]
    assert [event.id for event in filled.events()] == list(range(1, len(filled.events()) + 1))


def test_receipt_that_is_set_back_is_an_event_with_both_times(filled):
    *_, again, _corrected = filled.events(CALL, file_name="예시.pdf")
    assert again.detail["received_at"] == "2026-03-11T00:00:00+00:00"
    assert again.detail["received_before"] == "2026-03-10T00:00:00+00:00"


def _tampered(connection: sqlite3.Connection, chance: random.Random) -> str:
    """Change or remove one random row of one random table, or let two events change places; what was done."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    table = chance.choice([name for name in tables if name in Table.metadata.tables and _rows(connection, name)])
    row = chance.choice(_rows(connection, table))
    what = chance.choice(["change", "change", "remove", "swap"])
    if what == "swap":
        first, second = chance.sample(_rows(connection, "events"), 2)
        for before, after in ((first, -1), (second, first), (-1, second)):
            connection.execute("UPDATE events SET id = ? WHERE id = ?", (after, before))
        return f"events {first} and {second} changed places"
    if what == "remove":
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608
        return f"{table}: row {row} removed"
    column = chance.choice(list(Table.metadata.tables[table].columns))
    found = connection.execute(f"SELECT {column.name} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]  # noqa: S608
    other: object = f"{found or ''}x"
    if isinstance(column.type, Date):
        other = "2020-01-01"
    elif isinstance(column.type, UtcDateTime):
        other = "2020-01-01 00:00:00.000000"
    elif isinstance(found, int) or isinstance(column.type, Integer):
        other = (found or 0) + chance.randint(1, 1000)
    connection.execute(f"UPDATE {table} SET {column.name} = ? WHERE rowid = ?", (other, row))  # noqa: S608
    return f"{table}.{column.name} of row {row}: {found!r} -> {other!r}"


def _rows(connection: sqlite3.Connection, table: str) -> list[int]:
    return [row for (row,) in connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]  # noqa: S608


@pytest.mark.slow
def test_a_thousand_random_tamperings_are_all_found(filled, url, tmp_path):
    filled.close()
    kept = sqlite3.connect(url.removeprefix("sqlite:///"))
    chance = random.Random(20260310)  # noqa: S311
    with Records(f"sqlite:///{tmp_path / 'tampered.db'}") as tampered:
        for _ in range(1000):
            connection = sqlite3.connect(tmp_path / "tampered.db")
            kept.backup(connection)
            done = _tampered(connection, chance)
            connection.commit()
            connection.close()
            assert tampered.audit_problems(), done
    kept.close()


def test_cut_end_of_the_log_is_told_by_a_head_that_was_noted_outside(filled):
    noted = filled.audit_head()
    connection = filled._engine.raw_connection()
    [last] = connection.execute("SELECT max(id) FROM events").fetchone()
    connection.execute("DELETE FROM area_corrections")
    connection.execute("DELETE FROM events WHERE id = ?", (last,))
    connection.commit()
    connection.close()
    assert filled.audit_problems() == ()
    [problem] = filled.audit_problems(head=noted)
    assert problem.place == "감사기록"
