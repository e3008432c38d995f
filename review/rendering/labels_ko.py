"""The Korean words for what the models call by English names."""

from datetime import date, datetime
from typing import Final

from schemas import AreaStatus, Call, ReviewState, Severity, Stance, SubmissionKind, SumStatus, Verdict

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
REVIEW_STATES: Final = {
    ReviewState.NOT_STARTED: "미착수",
    ReviewState.IN_REVIEW: "검토 중",
    ReviewState.DONE: "검토 완료",
}
STANCES: Final = {Stance.CONFIRMED: "확정", Stance.DISMISSED: "기각"}

NOT_STATED: Final = "미확인"


def rule_name(rule: str, call: Call) -> str:
    """What the call calls a rule: its title, or else its name, or else its id."""
    own = next((each for each in call.rules if each.id == rule), None)
    return (own.title or own.name or rule) if own is not None else rule


def verdict_label(verdict: Verdict, severity: Severity) -> str:
    """What a verdict is called: 위반 is kept for requirements, a lesser violation is 주의 or 참고."""
    return SEVERITIES[severity] if verdict is Verdict.VIOLATED and severity is not Severity.ERROR else VERDICTS[verdict]


def verdict_style(verdict: Verdict, severity: Severity) -> str:
    """The style of a verdict's tag: that of the verdict, `caution` for 주의 and `advice` for 참고."""
    if verdict is not Verdict.VIOLATED or severity is Severity.ERROR:
        return verdict.value
    return "caution" if severity is Severity.WARNING else "advice"


def day(value: date) -> str:
    """`2026. 4. 1.`"""
    return f"{value.year}. {value.month}. {value.day}."


def moment(value: datetime) -> str:
    """`2026. 3. 10. 16:40`, in the zone that the value is in."""
    return f"{day(value)} {value:%H:%M}"
