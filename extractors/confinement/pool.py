"""The main process's side: work on a file is asked for here, and what comes back is held against its limits.

Starting the template is put off until there is a file to work on. Any number of threads may ask at the same time; each
gets the answer to its own file, or a typed error that says what happened and at which step.
"""

import atexit
import json
import logging
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.confinement import messages
from extractors.confinement.endings import what_happened
from extractors.confinement.files import open_file
from extractors.confinement.limits import DEFAULT_LIMITS, Limits
from extractors.confinement.lockdown import PACKAGES_ROOT, Protection
from extractors.confinement.scratch import ScratchFolder
from schemas.errors import ReaderCrashed, SimsaError, TooLarge, from_json

logger = logging.getLogger(__name__)

CHUNK_BYTES = 2**18
# What an interpreter may need to find its own libraries, and where temporary files may lie.
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR")
# Loading takes three seconds; on a busy machine many times as long.
START_S = 300.0
# The template stops what is late; if it does not, something is wrong with the template.
GRACE_S = 30.0
END_S = 5.0


class PoolClosed(Exception):
    """A pool was closed while work was asked of it: whoever asked is ending, and nothing is known of the file."""


class Pool:
    """A template that has loaded a job (see `jobs`), and forks a process for each file that is worked on."""

    def __init__(self, entry: str, argument: dict[str, Any] | None = None) -> None:
        """`entry` is the job's maker, "module:callable"; `argument` are its arguments, which must be JSON."""
        self._entry = entry
        self._argument = argument or {}
        self._lock = threading.Lock()
        self._template: _Template | None = None
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load_ahead(self) -> None:
        """Have the template started meanwhile: whoever asks for work waits only for what is left of its start."""
        threading.Thread(target=self._load, name="template-start", daemon=True).start()

    @property
    def protection(self) -> Protection:
        """What shuts documents' processes in on this machine."""
        with self._lock:
            return self._started().protection

    def work(self, path: Path, wish: dict[str, Any], limits: Limits = DEFAULT_LIMITS) -> bytes:
        """What the job answers to a wish for the file at this path.

        Raises:
            InputRejected: what the reader says about the file; TooLarge also when its output goes over the limit.
            TooSlow: over the limit of time, by the clock or of the processor.
            OutOfMemory: over the limit of memory, or stopped by the system for want of it.
            ReaderCrashed: the process died in any other way.
            UsageError: the file is not there, or what is wished for is not in it.
            PoolClosed: the pool was closed meanwhile, which is no failure of the file.
        """
        try:
            return self._worked(path, wish, limits)
        except ReaderCrashed as error:
            if self._is_closed:
                raise PoolClosed(path.name) from error
            raise

    def _worked(self, path: Path, wish: dict[str, Any], limits: Limits) -> bytes:
        file = open_file(path)
        try:
            answer, answer_to = os.pipe()
            try:
                report, report_to = socket.socketpair()
                with report, report_to:
                    confines = {
                        "wall_s": limits.wall_s,
                        "cpu_s": limits.cpu_s,
                        "memory_bytes": limits.memory_bytes,
                    }
                    request = {"suffix": path.suffix.lower(), "wish": wish | {"name": path.name}, "limits": confines}
                    self._send(request, [file, answer_to, report_to.fileno()])
                    report_to.close()
                    os.close(answer_to)
                    answer_to = -1
                    return _awaited(answer, report, limits, path.name)
            finally:
                os.close(answer)
                if answer_to >= 0:
                    os.close(answer_to)
        finally:
            os.close(file)

    def close(self) -> None:
        """End the template and whatever still runs; nothing can be asked of it any more."""
        self._is_closed = True
        with self._lock:
            if self._template is not None:
                self._template.close()
                self._template = None

    def _load(self) -> None:
        # What keeps it from starting is said to who asks for work: it is started again then.
        with self._lock, suppress(SimsaError, OSError, PoolClosed):
            self._started()

    def _send(self, request: dict[str, Any], files: list[int]) -> None:
        with self._lock:
            try:
                self._started().ask(request, files)
            except (OSError, EOFError):
                # It was ended from outside: what ran in it is lost, what comes now is not.
                if self._template is not None:
                    self._template.close()
                    self._template = None
                self._started().ask(request, files)

    def _started(self) -> "_Template":
        if self._is_closed:
            raise PoolClosed
        if self._template is None or not self._template.is_alive():
            if self._template is not None:
                self._template.close()
            self._template = _Template(self._entry, self._argument)
        return self._template


class _Template:
    """A running template process."""

    def __init__(self, entry: str, argument: dict[str, Any]) -> None:
        self._scratch = ScratchFolder()
        self._control, theirs = socket.socketpair()
        complaints = self._scratch.path / "template.log"
        with theirs, complaints.open("wb") as log:
            number = theirs.fileno()
            options = [str(number), str(self._scratch.path), entry, json.dumps(argument)]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "extractors.confinement.template", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[number],
                start_new_session=True,
                env=_environment(self._scratch.path),
            )
        self._control.settimeout(START_S)
        try:
            said = messages.receive(self._control)
        except OSError:
            said = None
        if said is None or "error" in said[0]:
            last_line = complaints.read_text(errors="replace").strip().rpartition("\n")[2]
            self.close()
            raise from_json(said[0]["error"]) if said else ReaderCrashed(f"작업 프로세스를 시작할 수 없음: {last_line}")
        self.protection = Protection(**said[0]["protection"])

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], files: list[int]) -> None:
        """Have a document's process started.

        Raises:
            OSError, EOFError: there is no template any more.
        """
        messages.send(self._control, request, files)
        if messages.receive(self._control) is None:
            raise EOFError

    def close(self) -> None:
        self._control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._scratch.close()


@cache
def shared_pool(entry: str, search_path: str) -> Pool:
    """One pool for all that ask for the same job with the same modules in reach; it ends with this process."""
    del search_path  # it is read again when the template is started; here it only tells pools apart
    pool = Pool(entry)
    atexit.register(pool.close)
    return pool


def search_path() -> str:
    """Where the template looks for modules: where this process does."""
    entries = dict.fromkeys([str(PACKAGES_ROOT), *(str(Path(entry).absolute()) for entry in sys.path if entry)])
    return os.pathsep.join(entries)


def _environment(folder: Path) -> dict[str, str]:
    """As little as possible, and nothing that could change what is read."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | {
        "PYTHONPATH": search_path(),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "HOME": str(folder),
        # Every thread reserves address space, which the memory limit counts; and a fork has only one.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        # Large pages: a fork copies the list of a process's pages.
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    }


def _log(ended: dict[str, Any], name: str) -> None:
    seconds = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in ended["step_seconds"].items())
    outcome = (ended["error"] or {}).get("code") or ended["stopped"] or f"status {ended['status']}"
    if ended["status"] == 0 and not ended["error"]:
        outcome = "done"
    logger.info(
        "%s: %s; %s; processor %.2f s, memory %d MiB", name, outcome, seconds, ended["cpu_s"], ended["peak_bytes"] >> 20
    )


def _awaited(answer: int, report: socket.socket, limits: Limits, name: str) -> bytes:
    """The whole answer of a document's process that ended well, within the limit of output."""
    output = bytearray()
    latest = time.monotonic() + limits.wall_s + GRACE_S
    with selectors.DefaultSelector() as selector:
        selector.register(answer, selectors.EVENT_READ)
        selector.register(report, selectors.EVENT_READ)
        ended: dict[str, Any] | None = None
        while selector.get_map():
            ready = selector.select(max(0.0, latest - time.monotonic()))
            if not ready:
                raise ReaderCrashed(f"{name}: 작업 프로세스가 응답하지 않음")
            for key, _ in ready:
                if key.fileobj is report:
                    selector.unregister(report)
                    received = messages.receive(report)
                    if received is None:
                        raise ReaderCrashed(f"{name}: 작업 프로세스가 외부에서 종료됨")
                    ended = received[0]
                    _log(ended, name)
                    if ended["status"] != 0 or ended["error"]:
                        raise what_happened(ended, limits, name)
                else:
                    chunk = os.read(answer, CHUNK_BYTES)
                    output += chunk
                    if not chunk:
                        selector.unregister(answer)
            if len(output) > limits.output_bytes:
                raise TooLarge(f"{name}: 읽은 내용이 {limits.output_bytes // 2**20:,}MiB를 넘음")
    return bytes(output)
