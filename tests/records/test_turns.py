"""One run of a call at a time, over processes; a process that dies lets go of its turn."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import records.turns
from records import run_turn
from schemas.errors import StorageUnavailable

HOLDS = """
import sys, time
from records import run_turn
with run_turn(sys.argv[1], "one"):
    print("held", flush=True)
    time.sleep(300)
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(records.turns, "POLL_S", 0.02)


@pytest.fixture
def held(tmp_path):
    url = f"sqlite:///{tmp_path}/simsa.db"
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", HOLDS, url], cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield url, process
        process.kill()


def test_second_run_waits_says_so_once_and_goes_on_when_the_first_one_is_killed(held):
    url, process = held
    said, entered = [], threading.Event()

    def second():
        with run_turn(url, "one", lambda: said.append("waits")):
            entered.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert not entered.wait(0.3)
    process.kill()
    thread.join(10)
    assert entered.is_set()
    assert said == ["waits"]


def test_another_call_does_not_wait(held):
    with run_turn(held[0], "other", lambda: pytest.fail("waits")):
        pass


def test_database_in_memory_is_nobody_elses():
    with run_turn("sqlite://", "one"), run_turn("sqlite://", "one"):
        pass


def test_folder_that_cannot_be_had_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageUnavailable, match="file"), run_turn(f"sqlite:///{tmp_path}/file/simsa.db", "one"):
        pass
