"""The template's side of `helpers`: a helper's process, forked, shut in and held to its limits."""

import os
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from extractors.confinement.document import become_own_process
from extractors.confinement.helpers import HELPERS, MAX_ARGUMENTS, Helper
from extractors.confinement.limits import held_by_this_process, hold_to
from extractors.confinement.lockdown import shut_in


@dataclass
class Engine:
    """A running helper, and until when it may run (monotonic seconds)."""

    process: int
    deadline: float
    is_killed: bool = False

    def kill(self) -> None:
        """End it, with its whole session."""
        self.is_killed = True
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                kill(self.process, signal.SIGKILL)


def start_helper(message: dict[str, Any], files: list[int], memory_bytes: int) -> Engine:
    """Start the helper that a document's process asks for; the files are its stdin and stdout.

    Raises:
        ValueError, KeyError, TypeError: it asks for something else.
        OSError: no process can be started.
    """
    helper = HELPERS[message["helper"]]
    arguments = [str(argument) for argument in message["arguments"]]
    if len(files) != 2 or len(arguments) > MAX_ARGUMENTS:
        raise ValueError("not a helper's arguments")
    process = os.fork()
    if not process:
        _run(helper, arguments, (files[0], files[1]), memory_bytes)
    return Engine(process, time.monotonic() + helper.wall_s)


def _run(helper: Helper, arguments: list[str], files: tuple[int, int], memory_bytes: int) -> None:
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        become_own_process(nothing, files)
        os.dup2(files[0], 0)
        os.dup2(files[1], 1)
        os.closerange(3, max(files) + 1)
        program = helper.program_path()
        # A program that replaces this process starts with none of its memory.
        held = 0 if program else held_by_this_process().reserved
        hold_to(wall_s=helper.wall_s, cpu_s=helper.cpu_s, memory_bytes=memory_bytes, already_held_bytes=held)
        shut_in(None, program)
        helper.work(*arguments)
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of the template may run on in this process
        traceback.print_exc()
    finally:
        os._exit(code)
