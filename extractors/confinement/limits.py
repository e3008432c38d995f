"""What work on one document may take, and how a process is held to it."""

import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MAX_FILE_BYTES = 300 * 2**20
MAX_WRITTEN_FILE_BYTES = 2 * MAX_FILE_BYTES
MAX_OPEN_FILES = 256
# Between the signal that says that processor time is used up, and the plain kill.
GRACE_CPU_S = 5


@dataclass(frozen=True)
class Limits:
    """Seconds by the clock and of the processor, bytes of memory and of output, from a file's bytes to the answer."""

    wall_s: float = 120.0
    cpu_s: int = 120
    memory_bytes: int = 2 * 2**30
    output_bytes: int = 256 * 2**20


DEFAULT_LIMITS = Limits()


def hold_to(*, wall_s: float, cpu_s: int, memory_bytes: int, already_held_bytes: int = 0) -> None:
    """Hold this process to its limits for the rest of its life.

    `already_held_bytes` is the address space that it got from the process that it was forked from, and that is not its
    own doing.
    """
    memory = memory_bytes + already_held_bytes
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        # Over the soft limit of processor time comes a signal of its own, over the hard one a plain kill.
        (resource.RLIMIT_CPU, cpu_s, cpu_s + GRACE_CPU_S),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN_FILE_BYTES, MAX_WRITTEN_FILE_BYTES),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES, MAX_OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(kind, (soft, hard))
    # The template stops this process first; the alarm is for systems where it does not end with the template.
    signal.setitimer(signal.ITIMER_REAL, wall_s * 2)


class Held(NamedTuple):
    """What a process holds: reserved address space and resident memory, in bytes."""

    reserved: int
    resident: int


def held_by_this_process() -> Held:
    """What this process holds; nothing where the system does not say."""
    try:
        pages = [int(number) for number in Path("/proc/self/statm").read_text().split()[:2]]
        return Held(*(number * resource.getpagesize() for number in pages))
    except (OSError, ValueError, TypeError):
        return Held(0, 0)


def kills_for_memory() -> int:
    """How many processes the kernel has ended for want of memory since it started; 0 where it does not say."""
    try:
        lines = Path("/proc/vmstat").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)
