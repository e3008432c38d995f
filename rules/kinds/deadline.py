"""The close: a first copy must have been received before it, by the agency's own record of receipt."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules.kinds.context import Case, Outcome
from rules.kinds.parameters import DeadlineParameters
from schemas.anchor import Anchor
from schemas.finding import Verdict
from schemas.submission import SubmissionKind

_KIND_NAMES = {
    SubmissionKind.FIRST: "접수본",
    SubmissionKind.CORRECTED: "보완본",
    SubmissionKind.AGREED: "협약본",
}


def judge_deadline(case: Case) -> Outcome:
    """Hold the time of receipt against the close; `Call.closes_at` is the first moment that is too late."""
    parameters = case.parameters(DeadlineParameters)
    submission, zone = case.submission, ZoneInfo(case.call.timezone)
    if submission.kind not in parameters.kinds:
        return Outcome(Verdict.NOT_APPLICABLE, f"{_KIND_NAMES[submission.kind]}: 접수 마감 적용 대상 아님")
    closes_at = case.call.closes_at.astimezone(zone)
    close = _last_moment(closes_at)
    if submission.received_at is None:
        return Outcome(
            Verdict.UNDETERMINED,
            f"접수 마감({close}) 준수 판정 불가: 접수 시각 미확인(접수대장에 없음) → 접수대장의 접수 시각 확인 필요",
            question="접수대장(receipts.csv)의 접수 시각을 확인하여 주시기 바람",
        )
    received_at = submission.received_at.astimezone(zone)
    evidence = (Anchor(text=f"접수대장: {submission.file_name}, {received_at.isoformat()}"),)
    if received_at < closes_at:
        return Outcome(Verdict.MET, f"{_moment(received_at)} 접수로 마감({close}) 이내", evidence)
    late = _duration(received_at - closes_at)
    message = f"{_moment(received_at)} 접수로 마감({close}) 후 {late} 경과 → 접수 제외 또는 접수 증빙 확인 필요"
    return Outcome(Verdict.VIOLATED, message, evidence)


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
