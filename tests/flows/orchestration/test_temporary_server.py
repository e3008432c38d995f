"""Prefect's temporary server ends with the command, and the command does not end with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.cli.exit_codes import DONE
from flows.orchestration.temporary_server import has_server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]
ROOT = Path(__file__).parents[3]
CALL = "regional-ai-2026"


@pytest.fixture
def inbox(tmp_path, write_plan):
    folder = tmp_path / "inbox"
    folder.mkdir()
    write_plan(folder / "예시.docx")
    return folder


def runs(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_server_ends_with_the_command_however_that_ends(tmp_path, how):
    script = """
import time
from flows.orchestration.temporary_server import TemporaryServer
server = TemporaryServer()
print(server._process.pid, flush=True)
time.sleep(300)
"""
    environment = os.environ | {"PREFECT_HOME": str(tmp_path)}
    command = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    )
    with command:
        assert command.stdout is not None
        server = int(command.stdout.readline())
        assert runs(server)
        command.send_signal(how)
        command.wait()
    deadline = time.monotonic() + 30
    while runs(server) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not runs(server)


IDLE = """
import subprocess, sys
from flows.orchestration import temporary_server

# Starting the real one takes longer than all the rest: this one only ends when its pipe closes.
class Idle(subprocess.Popen):
    def __init__(self, command, **more):
        idle = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        super().__init__(idle if "flows.orchestration.temporary_server" in command else command, **more)

temporary_server.subprocess = type("WithIdle", (), {**vars(subprocess), "Popen": Idle})
"""
DIES = """
import os, threading
import flows.cli.production.command_runs, flows.orchestration.temporary_server
import flows.runs.recording, flows.runs.taking_in
servers, answers = [], threading.Event()
flows.cli.production.command_runs.HEAD_START_S = 0.1
flows.runs.taking_in.FILES_AT_ONCE = 1
wait = flows.orchestration.temporary_server.TemporaryServer.wait

def waited(server, is_needless):
    is_there = wait(server)
    servers.append(server)
    answers.set()
    return is_there

flows.orchestration.temporary_server.TemporaryServer.wait = waited
whole = flows.runs.recording.Recording.evaluate_and_save

def first_waits_one_kills(run, name):
    answers.wait()
    if name.startswith(os.environ["KILLS_AT"]):
        servers[0]._process.kill()
    return whole(run, name)

flows.runs.recording.Recording.evaluate_and_save = first_waits_one_kills
from flows.cli.main import main
main()
"""


ANSWERS = "temporary_server.TemporaryServer._answers = lambda self: True"


@pytest.mark.parametrize(
    ("when", "served_by"), [("가", IDLE + ANSWERS), ("하", "")], ids=["before it is used", "in a task"]
)
def test_run_goes_on_without_a_server_that_dies_and_says_so_in_one_line(
    inbox, write_plan, own_prefect_home, tmp_path, when, served_by
):
    write_plan(inbox / "가.docx", national=6_000)
    write_plan(inbox / "하.docx", national=5_000)
    environment = os.environ | {"PREFECT_HOME": str(own_prefect_home), "KILLS_AT": when}
    arguments = ["intake", inbox, "--call", CALL, "--out", tmp_path / "out"]
    command = [sys.executable, "-c", served_by + DIES, *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == DONE, done.stderr
    assert "새로 저장 3건" in done.stdout
    assert (tmp_path / "out" / "index.html").is_file()
    assert len(done.stderr.splitlines()) == 1
    assert "임시 서버" in done.stderr


def test_a_server_that_the_person_has_is_used(tmp_path):
    assert has_server({"PREFECT_API_URL": "http://127.0.0.1:4200/api"})
    (tmp_path / "profiles.toml").write_text('[profiles.own]\nPREFECT_API_URL = "http://127.0.0.1:4200/api"\n')
    assert has_server({"PREFECT_HOME": str(tmp_path)})
    assert not has_server({"PREFECT_HOME": str(tmp_path / "nowhere")})


NEVER = """
import flows.orchestration.temporary_server as own
own.START_S = 1.0
own.TemporaryServer._answers = lambda self: False
from flows.cli.main import main
import flows.cli.production.command_runs, flows.runs.recording, threading, time
flows.cli.production.command_runs.HEAD_START_S = 0.1
whole = flows.runs.recording.Recording.evaluate_and_save
flows.runs.recording.Recording.evaluate_and_save = lambda run, name: (time.sleep(4), whole(run, name))[1]
main()
"""


def test_run_goes_on_without_a_server_that_does_not_start_in_time(inbox, own_prefect_home, tmp_path):
    environment = os.environ | {"PREFECT_HOME": str(own_prefect_home)}
    arguments = ["intake", inbox, "--call", CALL, "--out", tmp_path / "out"]
    command = [sys.executable, "-c", IDLE + NEVER, *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == DONE, done.stderr
    assert "새로 저장 1건" in done.stdout
    [line] = done.stderr.splitlines()
    assert "1초 안에 시작되지 않음" in line
    assert "Prefect 없이 계속함" in line
