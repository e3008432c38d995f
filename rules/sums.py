"""Sums that the plan states twice: each total against its parts, and the one cell whose change would mend them."""

from typing import Final

from rules.case import Case, Outcome, distinct
from rules.wording import listed, money, printed
from schemas.anchor import Anchor
from schemas.finding import Verdict
from schemas.proposal import Budget, Repair, SumCheck, SumStatus

_MOST_LISTED: Final = 5


def judge_sums(case: Case) -> Outcome:
    """Report the sums that are broken by more than rounding.

    A sum of n printed terms may differ from its printed total by ⌊(n+1)/2⌋ units: that is 단수차 and met.
    Source: 보조금 관리에 관한 법률 17조 ① (금액 산정의 착오).
    """
    budget = case.proposal.budget
    if not budget.sums:
        if budget.entries:
            return Outcome(Verdict.NOT_APPLICABLE, "합계와 그 구성 금액을 함께 적은 곳이 없어 대조할 합계 없음")
        return Outcome(
            Verdict.UNDETERMINED,
            "합계 대조 불가: 사업비 표를 찾지 못함 → 재원별·프로그램별 사업비 표 제출 요청",
            question="합계와 구성 금액을 함께 적은 사업비 표를 제출하여 주시기 바람",
        )
    broken = [check for check in budget.sums if check.status is SumStatus.BROKEN]
    if broken:
        return _broken(budget, broken)
    rounded = [check for check in budget.sums if check.status is SumStatus.ROUNDING]
    message = f"합계 {len(budget.sums)}건 모두 일치"
    if rounded:
        shown = listed((f"{check.label} {_gap(check)}" for check in rounded), 3)
        message = f"{message}(단수차 {len(rounded)}건 포함: {shown})"
    return Outcome(Verdict.MET, message, _cells(budget.sums))


def _broken(budget: Budget, broken: list[SumCheck]) -> Outcome:
    repairs = budget.repairs
    sums = listed((_say(check) for check in broken), _MOST_LISTED)
    message = f"{sums}: {_mend(repairs)}" if repairs else f"{sums} → 해당 금액 확인 및 정정 필요"
    suspected = (anchor for repair in repairs for anchor in repair.printed.evidence)
    return Outcome(Verdict.VIOLATED, message, distinct((*suspected, *_cells(broken))))


def _say(check: SumCheck) -> str:
    parts = check.total.krw - check.difference
    total = f"합계 {printed(check.total)}과 구성 금액 합 {money(parts, _step(check))}"
    return f"{check.label} {total} 불일치({_gap(check)})"


def _gap(check: SumCheck) -> str:
    return money(abs(check.difference), _step(check))


def _step(check: SumCheck) -> int:
    return min(amount.step for amount in (check.total, *check.parts))


def _mend(repairs: tuple[Repair, ...]) -> str:
    """Which cell would have to read what; several where the sums cannot tell them apart."""
    said = " 또는 ".join(_cell(repair) for repair in repairs)
    first = repairs[0]
    if first.repairs == first.broken:
        return f"{said}이면 모두 일치"
    return f"{said}이면 {first.broken}건 중 {first.repairs}건 일치"


def _cell(repair: Repair) -> str:
    label = repair.label if repair.label.endswith("칸") else f"{repair.label} 칸"
    return f"{label}이 {money(repair.repaired_krw, repair.printed.step)}"


def _cells(checks: tuple[SumCheck, ...] | list[SumCheck]) -> tuple[Anchor, ...]:
    return distinct(anchor for check in checks for amount in (check.total, *check.parts) for anchor in amount.evidence)
