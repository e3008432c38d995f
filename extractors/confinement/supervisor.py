"""What the template watches: the running documents' processes and their helpers, each within its time."""

import json
import os
import resource
import selectors
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.confinement import document, messages, scratch
from extractors.confinement.helper_process import Engine, start_helper
from extractors.confinement.jobs import Job
from extractors.confinement.limits import held_by_this_process, kills_for_memory
from extractors.confinement.steps import Step
from schemas.errors import ReadingFailed, SimsaError

CHUNK_BYTES = 2**16
KEPT_COMPLAINTS_BYTES = 2**12
# A document's process says which step begins and asks for helpers, no more.
MAX_MESSAGES = 10_000
KNOWN_STEPS = frozenset(Step)
WALL, MESSAGES, ABANDONED = "wall", "messages", "abandoned"


@dataclass
class Running:
    """A document's process: what it is connected by, what it may take, and what it said so far."""

    process: int
    folder: Path
    report: socket.socket
    channel: socket.socket
    complaints_from: int
    deadline: float
    memory_bytes: int
    resident_before: int
    kills_before: int
    step: str = ""
    step_began: float = field(default_factory=time.monotonic)
    step_seconds: dict[str, float] = field(default_factory=dict)
    error: dict[str, Any] | None = None
    stopped: str = ""
    complaints: bytes = b""
    message_count: int = 0
    engine: Engine | None = field(default=None)

    def begin(self, step: str) -> None:
        """Count what has gone by to the step that ends, if it is one that there is, and begin another."""
        now = time.monotonic()
        if self.step in KNOWN_STEPS:
            self.step_seconds[self.step] = self.step_seconds.get(self.step, 0.0) + now - self.step_began
        self.step, self.step_began = step, now


class Supervisor:
    """Starts, watches and ends documents' processes. Everything it waits for is in the selector, as a function."""

    def __init__(self, job: Job, folder: Path, selector: selectors.BaseSelector) -> None:
        self._job = job
        self._folder = folder
        self._selector = selector
        self._running: dict[int, Running] = {}
        self._count = 0
        self._ended, wakeup = socket.socketpair()
        self._wakeup = wakeup
        for end in (self._ended, wakeup):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        selector.register(self._ended, selectors.EVENT_READ, self._collect)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for running in self._running.values():
            _kill(running)
            scratch.remove(running.folder)

    def start(self, request: dict[str, Any], files: list[int]) -> None:
        """Start a document's process; what keeps it from starting is said as its end."""
        document_file, answer, report_file = files
        report = socket.socket(fileno=report_file)
        try:
            self._job.warm_up(request["suffix"])
            self._running_of(request, document_file, answer, report)
        except (SimsaError, OSError) as error:
            known = error if isinstance(error, SimsaError) else ReadingFailed(str(error))
            _say(report, {"status": 0, "error": known.to_json()})
        finally:
            os.close(document_file)
            os.close(answer)

    def _running_of(self, request: dict[str, Any], document_file: int, answer: int, report: socket.socket) -> None:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir(mode=0o700)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        complaints_from, complaints_to = os.pipe()
        limits = request["limits"]
        before = held_by_this_process()
        process = os.fork()
        if not process:
            held = {"already_held_bytes": before.reserved}
            channels = document.Channels(document_file, answer, complaints_to, theirs)
            document.run(self._job, request["wish"], limits | held, channels, folder)
        theirs.close()
        os.close(complaints_to)
        os.set_blocking(complaints_from, False)
        ours.setblocking(False)
        deadline = time.monotonic() + limits["wall_s"]
        memory = limits["memory_bytes"]
        running = Running(
            process,
            folder,
            report,
            ours,
            complaints_from,
            deadline,
            memory,
            resident_before=before.resident,
            kills_before=kills_for_memory(),
        )
        self._running[process] = running
        self._selector.register(report, selectors.EVENT_READ, lambda: self._abandon(running))
        self._selector.register(ours, selectors.EVENT_READ, lambda: self._hear(running))
        self._selector.register(complaints_from, selectors.EVENT_READ, lambda: self._keep_complaints(running))

    def seconds_to_next_deadline(self) -> float | None:
        """How long nothing has to be stopped; None if nothing runs."""
        deadlines = list(self._deadlines())
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def stop_what_is_late(self) -> None:
        """End the documents and helpers whose time is up."""
        now = time.monotonic()
        for running in self._running.values():
            if running.engine is not None and now >= running.engine.deadline:
                running.engine.kill()
            if now >= running.deadline:
                self._stop(running, WALL)

    def _deadlines(self) -> Iterator[float]:
        for running in self._running.values():
            if not running.stopped:
                yield running.deadline
            if running.engine is not None and not running.engine.is_killed:
                yield running.engine.deadline

    def _stop(self, running: Running, reason: str) -> None:
        running.stopped = running.stopped or reason
        _kill(running)

    def _abandon(self, running: Running) -> None:
        """The main process has closed its end (it never writes): nobody waits for this document any more."""
        self._selector.unregister(running.report)
        self._stop(running, ABANDONED)

    def _hear(self, running: Running) -> None:
        """Take one message of a document's process, which may be anything."""
        try:
            data, files, _, _ = socket.recv_fds(running.channel, messages.MAX_BYTES, messages.MAX_FILES)
        except OSError:
            return
        running.message_count += 1
        if running.message_count > MAX_MESSAGES:
            self._stop(running, MESSAGES)
        try:
            self._obey(running, json.loads(data), files)
        except (ValueError, TypeError, KeyError, RecursionError, OSError):
            self._stop(running, MESSAGES)
        finally:
            for file in files:
                os.close(file)

    def _obey(self, running: Running, message: dict[str, Any], files: list[int]) -> None:
        if running.stopped:
            return
        if "helper" in message:
            if running.engine is not None:
                raise ValueError("one helper at a time")
            running.engine = start_helper(message, files, running.memory_bytes)
        elif "step" in message:
            running.begin(str(message["step"])[:40])
        else:
            running.error = {name: str(message["error"][name]) for name in ("code", "detail")}

    def _keep_complaints(self, running: Running) -> bool:
        """Keep the end of what was written to stderr. Whether there may be more."""
        try:
            chunk = os.read(running.complaints_from, CHUNK_BYTES)
        except OSError:
            return False
        running.complaints = (running.complaints + chunk)[-KEPT_COMPLAINTS_BYTES:]
        if not chunk:
            with suppress(KeyError):
                self._selector.unregister(running.complaints_from)
        return bool(chunk)

    def _collect(self) -> None:
        """Take leave of every process that has ended, be it a document's, a helper or what one of them left behind."""
        with suppress(BlockingIOError):
            self._ended.recv(CHUNK_BYTES)
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            running = self._running.get(ended.si_pid)
            if running is not None:
                # While it is not collected yet its number belongs to nobody else.
                _kill(running)
            _, status, usage = os.wait4(ended.si_pid, 0)
            if running is not None:
                self._finish(running, status, usage)
            else:
                self._helper_ended(ended.si_pid, status)

    def _helper_ended(self, process: int, status: int) -> None:
        for running in self._running.values():
            if running.engine is not None and running.engine.process == process:
                running.engine = None
                answer = json.dumps({"code": os.waitstatus_to_exitcode(status)}).encode()
                with suppress(OSError):
                    running.channel.send(answer)

    def _finish(self, running: Running, status: int, usage: resource.struct_rusage) -> None:
        del self._running[running.process]
        self._end_orphans()
        while running.channel.fileno() >= 0 and self._has_message(running):
            self._hear(running)
        # What a child that is no more has written, and no more of it: another may still hold the pipe.
        for _ in range(2 * CHUNK_BYTES // KEPT_COMPLAINTS_BYTES):
            if not self._keep_complaints(running):
                break
        last_step = running.step
        running.begin("")
        ended = {
            "status": os.waitstatus_to_exitcode(status),
            "stopped": running.stopped,
            "step": last_step,
            "step_seconds": running.step_seconds,
            "error": running.error,
            "cpu_s": usage.ru_utime + usage.ru_stime,
            "peak_bytes": max(0, usage.ru_maxrss * 1024 - running.resident_before),
            "is_memory_out": kills_for_memory() > running.kills_before,
            "complaints": running.complaints.decode(errors="replace"),
        }
        for source in (running.report, running.channel, running.complaints_from):
            with suppress(KeyError, ValueError):
                self._selector.unregister(source)
        running.channel.close()
        os.close(running.complaints_from)
        scratch.remove(running.folder)
        _say(running.report, ended)

    def _has_message(self, running: Running) -> bool:
        with suppress(OSError):
            return bool(running.channel.recv(1, socket.MSG_PEEK)) and running.message_count <= MAX_MESSAGES
        return False

    def _end_orphans(self) -> None:
        """End what a document's process left behind; the kernel has given it to the template."""
        ours = {os.getpid(), *self._running}
        ours |= {running.engine.process for running in self._running.values() if running.engine is not None}
        for process in _children():
            if process not in ours:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def _children() -> list[int]:
    """The template's own processes; none where the system does not say."""
    try:
        return [int(number) for number in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def _kill(running: Running) -> None:
    """End a document's process with its whole session, and its helper."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(running.process, signal.SIGKILL)
    if running.engine is not None:
        running.engine.kill()


def _say(report: socket.socket, message: dict[str, Any]) -> None:
    with suppress(OSError), report:
        messages.send(report, message)
