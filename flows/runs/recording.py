"""From the files of a run to saved records: evaluated from their bytes, or judged anew on what is kept of them."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from extractors.confinement.pool import PoolClosed
from extractors.confinement.scratch import ScratchFolder
from flows.evaluation import Evaluator
from flows.log import timed
from flows.plan_messages import KeptText
from flows.runs.report import Recorded
from records import Records
from schemas import Failure, Record, Submission
from schemas.canonical_json import JudgedText
from schemas.errors import Conflict, InputRejected, ReadingFailed, SimsaError, SourceUnavailable, UsageError

logger = logging.getLogger(__name__)

JUDGED_AT_ONCE = 50


class ReceivedFile(NamedTuple):
    """A file of the inbox: where its bytes are, and what is known of its arrival."""

    path: Path
    submission: Submission

    @property
    def name(self) -> str:
        """Its name, without folders."""
        return self.submission.file_name


class Recording:
    """Evaluates files, or judges what is kept of them, and saves the records; any number of threads may ask.

    `when_done` is told of every file as it is done.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        records: Records,
        files: Sequence[ReceivedFile] = (),
        when_done: Callable[[Recorded], None] = lambda _: None,
    ) -> None:
        self.evaluator = evaluator
        self.records = records
        self.files = {file.name: file for file in files}
        self.when_done = when_done
        self.done: dict[str, Recorded] = {}
        self._unsaved: dict[str, tuple[Record, JudgedText | None]] = {}

    def evaluate_and_save(self, name: str) -> Recorded:
        """Evaluate a file of this run and save its record, once: a save that is tried again evaluates no more.

        Raises:
            StorageUnavailable: the record cannot be kept now.
            SourceUnavailable: the file cannot be reached now.
        """
        if name not in self.done:
            self._done(self._evaluated_and_saved(self.files[name]))
        return self.done[name]

    def give_up(self, name: str, error: SimsaError) -> Recorded:
        """Record why a file could not be evaluated, once trying again has not helped.

        Raises:
            StorageUnavailable: the record cannot be kept now.
        """
        failure = Failure.of(error)
        record = self._empty_record(self.files[name].submission).model_copy(update={"failure": failure})
        self._done(Recorded(name=name, is_new=self.records.save(record), failure=failure))
        return self.done[name]

    def evaluate_original(self, submission: Submission) -> Recorded:
        """Evaluate a submission whose file is kept with the records: where the inbox itself is out of reach.

        Raises:
            StorageError: the original is not kept, or the record cannot be.
        """
        with ScratchFolder() as scratch:
            path = scratch.path / submission.file_name
            path.write_bytes(self.records.archive.original(submission.sha256))
            return self._evaluated_and_saved(ReceivedFile(path, submission))

    def keep_original(self, name: str) -> None:
        """Keep a file as it was received, for the one that evaluates it elsewhere.

        Raises:
            StorageUnavailable: it cannot be kept now.
        """
        self._keep_original(self.files[name])

    def take_over(self, recorded: Recorded) -> None:
        """Count a file as done that was evaluated elsewhere."""
        if recorded.name not in self.done:
            self._done(recorded)

    def _done(self, recorded: Recorded) -> None:
        self.done[recorded.name] = recorded
        self.when_done(recorded)

    def _evaluated_and_saved(self, file: ReceivedFile) -> Recorded:
        began = time.monotonic()
        record, text = self._unsaved.get(file.name) or self._record_of(file)
        self._unsaved[file.name] = record, text
        try:
            with timed(logger, f"{file.name}: saving"):
                is_new = self.records.save(record, text)
        except Conflict as error:
            # What is stored stays; that this run read something else is said, and stops no other file.
            logger.exception("%s", file.name)
            record, is_new = record.model_copy(update={"failure": Failure.of(error)}), False
        del self._unsaved[file.name]
        return Recorded(
            name=file.name,
            is_new=is_new,
            failure=record.failure,
            pages=record.proposal.file.pages if record.proposal else None,
            seconds=round(time.monotonic() - began, 3),
        )

    def _record_of(self, file: ReceivedFile) -> tuple[Record, JudgedText | None]:
        """A proposal with its findings and the texts they are kept as, or the reason why there is none."""
        record = self._empty_record(file.submission)
        self._keep_original(file)
        try:
            judged, text, packed_document = self.evaluator.evaluate(file.path, file.submission)
        except SimsaError as error:
            if isinstance(error, UsageError) and self._keep_original(file):
                # It can be read now, and could not a moment ago: what it lies on was away.
                raise SourceUnavailable(error.message) from error
            return record.model_copy(update={"failure": Failure.of(error)}), None
        except PoolClosed:
            # This run is ending: the next one reads the file.
            raise
        except Exception as error:
            logger.exception("%s", file.name)
            failure = ReadingFailed(f"{file.name}: 내부 오류 {type(error).__name__}")
            return record.model_copy(update={"failure": Failure.of(failure)}), None
        self.records.archive.keep_document(record.key.sha256, record.key.code_version, packed_document)
        return record.model_copy(update={"proposal": judged.proposal, "findings": judged.findings}), text

    def _keep_original(self, file: ReceivedFile) -> bool:
        """Keep the bytes of a file; whether it could be read.

        Raises:
            SourceUnavailable: what it lies on does not answer.
        """
        try:
            data = file.path.read_bytes()
        except FileNotFoundError as error:
            if not file.path.parent.is_dir():
                raise SourceUnavailable(f"{file.name}: 접수함이 사라짐") from error
            # It was taken away: whoever reads it next says so.
            return False
        except PermissionError:
            return False
        except OSError as error:
            raise SourceUnavailable(f"{file.name}: {error.strerror or type(error).__name__}") from error
        self.records.archive.keep_original(data)
        return True

    def judge_again(self, submissions: Sequence[Submission], *, assign_areas: bool) -> None:
        """Hold kept proposals against the call as it is now.

        Plans are judged many at a time. Where one of them keeps the others from their verdicts, each is judged alone,
        and that one is recorded with its reason.
        """
        for start in range(0, len(submissions), JUDGED_AT_ONCE):
            some = submissions[start : start + JUDGED_AT_ONCE]
            try:
                self._judge_together(some, assign_areas=assign_areas)
            except (InputRejected, ReadingFailed):
                for submission in some:
                    self._judge_alone(submission, assign_areas=assign_areas)

    def _judge_alone(self, submission: Submission, *, assign_areas: bool) -> None:
        try:
            self._judge_together([submission], assign_areas=assign_areas)
        except (InputRejected, ReadingFailed) as error:
            failure = Failure.of(error)
            is_new = self.records.save(self._empty_record(submission).model_copy(update={"failure": failure}))
            self._done(Recorded(name=submission.file_name, is_new=is_new, failure=failure))

    def _judge_together(self, submissions: Sequence[Submission], *, assign_areas: bool) -> None:
        plans = []
        for submission in submissions:
            kept = self.records.latest_proposal(self.evaluator.call.id, submission.sha256, submission.kind)
            if kept is None:
                raise ReadingFailed(f"{submission.file_name}: 저장된 판독 결과가 없어짐")
            plans.append(KeptText(*kept, submission))
        all_judged = self.evaluator.judge_again(plans, assign_areas=assign_areas)
        all_new = self.records.save_all(
            [
                (self._empty_record(submission).model_copy(update=dict(judged)), text)
                for submission, (judged, text) in zip(submissions, all_judged, strict=True)
            ]
        )
        for submission, (judged, _), is_new in zip(submissions, all_judged, all_new, strict=True):
            self._done(Recorded(name=submission.file_name, is_new=is_new, pages=judged.proposal.file.pages))

    def _empty_record(self, submission: Submission) -> Record:
        return Record(
            key=self.evaluator.key_of(submission.sha256), submission=submission, recorded_at=datetime.now(UTC)
        )
