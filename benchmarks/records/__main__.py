"""`python -m benchmarks.records kills --times 200 [--postgresql]`, `... rejudge`, `... queries --submissions 10000`.

kills     intakes are ended by SIGKILL at random moments; after the next run the export and the pages are those of an
          undisturbed run, byte for byte
rejudge   judging kept proposals under an amended call, beside what recording them took
queries   what pages ask for, on many submissions: medians in milliseconds, and SQLite's plan of the slowest
"""

import argparse
import tempfile
import time
from collections.abc import Callable

from benchmarks.records.killed_intakes import kills
from benchmarks.records.made_records import made_record
from benchmarks.records.timed_queries import queries
from records import Records
from rules import judge, load_call
from tests.records.postgres_server import postgres_server

CALL = "regional-ai-2026"


def tell_kills(times: int, *, on_postgresql: bool) -> None:
    """End intakes at random, and say what the runs after them left."""
    if on_postgresql:
        with postgres_server() as server:
            outcome = kills(times, server)
    else:
        outcome = kills(times, None)
    print(f"{outcome.kills} kills, of which {outcome.too_late} came after the end")
    print("records saved by the killed run, and how often:", dict(sorted(outcome.saved_at_kill.items())))
    print(f"{len(outcome.different)} times the next run left something else than an undisturbed run")
    print(f"{len(outcome.left_over)} temporary folders and unfinished files left")
    for line in (*outcome.different, *outcome.left_over):
        print(f"    {line}")


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
    parser.add_argument("what", choices=["kills", "rejudge", "queries"])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--database")
    parser.add_argument("--postgresql", action="store_true", help="kills: on a server started for it")
    given = parser.parse_args()
    todo: dict[str, Callable[[], None]] = {
        "kills": lambda: tell_kills(given.times, on_postgresql=given.postgresql),
        "rejudge": lambda: rejudge(given.submissions),
        "queries": lambda: queries(given.submissions, given.database),
    }
    todo[given.what]()


main()
