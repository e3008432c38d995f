"""`python -m benchmarks.records kills --times 200 [--database URL]`, `... rejudge`, `... queries --submissions 10000`.

kills     a process that saves records is ended by SIGKILL at random moments; after the next run the records are those
          of an undisturbed run, and the audit log is whole
rejudge   judging kept proposals under an amended call, beside what recording them took
queries   what pages ask for, on many submissions: medians in milliseconds, and SQLite's plan of the slowest
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.records.made_records import made_record
from benchmarks.records.timed_queries import queries
from records import Records
from rules import judge, load_call

CALL = "regional-ai-2026"
SAVED_BY_ONE_RUN = 40


def save_all(url: str, store: str) -> None:
    """What a run does that is killed: originals and records, one after the other."""
    call = load_call(CALL)
    with Records(url, store=store) as records:
        records.archive.register_call(call)
        for number in range(SAVED_BY_ONE_RUN):
            records.archive.keep_original(f"file {number}".encode())
            records.save(made_record(call, number))


def kills(times: int, database: str | None) -> None:
    """End runs at random moments, and compare what the next run leaves with an undisturbed run."""
    chance = random.Random(20260311)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as folder:
        whole = f"sqlite:///{folder}/whole.db"
        began = time.monotonic()
        _run(whole, f"{folder}/whole").wait()
        lasts_s = time.monotonic() - began
        with Records(whole, store=f"{folder}/whole") as records:
            expected = records.of_call(CALL)
        wrong = 0
        for number in range(times):
            url = database or f"sqlite:///{folder}/{number}.db"
            store = f"{folder}/store{number}"
            process = _run(url, store)
            time.sleep(chance.uniform(0, lasts_s))
            process.send_signal(signal.SIGKILL)
            process.wait()
            save_all(url, store)
            with Records(url, store=store) as records:
                is_same = records.of_call(CALL) == expected and not records.audit_problems()
            left = [path for path in Path(store).rglob("*") if path.is_file()]
            wrong += not is_same or len(left) - sum(path.suffix == ".part" for path in left) != SAVED_BY_ONE_RUN
            if database is None:
                Path(f"{folder}/{number}.db").unlink()
    print(f"{times} kills, {wrong} times the records differed from those of an undisturbed run")


def _run(url: str, store: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "benchmarks.records", "save", "--database", url, "--store", store])


def rejudge(submissions: int) -> None:
    """Judge kept proposals under an amended call."""
    call = load_call(CALL)
    amended = call.model_copy(update={"version": "2"})
    with tempfile.TemporaryDirectory() as folder, Records(f"sqlite:///{folder}/simsa.db") as records:
        began = time.process_time()
        for number in range(submissions):
            records.save(made_record(call, number))
        saved_s = time.process_time() - began
        began = time.process_time()
        for record in records.of_call(CALL):
            if record.proposal is not None:
                key = record.key.model_copy(update={"call_version": "2"})
                findings = judge(record.proposal, record.submission, amended)
                records.save(record.model_copy(update={"key": key, "findings": findings}))
        judged_s = time.process_time() - began
    print(f"{submissions} submissions: {judged_s / submissions * 1000:.1f} ms of CPU each to judge again and save")
    print(f"making and saving them took {saved_s / submissions * 1000:.1f} ms each; no file was read in either")


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description=__doc__)
    parser.add_argument("what", choices=["kills", "rejudge", "queries", "save"])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--database")
    parser.add_argument("--store")
    given = parser.parse_args()
    todo: dict[str, Callable[[], None]] = {
        "kills": lambda: kills(given.times, given.database),
        "rejudge": lambda: rejudge(given.submissions),
        "queries": lambda: queries(given.submissions, given.database),
        "save": lambda: save_all(given.database, given.store),
    }
    todo[given.what]()


main()
