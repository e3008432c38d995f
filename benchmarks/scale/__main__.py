"""Take generated submissions in from end to end, and say what became of them, how fast, and with how much memory.

    python -m benchmarks.scale --count 200 --to DIR

The three outcomes (judged, refused with a reason, failed with a reason) must add up to the count.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.scale.submissions import write_inbox

CALL = "regional-ai-2026"
SAMPLE_EVERY_S = 1.0
MIB = 2**20
REFUSED = ("empty", "encrypted", "damaged", "unsupported-format", "too-large")


class Moment(NamedTuple):
    """Seconds from the start, memory of all processes of the run, records that are saved."""

    at_s: float
    memory_bytes: int
    saved: int


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--to", type=Path, required=True, help="an empty folder")
    given = arguments.parse_args()
    write_inbox(given.to / "inbox", given.count)
    moments = _run(given.to)
    return _tell(given.to, given.count, moments)


def _run(folder: Path) -> list[Moment]:
    command = [sys.executable, "-c", "from flows.cli.main import main; main()", "intake", str(folder / "inbox")]
    environment = os.environ | {"PREFECT_HOME": str(folder / "prefect")}
    began, moments = time.monotonic(), []
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [*command, "--call", CALL, "--out", str(folder / "out")], stdout=said, stderr=said, env=environment
        )
        while process.poll() is None:
            moments.append(Moment(time.monotonic() - began, _memory_below(process.pid), _saved(folder)))
            time.sleep(SAMPLE_EVERY_S)
    moments.append(Moment(time.monotonic() - began, 0, _saved(folder)))
    return moments


def _memory_below(root: int) -> int:
    """Proportional set size of a process and all below it: shared pages count once."""
    parents, total, wanted = {}, 0, {root}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    for _ in range(6):
        wanted |= {process for process, parent in parents.items() if parent in wanted}
    for process in wanted:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return total


def _query(folder: Path, query: str) -> list[tuple[str, int]]:
    try:
        with closing(sqlite3.connect(f"file:{folder / 'out' / 'simsa.db'}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error:
        return []


def _saved(folder: Path) -> int:
    return sum(count for _, count in _query(folder, "SELECT 'records', count(*) FROM records"))


def _tell(folder: Path, count: int, moments: list[Moment]) -> int:
    outcomes = dict(_query(folder, "SELECT outcome, count(*) FROM records GROUP BY outcome"))
    refused = sum(number for outcome, number in outcomes.items() if outcome.rpartition(":")[2] in REFUSED)
    judged = outcomes.get("judged", 0)
    failed = sum(outcomes.values()) - refused - judged
    reading_s = next((moment.at_s for moment in moments if moment.saved == count), moments[-1].at_s)
    tenth = max(1, len(moments) // 10)
    print(f"{count} submissions: {judged} judged, {refused} refused, {failed} failed; {outcomes}")
    pace = 60 * count / reading_s
    print(f"read and saved in {reading_s:.0f} s ({pace:.1f} a minute), with pages {moments[-1].at_s:.0f} s")
    for place in range(0, len(moments), tenth):
        moment = moments[place]
        print(f"  {moment.at_s:7.0f} s  {moment.memory_bytes / MIB:7.0f} MiB  {moment.saved:6d} saved")
    print(f"peak {max(moment.memory_bytes for moment in moments) / MIB:.0f} MiB over all processes")
    return 0 if judged + refused + failed == count else 1


if __name__ == "__main__":
    sys.exit(main())
