"""Sums that the plan states twice: each total against its parts, and the one cell whose change would mend them."""

from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.money.units import unit_factor
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import money, printed
from schemas.proposal import Budget, Reading, Repair, SumCheck, SumStatus

_MAX_LISTED: Final = 5
_CORRECT: Final = "해당 금액 확인 및 정정 필요"


class SumsRule(ProposalRule[NoParameters]):
    """Whether printed totals are the sums of their printed parts."""

    id = "sums"
    korean = "예산 합계"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Report the sums that are broken by more than rounding.

        A sum of n printed terms may differ from its printed total by ⌊(n+1)/2⌋ units: that is 단수차 and met.
        Source: 보조금 관리에 관한 법률 17조 ① (금액 산정의 착오).
        """
        budget = context.proposal.budget
        broken = [check for check in budget.sums if check.status is SumStatus.BROKEN]
        if budget.doubts and not broken:
            return _doubted(budget)
        if not budget.sums:
            if budget.entries:
                return RuleResult(Verdict.NOT_APPLICABLE, "합계와 그 구성 금액을 함께 적은 곳이 없어 대조할 합계 없음")
            return RuleResult(
                Verdict.UNDETERMINED,
                "합계 대조 불가: 사업비 표를 찾지 못함 → 재원별·프로그램별 사업비 표 제출 요청",
                question="합계와 구성 금액을 함께 적은 사업비 표를 제출하여 주시기 바람",
            )
        if broken:
            return _broken(budget, broken)
        rounded = [check for check in budget.sums if check.status is SumStatus.ROUNDING]
        message = f"합계 {len(budget.sums)}건 모두 일치"
        if rounded:
            shown = listed((f"{check.label} {_gap(check)}" for check in rounded), 3)
            message = f"{message}(단수차 {len(rounded)}건 포함: {shown})"
        return RuleResult(Verdict.MET, message, _cells(budget.sums))

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            "합계 = 구성 금액의 합 (재원, 연도, 프로그램, 비목, 기관별로 둘 다 적힌 곳마다)",
            "구성 금액이 n개이면 ⌊(n+1)/2⌋ 단위까지의 차이는 단수차로 보고 충족",
            "어긋나면 어느 칸 하나를 고치면 가장 많은 합계가 맞는지 함께 알림",
        )


def _broken(budget: Budget, broken: list[SumCheck]) -> RuleResult:
    sums = listed((_say(check) for check in broken), _MAX_LISTED)
    message = f"{sums}: {_mend(budget)}{_whose_error(budget)}" if budget.repairs else f"{sums} → {_CORRECT}"
    suspected = (anchor for repair in budget.repairs for anchor in repair.printed.evidence)
    evidence = distinct((*suspected, *_cells(broken)))
    if budget.repairs and all(repair.reading is Reading.DOUBTFUL for repair in budget.repairs):
        # What may have been misread is no finding against the applicant.
        return RuleResult(Verdict.UNDETERMINED, message, evidence, "해당 칸의 금액을 확인하여 주시기 바람")
    return RuleResult(Verdict.VIOLATED, message, evidence)


def _doubted(budget: Budget) -> RuleResult:
    """Sums that do not hold as they were read, where the reading itself is not certain."""
    said = listed((f"{doubt.label}: {doubt.reason}" for doubt in budget.doubts), 3)
    return RuleResult(
        Verdict.UNDETERMINED,
        f"합계 대조 불가: {said} → 표의 합계 구성 확인 요청",
        distinct(anchor for doubt in budget.doubts for anchor in doubt.evidence),
        "합계에 더한 행과 열, 뜻이 적히지 않은 항목이 무엇인지 밝혀 주시기 바람",
    )


def _say(check: SumCheck) -> str:
    """A total against the sum of its parts, or one amount against another statement of it."""
    parts = money(check.total.krw - check.difference, _step(check))
    other = parts if len(check.parts) == 1 else f"구성 금액 합 {parts}"
    return f"{check.label} {printed(check.total)}과 {other} 불일치({_gap(check)}{_unit_remark(check)})"


def _unit_remark(check: SumCheck) -> str:
    """A difference of exactly a unit is no error of addition: 11,671백만원 against 11,671천원."""
    amounts = ((check.total.krw, check.total.step), (check.total.krw - check.difference, _step(check)))
    (small, small_step), (large, large_step) = sorted(amounts)
    factor = unit_factor(small, large, small_step, large_step) if small > 0 else None
    return f", {factor:,}배로 단위 오류로 보임" if factor is not None else ""


def _gap(check: SumCheck) -> str:
    return money(abs(check.difference), _step(check))


def _step(check: SumCheck) -> int:
    return min(amount.step for amount in (check.total, *check.parts))


def _mend(budget: Budget) -> str:
    """Which cell would have to read what: one that mends all, several that do together, or the most that one does."""
    repairs = budget.repairs
    reasons = {repair.explanation for repair in repairs}
    common = f"({reasons.pop()})" if len(reasons) == 1 and None not in reasons else ""
    said = [_asked(repair, with_reason=not common) for repair in repairs]
    if repairs[0].repairs == repairs[0].broken:
        return f"{' 또는 '.join(said)}이면 모두 일치{common}"
    if len(repairs) > 1 and _hold_together(budget):
        return f"{', '.join(said)}이면 모두 일치{common}"
    return f"{' 또는 '.join(said)}이면 {repairs[0].broken}건 중 {repairs[0].repairs}건 일치{common}"


def _whose_error(budget: Budget) -> str:
    """Whether the plan itself is wrong or may have been misread, as far as second readings tell."""
    doubtful = [repair for repair in budget.repairs if repair.reading is Reading.DOUBTFUL]
    if doubtful:
        others = dict.fromkeys(repair.read_otherwise for repair in doubtful if repair.read_otherwise)
        read = f"(다른 판독 {listed((f'‘{other}’' for other in others), 3)})" if others else ""
        return f" → 판독 확인 필요{read}"
    is_certain = all(repair.reading is Reading.CERTAIN for repair in budget.repairs)
    amounts = {money(repair.repaired_krw, repair.printed.step) for repair in budget.repairs}
    wanted = f"{amounts.pop()}으로 " if len(amounts) == 1 else ""
    return f" → 해당 칸 {wanted}정정 요청(기재 착오 추정)" if is_certain else f" → {_CORRECT}"


def _asked(repair: Repair, *, with_reason: bool) -> str:
    reason = f"({repair.explanation})" if with_reason and repair.explanation else ""
    return f"{_cell(repair)}{reason}이 {money(repair.repaired_krw, repair.printed.step)}"


def _cell(repair: Repair) -> str:
    return repair.label if repair.label.endswith("칸") else f"{repair.label} 칸"


def _hold_together(budget: Budget) -> bool:
    """Whether every sum holds once all the suspected cells read what each is asked to."""
    values = {repair.printed: repair.repaired_krw for repair in budget.repairs}
    for check in budget.sums:
        parts = sum(values.get(part, part.krw) for part in check.parts)
        if abs(values.get(check.total, check.total.krw) - parts) > check.tolerance:
            return False
    return True


def _cells(checks: tuple[SumCheck, ...] | list[SumCheck]) -> tuple[Anchor, ...]:
    return distinct(anchor for check in checks for amount in (check.total, *check.parts) for anchor in amount.evidence)
