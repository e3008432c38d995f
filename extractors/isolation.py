"""One process a document, so that no document can take the others down.

A submitted file is somebody else's data, read by parsers that are partly written in C: it may hang, grow without end or
crash. Each is therefore read by a process of its own, in a session of its own, within limits of time, memory and
output; what goes wrong there comes back as a typed error. Starting a process costs a fraction of a second.
"""

import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import to_jsonable_python

from extractors.reread import OtherReadings
from schemas import Anchor, Document, SimsaError
from schemas.errors import OutOfMemory, ReaderCrashed, TooLarge, TooSlow, from_json

if TYPE_CHECKING:
    from extractors.evidence_image import PictureStyle

# The worker's exit code for an error that it could name.
REPORTED = 3
CHUNK_BYTES = 2**16
KEPT_STDERR_BYTES = 2**12
# What an interpreter may need to find its own libraries.
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME")
PACKAGES_ROOT = Path(__file__).absolute().parents[1]
# How C++ and the loader say that memory is out; Python says MemoryError.
OUT_OF_MEMORY_SIGNS = (b"MemoryError", b"bad_alloc", b"Cannot allocate memory", b"cannot allocate memory")
# C code such as pdfium's ends without a word when memory is out. What doubles its memory holds a third when it fails.
EXHAUSTED_SHARE = 1 / 3
POLL_S = 0.005


@dataclass(frozen=True)
class Limits:
    """What reading one document may take: seconds by the clock and of the processor, bytes of memory and of output."""

    wall_s: float = 120.0
    cpu_s: int = 120
    memory_bytes: int = 2 * 2**30
    output_bytes: int = 256 * 2**20


DEFAULT_LIMITS = Limits()


def read_isolated(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file in a process of its own.

    Raises:
        InputRejected: what the reader says about the file; TooLarge also when its output goes over the limit.
        TooSlow: over the limit of time, by the clock or of the processor.
        OutOfMemory: over the limit of memory, or stopped by the system for want of it.
        ReaderCrashed: the process died in any other way.
    """
    return Document.model_validate_json(_work_on(path, limits))


def draw_isolated(
    path: Path, anchor: Anchor, style: "PictureStyle | None" = None, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """A PNG of the place in a PDF where an anchor stands, drawn in a process of its own (`extractors.evidence_image`).

    Raises:
        UsageError: the anchor names no place in the file.
        InputRejected, TooSlow, OutOfMemory, ReaderCrashed: as in `read_isolated`.
    """
    wish = {"anchor": anchor, "style": asdict(style) if style else {}}
    return _work_on(path, limits, json.dumps(to_jsonable_python(wish)))


def reread_isolated(path: Path, places: Sequence[Anchor], limits: Limits = DEFAULT_LIMITS) -> list[OtherReadings]:
    """Other readings of places in a PDF, in their order, made in a process of its own; see `extractors.reread`.

    Raises:
        InputRejected, TooSlow, OutOfMemory, ReaderCrashed: as in `read_isolated`.
    """
    answer = _work_on(path, limits, json.dumps(to_jsonable_python({"anchors": places})))
    return [OtherReadings(*each) for each in json.loads(answer)]


def _work_on(path: Path, limits: Limits, *wish: str) -> bytes:
    """What a worker answers for one file."""
    with tempfile.TemporaryDirectory(prefix="simsa-") as folder:
        worker = _start(path.absolute(), limits, folder, wish)
        try:
            output, complaints, peak_bytes = _drain(worker, limits, path.name)
        finally:
            _stop(worker)
    if worker.returncode == 0:
        return output
    is_exhausted = peak_bytes > EXHAUSTED_SHARE * limits.memory_bytes
    raise _what_happened(worker.returncode, output, complaints, path.name, is_exhausted=is_exhausted)


def _start(path: Path, limits: Limits, folder: str, wish: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    confines = {"wall_s": limits.wall_s, "cpu_s": limits.cpu_s, "memory_bytes": limits.memory_bytes}
    return subprocess.Popen(  # noqa: S603 - our own module, no shell; the path is one argument
        [sys.executable, "-P", "-m", "extractors.worker", str(path), json.dumps(confines), *wish],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=folder,
        env=_environment(folder),
    )


def _environment(folder: str) -> dict[str, str]:
    """As little as possible, and nothing that could change what is read."""
    search_path = dict.fromkeys([str(PACKAGES_ROOT), *(str(Path(entry).absolute()) for entry in sys.path if entry)])
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(search_path),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "TMPDIR": folder,
        # Every thread reserves address space, which the memory limit counts.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _drain(worker: "subprocess.Popen[bytes]", limits: Limits, name: str) -> tuple[bytes, bytes, int]:
    """All of stdout, the end of stderr and the most memory held (bytes), within the limits of time and output."""
    deadline = time.monotonic() + limits.wall_s
    output, complaints = bytearray(), b""
    with selectors.DefaultSelector() as selector:
        for stream in (worker.stdout, worker.stderr):
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TooSlow(f"{name}: {limits.wall_s:g}초 초과")
            for key, _ in ready:
                chunk = os.read(key.fd, CHUNK_BYTES)
                if not chunk:
                    selector.unregister(key.fileobj)
                elif key.fileobj is worker.stdout:
                    output += chunk
                else:
                    complaints = (complaints + chunk)[-KEPT_STDERR_BYTES:]
            if len(output) > limits.output_bytes:
                raise TooLarge(f"{name}: 읽은 내용이 {limits.output_bytes // 2**20:,}MiB를 넘음")
            if time.monotonic() > deadline:
                raise TooSlow(f"{name}: {limits.wall_s:g}초 초과")
    return bytes(output), complaints, _end(worker, deadline, f"{name}: {limits.wall_s:g}초 초과")


def _end(worker: "subprocess.Popen[bytes]", deadline: float, too_late: str) -> int:
    """Wait for a worker that has closed its streams; the most memory that it held, in bytes, 0 where unknown.

    The system counts what the parent held when it started the worker as the worker's own: then nothing can be told.
    """
    while True:
        ended, status, usage = os.wait4(worker.pid, os.WNOHANG)
        if ended:
            worker.returncode = os.waitstatus_to_exitcode(status)
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return usage.ru_maxrss * 1024 if usage.ru_maxrss > own else 0
        if time.monotonic() > deadline:
            raise TooSlow(too_late)
        time.sleep(POLL_S)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """End the whole session of a worker that still runs, and close what connects to it."""
    if worker.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    for stream in (worker.stdout, worker.stderr):
        if stream is not None:
            stream.close()


def _what_happened(code: int, output: bytes, complaints: bytes, name: str, *, is_exhausted: bool) -> SimsaError:
    if code == REPORTED:
        return from_json(json.loads(output))
    if code == -signal.SIGXCPU:
        return TooSlow(f"{name}: 연산 시간 초과")
    # Nobody here sends SIGKILL to a worker that ended by itself: it was the system, out of memory.
    if code == -signal.SIGKILL or any(sign in complaints for sign in OUT_OF_MEMORY_SIGNS):
        return OutOfMemory(name)
    if code < 0:
        death = OutOfMemory if is_exhausted else ReaderCrashed
        return death(f"{name}: {signal.Signals(-code).name}")
    last_line = complaints.decode(errors="replace").strip().rpartition("\n")[2]
    return ReaderCrashed(f"{name}: {last_line}")
