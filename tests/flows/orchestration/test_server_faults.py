"""Prefect's server restarts while an intake runs on it: nothing is lost, nothing double, and the run is known after."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from flows.cli.exit_codes import DONE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]
ROOT = Path(__file__).parents[3]
FILES = 3


class RestartingServer:
    """Prefect's server on one and the same port and database."""

    def __init__(self, home):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._home = home
        self.url = f"http://127.0.0.1:{self._port}/api"
        self.start()

    def start(self):
        command = [sys.executable, "-P", "-m", "flows.orchestration.temporary_server", str(self._port)]
        environment = os.environ | {"PREFECT_HOME": str(self._home), "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)

    def kill(self):
        self._process.kill()
        self._process.communicate()

    def wait(self):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health").is_success:
                    return
            time.sleep(0.1)


@pytest.fixture
def restarting(own_prefect_home):
    server = RestartingServer(own_prefect_home)
    server.wait()
    yield server
    server.kill()


RESTARTS = """
import pathlib, sys, time
import flows.cli.production.command_runs, flows.runs.recording, flows.runs.taking_in

flows.runs.taking_in.FILES_AT_ONCE = 1
whole, told = flows.runs.recording.Recording.evaluate_and_save, pathlib.Path(sys.argv.pop(1))

def let_it_restart(run, name):
    if not told.exists():
        told.touch()
        while told.stat().st_size == 0:
            time.sleep(0.05)
    return whole(run, name)

class NothingAhead:
    is_done = False
    def __init__(self, *_): pass
    def stop(self): pass

# Prefect has the run from its first file on.
flows.cli.production.command_runs.SideBySide = NothingAhead
flows.runs.recording.Recording.evaluate_and_save = let_it_restart
from flows.cli.main import main
main()
"""


def test_run_goes_on_over_a_restart_of_the_server_which_knows_how_it_ended(
    restarting, own_prefect_home, write_plan, tmp_path
):
    inbox, out, told = tmp_path / "inbox", tmp_path / "out", tmp_path / "told"
    inbox.mkdir()
    for number in range(FILES):
        write_plan(inbox / f"{number}.docx", national=5_000 + number)
    arguments = (told, "intake", inbox, "--call", "regional-ai-2026", "--out", out)
    environment = os.environ | {"PREFECT_API_URL": restarting.url, "PREFECT_HOME": str(own_prefect_home)}
    with subprocess.Popen(
        [sys.executable, "-c", RESTARTS, *map(str, arguments)], env=environment, cwd=ROOT, stdout=subprocess.PIPE
    ) as run:
        while not told.exists() and run.poll() is None:
            time.sleep(0.05)
        restarting.kill()
        restarting.start()
        told.write_text("restarted")
        said, _ = run.communicate(timeout=240)
    assert run.returncode == DONE
    assert f"새로 저장 {FILES}건" in said.decode()
    with closing(sqlite3.connect(out / "simsa.db")) as connection:
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (FILES,)
    restarting.wait()
    [known] = httpx.post(f"{restarting.url}/flow_runs/filter", json={}).json()
    assert known["state_type"] == "COMPLETED"
