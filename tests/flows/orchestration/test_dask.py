"""The same intake on Dask's workers: a worker that is killed takes no file with it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from flows.cli.exit_codes import DONE
from flows.orchestration.settings import DASK_VARIABLE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]
ROOT = Path(__file__).parents[3]
FILES = 6


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def saved(database):
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM records").fetchone()[0]
    return 0


@pytest.fixture
def start(tmp_path):
    processes: list[subprocess.Popen[bytes]] = []

    def run(*command, **variables):
        with (tmp_path / f"{len(processes)}.out").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, *map(str, command)],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | variables,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        processes.append(process)
        return process

    yield run
    for process in processes:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_all_is_recorded_once_though_a_worker_is_killed(start, write_plan, own_prefect_home, tmp_path):
    inbox, database = tmp_path / "inbox", tmp_path / "out" / "simsa.db"
    inbox.mkdir()
    for number in range(FILES):
        write_plan(inbox / f"계획서 {number}.docx", national=5_000 + number)
    address = f"tcp://127.0.0.1:{free_port()}"
    kept = {"SIMSA_DATABASE_URL": f"sqlite:///{database}", "PREFECT_HOME": str(own_prefect_home)}
    start("-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard", "--no-show")
    for name in "ab":
        folder = ("--local-directory", tmp_path / name, "--no-dashboard", "--nthreads", "1", "--no-nanny")
        worker = start("-m", "distributed.cli.dask_worker", address, *folder, **kept)
    command = ("-c", "from flows.cli.main import main; main()", "intake", inbox, "--call", "regional-ai-2026")
    intake = start(*command, "--out", tmp_path / "out", **kept, **{DASK_VARIABLE: address})
    deadline = time.monotonic() + 240
    while not saved(database) and intake.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(worker.pid, signal.SIGKILL)
    said = tmp_path / "3.out"
    assert intake.wait(240) == DONE, said.read_text()
    # What the killed worker had saved and not yet told counts as saved before.
    assert "읽지 못함 0건" in said.read_text()
    assert saved(database) == FILES
