"""Judging all that is kept of a call anew, after an amendment or with a new area model; no file is read."""

import logging

from flows.actor import actor
from flows.database import existing_database, told_url
from flows.evaluation import Evaluator
from flows.runs.recording import Recording
from flows.runs.report import IntakeOrder, NamedFailure, SubmissionState, Tell
from flows.runs.rerun import Action, plan_run
from flows.runs.reviewed import comparing, reviewed_one_by_one
from flows.runs.states import overview_rows, submission_states
from flows.runs.taking_in import WAITING
from records import Records, run_turn
from review import write_pages
from schemas import Submission
from schemas.base import Model

logger = logging.getLogger(__name__)


class RejudgeReport(Model):
    """What became of the submissions of a call.

    `need_reading` are those that the change reaches further back than verdicts: only an intake can read them again.
    `without_page` says of each plan whose page could not be made why.
    """

    saved: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[NamedFailure, ...]
    need_reading: tuple[str, ...]
    index_page: str
    submissions: tuple[SubmissionState, ...] = ()
    without_page: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Every submission has verdicts under the call as it is now, and a page."""
        return not self.failures and not self.need_reading and not self.without_page

    @property
    def summary_line(self) -> str:
        """What was done, in a line."""
        return (
            f"다시 판정 {len(self.saved)}건, 변동 없음 {len(self.unchanged)}건, 실패 {len(self.failures)}건, "
            f"파일부터 다시 읽어야 함 {len(self.need_reading)}건"
        )


def judge_kept(order: IntakeOrder, tell: Tell = logger.info) -> RejudgeReport:
    """Hold every kept proposal of the order's call against the call as it is now; its inbox is not looked at.

    Raises:
        CallError: the call cannot be used.
        UsageError: there are no records.
        StorageError: records cannot be kept.
    """
    url = existing_database(told_url(), order.folder)
    with (
        Evaluator(order.call, order.limits) as evaluator,
        run_turn(url, evaluator.call.id, lambda: tell(WAITING)),
        Records(url, actor=actor()) as records,
    ):
        submissions = [record.submission for record in records.of_call(evaluator.call.id)]
        planned = plan_run(records, evaluator.call, submissions, evaluator.key_of)
        to_do: dict[Action, list[Submission]] = {action: [] for action in Action}
        for submission, (action, _) in zip(submissions, planned, strict=True):
            to_do[action].append(submission)
        records.archive.register_call(evaluator.call)
        run = Recording(evaluator, records)
        run.judge_again(to_do[Action.JUDGE], assign_areas=False)
        run.judge_again(to_do[Action.ASSIGN_AREAS], assign_areas=True)
        reviewed = reviewed_one_by_one(records, evaluator.call)
        compare = comparing(records, evaluator.call)
        withdrawn = records.withdrawals(evaluator.call.id)
        without_page: list[str] = []
        index = write_pages(
            reviewed,
            evaluator.call,
            order.folder,
            order.shown_inbox,
            compare,
            reviewed.stamps,
            withdrawn,
            without_page.append,
        )
        states = submission_states(overview_rows(records, evaluator.call), order.folder)
    done = run.done.values()
    return RejudgeReport(
        saved=tuple(each.name for each in done if each.is_new),
        unchanged=tuple(submission.file_name for submission in to_do[Action.NOTHING]),
        failures=tuple(NamedFailure(file=each.name, failure=each.failure) for each in done if each.failure),
        need_reading=tuple(submission.file_name for submission in to_do[Action.READ]),
        index_page=str(index.resolve()),
        submissions=states,
        without_page=tuple(without_page),
    )
