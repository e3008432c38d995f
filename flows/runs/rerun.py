"""What a run has to do about a submission, and why: no more than what changed since it was judged.

A rule, an amended call or a corrected receipt is judged on the proposal that is kept; a new area model assigns the
areas of that proposal anew; only a change of what reads and understands the file's format reads the file.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from extractors.confinement.scratch import ScratchFolder
from flows.evaluation import Evaluator
from flows.inbox import open_inbox
from flows.runs.received import received_files
from flows.versions import extraction_version
from records import Records
from schemas import Call, Record, RecordKey, Submission, SubmissionKind

_ONLY_JUDGED: Final = frozenset(
    {"version", "publisher", "documents", "amendments", "sources", "facts", "retention_years", "rules"}
)
"""Fields of a call that extraction does not look at: a change in them alone needs new verdicts only."""


class Action(StrEnum):
    """How far back a run has to go, from nothing to the file itself."""

    NOTHING = "nothing"
    JUDGE = "judge"
    ASSIGN_AREAS = "assign-areas"
    READ = "read"


ACTIONS_KO: Final = {
    Action.NOTHING: "변동 없음",
    Action.JUDGE: "판정만 다시",
    Action.ASSIGN_AREAS: "분야와 판정 다시",
    Action.READ: "파일부터 판독",
}


class Planned(NamedTuple):
    """What to do about a submission, and the reasons in Korean."""

    action: Action
    reasons: tuple[str, ...] = ()


NOTHING: Final = Planned(Action.NOTHING)


def what_would_change(
    inbox: str, call: str, database: str, default_kind: SubmissionKind
) -> tuple[tuple[Submission, Planned], ...]:
    """What an intake of this inbox would do about each submission, and why. Nothing is recorded.

    Raises:
        UsageError, ReceiptsError, CallError, StorageError: as the intake would.
    """
    with Evaluator(call) as evaluator, Records(database) as records, ScratchFolder() as staging:
        contents = open_inbox(inbox, staging.path, evaluator.call)
        submissions = [file.submission for file in received_files(contents, default_kind)]
        planned = plan_run(records, evaluator.call, submissions, evaluator.key_of)
    return tuple(zip(submissions, planned, strict=True))


def plan_run(
    records: Records, call: Call, submissions: Sequence[Submission], key_of: Callable[[str], RecordKey]
) -> tuple[Planned, ...]:
    """What a run has to do about each submission. Nothing is written."""
    kept_calls = records.archive.calls(call.id)
    withdrawn = {withdrawal.key: withdrawal.reason for withdrawal in records.withdrawals(call.id)}
    planned = []
    for submission in submissions:
        reason = withdrawn.get((submission.sha256, submission.kind.value))
        if reason is not None:
            planned.append(Planned(Action.NOTHING, (f"철회된 접수: {reason}",)))
            continue
        key = key_of(submission.sha256)
        if records.has(key, submission, failures=False):
            planned.append(NOTHING)
            continue
        earlier = records.latest_outline(call.id, submission.sha256, submission.kind)
        of_version = [kept for kept in kept_calls if earlier and kept.version == earlier.key.call_version]
        # A call that was changed without a new version leaves open which of them a record was judged under.
        earlier_call = of_version[0] if len(of_version) == 1 else None
        planned.append(plan(key, submission, call, earlier=earlier, earlier_call=earlier_call))
    return tuple(planned)


def plan(
    key: RecordKey, submission: Submission, call: Call, *, earlier: Record | None, earlier_call: Call | None
) -> Planned:
    """What to do about a submission whose very record is not there.

    Args:
        key: the key that its record will have.
        submission: what is known of its arrival now.
        call: the call as it stands now.
        earlier: the last judged record of the same bytes under the call, if any.
        earlier_call: the call as it stood for that record, if it is kept.
    """
    if earlier is None or earlier.proposal is None:
        return Planned(Action.READ, ("새로 접수되었거나 읽지 못했던 파일",))
    reasons: list[str] = []
    action = Action.JUDGE
    if earlier.submission != submission:
        reasons.append("접수 정보 변경")
    if earlier.key.call_version != key.call_version or earlier_call != call:
        reasons.append(f"공고 변경({earlier.key.call_version}판 → {key.call_version}판)")
        if earlier_call is None or not _extracts_alike(earlier_call, call):
            action = Action.READ
    if earlier.key.model_version != key.model_version:
        reasons.append("분야 모형 변경")
        action = max(action, Action.ASSIGN_AREAS, key=_depth)
    if earlier.key.code_version != key.code_version:
        made, makes = (extraction_version(code, earlier.proposal.file.format) for code in _codes(earlier.key, key))
        if made is not None and made == makes:
            reasons.append("규칙 프로그램 변경")
        else:
            reasons.append("판독·추출 프로그램 변경")
            action = Action.READ
    return Planned(action, tuple(reasons) or ("저장된 결과 없음",))


def _codes(*keys: RecordKey) -> tuple[str, ...]:
    return tuple(key.code_version for key in keys)


def _extracts_alike(one: Call, other: Call) -> bool:
    looked_at = Call.model_fields.keys() - _ONLY_JUDGED
    return all(getattr(one, name) == getattr(other, name) for name in looked_at)


def _depth(action: Action) -> int:
    return list(Action).index(action)
