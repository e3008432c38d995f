"""A run that is killed, and two that are started at once: nothing is lost or double, and the next run completes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from extractors.confinement.pool import PoolClosed
from flows.inbox import sha256_of
from flows.runs.recording import ReceivedFile, Recording
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
from records import Records
from schemas import RecordKey, Submission
from schemas.errors import SourceUnavailable, UsageError

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
FILES = 5
RUN = """
import sys
from flows.runs.report import IntakeOrder
from flows.runs.taking_in import take_in
take_in(IntakeOrder(inbox=sys.argv[1], call="regional-ai-2026", out=sys.argv[2]))
"""


@pytest.fixture
def order(tmp_path, write_plan):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(FILES):
        write_plan(inbox / f"계획서 {number}.docx", national=5_000 + number)
    return IntakeOrder(inbox=str(inbox), call="regional-ai-2026", out=str(tmp_path / "out"))


@pytest.fixture
def started(order):
    processes: list[subprocess.Popen[bytes]] = []

    def start():
        processes.append(subprocess.Popen([sys.executable, "-c", RUN, order.inbox, order.out], cwd=ROOT))
        return processes[-1]

    yield start
    for process in processes:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def saved(order, query="SELECT count(*) FROM records"):
    with suppress(sqlite3.Error), closing(sqlite3.connect(order.folder / "simsa.db")) as connection:
        return connection.execute(query).fetchone()[0]
    return 0


def test_next_run_does_what_a_killed_one_left_and_no_more(order, started, kept_templates):
    killed = started()
    deadline = time.monotonic() + 120
    while not saved(order) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    left = FILES - saved(order)
    report = take_in(order)
    assert len(report.saved) == left
    assert saved(order) == FILES
    assert report.is_complete


def test_share_that_is_away_when_a_file_is_read_is_waited_for_and_no_failure_of_the_file(order, tmp_path):
    class Away:
        limits = None

        def key_of(self, sha256):
            return RecordKey(sha256=sha256, call_id="c", call_version="1", code_version="1", model_version="1")

        def evaluate(self, path, _submission):
            raise UsageError(f"{path.name}: 파일을 읽을 수 없음: Stale file handle")

    path = Path(order.inbox) / "계획서 0.docx"
    file = ReceivedFile(path, Submission(file_name=path.name, sha256=sha256_of(path)))
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as records:
        run = Recording(Away(), records, [file])  # type: ignore[arg-type]
        with pytest.raises(SourceUnavailable):
            run.evaluate_and_save(path.name)
        path.unlink()
        # Taken away for good it is a failure of the file: with its folder there, there is nothing to wait for.
        assert run.evaluate_and_save(path.name).failure is not None


def test_file_of_a_run_that_is_ending_is_left_to_the_next_one_and_no_failure(tmp_path, write_plan):
    class Ending:
        limits = None

        def key_of(self, sha256):
            return RecordKey(sha256=sha256, call_id="c", call_version="1", code_version="1", model_version="1")

        def evaluate(self, path, _submission):
            raise PoolClosed(path.name)

    path = write_plan(tmp_path / "계획서.docx")
    file = ReceivedFile(path, Submission(file_name=path.name, sha256=sha256_of(path)))
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as records:
        with pytest.raises(PoolClosed):
            Recording(Ending(), records, [file]).evaluate_and_save(path.name)  # type: ignore[arg-type]
        assert not records.of_call("c")


def test_two_runs_started_at_once_record_each_file_once(order, started):
    assert [process.wait(240) for process in (started(), started())] == [0, 0]
    assert saved(order) == FILES
    assert saved(order, "SELECT count(DISTINCT submission_id) FROM records") == FILES
