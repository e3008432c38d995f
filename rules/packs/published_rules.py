"""The rules that calls of before name by their id alone: their kinds and titles.

A call file of today says both itself (`kind:`, `title:`). One that does not is read as ever.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class PublishedRule(NamedTuple):
    """What a published id stands for."""

    kind: str
    title: str


PUBLISHED_RULES: Final[Mapping[str, PublishedRule]] = {
    "applicant-eligible": PublishedRule("applicant", "신청 자격"),
    "deadline": PublishedRule("deadline", "접수 기한"),
    "national-share": PublishedRule("share", "국비 비율"),
    "match-share": PublishedRule("share", "지방비·자부담 비율"),
    "local-share": PublishedRule("share", "지방비 비율"),
    "in-kind-share": PublishedRule("share", "현물 비율"),
    "national-size": PublishedRule("size", "국비 규모"),
    "budget-present": PublishedRule("budget-table", "재원별 예산표"),
    "budget-sums": PublishedRule("sums", "예산 합계"),
    "narrative-total": PublishedRule("narrative", "본문 금액"),
    "declared-area": PublishedRule("declared-area", "프로그램 분야"),
    "sections-present": PublishedRule("sections", "필수 항목"),
    "text-missing": PublishedRule("readable", "글자 누락"),
    "period": PublishedRule("period", "사업기간"),
    "area-coverage": PublishedRule("coverage", "분야별 구성"),
    "unit-declared": PublishedRule("units", "금액 단위"),
    "page-limit": PublishedRule("pages", "분량"),
    "file-size": PublishedRule("file-size", "파일 크기"),
    "printed-ratio": PublishedRule("ratios", "표기 비율"),
    "korean-amount": PublishedRule("spelled-amounts", "한글 금액"),
    "unit-price": PublishedRule("line-items", "산출근거"),
    "kpi-consistent": PublishedRule("targets", "성과지표"),
    "placeholder-left": PublishedRule("placeholders", "미작성 문구"),
    "one-per-applicant": PublishedRule("one-per-applicant", "중복 신청"),
    "corrected-scope": PublishedRule("corrected-scope", "보완 범위"),
    "similar-proposal": PublishedRule("similar", "유사 계획서"),
    "national-total": PublishedRule("all-money", "국비 총액"),
    "unit-cost": PublishedRule("unit-cost", "단위당 사업비"),
}


def with_published(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a call file with the kind and the title of each published rule that leaves them out.

    A rule that is neither published nor names its kind gets an empty one: what is wrong with it is told elsewhere.
    """
    rules = data.get("rules")
    if not isinstance(rules, list):
        return dict(data)
    return {**data, "rules": [_completed(rule) if isinstance(rule, dict) else rule for rule in rules]}


def _completed(rule: Mapping[str, Any]) -> dict[str, Any]:
    rule_id = rule.get("id")
    known = PUBLISHED_RULES.get(rule_id) if isinstance(rule_id, str) else None
    filled = {"kind": known.kind, "title": known.title} if known else {"kind": ""}
    return {**filled, **{key: value for key, value in rule.items() if key not in filled or value is not None}}
