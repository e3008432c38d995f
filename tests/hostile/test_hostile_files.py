"""Damaged, hostile and odd files: each is read, or ends with the reason that fits, in time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.confinement.files import bytes_of
from extractors.confinement.limits import MAX_FILE_BYTES
from extractors.isolation import Limits, read_isolated
from extractors.readers import read
from schemas.errors import SimsaError, TooLarge, UsageError
from tests.hostile.hwp_cases import HWP_CASES
from tests.hostile.office_cases import OFFICE_CASES
from tests.hostile.package_cases import PACKAGE_CASES
from tests.hostile.pdf_cases import PDF_CASES
from tests.hostile.stranger_cases import STRANGER_CASES

# The processor is what counts: a machine that does other work, too, is given more time by the clock.
MODEST = Limits(wall_s=60, cpu_s=20, memory_bytes=2**30)
CASES = [*PDF_CASES, *PACKAGE_CASES, *OFFICE_CASES, *HWP_CASES, *STRANGER_CASES]
LIGHT = [case for case in CASES if not case.heavy]
HEAVY = [case for case in CASES if case.heavy]
ROOT = Path(__file__).parents[2]


def outcome_of(reading):
    try:
        document = reading()
    except SimsaError as error:
        return error.code if error.detail else "no detail"
    assert document.model_dump_json()
    # A document without blocks and without a word about it would be a silent loss.
    assert document.blocks or document.warnings or document.struck
    return "read"


def test_every_case_has_a_name_of_its_own():
    assert len({case.name for case in CASES}) == len(CASES) > 200


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_a_hostile_file_ends_with_its_reason(case):
    data = case.make()
    assert outcome_of(lambda: read(data, case.name)) == case.outcome


@pytest.mark.slow
@pytest.mark.parametrize("case", HEAVY, ids=lambda case: case.name)
def test_a_heavy_file_ends_with_its_reason_within_modest_limits(case, tmp_path):
    path = tmp_path / case.name
    path.write_bytes(case.make())
    assert outcome_of(lambda: read_isolated(path, MODEST)) == case.outcome


@pytest.fixture
def odd_paths(tmp_path):
    """Paths that are no ordinary files."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    return tmp_path


@pytest.mark.parametrize("name", ["folder", "pipe", "loop", "dangling", "missing", "x" * 300, "a\0b"])
def test_a_path_that_is_no_file_is_a_wrong_call(odd_paths, name):
    with pytest.raises(UsageError):
        bytes_of(odd_paths / name)


def test_a_device_is_not_read_without_end():
    with pytest.raises(UsageError):
        bytes_of(Path("/dev/zero"))


def test_a_file_that_cannot_be_read_is_a_wrong_call():
    # Without permissions the superuser could still read; nobody can read one's own memory from address 0.
    with pytest.raises(UsageError):
        bytes_of(Path("/proc/self/mem"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(TooLarge):
        bytes_of(path)


@pytest.fixture
def reader_that_dies(tmp_path):
    """An environment in which the reader dies of some names, as a broken library would."""
    folder = tmp_path / "fault"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        """
import ctypes, hashlib, os
import extractors.readers

whole = extractors.readers.read

def read(data, name):
    match name.partition(".")[0]:
        case "segfault":
            ctypes.string_at(0)
        case "memory":
            bytearray(2**40)
        case "killed":
            os.kill(os.getpid(), 9)
        case "exception":
            raise KeyError("example")
    return whole(data, name)

extractors.readers.read = read
"""
    )
    home = tmp_path / "home"
    search_path = os.pathsep.join([str(folder), str(ROOT)])
    return os.environ | {"PYTHONPATH": search_path, "HOME": str(home), "PREFECT_HOME": str(home / "prefect")}


@pytest.mark.slow
def test_one_file_that_kills_its_reader_leaves_the_others_be(tmp_path, reader_that_dies):
    sound = next(case for case in CASES if case.name == "docx-sound").make()
    names = ["1.docx", "exception.docx", "killed.docx", "memory.docx", "segfault.docx", "z.docx"]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in names:
        (inbox / name).write_bytes(sound)
    arguments = ["read", *(str(inbox / name) for name in names), "--out", str(tmp_path / "out")]
    command = [sys.executable, "-c", "from flows.cli.main import main; main()", *arguments]
    done = subprocess.run(command, env=reader_that_dies, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    answers = {name: json.loads((tmp_path / "out" / f"{name}.json").read_text()) for name in names}
    codes = {name.partition(".")[0]: answer.get("error", {}).get("code", "read") for name, answer in answers.items()}
    assert codes == {
        "1": "read",
        "exception": "reader-crashed",
        "killed": "reader-crashed",
        "memory": "out-of-memory",
        "segfault": "reader-crashed",
        "z": "read",
    }
    assert answers["z.docx"]["blocks"]
