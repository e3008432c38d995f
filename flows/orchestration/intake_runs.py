"""What the flows that look at an inbox have in common: begin, judge, evaluate as tasks, write the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.orchestration.evaluation_tasks import evaluate_as_tasks
from flows.orchestration.outcomes import tell_in_prefect
from flows.reporting.telemetry import telemetry
from flows.runs.report import IntakeOrder, IntakeReport
from flows.runs.taking_in import TakingIn, begin

_begun: ContextVar[TakingIn | None] = ContextVar("a run that the command has begun", default=None)


@contextmanager
def already_begun(taking_in: TakingIn) -> Iterator[None]:
    """Let a flow that is called meanwhile go on with a run, rather than begin one of its own."""
    token = _begun.set(taking_in)
    try:
        yield
    finally:
        _begun.reset(token)


def run_as_tasks(order: IntakeOrder) -> IntakeReport:
    """Take an inbox in, with a task for each file that has to be read.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError, SourceUnavailable: as `flows.runs.taking_in.begin`.
    """
    begun = _begun.get()
    if begun is not None:
        return _worked_off(begun)
    with telemetry().run(order.call), begin(order, tell_in_prefect, telemetry().file_done) as taking_in:
        return _worked_off(taking_in)


def _worked_off(taking_in: TakingIn) -> IntakeReport:
    taking_in.judge_again()
    if taking_in.run.files:
        evaluate_as_tasks(taking_in.run, taking_in.order)
    return taking_in.finish()
