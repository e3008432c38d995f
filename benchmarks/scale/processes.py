"""What a run's processes take, as /proc tells it while they run."""

import os
from pathlib import Path
from typing import NamedTuple

CpuOf = dict[str, float]
"""Seconds of the processor by stage."""

_TICKS_A_S = os.sysconf("SC_CLK_TCK")
_SERVER = b"flows.orchestration.temporary_server"


class Moment(NamedTuple):
    """Seconds from the start, memory of all processes of the run, records that are saved."""

    at_s: float
    memory_bytes: int
    saved: int


def memory_below(root: int) -> int:
    """Proportional set size of a process and all below it: shared pages count once."""
    total = 0
    for process in _below(root):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return total


def cpu_of_server(root: int) -> float:
    """What Prefect's temporary server below a process has taken until now; 0 while there is none."""
    for process in _below(root):
        try:
            if _SERVER in Path(f"/proc/{process}/cmdline").read_bytes():
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                return (int(fields[11]) + int(fields[12])) / _TICKS_A_S
        except OSError:
            continue
    return 0.0


def _below(root: int) -> set[int]:
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    wanted, before = {root}, 0
    while len(wanted) > before:
        before = len(wanted)
        wanted |= {process for process, parent in parents.items() if parent in wanted}
    return wanted
