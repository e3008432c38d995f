"""Temporary copies: readable by their owner alone, kept while their owner lives, removed by the next run otherwise."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from extractors.confinement import scratch
from extractors.confinement.scratch import ScratchFolder

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from extractors.confinement import scratch
if sys.argv[1] == "before the lock":
    scratch.fcntl.flock = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
folder = scratch.ScratchFolder()
(folder.path / "plan.docx").write_text("of somebody else")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def killed(when: str, temporary: Path) -> Path:
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run([sys.executable, "-c", KILLED, when], env=environment, cwd=ROOT, check=False)
    assert done.returncode < 0
    (left,) = temporary.iterdir()
    return left


def test_copies_of_a_killed_run_are_removed_by_the_next(temporary):
    left = killed("with copies", temporary)
    assert (left / "plan.docx").is_file()
    with ScratchFolder() as folder:
        assert list(temporary.iterdir()) == [folder.path]
    assert list(temporary.iterdir()) == []


def test_folder_of_a_run_that_was_killed_while_it_made_it_is_removed_once_it_is_old(temporary):
    left = killed("before the lock", temporary)
    scratch.remove_leftovers()
    assert left.is_dir(), "another run may be making it just now"
    os.utime(left, (0, 0))
    scratch.remove_leftovers()
    assert not left.exists()


def test_copies_of_a_run_that_lives_stay(temporary):
    with ScratchFolder() as one, ScratchFolder() as other:
        assert one.path.is_dir()
        assert other.path.is_dir()
    assert list(temporary.iterdir()) == []


def test_nobody_but_their_owner_can_read_them(temporary):
    with ScratchFolder() as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == stat.S_IRWXU


def test_what_only_looks_like_a_leftover_is_left_alone(temporary):
    (temporary / "simsa-notes.txt").write_text("mine")
    (temporary / "simsa-mine").mkdir()
    (temporary / "simsa-link").symlink_to(temporary / "simsa-mine")
    scratch.remove_leftovers()
    assert {path.name for path in temporary.iterdir()} == {"simsa-notes.txt", "simsa-mine", "simsa-link"}
