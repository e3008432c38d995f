"""The close: a first copy must have been received before it, by the agency's own record of receipt."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.rule_kind import ProposalRule
from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.submission import SubmissionKind

_KIND_NAMES = {
    SubmissionKind.FIRST: "접수본",
    SubmissionKind.CORRECTED: "보완본",
    SubmissionKind.AGREED: "협약본",
}


class DeadlineParameters(Model):
    """`kinds`: the submissions held against the close; later copies come after it by nature."""

    kinds: tuple[SubmissionKind, ...] = (SubmissionKind.FIRST,)


class DeadlineRule(ProposalRule[DeadlineParameters]):
    """Whether a copy was received before the close."""

    id = "deadline"
    korean = "접수 기한"
    parameters = DeadlineParameters

    def judge(self, context: RuleContext, parameters: DeadlineParameters) -> RuleResult:
        """Hold the time of receipt against the close; `Call.closes_at` is the first moment that is too late."""
        submission, zone = context.submission, ZoneInfo(context.call.timezone)
        if submission.kind not in parameters.kinds:
            return RuleResult(Verdict.NOT_APPLICABLE, f"{_KIND_NAMES[submission.kind]}: 접수 마감 적용 대상 아님")
        closes_at = context.call.closes_at.astimezone(zone)
        close = _last_moment(closes_at)
        if submission.received_at is None:
            return RuleResult(
                Verdict.UNDETERMINED,
                f"접수 마감({close}) 준수 판정 불가: 접수 시각 미확인(접수대장에 없음)"
                " → 접수대장의 접수 시각 확인 필요",
                question="접수대장(receipts.csv)의 접수 시각을 확인하여 주시기 바람",
            )
        received_at = submission.received_at.astimezone(zone)
        evidence = (Anchor(text=f"접수대장: {submission.file_name}, {received_at.isoformat()}"),)
        if received_at < closes_at:
            return RuleResult(Verdict.MET, f"{_moment(received_at)} 접수로 마감({close}) 이내", evidence)
        late = _duration(received_at - closes_at)
        message = f"{_moment(received_at)} 접수로 마감({close}) 후 {late} 경과 → 접수 제외 또는 접수 증빙 확인 필요"
        return RuleResult(Verdict.VIOLATED, message, evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: DeadlineParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        kinds = ", ".join(_KIND_NAMES[kind] for kind in parameters.kinds)
        closes = call.closes_at.isoformat(sep=" ", timespec="minutes")
        return (
            f"접수시각 < {closes} ({call.timezone})",
            f"대상: {kinds}. 접수대장의 시각만 근거로 하고 파일의 날짜는 쓰지 않음(접수시각이 없으면 판정 불가)",
        )


def _moment(at: datetime) -> str:
    seconds = f":{at.second:02d}" if at.second else ""
    return f"{at.year}. {at.month}. {at.day}. {at.hour:02d}:{at.minute:02d}{seconds}"


def _last_moment(closes_at: datetime) -> str:
    """The close as people say it: midnight is 24:00 of the day before."""
    if (closes_at.hour, closes_at.minute, closes_at.second) != (0, 0, 0):
        return _moment(closes_at)
    day = closes_at - timedelta(days=1)
    return f"{day.year}. {day.month}. {day.day}. 24:00"


def _duration(late: timedelta) -> str:
    minutes, seconds = divmod(int(late.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{value}{unit}" for value, unit in ((days, "일"), (hours, "시간"), (minutes, "분")) if value]
    return " ".join(parts) or f"{seconds}초"
