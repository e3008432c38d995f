"""The period of the plan: its ends are in order, it lasts as long as printed beside it, and fits the call's window."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.rule_kind import ProposalRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.statements import StatedLength

_MONTHS_A_YEAR: Final = 12
_DAYS_A_MONTH: Final = 30
_QUESTION: Final = "사업 시작일과 종료일을 밝혀 주시기 바람"


class PeriodParameters(Model):
    """The window that a plan must lie in, where the call sets one."""

    not_before: date | None = None
    not_after: date | None = None


class PeriodRule(ProposalRule[PeriodParameters]):
    """Whether the period is in order and inside the call's window."""

    id = "period"
    korean = "사업기간"
    subject = Subject.PERIOD
    parameters = PeriodParameters

    def judge(self, context: RuleContext, parameters: PeriodParameters) -> RuleResult:
        """Hold the stated start and end against each other and against the window.

        Source: 보조금 관리에 관한 법률 15조.
        """
        window = parameters
        period = context.proposal.period
        evidence = distinct(anchor for end in (period.start, period.end) if end is not None for anchor in end.evidence)
        start, end = (stated.value if stated is not None else None for stated in (period.start, period.end))
        lengths = context.proposal.statements.lengths
        misstated = [length for length in lengths if not _lasts(length)]
        evidence = distinct((*evidence, *(anchor for length in misstated for anchor in length.evidence)))
        wrong = _wrong(start, end, window) or _misstated(misstated)
        if wrong:
            return RuleResult(Verdict.VIOLATED, f"사업기간 {_span(start, end)}: {wrong} → 사업기간 정정 필요", evidence)
        if start is None or end is None:
            name, reason = (
                ("시작일", period.unknown.get("start")) if start is None else ("종료일", period.unknown.get("end"))
            )
            message = (
                f"사업기간 판정 불가: {name} 미확인({reason or '사업기간을 찾지 못함'}) → 시작일과 종료일 확인 요청"
            )
            return RuleResult(Verdict.UNDETERMINED, message, evidence, _QUESTION)
        return RuleResult(Verdict.MET, f"사업기간 {_span(start, end)}", evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: PeriodParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        lines = ["시작일 ≤ 종료일; 함께 적은 개월 수 = 시작일부터 종료일까지(한 달 미만의 차이는 허용)"]
        if parameters.not_before is not None:
            lines.append(f"시작일 ≥ {parameters.not_before}")
        if parameters.not_after is not None:
            lines.append(f"종료일 ≤ {parameters.not_after}")
        return tuple(lines)


def _wrong(start: date | None, end: date | None, window: PeriodParameters) -> str | None:
    if start is not None and end is not None and end < start:
        return "종료일이 시작일보다 빠름"
    if start is not None and window.not_before is not None and start < window.not_before:
        return f"시작일이 {_day(window.not_before)}보다 빠름"
    if end is not None and window.not_after is not None and end > window.not_after:
        return f"종료일이 {_day(window.not_after)}보다 늦음"
    return None


def _lasts(length: StatedLength) -> bool:
    """Whether the months are the period's, give or take the part of a month that it starts or ends within."""
    after = length.end + timedelta(days=1)
    months = (after.year - length.start.year) * _MONTHS_A_YEAR + after.month - length.start.month
    days = Fraction(after.day - length.start.day, _DAYS_A_MONTH)
    return abs(length.months - months - days) < 1


def _misstated(lengths: Sequence[StatedLength]) -> str | None:
    if not lengths:
        return None
    first = lengths[0]
    return f"함께 적은 개월 수({first.months}개월)와 다름"


def _span(start: date | None, end: date | None) -> str:
    return f"{_day(start)} ~ {_day(end)}"


def _day(day: date | None) -> str:
    return f"{day.year}. {day.month}. {day.day}." if day is not None else "(미확인)"
