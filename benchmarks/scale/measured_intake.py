"""`simsa intake` that says at its end what its own process spent on which stage.

    python -m benchmarks.scale.measured_intake COSTS.json AT_ONCE intake INBOX --call CALL --out DIR

AT_ONCE is how many files are evaluated side by side.

Seconds are of the processor, of the thread that does the work. What no stage counts is Prefect in this process, and the
rest.
"""

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import flows.runs.taking_in
from flows.cli.main import main
from records import Records
from records.preservation.archive import Archive

RECORDS, PAGES, INBOX, REST = "records", "pages", "inbox", "Prefect in the run's process, and the rest"
_lock: Final = threading.Lock()
_spent: Final[Counter[str]] = Counter()
_under_way: Final = threading.local()


@contextmanager
def _counted(stage: str) -> Iterator[None]:
    """Count this thread's time for a stage, and no longer for the one that it is begun in."""
    outer, began = getattr(_under_way, "inner", None), time.thread_time()
    _under_way.inner = 0.0
    try:
        yield
    finally:
        took = time.thread_time() - began
        with _lock:
            _spent[stage] += took - _under_way.inner
        _under_way.inner = None if outer is None else outer + took


def _count(owner: Any, name: str, stage: str) -> None:  # noqa: ANN401
    whole: Callable[..., Any] = getattr(owner, name)

    def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        with _counted(stage):
            return whole(*given, **named)

    setattr(owner, name, counted)


def run(costs: Path) -> None:
    """Run the command, and write what it spent."""
    for name in ("__init__", "save", "has", "observe", "latest_judged", "refresh", "withdrawals"):
        _count(Records, name, RECORDS)
    for name in ("keep_original", "keep_document", "register_call", "calls"):
        _count(Archive, name, RECORDS)
    _count(sys.modules["records.decisions.one_by_one"].ReviewedOneByOne, "_load", RECORDS)
    _count(flows.runs.taking_in, "write_pages", PAGES)
    _count(flows.runs.taking_in, "open_inbox", INBOX)
    try:
        main()
    finally:
        told = {**_spent, REST: time.process_time() - sum(_spent.values())}
        costs.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    place, at_once = Path(sys.argv.pop(1)), int(sys.argv.pop(1))
    flows.runs.taking_in.FILES_AT_ONCE = at_once  # type: ignore[misc]
    run(place)
