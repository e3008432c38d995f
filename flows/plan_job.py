"""The job that goes from a file's bytes to its judged proposal, in one document's process from end to end.

It judges kept proposals anew, too, many in one process: no file is looked into then.

It stands in `flows` because it wires two layers that may not know each other, `extractors` and `rules`. It runs in the
processes of `extractors.confinement`: the call and the area model are loaded once, in the template.
"""

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from extractors import extract
from extractors.areas import AreaAssigner
from extractors.budget import places_to_read_again, with_other_readings
from extractors.confinement.jobs import Mark
from extractors.confinement.steps import Step
from extractors.reread import read_again
from extractors.worker import load_reader, read_marked
from flows.first_plan import FIRST_SUBMISSION, first_document
from flows.plan_messages import ASSIGN_AREAS, BETWEEN_TEXTS, END_OF_TEXT, JUDGE, OUTPUT, KeptPlan
from rules import call_folder, judge, load_call
from schemas import Document, Finding, JudgedProposal, Program, Proposal, Submission
from schemas.canonical_json import JudgedText, canonical_json
from schemas.errors import InputRejected, ReadingFailed, TooSlow
from schemas.packed_document import pack

# A second look takes a second or two; what takes longer leaves the cells open.
READING_AGAIN_CPU_S = 30.0


class PlanJob:
    """Answers {"wish": "record" or "output", "submission": ...} with the proposal and findings, as JSON.

    "record" gives the texts to be kept of the proposal and of each finding, a line each, and after an empty line what
    the reader saw, packed; "output" what `simsa extract` prints. {"wish": "judge" or "assign-areas"} takes a file of
    lines {"proposal", "submission"} and gives a line for each: the file's hash, the proposal where "assign-areas" has
    assigned its programmes' areas anew, and the findings, each in its canonical JSON.
    """

    def __init__(self, call: str) -> None:
        """Load a call by its id or its path, and its area model.

        Raises:
            CallError: there is no such call, or its pack is wrong.
        """
        self.call = load_call(call)
        self._assigner = AreaAssigner(self.call, call_folder(call) / "areas")
        self._assigner.warm_up()
        self.judged(first_document(), FIRST_SUBMISSION)
        self._loaded: set[str] = set()

    def warm_up(self, suffix: str) -> None:
        """Load the reader of a format."""
        load_reader(suffix, self._loaded)

    def work(self, data: bytes, wish: dict[str, Any], mark: Mark) -> Iterable[bytes]:
        """Read, extract, assign areas, look at doubtful cells again, and judge."""
        if wish["wish"] in (JUDGE, ASSIGN_AREAS):
            return self._judged_again(data, mark, assigns=wish["wish"] == ASSIGN_AREAS)
        submission = Submission.model_validate(wish["submission"])
        document = read_marked(data, wish["name"], mark)
        if document.file.sha256 != submission.sha256:
            raise ReadingFailed(f"{wish['name']}: 읽는 동안 파일이 바뀜")
        proposal, findings = self.judged(document, submission, data, mark)
        mark(Step.ANSWERING)
        if wish["wish"] == OUTPUT:
            judged = JudgedProposal.of(proposal, self.call, findings)
            return (judged.model_dump_json(indent=1).encode(),)
        return (JudgedText.of(proposal, findings).lines.encode(), END_OF_TEXT, pack(document))

    def _judged_again(self, data: bytes, mark: Mark, *, assigns: bool) -> Iterator[bytes]:
        for line in data.splitlines():
            kept = KeptPlan.model_validate_json(line)
            proposal = kept.proposal
            if assigns:
                mark(Step.AREAS)
                proposal = proposal.model_copy(update={"programs": self._assigner.assign(proposal.programs)})
            mark(Step.RULES)
            findings = judge(proposal, kept.submission, self.call)
            texts = map(canonical_json, (*([proposal] if assigns else []), *findings))
            yield BETWEEN_TEXTS.join([proposal.file.sha256, *texts]).encode() + b"\n"

    def judged(
        self, document: Document, submission: Submission, data: bytes | None = None, mark: Mark = lambda _: None
    ) -> tuple[Proposal, tuple[Finding, ...]]:
        """A document's proposal, held against the call.

        With the bytes of its file, cells of a PDF that its sums point at are read again before the plan is blamed.
        """
        mark(Step.UNDERSTANDING)
        proposal = extract(document, self.call, _MarkedAssigner(self._assigner, mark))
        if data is not None:
            mark(Step.READING_AGAIN)
            proposal = _verify_suspect_cells(proposal, data)
        mark(Step.RULES)
        return proposal, judge(proposal, submission, self.call)


class _MarkedAssigner:
    """An assigner that says when it begins and when it is done."""

    def __init__(self, assigner: AreaAssigner, mark: Mark) -> None:
        self._assigner = assigner
        self._mark = mark

    def assign(self, programs: Sequence[Program]) -> tuple[Program, ...]:
        self._mark(Step.AREAS)
        assigned = self._assigner.assign(programs)
        self._mark(Step.UNDERSTANDING)
        return assigned


def _verify_suspect_cells(proposal: Proposal, data: bytes) -> Proposal:
    places = places_to_read_again(proposal.budget)
    if not places:
        return proposal
    try:
        with _at_most(READING_AGAIN_CPU_S):
            readings = read_again(data, places)
    except (InputRejected, ReadingFailed):
        # Without a second look the cells stay open, which their repairs say; the first reading stands.
        return proposal
    return with_other_readings(proposal, dict(zip(places, readings, strict=True)))


@contextmanager
def _at_most(cpu_s: float) -> Iterator[None]:
    """Raise TooSlow in Python code that takes more of the processor. In C code it waits for its end."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
