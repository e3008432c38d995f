"""The Korean words for what the models call by English names."""

from datetime import date, datetime
from typing import Final

from schemas import Anchor, AreaStatus, Call, Severity, SubmissionKind, SumStatus, Verdict

VERDICTS: Final = {
    Verdict.VIOLATED: "위반",
    Verdict.UNDETERMINED: "판정 불가",
    Verdict.NOT_APPLICABLE: "해당 없음",
    Verdict.MET: "충족",
}
SEVERITIES: Final = {Severity.ERROR: "필수", Severity.WARNING: "주의", Severity.ADVICE: "참고"}
KINDS: Final = {
    SubmissionKind.FIRST: "접수본",
    SubmissionKind.CORRECTED: "보완본",
    SubmissionKind.AGREED: "협약본",
}
SUM_STATUSES: Final = {SumStatus.BROKEN: "불일치", SumStatus.ROUNDING: "단수차", SumStatus.EXACT: "일치"}
AREA_STATUSES: Final = {AreaStatus.AUTO: "자동", AreaStatus.NEEDS_REVIEW: "확인 필요"}

RULES: Final = {
    "applicant-eligible": "신청 자격",
    "one-per-applicant": "중복 신청",
    "deadline": "접수 기한",
    "national-share": "국비 비율",
    "match-share": "지방비·자부담 비율",
    "local-share": "지방비 비율",
    "national-size": "국비 규모",
    "budget-present": "재원별 예산표",
    "budget-sums": "예산 합계",
    "narrative-total": "본문 금액",
    "printed-ratio": "표기 비율",
    "unit-declared": "금액 단위",
    "korean-amount": "한글 금액",
    "unit-price": "산출근거",
    "declared-area": "프로그램 분야",
    "area-coverage": "분야별 구성",
    "sections-present": "필수 항목",
    "kpi-consistent": "성과지표",
    "period": "사업기간",
    "placeholder-left": "미작성 문구",
    "national-total": "국비 총액",
    "unit-cost": "단위당 사업비",
    "similar-proposal": "유사 계획서",
    "text-missing": "글자 누락",
    "corrected-scope": "보완 범위",
    "page-limit": "분량",
    "file-size": "파일 크기",
    "in-kind-share": "현물 비율",
}

NOT_STATED: Final = "미기재"


def rule_name(rule: str, call: Call) -> str:
    """A rule's name; a rule of the call's own goes by the name that the call gives it, or else by its id."""
    own = next((each.name for each in call.rules if each.id == rule), None)
    return RULES.get(rule) or own or rule


def place(anchor: Anchor) -> str:
    """Where something stands, short: `12쪽`, the block path where a format has no pages, or outside (a receipt)."""
    if anchor.page is not None:
        return f"{anchor.page}쪽"
    return anchor.path or "문서 밖"


def day(value: date) -> str:
    """`2026. 4. 1.`"""
    return f"{value.year}. {value.month}. {value.day}."


def moment(value: datetime) -> str:
    """`2026. 3. 10. 16:40`, in the zone that the value is in."""
    return f"{day(value)} {value:%H:%M}"
