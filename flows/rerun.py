"""What a run has to do about a submission, and why: no more than what changed since it was judged.

A rule, an amended call or a corrected receipt is judged on the proposal that is kept; a new area model assigns areas
anew; a change of what understands starts from the kept Document; only a change of the reader reads the file.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from flows.versions import reading_version, understands_alike
from schemas import Call, Record, RecordKey, Submission

_ONLY_JUDGED: Final = frozenset({"version", "publisher", "documents", "amendments", "sources", "facts", "rules"})
"""Fields of a call that extraction does not look at: a change in them alone needs new verdicts only."""


class Action(StrEnum):
    """How far back a run has to go, from nothing to the file itself."""

    NOTHING = "nothing"
    JUDGE = "judge"
    ASSIGN_AREAS = "assign-areas"
    UNDERSTAND = "understand"
    READ = "read"


class Planned(NamedTuple):
    """What to do about a submission, and the reasons in Korean."""

    action: Action
    reasons: tuple[str, ...]


def plan(
    key: RecordKey,
    submission: Submission,
    call: Call,
    *,
    earlier: Record | None,
    earlier_call: Call | None,
    has_document: Callable[[str], bool],
) -> Planned:
    """What to do about a submission whose very record is not there.

    Args:
        key: the key that its record will have.
        submission: what is known of its arrival now.
        call: the call as it stands now.
        earlier: the last record of the same bytes under the call, if any.
        earlier_call: the call as it stood for that record, if it is kept.
        has_document: whether what this code's reader of a version sees in the file is kept.
    """
    if earlier is None or earlier.proposal is None:
        return Planned(Action.READ, ("새로 접수된 파일",))
    reasons: list[str] = []
    action = Action.JUDGE
    if earlier.submission != submission:
        reasons.append("접수 정보 변경")
    if earlier.key.call_version != key.call_version or earlier_call != call:
        reasons.append(f"공고 변경({earlier.key.call_version}판 → {key.call_version}판)")
        if earlier_call is None or not _extracts_alike(earlier_call, call):
            action = Action.UNDERSTAND
    if earlier.key.model_version != key.model_version:
        reasons.append("분야 모형 변경")
        action = max(action, Action.ASSIGN_AREAS, key=_depth)
    if earlier.key.code_version != key.code_version:
        if understands_alike(earlier.key.code_version, key.code_version):
            reasons.append("규칙 프로그램 변경")
        else:
            reasons.append("판독·추출 프로그램 변경")
            action = Action.UNDERSTAND
    if action is Action.UNDERSTAND and not has_document(reading_version(earlier.proposal.file.format)):
        action = Action.READ
    return Planned(action, tuple(reasons) or ("저장된 결과 없음",))


def _extracts_alike(one: Call, other: Call) -> bool:
    return one.model_dump(exclude=set(_ONLY_JUDGED)) == other.model_dump(exclude=set(_ONLY_JUDGED))


def _depth(action: Action) -> int:
    return list(Action).index(action)
