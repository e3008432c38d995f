"""The files of a run as Prefect's tasks: one a submission, tried again only where trying again can help."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final, cast
from uuid import UUID

import httpx
from prefect import task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.tasks import Task

from flows.orchestration.settings import runs_elsewhere
from flows.orchestration.workplaces import begun_here, evaluate_at_workplace
from flows.runs.patience import DELAYS_S, JITTER
from flows.runs.recording import Recording
from flows.runs.report import IntakeOrder, Recorded
from schemas import Submission
from schemas.errors import SimsaError, SourceUnavailable

UNDER_WAY: Final = 64
"""Tasks that wait or run at once: enough for many workers, and few enough that ten thousand files take no more memory
than these."""
PROGRESS_EVERY_S: Final = 2.0


def may_go_better(_: "Task[..., Any]", __: TaskRun, state: "State[Any]") -> bool:
    """Whether a task failed for a reason that passes."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, SimsaError) and error.retryable


@task(
    name="판독과 판정",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(DELAYS_S),
    retry_delay_seconds=list(DELAYS_S),
    retry_jitter_factor=JITTER,
    retry_condition_fn=may_go_better,
)
def evaluate(name: str, run_name: str, order: dict[str, Any], submission: dict[str, Any]) -> dict[str, Any]:
    """One file from its bytes to its saved record. Prefect walks through what a task is given: it gets no document."""
    del name  # only the task is called by it
    done = evaluate_at_workplace(run_name, IntakeOrder.model_validate(order), Submission.model_validate(submission))
    return done.model_dump(mode="json")


def evaluate_as_tasks(run: Recording, order: IntakeOrder) -> None:
    """Evaluate and save the files of a run, each as a task.

    Raises:
        StorageError: records cannot be kept; what was begun is finished, nothing more is begun.
    """
    bar = _ProgressInPrefect(len(run.files))
    with begun_here(run) as run_name:
        for name, future in _in_turn(run, run_name, order):
            try:
                run.take_over(Recorded.model_validate(future.result()))
            except SourceUnavailable as error:
                run.give_up(name, error)
            bar.advance()


def _in_turn(run: Recording, run_name: str, order: IntakeOrder) -> Iterator[tuple[str, "PrefectFuture[Any]"]]:
    """Submit the files, never more than some at once, and give each as it is done."""
    room, done = threading.Semaphore(UNDER_WAY), SimpleQueue[tuple[str, "PrefectFuture[Any]"]]()
    left = len(run.files)
    for name, file in run.files.items():
        while not room.acquire(blocking=False):
            yield done.get()
            left -= 1
        if runs_elsewhere():
            run.keep_original(name)
        future = evaluate.submit(name, run_name, order.model_dump(mode="json"), file.submission.model_dump(mode="json"))

        def is_done(future: "PrefectFuture[Any]", name: str = name) -> None:
            done.put((name, future))
            room.release()

        future.add_done_callback(is_done)
    for _ in range(left):
        yield done.get()


class _ProgressInPrefect:
    """Prefect's own bar, which is told every few seconds."""

    def __init__(self, total: int) -> None:
        self._total, self._done, self._told_at = total, 0, time.monotonic()
        self._id: UUID | None = None
        with suppress(httpx.HTTPError):
            self._id = cast(
                "UUID", create_progress_artifact(progress=0.0, key="intake-progress", description="접수 처리")
            )

    def advance(self) -> None:
        self._done += 1
        if self._id is None or (time.monotonic() - self._told_at < PROGRESS_EVERY_S and self._done < self._total):
            return
        self._told_at = time.monotonic()
        with suppress(httpx.HTTPError):
            update_progress_artifact(self._id, progress=100 * self._done / self._total)
