"""Take generated submissions in from end to end, and say what became of them, how fast, at which cost and memory.

    python -m benchmarks.scale --count 200 --to DIR
    python -m benchmarks.scale --count 1000 --short --to DIR --picture cost.svg

The three outcomes (judged, refused with a reason, failed with a reason) must add up to the count.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from benchmarks.scale.picture import draw
from benchmarks.scale.processes import CpuOf, Moment, cpu_of_server, memory_below
from benchmarks.scale.submissions import write_inbox

CALL = "regional-ai-2026"
SAMPLE_EVERY_S = 2.0
MIB = 2**20
REFUSED = ("empty", "encrypted", "damaged", "unsupported-format", "too-large")
DOCUMENTS, SERVER = "documents' processes", "Prefect's server"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--short", action="store_true", help="plans of three to five pages instead of the samples")
    arguments.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="files side by side")
    arguments.add_argument("--to", type=Path, required=True, help="an empty folder")
    arguments.add_argument("--picture", type=Path, help="where to draw the cost by stage and the memory, as SVG")
    given = arguments.parse_args()
    write_inbox(given.to / "inbox", given.count, short=given.short)
    moments, costs = _run(given.to, given.at_once)
    if given.picture:
        draw(given.picture, given.count, costs, moments)
    return _tell(given.to, given.count, moments, costs)


def _run(folder: Path, at_once: int) -> tuple[list[Moment], CpuOf]:
    intake = ("intake", str(folder / "inbox"), "--call", CALL, "--out", str(folder / "out"))
    measured = ("-m", "benchmarks.scale.measured_intake", str(folder / "costs.json"), str(at_once))
    command = [sys.executable, *measured, *intake]
    environment = os.environ | {"PREFECT_HOME": str(folder / "prefect")}
    before, began, moments, server_s = _children_cpu_s(), time.monotonic(), [], 0.0
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        while process.poll() is None:
            moments.append(Moment(time.monotonic() - began, memory_below(process.pid), _saved(folder)))
            server_s = max(server_s, cpu_of_server(process.pid))
            time.sleep(SAMPLE_EVERY_S)
    moments.append(Moment(time.monotonic() - began, 0, _saved(folder)))
    own: CpuOf = json.loads((folder / "costs.json").read_text(encoding="utf-8"))
    others = _children_cpu_s() - before - sum(own.values()) - server_s
    return moments, {DOCUMENTS: others, **own, SERVER: server_s}


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _query(folder: Path, query: str) -> list[tuple[str, int]]:
    try:
        with closing(sqlite3.connect(f"file:{folder / 'out' / 'simsa.db'}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error:
        return []


def _saved(folder: Path) -> int:
    return sum(count for _, count in _query(folder, "SELECT 'records', count(*) FROM records"))


def _tell(folder: Path, count: int, moments: list[Moment], costs: CpuOf) -> int:
    outcomes = dict(_query(folder, "SELECT outcome, count(*) FROM records GROUP BY outcome"))
    refused = sum(number for outcome, number in outcomes.items() if outcome.rpartition(":")[2] in REFUSED)
    judged = outcomes.get("judged", 0)
    failed = sum(outcomes.values()) - refused - judged
    print(f"{count} submissions: {judged} judged, {refused} refused, {failed} failed; {outcomes}")
    reading_s = next((moment.at_s for moment in moments if moment.saved == count), moments[-1].at_s)
    pace = 60 * count / reading_s
    print(f"read and saved in {reading_s:.0f} s ({pace:.1f} a minute), with pages {moments[-1].at_s:.0f} s")
    whole_s = sum(costs.values())
    print(f"{whole_s:.0f} s of processor time, {1000 * whole_s / count:.0f} ms a submission:")
    for stage, cpu_s in costs.items():
        print(f"  {cpu_s:8.1f} s  {100 * cpu_s / whole_s:5.1f} %  {1000 * cpu_s / count:7.1f} ms each  {stage}")
    for place in range(0, len(moments), max(1, len(moments) // 10)):
        moment = moments[place]
        print(f"  {moment.at_s:7.0f} s  {moment.memory_bytes / MIB:7.0f} MiB  {moment.saved:6d} saved")
    print(f"peak {max(moment.memory_bytes for moment in moments) / MIB:.0f} MiB over all processes")
    return 0 if judged + refused + failed == count else 1


if __name__ == "__main__":
    sys.exit(main())
