"""What reviewers decide in place of what the machine found: a value, an area or a verdict, with who, when and why.

An override names its place by a pointer into the record, in the manner of RFC 6901, in which programmes are named by
their title and findings by their rule:

    /proposal/applicant/value                        a stated value
    /proposal/budget/funding/national/krw            money in won
    /proposal/programs/AI 교육/areas                  areas of a programme, the first one first
    /findings/local-share/verdict                    a verdict

It rests on the evidence that the machine had there: the value with its places, or a programme's text for its areas. As
long as a later run finds the same evidence it stays; when the evidence changes it is put up for confirmation and not
applied. What is derived from the value is made anew: printed amounts of the same cell, the sums they stand in, and
every verdict.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import AwareDatetime, ValidationError

from schemas import Finding, Proposal, Record, Submission
from schemas.base import Model
from schemas.errors import UsageError

Judge = Callable[[Proposal, Submission], tuple[Finding, ...]]

_PROGRAMS: Final = ("proposal", "programs")
_EVIDENCE_FIELDS: Final = ("evidence", "field_evidence", "declared_area_evidence")


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
    """A record with its overrides applied, and those whose evidence is no longer what the reviewer saw."""

    record: Record
    machine: Record
    applied: tuple[Override, ...] = ()
    to_confirm: tuple[Override, ...] = ()


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
    machine, digest = _found_at(record, pointer)
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
        return _found_at(record, override.pointer)[1] == override.evidence_digest
    except UsageError:
        return False


def _is_verdict(override: Override) -> bool:
    return override.pointer.startswith("/findings/")


def _found_at(record: Record, pointer: str) -> tuple[Any, str]:
    """What the machine has at a place, and the digest of that value with the evidence beside it."""
    holder, key = _resolve(_as_json(record), pointer)
    if key == "areas":
        # Areas rest on what the programme says: another model may score them otherwise, the reviewer read the text.
        rests_on: list[Any] = [holder["title"], holder["content"]]
    else:
        beside = {name: holder[name] for name in _EVIDENCE_FIELDS if isinstance(holder, dict) and name in holder}
        rests_on = [holder[key], beside]
    text = json.dumps(rests_on, ensure_ascii=False, sort_keys=True)
    return holder[key], hashlib.sha256(text.encode()).hexdigest()


def _with_values(record: Record, overrides: Sequence[Override]) -> Record:
    if not overrides:
        return record
    values = _as_json(record)
    for override in overrides:
        holder, key = _resolve(values, override.pointer)
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


def _as_json(record: Record) -> dict[str, Any]:
    values: dict[str, Any] = record.model_dump(mode="json")
    values["findings"] = {finding["rule"]: finding for finding in values["findings"]}
    return values


def _resolve(values: dict[str, Any], pointer: str) -> tuple[Any, Any]:
    """The object or list that holds the place, and its key in it."""
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    if not pointer.startswith(("/proposal/", "/findings/")):
        raise UsageError(f"{pointer}: /proposal 또는 /findings 아래의 자리가 아님")
    holder: Any = values
    for depth, token in enumerate(tokens):
        key: Any = token
        if isinstance(holder, list):
            key = _position(holder, token, by_title=tuple(tokens[:depth]) == _PROGRAMS)
        if not isinstance(holder, dict | list) or (isinstance(holder, dict) and key not in holder) or key is None:
            raise UsageError(f"{pointer}: 심사자료에 없는 자리({token})")
        if depth == len(tokens) - 1:
            return holder, key
        holder = holder[key]
    raise UsageError(f"{pointer}: 자리를 지정하지 않음")


def _position(items: list[Any], token: str, *, by_title: bool) -> int | None:
    if by_title:
        titles = [item["title"] for item in items]
        return titles.index(token) if titles.count(token) == 1 else None
    return int(token) if token.isascii() and token.isdigit() and int(token) < len(items) else None


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
