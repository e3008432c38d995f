"""Taking an inbox in: what is new is evaluated and saved, and the reviewers' pages are written. It knows no Prefect.

Each file is saved as soon as it is judged, so that a run that is broken off keeps what it has. A file that fails is
recorded with its reason and stops no other.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from extractors.confinement.scratch import ScratchFolder
from flows.actor import actor
from flows.database import records_url
from flows.evaluation import Evaluator
from flows.inbox import Inbox, open_inbox
from flows.log import timed
from flows.runs.patience import patiently
from flows.runs.received import notices_of, received_files
from flows.runs.recording import ReceivedFile, Recording
from flows.runs.report import IntakeOrder, IntakeReport, Tell, WhenDone, intake_report
from flows.runs.rerun import Action, plan_run
from flows.runs.reviewed import comparing, reviewed_one_by_one
from flows.runs.states import overview_rows, submission_states
from records import Records, run_turn
from review import write_pages
from schemas.errors import SourceUnavailable

logger = logging.getLogger(__name__)

FILES_AT_ONCE: Final = os.cpu_count() or 1
WAITING: Final = "같은 공고를 처리하는 다른 실행이 끝나기를 기다림"


class TakingIn:
    """A run over an inbox that was looked at: what has to be read is in `run`, all else is done.

    Use `begin` or `take_in` rather than this.
    """

    def __init__(
        self, order: IntakeOrder, evaluator: Evaluator, records: Records, contents: Inbox, when_done: WhenDone
    ) -> None:
        self.order, self.contents = order, contents
        received = received_files(contents, order.default_kind)
        records.archive.register_call(evaluator.call)
        for found in contents.files:
            for member in found.archive.attachments if found.archive else ():
                data = member.path.read_bytes()
                records.archive.keep_attachment(evaluator.call.id, found.sha256, member.name, data)
        planned = plan_run(records, evaluator.call, [file.submission for file in received], evaluator.key_of)
        to_do: dict[Action, list[ReceivedFile]] = {action: [] for action in Action}
        for file, (action, _) in zip(received, planned, strict=True):
            to_do[action].append(file)
        for file in to_do[Action.NOTHING]:
            records.observe(evaluator.key_of(file.submission.sha256), file.submission)
        self.run = Recording(evaluator, records, to_do[Action.READ], when_done)
        self._received = received
        self._to_judge = [file.submission for file in to_do[Action.JUDGE]]
        self._to_assign = [file.submission for file in to_do[Action.ASSIGN_AREAS]]

    def judge_again(self) -> None:
        """Judge what needs no reading of its file; asked again, do nothing."""
        self.run.judge_again(self._to_judge, assign_areas=False)
        self.run.judge_again(self._to_assign, assign_areas=True)
        self._to_judge, self._to_assign = [], []

    def finish(self) -> IntakeReport:
        """Write the pages, and say what was done."""
        # Asked only of processes that were started anyway.
        lacking = self.run.evaluator.protection.missing if self.run.files else ()
        call = self.run.evaluator.call
        with timed(logger, "writing the pages"):
            reviewed = reviewed_one_by_one(self.run.records, call)
            compare = comparing(self.run.records, call)
            withdrawn = self.run.records.withdrawals(call.id)
            without_page: list[str] = []
            index = write_pages(
                reviewed,
                call,
                self.order.folder,
                self.order.shown_inbox,
                compare,
                reviewed.stamps,
                withdrawn,
                without_page.append,
            )
        rows = tuple(overview_rows(self.run.records, call))
        states = submission_states(rows, self.order.folder)
        told = notices_of(self.contents, self._received, rows, withdrawn)
        done = list(self.run.done.values())
        return intake_report(self.contents, done, (*told, *lacking), index, states, tuple(without_page))


@contextmanager
def begin(
    order: IntakeOrder,
    tell: Tell = logger.info,
    when_done: WhenDone = lambda _: None,
    evaluator: Evaluator | None = None,
) -> Iterator[TakingIn]:
    """Look at an inbox, and have what is needed to work on it; no other run of the call has it meanwhile.

    Args:
        order: what to take in.
        tell: told what the person has to know meanwhile.
        when_done: told of each file.
        evaluator: of the order's call and limits, where one is at work already.

    Raises:
        UsageError: the inbox cannot be used.
        ReceiptsError: its list of receipts cannot be used at all; nothing has been recorded.
        CallError: the call cannot be used.
        StorageError: records cannot be kept.
        SourceUnavailable: the inbox does not answer for minutes.
    """
    order.folder.mkdir(parents=True, exist_ok=True)
    url = records_url(order.folder)
    with (
        evaluator or Evaluator(order.call, order.limits) as evaluating,
        run_turn(url, evaluating.call.id, lambda: tell(WAITING)),
        Records(url, actor=actor()) as records,
        ScratchFolder() as staging,
    ):
        with timed(logger, "looking at the inbox"):
            contents = patiently(lambda: open_inbox(order.inbox, staging.path, evaluating.call), tell)
        yield TakingIn(order, evaluating, records, contents, when_done)


class SideBySide:
    """Evaluates and saves files of a run, all or some, as many at once as there are cores, from when it is made."""

    def __init__(self, run: Recording, tell: Tell = logger.warning, names: Iterable[str] | None = None) -> None:
        self._run, self._tell = run, tell
        self._pool = ThreadPoolExecutor(FILES_AT_ONCE)
        chosen = run.files if names is None else names
        self._futures = [self._pool.submit(self._evaluate, name) for name in chosen]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return all(future.done() for future in self._futures)

    def finish(self) -> None:
        """Wait for all files.

        Raises:
            StorageUnavailable: a record cannot be kept; what was begun is finished, nothing more is begun.
        """
        try:
            for future in self._futures:
                future.result()
        finally:
            self.stop()

    def stop(self) -> None:
        """Begin no more files, and wait for those that were begun: the rest is left to somebody else.

        Raises:
            StorageUnavailable: a record cannot be kept.
        """
        self._pool.shutdown(cancel_futures=True)
        for future in self._futures:
            if not future.cancelled():
                future.result()

    def _evaluate(self, name: str) -> None:
        try:
            patiently(lambda: self._run.evaluate_and_save(name), self._tell)
        except SourceUnavailable as error:
            self._run.give_up(name, error)


def side_by_side(run: Recording) -> None:
    """Evaluate and save the files of a run, as many at once as there are cores.

    Raises:
        StorageUnavailable: a record cannot be kept; what was begun is finished, nothing more is begun.
    """
    SideBySide(run).finish()


def take_in(
    order: IntakeOrder, evaluate: Callable[[Recording], None] = side_by_side, tell: Tell = logger.info
) -> IntakeReport:
    """Take an inbox in: do what the files ask for, save it, and write the reviewers' pages.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError: as in `begin`.
    """
    with begin(order, tell) as taking_in:
        taking_in.judge_again()
        if taking_in.run.files:
            evaluate(taking_in.run)
        return taking_in.finish()
