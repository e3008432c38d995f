"""One process a document: whatever happens in it comes back as a typed error, and in time."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import docx
import pytest

from extractors.isolation import Limits, read_isolated
from schemas import BlockKind
from schemas.errors import Damaged, Empty, OutOfMemory, ReaderCrashed, TooLarge, TooSlow, UnsupportedFormat, UsageError

pytestmark = pytest.mark.slow

ROOMY = Limits(wall_s=60, cpu_s=60)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "예시 계획서.docx"
    document = docx.Document()
    document.add_paragraph("1. 사업 개요")
    document.save(str(path))
    return path


@pytest.fixture
def reader_that(tmp_path, monkeypatch):
    """Replace the reader within the worker by a function body, as a broken library would behave."""

    def replace(body):
        folder = tmp_path / "fault"
        folder.mkdir()
        source = "import extractors.readers\n\ndef read(data, name):\n"
        source += textwrap.indent(textwrap.dedent(body), "    ") + "\nextractors.readers.read = read\n"
        (folder / "sitecustomize.py").write_text(source)
        monkeypatch.setattr(sys, "path", [str(folder), *sys.path])

    return replace


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
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
    ids=["python", "c++", "killed-by-the-system"],
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


def test_children_of_the_worker_are_stopped_with_it(plan, reader_that, tmp_path):
    note = tmp_path / "child"
    reader_that(
        f"""
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
        open({str(note)!r}, "w").write(str(child.pid))

        from schemas import Block, Document, FileInfo
        block = Block(kind="paragraph", text="x" * 2**10)
        return Document(file=FileInfo(name=name, sha256="0", format="docx"), blocks=(block,) * 2**16)
        """
    )
    with pytest.raises(TooLarge):
        read_isolated(plan, Limits(wall_s=60, cpu_s=60, output_bytes=2**20))
    child = int(note.read_text())
    for _ in range(50):
        if not _runs(child):
            return
        time.sleep(0.1)
    pytest.fail("the worker's child outlived it")


def _runs(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


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
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(plan)], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"


def test_the_worker_starts_without_the_heavy_libraries():
    script = "import sys, extractors.worker; print([m for m in ('prefect', 'spacy', 'docx') if m in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
