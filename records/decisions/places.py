"""Places in a record, named by pointers in the manner of RFC 6901, and the evidence that stands at them.

Programmes are named by their title and findings by their rule:

    /proposal/applicant/value                        a stated value
    /proposal/budget/funding/national/krw            money in won
    /proposal/programs/AI 교육/areas                  areas of a programme, the first one first
    /findings/local-share/verdict                    a verdict
"""

import hashlib
import json
from typing import Any, Final

from schemas import Record
from schemas.errors import UsageError

_PROGRAMS: Final = ("proposal", "programs")
_EVIDENCE_FIELDS: Final = ("evidence", "field_evidence", "declared_area_evidence")


def areas_pointer(title: str) -> str:
    """The place of the areas of a programme."""
    return f"/proposal/programs/{title.replace('~', '~0').replace('/', '~1')}/areas"


def record_values(record: Record) -> dict[str, Any]:
    """A record as the JSON that pointers go into: its findings by rule."""
    values: dict[str, Any] = record.model_dump(mode="json")
    values["findings"] = {finding["rule"]: finding for finding in values["findings"]}
    return values


def resolve(values: dict[str, Any], pointer: str) -> tuple[Any, Any]:
    """The object or list that holds the place, and its key in it.

    Raises:
        UsageError: there is no such place.
    """
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


def found_at(record: Record, pointer: str) -> tuple[Any, str]:
    """What the machine has at a place, and the digest of that value with the evidence beside it.

    Raises:
        UsageError: there is no such place.
    """
    return found_in(record_values(record), pointer)


def found_in(values: dict[str, Any], pointer: str) -> tuple[Any, str]:
    """As `found_at`, in a record's values: where many places of one record are looked at.

    Raises:
        UsageError: there is no such place.
    """
    holder, key = resolve(values, pointer)
    if key == "areas":
        # Areas rest on what the programme says: another model may score them otherwise, the reviewer read the text.
        rests_on: list[Any] = [holder["title"], holder["content"]]
    else:
        beside = {name: holder[name] for name in _EVIDENCE_FIELDS if isinstance(holder, dict) and name in holder}
        rests_on = [holder[key], beside]
    return holder[key], digest_of(rests_on)


def digest_of(rests_on: Any) -> str:  # noqa: ANN401 - what JSON can hold
    """SHA-256 of what JSON can hold."""
    return hashlib.sha256(json.dumps(rests_on, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _position(items: list[Any], token: str, *, by_title: bool) -> int | None:
    if by_title:
        titles = [item["title"] for item in items]
        return titles.index(token) if titles.count(token) == 1 else None
    return int(token) if token.isascii() and token.isdigit() and int(token) < len(items) else None
