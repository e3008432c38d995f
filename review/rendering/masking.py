"""Personal data, masked before anything is shown: names of people, phone numbers, e-mail and identity numbers.

What a page needs is the money and the promises; who picks up the phone is in the file itself. Numbers are found by
ko-pii, which knows check digits and prefixes. Names are found by the role or title beside them, as forms have them:
ko-pii's own detector of names takes everyday words of plans (공정, 전환, 인프라) for people.
"""

import re
from functools import lru_cache
from typing import Final

from ko_pii import detect_all

from extractors.korean.personal_names import SURNAMES
from schemas import Record

# An account number must have its bank's hyphens: digits alone beside a bank's name are more likely an amount of money.
_LABELS: Final = (
    "ACCOUNT",
    "CARD",
    "DRIVER_LICENSE",
    "DT_BIRTH",
    "EMPLOYEE_ID",
    "FAX",
    "FRN",
    "MEDICAL_INSURANCE",
    "PASSPORT",
    "PHONE",
    "RRN",
)
_NOT_FROM_DOCUMENTS: Final = frozenset({"sha256", "path", "rule", "code", "key", "received_at", "recorded_at"})
"""Fields of a record that hold no words of a document: their digits are no phone numbers."""

_DIGITS: Final = 6
"""The fewest digits that a number of a person has: the day of birth. Most cells have fewer and need no search."""

_NAME: Final = rf"(?:[{SURNAMES}][가-힣]{{2}}|(?:남궁|황보|제갈|선우|독고|사공|서문)[가-힣]{{1,2}})"
_SPACED_NAME: Final = rf"(?:{_NAME}|[{SURNAMES}] [가-힣] [가-힣]|[{SURNAMES}] {{2,}}[가-힣])"
_ROLE: Final = (
    r"(?:담당자?|책임자|실무자|작성자|제출자|대표자|신청자|성 *명|이 *름|대표이사|(?:사업)?단장|센터장|원장|총장)"
)
_TITLE: Final = (
    r"(?:팀장|과장|국장|실장|부장|차장|본부장|단장|센터장|원장|주무관|사무관|서기관|교수|박사|대표(?:이사)?)"
)
_NAMES: Final = (
    # 담당자: 김예시, 성명 | 김 예 시
    re.compile(rf"{_ROLE} *(?:\([^)]{{0,10}}\))? *[:：|/\n] *(?P<name>{_SPACED_NAME})(?![가-힣])"),
    # 담당자 김예시 (051…
    re.compile(rf"{_ROLE} +(?P<name>{_NAME})(?= *(?:[,/|(☎]|\d|$|{_TITLE}))"),
    # 담당 김예시 팀장, 박보기 과장: a title after a name that stands after a mark
    re.compile(rf"(?:^|[:：|,·/(]|담당|문의) *(?P<name>{_NAME}) {_TITLE}(?![가-힣])"),
    re.compile(rf"(?<![가-힣])(?P<name>{_NAME}) (?:주무관|사무관|서기관)(?![가-힣])"),
)
_EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:|]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def masked(record: Record) -> Record:
    """The same record with personal data masked in every text that came from a document or names a file."""
    values = record.model_dump(mode="json")
    return Record.model_validate({name: _masked_value(name, value) for name, value in values.items()})


@lru_cache(maxsize=50_000)
def masked_text(text: str) -> str:
    """The text with personal data masked: `홍○○`, `051-***-****`, `***@example.kr`, `900101-*******`."""
    spans = [(match.start(), match.end(), "EMAIL") for match in _EMAIL.finditer(text)]
    spans += [(*match.span("name"), "PERSON") for pattern in _NAMES for match in pattern.finditer(text)]
    if sum(character.isdigit() for character in text) >= _DIGITS:
        spans += [
            (found.start, found.end, found.label)
            for found in detect_all(text, include=_LABELS)
            if found.label != "ACCOUNT" or "-" in found.text
        ]
    end_of_last = len(text)
    for start, end, label in sorted(spans, reverse=True):
        if end <= end_of_last:
            text = text[:start] + _mask(text[start:end], label) + text[end:]
            end_of_last = start
    return text


def _masked_value(name: str, value: object) -> object:
    if name in _NOT_FROM_DOCUMENTS:
        return value
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, list):
        return [_masked_value(name, item) for item in value]
    if isinstance(value, dict):
        return {key: _masked_value(key, item) for key, item in value.items()}
    return value


def _mask(text: str, label: str) -> str:
    if label == "PERSON":
        return text[0] + "○" * (len(text.replace(" ", "")) - 1)
    if label == "EMAIL":
        return "***@" + text.partition("@")[2]
    keep = {"PHONE": _leading_group(text), "FAX": _leading_group(text), "RRN": 6, "FRN": 6}.get(label, 0)
    return text[:keep] + re.sub(r"[0-9A-Za-z]", "*", text[keep:])


def _leading_group(text: str) -> int:
    match = re.match(r"(?:\+82|\(?0(?:2|\d{2}))", text)
    return match.end() if match else 0
