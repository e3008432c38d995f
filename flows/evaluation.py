"""How one call's files are evaluated: each in a process of its own, from its bytes to its judged proposal."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pydantic import ValidationError

from extractors.areas import assigner_version
from extractors.confinement.limits import DEFAULT_LIMITS, Limits
from extractors.confinement.lockdown import Protection
from extractors.confinement.pool import Pool
from extractors.confinement.scratch import ScratchFolder
from extractors.readers.installed_tesseract import version as ocr_version
from flows.inbox import sha256_of
from flows.plan_messages import ASSIGN_AREAS, BETWEEN_TEXTS, END_OF_TEXT, JUDGE, OUTPUT, RECORD, JudgedPlan, KeptText
from flows.versions import code_version
from rules import call_folder, load_call
from schemas import Finding, JudgedProposal, Proposal, RecordKey, Submission
from schemas.canonical_json import JudgedText
from schemas.errors import ReaderCrashed

PLAN_JOB = "flows.plan_job:PlanJob"


class EvaluatedPlan(NamedTuple):
    """A judged plan, the texts that it is kept as, and what the reader saw in its file (`schemas.packed_document`)."""

    judged: JudgedPlan
    text: JudgedText
    packed_document: bytes


class Evaluator:
    """Evaluates submissions under one call; this process itself never looks into a file.

    Any number of threads may ask. Leaving its `with`, or `close`, ends what it started.
    """

    def __init__(self, call: str, limits: Limits = DEFAULT_LIMITS) -> None:
        """Load a call by its id or its path.

        Raises:
            CallError: there is no such call, or its pack is wrong.
        """
        self.call = load_call(call)
        self.limits = limits
        folder = call_folder(call)
        self._pool = Pool(PLAN_JOB, {"call": call})
        # What Tesseract reads is part of a record: installing it later makes a new one.
        model, ocr = assigner_version(self.call, folder / "areas"), ocr_version()
        self._model_version = model if ocr is None else f"{model}+{ocr}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that evaluate."""
        self._pool.close()

    def load_ahead(self) -> None:
        """Have the call and its area model loaded meanwhile, where there surely are files to evaluate."""
        self._pool.load_ahead()

    @property
    def protection(self) -> Protection:
        """What shuts the processes in on this machine."""
        return self._pool.protection

    def key_of(self, sha256: str) -> RecordKey:
        """The key that a record of these bytes gets."""
        return RecordKey(
            sha256=sha256,
            call_id=self.call.id,
            call_version=self.call.version,
            code_version=code_version(),
            model_version=self._model_version,
        )

    def evaluate(self, path: Path, submission: Submission) -> EvaluatedPlan:
        """The proposal in a file, judged, to be kept as a record.

        Raises:
            SimsaError: why there is none, and at which step; see `Pool.work`.
        """
        lines, _, packed_document = self._answer(RECORD, path, submission).partition(END_OF_TEXT)
        try:
            text = JudgedText.from_lines(lines.decode())
            # Each by itself: a part that is whole JSON cannot change what the record's text says beside it.
            findings = tuple(map(Finding.model_validate_json, text.findings))
            judged = JudgedPlan(proposal=Proposal.model_validate_json(text.proposal), findings=findings)
        except ValueError as error:
            raise _broken_answer(path) from error
        if judged.proposal.file.sha256 != submission.sha256 or not text.is_normal or not packed_document:
            raise _broken_answer(path)
        return EvaluatedPlan(judged, text, packed_document)

    def judge_again(
        self, plans: Sequence[KeptText], *, assign_areas: bool = False
    ) -> tuple[tuple[JudgedPlan, JudgedText], ...]:
        """Kept proposals held against the call as it is now, all in one process; no file is looked into.

        Args:
            plans: the proposals, and what is known now of their submissions.
            assign_areas: whether the area model has changed, too.

        Raises:
            SimsaError: why there are no verdicts; it may be one plan that keeps them from all.
        """
        with ScratchFolder() as scratch:
            path = scratch.path / "plans.jsonl"
            path.write_text("".join(plan.line for plan in plans), encoding="utf-8")
            wish = {"wish": ASSIGN_AREAS if assign_areas else JUDGE}
            lines = self._pool.work(path, wish, self.limits).splitlines()
        try:
            judged = [
                _judged_again(line.decode().split(BETWEEN_TEXTS), plan, assign_areas=assign_areas)
                for line, plan in zip(lines, plans, strict=True)
            ]
        except ValueError as error:
            raise _broken_answer(path) from error
        if not all(text.is_normal for _, text in judged):
            raise _broken_answer(path)
        return tuple(judged)

    def evaluate_as_output(self, path: Path, submission: Submission) -> bytes:
        """The same as JSON in the shape that `simsa extract` prints.

        Raises:
            SimsaError: why there is none, and at which step.
        """
        answer = self._answer(OUTPUT, path, submission)
        try:
            JudgedProposal.model_validate_json(answer)
        except ValidationError as error:
            raise _broken_answer(path) from error
        return answer

    def _answer(self, wish: str, path: Path, submission: Submission) -> bytes:
        asked = {"wish": wish, "submission": submission.model_dump(mode="json")}
        return self._pool.work(path, asked, self.limits)


def _judged_again(texts: Sequence[str], plan: KeptText, *, assign_areas: bool) -> tuple[JudgedPlan, JudgedText]:
    """What a plan's process said about one plan.

    Raises:
        ValueError: that is not what it was asked for.
    """
    sha256, *rest = texts
    proposal, text = plan.proposal, plan.text
    if assign_areas:
        text, *rest = rest
        proposal = Proposal.model_validate_json(text)
    if not sha256 == proposal.file.sha256 == plan.proposal.file.sha256:
        raise ValueError(sha256)
    findings = tuple(map(Finding.model_validate_json, rest))
    return JudgedPlan(proposal=proposal, findings=findings), JudgedText(text, tuple(rest))


def _broken_answer(path: Path) -> ReaderCrashed:
    return ReaderCrashed(f"{path.name}: 작업 프로세스의 답이 온전하지 않음")


def evaluate_file(path: Path, call: str, submission: Submission | None = None) -> JudgedProposal:
    """One file judged under a call, as `simsa extract` prints it; without a submission its arrival is unknown.

    Raises:
        CallError: there is no such call, or its pack is wrong.
        SimsaError: why the file gives no proposal, and at which step.
    """
    known = submission or Submission(file_name=path.name, sha256=sha256_of(path))
    with Evaluator(call) as evaluator:
        return JudgedProposal.model_validate_json(evaluator.evaluate_as_output(path, known))
