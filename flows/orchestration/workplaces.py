"""Where a task finds what it works with: in the process that began the run, or opened anew in a worker elsewhere."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from uuid import uuid4

from flows.actor import actor
from flows.database import records_url
from flows.evaluation import Evaluator
from flows.runs.recording import Recording
from flows.runs.report import IntakeOrder, Recorded
from records import Records
from schemas import Submission

_begun_here: dict[str, Recording] = {}


@contextmanager
def begun_here(run: Recording) -> Iterator[str]:
    """Let the tasks of this process find a run under the name that is given."""
    name = uuid4().hex
    _begun_here[name] = run
    try:
        yield name
    finally:
        del _begun_here[name]


def evaluate_at_workplace(run_name: str, order: IntakeOrder, submission: Submission) -> Recorded:
    """Evaluate and save one submission of a run, in this process's own run or from what is kept of its file.

    Raises:
        StorageError: the record cannot be kept, or elsewhere: the original is not.
        SourceUnavailable: the file cannot be reached now.
    """
    run = _begun_here.get(run_name)
    if run is not None:
        return run.evaluate_and_save(submission.file_name)
    return _opened(order.model_dump_json()).evaluate_original(submission)


@lru_cache(maxsize=2)
def _opened(order_json: str) -> Recording:
    """What a worker keeps open for all tasks of a run: its processes that evaluate, and the records."""
    order = IntakeOrder.model_validate_json(order_json)
    evaluator = Evaluator(order.call, order.limits)
    records = Records(records_url(order.folder), actor=actor())
    atexit.register(records.close)
    atexit.register(evaluator.close)
    return Recording(evaluator, records)
