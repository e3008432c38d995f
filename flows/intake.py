"""The intake: an inbox of submitted files becomes records and pages for the reviewers.

As many files as there are cores are evaluated side by side, each in a process of its own; this process looks into none
of them. Each is saved as soon as it is judged, so that a run that is broken off keeps what it has. A file that fails is
recorded with its reason and stops no other.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, cast
from uuid import UUID

import httpx
from prefect import flow, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task
from rich.console import Console
from rich.progress import Progress

from extractors.confinement.limits import Limits
from flows.runs.recording import Recording
from flows.taking_in import IntakeReport, take_in
from schemas import SubmissionKind
from schemas.errors import SimsaError

FILES_AT_ONCE = os.cpu_count() or 1
SAVE_RETRIES = 3
PROGRESS_EVERY_S = 2.0


def _may_go_better(_: "Task[..., bool]", __: TaskRun, state: "State[bool]") -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, SimsaError) and error.retryable


def _evaluation_of(run: Recording) -> "Task[[str], bool]":
    """The task of one file of a run. Prefect walks through what a task is given: it gets a name, and no document."""

    @task(
        name="evaluate",
        task_run_name="evaluate {name}",
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=SAVE_RETRIES,
        retry_delay_seconds=5,
        retry_condition_fn=_may_go_better,
    )
    def evaluate(name: str) -> bool:
        return run.evaluate_and_save(name)

    return evaluate


_WHEN_DONE: ContextVar[Callable[[IntakeReport], None] | None] = ContextVar("who is told when all is done", default=None)

processes: Any = ThreadPoolTaskRunner(max_workers=FILES_AT_ONCE)


@flow(name="intake", task_runner=processes)
def intake(
    inbox: str,
    call: str,
    out: str = "out",
    default_kind: SubmissionKind = SubmissionKind.FIRST,
    wall_s: float = Limits().wall_s,
    memory_bytes: int = Limits().memory_bytes,
) -> IntakeReport:
    """Take an inbox in: read, judge, save, and write the reviewers' pages.

    Where the records are kept is no parameter, because Prefect stores and shows parameters and the address may hold a
    password: it is SIMSA_DATABASE_URL, `flows.database.keeping_records_at`, or a SQLite file in `out`.

    Args:
        inbox: a folder or an fsspec URL; it may hold the list of receipts.
        call: a call's id or the path of its pack.
        out: the folder that the pages are written to.
        default_kind: what a file without a receipt is taken for.
        wall_s: seconds that reading one file may take.
        memory_bytes: memory that reading one file may take.

    Raises:
        UsageError: the inbox cannot be used.
        ReceiptsError: its list of receipts cannot be used at all; nothing has been recorded.
        CallError: the call cannot be used.
        StorageError: records cannot be kept.
    """
    limits = Limits(wall_s=wall_s, memory_bytes=memory_bytes)
    report = take_in(inbox, call, out, default_kind, limits, _evaluate)
    if (when_done := _WHEN_DONE.get()) is not None:
        when_done(report)
    _show_in_prefect(report)
    return report


def run_intake(
    inbox: str, call: str, out: str, default_kind: SubmissionKind, when_done: Callable[[IntakeReport], None]
) -> IntakeReport:
    """Run the flow; `when_done` is called when all is saved and written, before Prefect is told of it.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError: as in `intake`.
        httpx.TransportError: Prefect's server does not answer.
    """
    token = _WHEN_DONE.set(when_done)
    try:
        return intake(inbox, call, out, default_kind)
    finally:
        _WHEN_DONE.reset(token)


def _evaluate(run: Recording) -> tuple[str, ...]:
    """Evaluate and save the files of a run.

    Returns:
        The names of those whose record is new, in the order in which they were done.
    """
    saved = []
    evaluate = _evaluation_of(run)
    bar_id = cast("UUID", create_progress_artifact(progress=0.0, key="intake-progress", description="접수 처리"))
    told_at = time.monotonic()
    waiting = {evaluate.submit(name): name for name in run.files}
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        row = bar.add_task("접수 처리", total=len(waiting))
        for done, future in enumerate(as_completed(list(waiting)), start=1):
            if future.result():
                saved.append(waiting[future])
            bar.update(row, advance=1, description=waiting[future])
            if time.monotonic() - told_at > PROGRESS_EVERY_S or done == len(waiting):
                told_at = time.monotonic()
                with suppress(httpx.TransportError):
                    update_progress_artifact(bar_id, progress=100 * done / len(waiting))
    return tuple(saved)


def _show_in_prefect(report: IntakeReport) -> None:
    rows = [
        *({"파일": name, "결과": "새로 저장"} for name in report.saved),
        *({"파일": name, "결과": "변동 없음"} for name in report.unchanged),
        *({"파일": unread.file, "결과": unread.failure.message} for unread in report.failures),
    ]
    with suppress(httpx.TransportError):
        create_table_artifact(table=rows, key="intake-result", description=f"심사자료: {report.index_page}")
