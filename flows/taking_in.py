"""Taking an inbox in, without Prefect: what is new is evaluated and saved, and the reviewers' pages are written.

Each file is saved as soon as it is judged, so that a run that is broken off keeps what it has. A file that fails is
recorded with its reason and stops no other. `flows.intake` does the same as a flow.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from extractors.confinement.limits import DEFAULT_LIMITS, Limits
from extractors.confinement.scratch import ScratchFolder
from flows.actor import actor
from flows.database import may_hold_records, records_url
from flows.evaluation import Evaluator
from flows.inbox import open_inbox
from flows.log import timed
from flows.runs.recording import ReceivedFile, Recording
from flows.runs.rerun import Action, plan_run, what_would_change
from flows.runs.reviewed import reviewed_records
from records import Records
from review import write_pages
from schemas import Failure, SubmissionKind
from schemas.base import Model

logger = logging.getLogger(__name__)


class NamedFailure(Model):
    """A file that could not be read, and why."""

    file: str
    failure: Failure


class IntakeReport(Model):
    """What one run of the intake did.

    `saved` are the files with a new record, be it a proposal or a failure; `unchanged` those recorded before.
    `notices` are lines for the officer that concern no single file.
    """

    saved: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[NamedFailure, ...]
    notices: tuple[str, ...]
    inbox_complete: bool
    index_page: str


def one_by_one(run: Recording) -> tuple[str, ...]:
    """Evaluate and save the files of a run in their order; the names of those whose record is new."""
    return tuple(name for name in run.files if run.evaluate_and_save(name))


def is_unchanged(inbox: str, call: str, out: str, default_kind: SubmissionKind) -> bool:
    """Whether everything in an inbox is judged and recorded already, so that a run has nothing to evaluate.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError: as in `take_in`.
    """
    if not may_hold_records(Path(out)):
        return False
    planned = what_would_change(inbox, call, records_url(Path(out)), default_kind)
    return all(plan.action is Action.NOTHING for _, plan in planned)


def take_in(
    inbox: str,
    call: str,
    out: str,
    default_kind: SubmissionKind,
    limits: Limits = DEFAULT_LIMITS,
    evaluate: Callable[[Recording], tuple[str, ...]] = one_by_one,
) -> IntakeReport:
    """Take an inbox in: do what the files ask for, save it, and write the reviewers' pages.

    `evaluate` is called with the files that have to be read, and gives the names of those whose record is new.

    Raises:
        UsageError: the inbox cannot be used.
        ReceiptsError: its list of receipts cannot be used at all; nothing has been recorded.
        CallError: the call cannot be used.
        StorageError: records cannot be kept.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        Evaluator(call, limits) as evaluator,
        Records(records_url(folder), actor=actor()) as records,
        ScratchFolder() as staging,
    ):
        with timed(logger, "looking at the inbox"):
            contents = open_inbox(inbox, staging.path, evaluator.call)
        received = [
            ReceivedFile(file.path, contents.receipts.submission_of(file.name, file.sha256, default_kind))
            for file in contents.files
        ]
        records.archive.register_call(evaluator.call)
        planned = plan_run(records, evaluator.call, [file.submission for file in received], evaluator.key_of)
        to_do: dict[Action, list[ReceivedFile]] = {action: [] for action in Action}
        for file, (action, _) in zip(received, planned, strict=True):
            to_do[action].append(file)
        for file in to_do[Action.NOTHING]:
            records.observe(evaluator.key_of(file.submission.sha256), file.submission)
        run = Recording(evaluator, records, to_do[Action.READ])
        saved = (
            *run.judge_again(to_do[Action.JUDGE], assign_areas=False),
            *run.judge_again(to_do[Action.ASSIGN_AREAS], assign_areas=True),
            *(evaluate(run) if run.files else ()),
        )
        # Asked only of processes that were started anyway.
        lacking = evaluator.protection.missing if run.files else ()
        with timed(logger, "writing the pages"):
            index = write_pages(
                reviewed_records(records, evaluator.call),
                evaluator.call,
                folder,
                Path(inbox) if Path(inbox).is_dir() else None,
            )
    return IntakeReport(
        saved=saved,
        unchanged=tuple(file.name for file in contents.files if file.name not in saved),
        failures=tuple(NamedFailure(file=name, failure=failure) for name, failure in run.failures.items()),
        notices=(*contents.notices, *lacking),
        inbox_complete=contents.is_complete,
        index_page=str(index.resolve()),
    )
