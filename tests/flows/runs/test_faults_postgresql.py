"""Runs that keep their records on a server: two at once, and one whose server is restarted under it."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from flows.database import keeping_records_at
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
from records import Records
from tests.records import postgres_server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]
ROOT = Path(__file__).parents[3]
CALL = "regional-ai-2026"
FILES = 5
RUN = """
import sys
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
from schemas.errors import SimsaError
try:
    take_in(IntakeOrder(inbox=sys.argv[1], call="regional-ai-2026", out=sys.argv[2]))
except SimsaError as error:
    sys.exit(error.message)
"""


@pytest.fixture(scope="module")
def server():
    """A server of this module's own, because it is restarted."""
    if reason := postgres_server.missing():
        pytest.skip(reason)
    with postgres_server.postgres_server() as url:
        yield url


@pytest.fixture
def url(server, tmp_path, monkeypatch):
    monkeypatch.setenv("SIMSA_ORIGINALS_URL", str(tmp_path / "originals"))
    return postgres_server.new_database(server)


@pytest.fixture
def order(tmp_path, write_plan):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(FILES):
        write_plan(inbox / f"계획서 {number}.docx", national=5_000 + number)
    return IntakeOrder(inbox=str(inbox), call=CALL, out=str(tmp_path / "out"))


def started(order, url):
    environment = os.environ | {"SIMSA_DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, order.inbox, order.out],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def counted(url, query="SELECT count(*) FROM records"):
    engine = create_engine(url, poolclass=NullPool)
    with suppress(DBAPIError), engine.connect() as connection:
        return connection.execute(text(query)).scalar_one()
    return 0


def assert_each_is_recorded_once(url):
    assert counted(url) == FILES
    assert counted(url, "SELECT count(DISTINCT submission_id) FROM records") == FILES
    with Records(url) as records:
        assert len(records.of_call(CALL)) == FILES
        assert records.audit_problems() == ()


def test_two_runs_started_at_once_record_each_file_once(order, url, kept_templates):
    runs = [started(order, url) for _ in range(2)]
    assert [(run.wait(240), run.communicate()[1]) for run in runs] == [(0, "")] * 2
    assert_each_is_recorded_once(url)


def test_run_whose_server_is_restarted_says_so_in_a_line_and_the_next_one_completes(order, server, url, kept_templates):
    run = started(order, url)
    deadline = time.monotonic() + 120
    while not counted(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    postgres_server.restart(server)
    _, told = run.communicate(timeout=240)
    assert run.returncode == 0 or len(told.strip().splitlines()) == 1, told
    assert "Traceback" not in told
    with keeping_records_at(url):
        take_in(order)
    assert_each_is_recorded_once(url)
