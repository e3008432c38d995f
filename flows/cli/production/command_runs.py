"""A run that a person starts at a terminal and waits for: with Prefect where it is there in time, without where not.

Work begins at once. Where the person has no server, one is started after the first result; as soon as it answers, what
is left becomes its tasks. A server that is not there in time, or goes away, is said in a line, and the run goes on.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, cast

from flows.evaluation import Evaluator
from flows.orchestration.settings import prefect_errors, prepare_prefect, runs_elsewhere
from flows.orchestration.temporary_server import has_died, has_server, temporary_server
from flows.reporting.notification import DONE, PARTLY, Notice, notify
from flows.reporting.progress import FileProgress
from flows.reporting.telemetry import telemetry
from flows.runs.report import IntakeOrder, IntakeReport, Recorded, Tell
from flows.runs.taking_in import SideBySide, TakingIn, begin
from schemas.errors import PrefectUnavailable

HEAD_START_S: Final = 30.0
"""How long the first file has the machine to itself before Prefect's server is started beside it. On a quiet machine it
takes three seconds to load the area model and read a plan, on a busy one ten times as long."""

WhenReported = Callable[[IntakeReport], None]


def run_for_person(
    order: IntakeOrder, evaluator: Evaluator, progress: FileProgress, complain: Tell, when_server_died: WhenReported
) -> IntakeReport:
    """Take an inbox in.

    Args:
        order: what to take in.
        evaluator: of the order's call and limits; it is closed after the run.
        progress: told of each file.
        complain: told what the person has to know meanwhile.
        when_server_died: called with the report where a temporary server has died, which Prefect would wait for.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError, SourceUnavailable: as `flows.runs.taking_in.begin`.
    """
    prepare_prefect()
    first = threading.Event()

    def done(recorded: Recorded) -> None:
        progress.done(recorded)
        telemetry().file_done(recorded)
        first.set()

    with telemetry().run(order.call), begin(order, complain, done, evaluator) as taking_in:
        if taking_in.run.files:
            progress.begin(len(taking_in.run.files))
        elif not has_server():
            # A server of this run's own would have nothing to show and nobody to show it to.
            taking_in.judge_again()
            return _told(taking_in)
        # What other machines are there for is not begun here.
        head = SideBySide(taking_in.run, complain, () if runs_elsewhere() else None)
        try:
            return _with_prefect(taking_in, head, first, complain, when_server_died)
        except PrefectUnavailable as error:
            if not has_died.is_set():
                complain(f"{error.message} → Prefect 없이 계속함")
        head.stop()
        SideBySide(taking_in.run, complain).finish()
        taking_in.judge_again()
        return _told(taking_in)


def _with_prefect(
    taking_in: TakingIn, head: SideBySide, first: threading.Event, complain: Tell, when_server_died: WhenReported
) -> IntakeReport:
    """Work on with Prefect, or without where all is done before it answers.

    Raises:
        PrefectUnavailable: its server cannot be used.
    """
    if taking_in.run.files and not has_server() and not runs_elsewhere():
        first.wait(HEAD_START_S)

    def leave_if_died(report: IntakeReport) -> None:
        if has_died.is_set():
            when_server_died(report)

    with prefect_errors(), _server(complain, head) as is_there:
        if is_there:
            from flows.intake import intake
            from flows.orchestration.intake_runs import already_begun
            from flows.orchestration.outcomes import telling_when_done

            head.stop()
            with already_begun(taking_in), telling_when_done(leave_if_died):
                return cast("IntakeReport", intake(**taking_in.order.model_dump()))
    head.finish()
    taking_in.judge_again()
    return _told(taking_in)


@contextmanager
def _server(complain: Tell, head: SideBySide) -> Iterator[bool]:
    if has_server():
        yield True
        return
    with temporary_server(complain, lambda: head.is_done and not runs_elsewhere()) as is_there:
        yield is_there


def _told(taking_in: TakingIn) -> IntakeReport:
    """The report of a run without Prefect, which the officer's hook is told of here."""
    report = taking_in.finish()
    outcome = DONE if report.is_complete else PARTLY
    notify(
        Notice(
            run="intake",
            call=taking_in.order.call,
            outcome=outcome,
            message=report.summary_line,
            index_page=report.index_page,
        )
    )
    return report
