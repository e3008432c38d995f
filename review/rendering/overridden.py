"""What a reviewer put another value in place of, in Korean: the place that a pointer names, and the value there.

`/proposal/budget/funding/national/krw` is 총괄 국비, 7,300,000,000원; `/proposal/programs/AI 교육/areas` is 프로그램
「AI 교육」 분야, 인재 양성; `/findings/local-share/verdict` is 지방비 비율 판정, 위반.
"""

from collections.abc import Sequence
from typing import Final

from review.rendering.labels_ko import VERDICTS, rule_name
from schemas import Call, Source, Verdict

_FIELDS: Final = {
    "applicant": "지방정부",
    "lead_organization": "주관기관",
    "period/start": "사업 시작일",
    "period/end": "사업 종료일",
}


def place_text(pointer: str, call: Call) -> str:
    """The place of a pointer (`records.decisions.places`); one that nobody foresaw is told as it is."""
    match [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]:
        case ["findings", rule, "verdict"]:
            return f"{rule_name(rule, call)} 판정"
        case ["proposal", "programs", title, "areas"]:
            return f"프로그램 「{title}」 분야"
        case ["proposal", "programs", title, "funding", source, "krw"]:
            return f"프로그램 「{title}」 {_source(source)}"
        case ["proposal", "budget", "funding", source, "krw"]:
            return f"총괄 {_source(source)}"
        case ["proposal", "budget", "by_year", year, source, "krw"]:
            return f"{year}년 {_source(source)}"
        case ["proposal", *field, "value"] if "/".join(field) in _FIELDS:
            return _FIELDS["/".join(field)]
        case _:
            return pointer.removeprefix("/proposal/")


def value_text(pointer: str, value: object, call: Call) -> str:
    """The value at a place as people read it: money in won, areas and verdicts by their names."""
    if pointer.endswith("/areas") and isinstance(value, list | tuple):
        return areas_text([part["area"] if isinstance(part, dict) else str(part) for part in value], call)
    if pointer.endswith("/verdict") and isinstance(value, str) and value in set(Verdict):
        return VERDICTS[Verdict(value)]
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}원" if pointer.endswith("/krw") else f"{value:,}"
    return "없음" if value is None else str(value)


def areas_text(areas: Sequence[str], call: Call) -> str:
    """The names of areas, the first one first."""
    names = {area.id: area.name for area in (*call.areas, call.operation)}
    return ", ".join(names.get(area, area) for area in areas) or "미분류"


def _source(name: str) -> str:
    return Source(name).korean if name in set(Source) else name
