"""What reviewers decide in place of what the machine found: a value, an area or a verdict, with who, when and why.

An override names its place by a pointer into the record (records.decisions.places). It rests on the evidence that the
machine had there: the value with its places, or a programme's text for its areas. As long as a later run finds the same
evidence it stays; when the evidence changes it is put up for confirmation and not applied. What is derived from the
value is made anew: printed amounts of the same cell, the sums they stand in, and every verdict.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, ValidationError

from records.decisions.places import found_at, record_values, resolve
from schemas import Finding, Proposal, Record, Review, Submission
from schemas.base import Model
from schemas.errors import UsageError

Judge = Callable[[Proposal, Submission], tuple[Finding, ...]]


class Override(Model):
    """A reviewer's value beside the machine's; `value` is None where an earlier one is taken back."""

    pointer: str
    machine: Any
    value: Any
    evidence_digest: str
    reviewer: str
    reason: str
    made_at: AwareDatetime


class ReviewedRecord(Model):
    """A record with its overrides applied, those whose evidence is no longer what the reviewer saw, and its review."""

    record: Record
    machine: Record
    applied: tuple[Override, ...] = ()
    to_confirm: tuple[Override, ...] = ()
    review: Review = Review()


def make_override(
    record: Record,
    pointer: str,
    value: object,
    *,
    reviewer: str,
    reason: str,
    made_at: datetime,
) -> Override:
    """A reviewer's value for a place of a record.

    Raises:
        UsageError: there is no such place, the value does not fit there, or it names no reviewer or no reason.
    """
    if not reviewer.strip() or not reason.strip():
        raise UsageError("검토자와 사유를 적어야 함")
    machine, digest = found_at(record, pointer)
    override = Override(
        pointer=pointer,
        machine=machine,
        value=value,
        evidence_digest=digest,
        reviewer=unicodedata.normalize("NFC", reviewer),
        reason=unicodedata.normalize("NFC", reason),
        made_at=made_at,
    )
    if value is not None:
        _with_values(record, [override])
    return override


def apply_overrides(record: Record, overrides: Sequence[Override], judge: Judge) -> ReviewedRecord:
    """A record as reviewers left it. The last override of a place counts; verdicts are judged anew before their own."""
    last = {override.pointer: override for override in overrides}
    standing = [override for override in last.values() if override.value is not None]
    if not standing or record.proposal is None:
        return ReviewedRecord(record=record, machine=record)
    applied = [override for override in standing if _still_rests_on(record, override)]
    changed = _with_values(record, [override for override in applied if not _is_verdict(override)])
    if changed is not record and changed.proposal is not None:
        changed = changed.model_copy(update={"findings": judge(changed.proposal, changed.submission)})
    changed = _with_values(changed, [override for override in applied if _is_verdict(override)])
    return ReviewedRecord(
        record=changed,
        machine=record,
        applied=tuple(applied),
        to_confirm=tuple(override for override in standing if override not in applied),
    )


def _still_rests_on(record: Record, override: Override) -> bool:
    try:
        return found_at(record, override.pointer)[1] == override.evidence_digest
    except UsageError:
        return False


def _is_verdict(override: Override) -> bool:
    return override.pointer.startswith("/findings/")


def _with_values(record: Record, overrides: Sequence[Override]) -> Record:
    if not overrides:
        return record
    values = record_values(record)
    for override in overrides:
        holder, key = resolve(values, override.pointer)
        evidence = holder.get("evidence") if isinstance(holder, dict) else None
        if key == "krw" and evidence:
            _replace_printed(values["proposal"], holder["krw"], evidence, override.value)
        holder[key] = _areas(override.value) if key == "areas" else override.value
        if key == "areas":
            holder["area_status"] = "auto"
            holder.pop("review_reason", None)
    if isinstance(values.get("proposal"), dict):
        _add_up_again(values["proposal"])
    try:
        return Record.model_validate_json(json.dumps({**values, "findings": list(values["findings"].values())}))
    except ValidationError as error:
        places = ", ".join(override.pointer for override in overrides)
        raise UsageError(f"{places}: 이 자리에 넣을 수 없는 값({error.errors()[0]['msg']})") from error


def _areas(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    if not isinstance(value, list):
        raise UsageError("분야는 분야 id의 목록으로 적음")
    return [{"area": area, "score": 1.0} for area in value]


def _replace_printed(part: Any, krw: int, evidence: list[Any], value: Any) -> None:  # noqa: ANN401
    """Put a value wherever the same printed cell was used."""
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for child in children:
        _replace_printed(child, krw, evidence, value)
    if isinstance(part, dict) and part.get("krw") == krw and part.get("evidence") == evidence:
        part["krw"] = value


def _add_up_again(proposal: dict[str, Any]) -> None:
    """Every sum with the values as they are now; a repair of a sum that holds goes."""
    budget = proposal["budget"]
    for check in budget["sums"]:
        difference = check["total"]["krw"] - sum(part["krw"] for part in check["parts"])
        check["difference"] = difference
        if difference == 0:
            check["status"] = "exact"
        else:
            check["status"] = "rounding" if abs(difference) <= check["tolerance"] else "broken"
    if not any(check["status"] == "broken" for check in budget["sums"]):
        budget["repairs"] = []
