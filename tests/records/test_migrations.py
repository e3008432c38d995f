"""Bringing a database to the tables of this code."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from records import Records
from records.database.derived_tables import Derived
from records.database.engine import WRITES, open_engine
from records.database.migrate import _config, migrate
from records.database.tables import Table
from records.queries.indexing import TEXT_INDEX
from rules import load_call
from schemas import Failure
from schemas.errors import StorageError

REPOSITORY = Path(__file__).parents[2]


def test_migrations_from_nothing_end_at_the_tables_of_the_code(url):
    engine = open_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_: not str(name).startswith(TEXT_INDEX)}
        context = MigrationContext.configure(connection, opts=options)
        everything = MetaData(naming_convention=Table.metadata.naming_convention)
        for table in (*Table.metadata.sorted_tables, *Derived.metadata.sorted_tables):
            table.to_metadata(everything)
        differences = compare_metadata(context, everything)
    engine.dispose()
    assert differences == []


def test_migrations_can_be_taken_back(url):
    engine = open_engine(url)
    migrate(engine)
    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.connect() as connection:
        tables = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    engine.dispose()
    assert tables == {"alembic_version"}


def test_opening_again_keeps_what_is_there(url, make_record):
    with Records(url) as records:
        records.save(make_record())
    with Records(url) as records:
        assert list(records.of_call("regional-ai")) == [make_record()]


def test_a_database_of_a_newer_simsa_is_left_alone(url):
    Records(url).close()
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    with pytest.raises(StorageError, match=r"더 새로운 버전.*r9999"):
        Records(url)


@pytest.mark.slow
def test_processes_that_open_an_empty_database_and_save_at_once_all_succeed(url, make_record, tmp_path):
    record = tmp_path / "record.json"
    record.write_text(make_record().model_dump_json(), encoding="utf-8")
    program = (
        "import pathlib, sys\n"
        "from records import Records\n"
        "from schemas import Record\n"
        "record = Record.model_validate_json(pathlib.Path(sys.argv[2]).read_text(encoding='utf-8'))\n"
        "with Records(sys.argv[1]) as records:\n"
        "    print(records.save(record))\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, url, str(record)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=120) for process in started]
    assert sorted(out.strip() for out, _ in answers) == ["False", "False", "True"], answers
    with Records(url) as records:
        assert list(records.of_call("regional-ai")) == [make_record()]


def _revisions():
    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()][1:]


def _go(engine, to):
    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def _everything(url, call, folder):
    with Records(url) as records:
        queries = records.queries(call)
        asked = (queries.overview(), queries.rule_tallies(), queries.search("교육"), queries.area_sums())
        manifest = records.export("regional-ai", folder)
        # A revision that knew no such rows gives them back empty, as they were.
        tables = {path: sha256 for path, sha256 in manifest.files.items() if path.startswith(("tables/", "originals/"))}
        return records.of_call("regional-ai"), asked, records.audit_problems(), tables


@pytest.mark.parametrize("revision", _revisions())
@pytest.mark.parametrize("database", ["url", pytest.param("postgres_url", marks=pytest.mark.slow)])
def test_records_come_through_every_earlier_revision_and_back(revision, database, request, make_record, tmp_path):
    address = request.getfixturevalue(database)
    call = load_call("regional-ai-2026").model_copy(update={"id": "regional-ai"})
    failed = Failure(code="encrypted", message="암호가 걸린 파일")
    with Records(address) as records:
        for number in range(3):
            records.save(make_record(file_name=f"{number}.pdf", sha256=f"{number:064d}", national=6_000 + number))
        records.save(make_record(file_name="4.hwp", sha256=f"{4:064d}", failure=failed))
    before = _everything(address, call, tmp_path / "before")
    assert before[1][0].total == 4
    assert before[1][2].total == 3
    engine = open_engine(address)
    _go(engine, revision)
    engine.dispose()
    *after, tables = _everything(address, call, tmp_path / "after")
    assert after == list(before[:-1])
    # Before r0003 nobody noted when a run saw a submission.
    unnoted = {"tables/observations.jsonl"} if revision < "r0003" else set()
    assert {path: tables[path] for path in tables.keys() - unnoted} == {
        path: before[-1][path] for path in before[-1].keys() - unnoted
    }
