"""The process of one document: forked from the template, it shuts itself in, works, answers and ends."""

import gc
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from extractors.confinement import helpers
from extractors.confinement.files import read_all
from extractors.confinement.jobs import Job
from extractors.confinement.kernel import libc
from extractors.confinement.limits import hold_to
from extractors.confinement.lockdown import shut_in
from extractors.confinement.steps import Step
from schemas.cycles import look_for_cycles_seldom
from schemas.errors import OutOfMemory, ReaderCrashed, SimsaError

# How the process ends for an error that it could name.
REPORTED = 3
MAX_DETAIL_CHARACTERS = 1_000
STANDARD_STREAMS = 3


class Channels(NamedTuple):
    """What connects a document's process to the others: open files, and nothing else may stay open."""

    document: int
    answer: int
    complaints: int
    template: socket.socket


def run(job: Job, wish: dict[str, Any], limits: dict[str, Any], channels: Channels, folder: Path) -> NoReturn:
    """Work on one document and end; never returns, so that nothing of the template runs on in this process."""
    code = 1
    try:
        become_own_process(channels.complaints, {channels.document, channels.answer, channels.template.fileno()})
        enter(folder)
        helpers.use_template(channels.template)
        hold_to(**limits)
        shut_in(folder)
        code = _answer(job, wish, channels)
    except BaseException:  # noqa: BLE001 - nothing of the template may run on in this process
        traceback.print_exc()
    finally:
        os._exit(code)


def become_own_process(complaints: int, kept: Iterable[int]) -> None:
    """Part from the template: a session of its own, no signal handlers, and only these files open.

    Whatever a library prints goes to the complaints; stdin is empty.
    """
    gc.enable()
    look_for_cycles_seldom()
    os.setsid()
    libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(complaints, 1)
    os.dup2(complaints, 2)
    close_all_but(kept)


def close_all_but(kept: Iterable[int]) -> None:
    """Close every open file but stdin, stdout, stderr and these."""
    first = STANDARD_STREAMS
    for file in sorted(kept):
        os.closerange(first, file)
        first = file + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def enter(folder: Path) -> None:
    """Make a folder the one that this process works in."""
    os.chdir(folder)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = str(folder)


def _answer(job: Job, wish: dict[str, Any], channels: Channels) -> int:
    name = str(wish.get("name", ""))
    step = Step.READING

    def mark(begun: Step) -> None:
        nonlocal step
        step = begun
        helpers.tell(channels.template, {"step": begun})

    try:
        data = read_all(channels.document, name)
        with os.fdopen(channels.answer, "wb") as answer:
            for piece in job.work(data, wish, mark):
                answer.write(piece)
    except SimsaError as error:
        return _report(error, channels)
    except MemoryError:
        return _report(OutOfMemory(f"{name}: {step.korean} 단계"), channels)
    except Exception as error:  # noqa: BLE001 - whatever a library raises is this document's result
        traceback.print_exc(file=sys.stderr)
        what = f"{type(error).__name__}: {error}"[:MAX_DETAIL_CHARACTERS]
        return _report(ReaderCrashed(f"{name}: {step.korean} 단계: {what}"), channels)
    return 0


def _report(error: SimsaError, channels: Channels) -> int:
    known = error.to_json()
    helpers.tell(channels.template, {"error": known | {"detail": known["detail"][:MAX_DETAIL_CHARACTERS]}})
    return REPORTED
