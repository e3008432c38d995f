"""The review of a submission: what reviewers said of its findings, their notes, what to request, how far they are.

Each decision rests on what the reviewer saw: a finding as it was told, a programme's text, a value with its evidence,
or for a finished review all that was found. Where a later run finds something else there, the decision is put up for
confirmation and not applied.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from records.database import canonical
from records.decisions.overrides import ReviewedRecord
from records.decisions.places import digest_of, found_in, record_values
from schemas import Decision, DecisionKind, Review, ReviewState, Stance
from schemas.errors import UsageError

MAX_TEXT: Final = 20_000
"""Characters of a note or a reason: more is no note but a document."""

_FINDING_DEPTH: Final = 2
_PROGRAM_DEPTH: Final = 3
_IN_THE_FILE: Final = "/document/"
"""Where a pointer names a place of the file as people write it (`/document/14쪽 표 6-2`): the bytes never change."""


def make_decision(
    reviewed: ReviewedRecord,
    kind: DecisionKind,
    pointer: str,
    value: str | None,
    *,
    reviewer: str,
    made_at: datetime,
    reason: str = "",
    replaces: int | None = None,
) -> Decision:
    """What a reviewer decides about a record as it stands reviewed (see `schemas.Decision` for the values).

    Raises:
        UsageError: there is no such place, the value does not fit, or a reviewer or a reason is missing.
    """
    value = None if value is None else _stored(value)
    reason, reviewer, pointer = _stored(reason), _stored(reviewer), _stored(pointer)
    if not reviewer.strip():
        raise UsageError("검토자를 적어야 함")
    if len(value or "") > MAX_TEXT or len(reason) > MAX_TEXT:
        raise UsageError(f"{MAX_TEXT:,}자를 넘는 글")
    _check(kind, pointer, value, reason, replaces)
    return Decision(
        kind=kind,
        pointer=pointer,
        value=value,
        reason=reason,
        evidence_digest=_evidence(reviewed, kind, pointer, record_values(reviewed.record)),
        reviewer=reviewer,
        made_at=made_at,
        replaces=replaces,
    )


def review_of(reviewed: ReviewedRecord, decisions: Sequence[Decision], revision: int) -> Review:
    """How a submission's review stands.

    Args:
        reviewed: its record as reviewers left it.
        decisions: all that were stored, in their order.
        revision: of the submission.
    """
    standing = _standing(decisions)
    values = record_values(reviewed.record) if standing else {}
    changed = [decision for decision in standing if not _still_rests_on(reviewed, decision, values)]
    sound = [decision for decision in standing if decision not in changed]
    return Review(
        revision=revision,
        state=_state(standing, changed),
        findings={rule_of(decision): decision for decision in sound if decision.kind is DecisionKind.FINDING},
        notes=tuple(decision for decision in standing if decision.kind is DecisionKind.NOTE),
        requests={decision.pointer: decision for decision in sound if decision.kind is DecisionKind.REQUEST},
        to_confirm=tuple(changed),
    )


def rule_of(decision: Decision) -> str:
    """The rule whose finding a decision is about."""
    return decision.pointer.removeprefix("/findings/").replace("~1", "/").replace("~0", "~")


def finding_pointer(rule: str) -> str:
    """The place of a rule's finding."""
    return "/findings/" + rule.replace("~", "~0").replace("/", "~1")


def _check(kind: DecisionKind, pointer: str, value: str | None, reason: str, replaces: int | None) -> None:
    if kind is DecisionKind.FINDING:
        if not pointer.startswith("/findings/") or pointer.count("/") != _FINDING_DEPTH:
            raise UsageError(f"{pointer}: 검토 의견(/findings/규칙)이 아님")
        if value is not None and value not in set(Stance):
            raise UsageError(f"{value}: 검토 의견은 {', '.join(Stance)} 중 하나로 판단함")
        if not reason.strip():
            raise UsageError("사유를 적어야 함")
    if kind is DecisionKind.STATE and (pointer or value not in set(ReviewState)):
        raise UsageError(f"{value}: 검토 상태는 {', '.join(ReviewState)} 중 하나임")
    if kind is DecisionKind.NOTE:
        if value is not None and not value.strip():
            raise UsageError("메모 내용을 적어야 함")
        if value is None and replaces is None:
            raise UsageError("삭제할 메모를 지정해야 함")
    elif replaces is not None:
        raise UsageError("다른 것을 대신하는 것은 메모뿐임")


def _standing(decisions: Sequence[Decision]) -> list[Decision]:
    """The last decision about each thing, and every note that none replaces; nothing that was taken back."""
    replaced = {decision.replaces for decision in decisions}
    last: dict[tuple[Any, ...], Decision] = {}
    for decision in decisions:
        if decision.kind is not DecisionKind.NOTE:
            last[decision.kind, decision.pointer] = decision
        elif decision.id not in replaced:
            last[decision.kind, decision.id] = decision
    return [decision for decision in last.values() if decision.value is not None]


def _state(standing: Sequence[Decision], changed: Sequence[Decision]) -> ReviewState:
    for decision in standing:
        if decision.kind is DecisionKind.STATE:
            return ReviewState.IN_REVIEW if decision in changed else ReviewState(str(decision.value))
    return ReviewState.NOT_STARTED


def _still_rests_on(reviewed: ReviewedRecord, decision: Decision, values: dict[str, Any]) -> bool:
    if decision.kind is DecisionKind.STATE and decision.value != ReviewState.DONE:
        return True
    try:
        return _evidence(reviewed, decision.kind, decision.pointer, values) == decision.evidence_digest
    except UsageError:
        return False


def _evidence(reviewed: ReviewedRecord, kind: DecisionKind, pointer: str, values: dict[str, Any]) -> str:
    """The digest of what the reviewer saw at a place.

    Raises:
        UsageError: there is no such place.
    """
    if kind is DecisionKind.STATE:
        # The machine's record: what reviewers change of it themselves does not reopen their review.
        return canonical.content_digest(reviewed.machine)
    if not pointer or (pointer.startswith(_IN_THE_FILE) and pointer != _IN_THE_FILE):
        return digest_of([pointer, reviewed.record.key.sha256])
    found, digest = found_in(values, pointer)
    depth = pointer.count("/")
    if pointer.startswith("/findings/") and depth == _FINDING_DEPTH:
        return digest_of(_as_told(found))
    if pointer.startswith("/proposal/programs/") and depth == _PROGRAM_DEPTH:
        return digest_of([found["title"], found["content"]])
    return digest


def _as_told(finding: Mapping[str, Any]) -> dict[str, Any]:
    """A finding without where its rule comes from: another edition of the citation is the same finding."""
    return {name: value for name, value in finding.items() if name != "citation"}


def _stored(text: str) -> str:
    """In NFC, and without NUL, which PostgreSQL takes no text with."""
    return unicodedata.normalize("NFC", text).replace("\0", "")
