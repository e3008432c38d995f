"""From the files of a run to saved records: evaluated from their bytes, or judged anew on what is kept of them."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flows.evaluation import Evaluator
from flows.log import timed
from flows.plan_messages import KeptPlan
from records import Records
from schemas import Failure, Record, Submission
from schemas.errors import InputRejected, ReadingFailed, SimsaError

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
    """Evaluates files, or judges what is kept of them, and saves the records.

    Tasks ask for a file by its name: Prefect walks through whatever it is given as a parameter.
    """

    def __init__(self, evaluator: Evaluator, records: Records, files: Sequence[ReceivedFile]) -> None:
        self.evaluator = evaluator
        self.records = records
        self.files = {file.name: file for file in files}
        self.failures: dict[str, Failure] = {}
        self._unsaved: dict[str, Record] = {}

    def evaluate_and_save(self, name: str) -> bool:
        """Evaluate a file and save its record; whether that is new. A save that is tried again evaluates no more.

        Raises:
            StorageError: the record cannot be kept.
        """
        record = self._unsaved.get(name) or self._record_of(self.files[name])
        self._unsaved[name] = record
        with timed(logger, f"{name}: saving"):
            is_new = self.records.save(record)
        del self._unsaved[name]
        if record.failure is not None:
            self.failures[name] = record.failure
        return is_new

    def _record_of(self, file: ReceivedFile) -> Record:
        """A proposal with its findings, or the reason why there is none."""
        record = self._empty_record(file)
        self._keep_original(file)
        try:
            judged, packed_document = self.evaluator.evaluate(file.path, file.submission)
        except SimsaError as error:
            return record.model_copy(update={"failure": Failure.of(error)})
        except Exception as error:
            logger.exception("%s", file.name)
            failure = ReadingFailed(f"{file.name}: 내부 오류 {type(error).__name__}")
            return record.model_copy(update={"failure": Failure.of(failure)})
        self.records.archive.keep_document(record.key.sha256, record.key.code_version, packed_document)
        return record.model_copy(update={"proposal": judged.proposal, "findings": judged.findings})

    def _keep_original(self, file: ReceivedFile) -> None:
        try:
            data = file.path.read_bytes()
        except OSError:
            # Whoever reads it next says why it cannot be read.
            return
        self.records.archive.keep_original(data)

    def judge_again(self, files: Sequence[ReceivedFile], *, assign_areas: bool) -> tuple[str, ...]:
        """Hold kept proposals against the call as it is now; the names of the files with a new record.

        Plans are judged many at a time. Where one of them keeps the others from their verdicts, each is judged alone,
        and that one is recorded with its reason.
        """
        saved: list[str] = []
        for start in range(0, len(files), JUDGED_AT_ONCE):
            some = files[start : start + JUDGED_AT_ONCE]
            try:
                saved += self._judged_together(some, assign_areas=assign_areas)
            except (InputRejected, ReadingFailed):
                for file in some:
                    saved += self._judged_alone(file, assign_areas=assign_areas)
        return tuple(saved)

    def _judged_alone(self, file: ReceivedFile, *, assign_areas: bool) -> list[str]:
        try:
            return self._judged_together([file], assign_areas=assign_areas)
        except (InputRejected, ReadingFailed) as error:
            record = self._empty_record(file).model_copy(update={"failure": Failure.of(error)})
            self.failures[file.name] = Failure.of(error)
            return [file.name] if self.records.save(record) else []

    def _judged_together(self, files: Sequence[ReceivedFile], *, assign_areas: bool) -> list[str]:
        plans = []
        for file in files:
            submission = file.submission
            earlier = self.records.latest_judged(self.evaluator.call.id, submission.sha256, submission.kind)
            if earlier is None or earlier.proposal is None:
                raise ReadingFailed(f"{file.name}: 저장된 판독 결과가 없어짐")
            plans.append(KeptPlan(proposal=earlier.proposal, submission=submission))
        saved = []
        for file, judged in zip(files, self.evaluator.judge_again(plans, assign_areas=assign_areas), strict=True):
            record = self._empty_record(file)
            if self.records.save(record.model_copy(update={"proposal": judged.proposal, "findings": judged.findings})):
                saved.append(file.name)
        return saved

    def _empty_record(self, file: ReceivedFile) -> Record:
        return Record(
            key=self.evaluator.key_of(file.submission.sha256),
            submission=file.submission,
            recorded_at=datetime.now(UTC),
        )
