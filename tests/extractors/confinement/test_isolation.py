"""One process a document: whatever happens in it comes back as a typed error, and in time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors.isolation import Limits, read_isolated
from schemas import BlockKind
from schemas.errors import Damaged, Empty, OutOfMemory, ReaderCrashed, TooLarge, TooSlow, UnsupportedFormat, UsageError

pytestmark = pytest.mark.slow

ROOMY = Limits(wall_s=60, cpu_s=60)
ROOT = Path(__file__).parents[3]
NOT_SHUT_IN = """
import extractors.confinement.document
extractors.confinement.document.shut_in = lambda *_: None
"""


def test_a_document_comes_back_as_the_reader_saw_it(plan):
    document = read_isolated(plan, ROOMY)
    assert document.file.name == plan.name
    assert [(block.kind, block.text) for block in document.blocks] == [(BlockKind.HEADING, "1. 사업 개요")]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", Empty), ("그냥 글".encode(), UnsupportedFormat), (b"PK\x03\x04" + b"\0" * 40, Damaged)],
)
def test_what_the_reader_says_about_the_file_keeps_its_type(tmp_path, data, error):
    path = tmp_path / "example.pdf"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_isolated(path, ROOMY)
    assert caught.value.detail


def test_a_missing_file_is_a_wrong_call(tmp_path):
    with pytest.raises(UsageError):
        read_isolated(tmp_path / "missing.docx", ROOMY)


def test_a_hang_in_c_code_is_stopped_at_the_time_limit(plan, reader_that):
    reader_that("import hashlib; hashlib.pbkdf2_hmac('sha256', b'x', b'y', 2_000_000_000)")
    started = time.monotonic()
    with pytest.raises(TooSlow):
        read_isolated(plan, Limits(wall_s=2, cpu_s=60))
    assert time.monotonic() - started < 10


def test_processor_time_has_a_limit_of_its_own(plan, reader_that):
    reader_that("import hashlib; hashlib.pbkdf2_hmac('sha256', b'x', b'y', 2_000_000_000)")
    with pytest.raises(TooSlow, match="연산 시간"):
        read_isolated(plan, Limits(wall_s=60, cpu_s=2))


def test_a_segfault_is_a_crash_that_names_its_signal(plan, reader_that):
    reader_that("import ctypes; ctypes.string_at(0)")
    with pytest.raises(ReaderCrashed, match="SIGSEGV"):
        read_isolated(plan, ROOMY)


def test_an_unexpected_exception_is_a_crash_that_names_it(plan, reader_that):
    reader_that("raise AttributeError('no such attribute')")
    with pytest.raises(ReaderCrashed, match="AttributeError"):
        read_isolated(plan, ROOMY)


@pytest.mark.parametrize(
    "body",
    [
        "return bytearray(8 * 2**30)",
        "import os, sys; sys.stderr.write(\"terminate called after 'std::bad_alloc'\"); sys.stderr.flush(); os.abort()",
    ],
    ids=["python", "c++"],
)
def test_memory_that_runs_out_is_told_apart_from_a_crash(plan, reader_that, body):
    reader_that(body)
    with pytest.raises(OutOfMemory):
        read_isolated(plan, ROOMY)


def test_an_abort_of_c_code_that_held_much_memory_is_taken_for_want_of_it(plan, reader_that):
    reader_that("import os; held = bytearray(2**30); os.abort()")
    with pytest.raises(OutOfMemory, match="SIGABRT"):
        read_isolated(plan, ROOMY)


def test_an_abort_of_c_code_that_held_little_memory_is_a_crash(plan, reader_that):
    reader_that("import os; os.abort()")
    with pytest.raises(ReaderCrashed, match="SIGABRT"):
        read_isolated(plan, ROOMY)


def test_endless_output_is_stopped(plan, reader_that):
    reader_that(
        """
        from schemas import Block, Document, FileInfo
        block = Block(kind="paragraph", text="x" * 2**10)
        return Document(file=FileInfo(name=name, sha256="0", format="docx"), blocks=(block,) * 2**16)
        """
    )
    with pytest.raises(TooLarge):
        read_isolated(plan, Limits(wall_s=60, cpu_s=60, output_bytes=2**20))


def test_what_a_library_prints_is_not_part_of_the_answer(plan, reader_that):
    reader_that(
        """
        import os
        from schemas import Document, FileInfo
        os.write(1, b"chatter from C code")
        print("chatter from Python")
        for _ in range(1000):
            os.write(2, b"complaint " * 100)
        return Document(file=FileInfo(name=name, sha256="0", format="docx"))
        """
    )
    assert read_isolated(plan, ROOMY).file.name == plan.name


def test_what_is_killed_from_outside_is_not_said_to_lack_memory(plan, reader_that):
    reader_that("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(ReaderCrashed, match="SIGKILL"):
        read_isolated(plan, ROOMY)


def test_what_the_kernel_kills_for_memory_is_said_to_lack_it(plan, reader_that):
    reader_that(
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        at_start="""
        import itertools
        import extractors.confinement.supervisor
        extractors.confinement.supervisor.kills_for_memory = itertools.count().__next__
        """,
    )
    with pytest.raises(OutOfMemory):
        read_isolated(plan, ROOMY)


def test_a_document_that_ends_the_template_fails_alone(plan, reader_that):
    # Shut in it cannot: this is the kernel, or an administrator, that does.
    reader_that("import os, signal; os.kill(os.getppid(), signal.SIGKILL); import time; time.sleep(60)", NOT_SHUT_IN)
    for _ in range(2):
        with pytest.raises(ReaderCrashed, match="외부에서 종료됨"):
            read_isolated(plan, ROOMY)


LEAVE_A_CHILD = """
import subprocess, sys
code = "import os, time; os.setsid(); time.sleep(300)"
child = subprocess.Popen([sys.executable, "-c", code])
open({note!r}, "w").write(str(child.pid))
import time; time.sleep(1)
{end}
"""


@pytest.mark.parametrize("end", ["os.abort()", "raise KeyError", "sys.exit()", "time.sleep(60)"])
def test_children_of_a_process_that_ends_in_any_way_end_with_it(plan, reader_that, tmp_path, end):
    # Where seccomp holds there can be none.
    note = tmp_path / "child"
    reader_that("import os" + LEAVE_A_CHILD.format(note=str(note), end=end), NOT_SHUT_IN)
    with pytest.raises((ReaderCrashed, TooSlow)):
        read_isolated(plan, Limits(wall_s=5))
    child = int(note.read_text())
    assert ends(child), "the child outlived its document"


def test_documents_end_with_the_process_that_asked(plan, tmp_path, reader_that):
    reader_that("import time; time.sleep(300)")
    script = "import sys; from pathlib import Path; from extractors.isolation import read_isolated;"
    script += "read_isolated(Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    asking = subprocess.Popen([sys.executable, "-c", script, str(plan)], env=environment, cwd=ROOT)
    started = descendants_of(asking.pid, at_least=2)
    asking.kill()
    asking.wait()
    assert all(ends(process) for process in started)


def descendants_of(process, at_least):
    for _ in range(200):
        found, new = [], [process]
        while new:
            children = Path(f"/proc/{new.pop()}/task").glob("*/children")
            new += [int(child) for file in children for child in file.read_text().split()]
            found += [child for child in new if child not in found]
        if len(found) >= at_least:
            return found
        time.sleep(0.05)
    pytest.fail("nothing was started")


def ends(process):
    for _ in range(50):
        if not _runs(process):
            return True
        time.sleep(0.1)
    return False


def _runs(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


FORGED = {
    "nothing": b"",
    "cut": b"{",
    "list": b"[]",
    "null": b"null",
    "other": b'{"file": 1}',
    "long number": b'{"a": ' + b"9" * 5_000 + b"}",
    "no text": b"\xff",
    "nested": b"[" * 9_000,
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_an_answer_that_is_no_document_is_a_crash_and_no_result(plan, reader_that, forged):
    forge = f"import extractors.worker; extractors.worker.json_pieces = lambda *_, **__: [{forged!r}]"
    reader_that("return None", at_start=forge)
    with pytest.raises(ReaderCrashed, match="온전하지 않음"):
        read_isolated(plan, ROOMY)


@pytest.mark.parametrize(
    "said",
    [
        b"no json",
        b'{"helper": "sh", "arguments": []}',
        b'{"helper": "tesseract", "arguments": []}',
        b'{"error": 1}',
        b"[" * 60_000,
        b'{"error": {"code": "usage"}}',
    ],
    ids=["text", "helper", "files", "error", "nested", "cut"],
)
def test_what_does_not_keep_to_the_form_is_ended(plan, reader_that, said):
    reader_that(
        f"""
        from extractors.confinement import helpers
        helpers._Line.to_template.send({said!r})
        import time; time.sleep(60)
        """
    )
    with pytest.raises(ReaderCrashed, match="정해진 형식"):
        read_isolated(plan, Limits(wall_s=20))


def test_a_failure_names_the_step_at_which_it_came(plan, reader_that):
    reader_that("raise AttributeError('no such attribute')")
    with pytest.raises(ReaderCrashed, match="읽기 단계"):
        read_isolated(plan, ROOMY)


def test_nothing_passes_from_one_document_to_the_next(plan, reader_that):
    reader_that(
        """
        import extractors
        before = getattr(extractors, "left_behind", None)
        extractors.left_behind = data
        assert before is None
        from schemas import Document, FileInfo
        return Document(file=FileInfo(name=name, sha256="0", format="docx"))
        """
    )
    for _ in range(3):
        read_isolated(plan, ROOMY)


def test_secrets_in_the_environment_stay_out_of_the_worker(plan, reader_that, monkeypatch):
    monkeypatch.setenv("SIMSA_DATABASE_URL", "postgresql://example")
    reader_that("import os; raise RuntimeError(' '.join(sorted(os.environ)))")
    with pytest.raises(ReaderCrashed) as caught:
        read_isolated(plan, ROOMY)
    assert "PYTHONPATH" in caught.value.detail
    assert "SIMSA_DATABASE_URL" not in caught.value.detail


def test_a_docx_is_read_without_the_libraries_of_other_formats(plan):
    script = (
        "import sys; from pathlib import Path; from extractors.readers import read; path = Path(sys.argv[1]);"
        "read(path.read_bytes(), path.name);"
        "print([m for m in ('prefect', 'spacy', 'dochan', 'pdfplumber') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(plan)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_the_worker_starts_without_the_heavy_libraries():
    script = "import sys, extractors.worker; print([m for m in ('prefect', 'spacy', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
