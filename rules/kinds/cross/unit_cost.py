"""Money per company, trainee or machine: programmes far from the others of their area."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from statistics import median_low

from pydantic import Field

from rules.kinds.context import CallContext, CallFinding, ExaminedSubmission
from rules.kinds.cross.submissions import finding_on
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.kinds.wording import shorten
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import money
from schemas.kpi import Kpi
from schemas.money import Amount
from schemas.proposal import Program


class UnitCostParameters(Model):
    """How many times the median is far, in which units, and how many programmes it takes to have a median."""

    times: int = Field(default=5, ge=2, strict=True)
    at_least: int = Field(default=5, ge=3, strict=True)
    units: tuple[str, ...] = ("개사", "명", "노드", "대")


class UnitCostRule(CrossSubmissionRule[UnitCostParameters]):
    """Whether a programme costs about as much a unit as the others of its area."""

    id = "unit-cost"
    korean = "단위당 사업비"
    parameters = UnitCostParameters

    def judge(self, context: CallContext, parameters: UnitCostParameters) -> Iterator[CallFinding]:
        """Programmes whose money per company, trainee or machine is far from that of the call's other programmes."""
        costs: dict[tuple[str, str], list[tuple[Fraction, ExaminedSubmission, Program, Amount]]] = defaultdict(list)
        for plan in context.taking_part:
            for program in plan.proposal.programs:
                total, area = program.funding.total, program.areas[0].area if program.areas else ""
                for unit, count in counts_by_unit(program.kpis, parameters.units).items():
                    if total is not None and count > 0:
                        costs[area, unit].append((Fraction(total.krw) / count, plan, program, total))
        for (_, unit), known in costs.items():
            if len(known) < parameters.at_least:
                continue
            middle = median_low([cost for cost, *_ in known])
            for cost, each, program, total in known:
                if middle / parameters.times <= cost <= middle * parameters.times:
                    continue
                side = f"{parameters.times}배 초과" if cost > middle else f"1/{parameters.times} 미만"
                message = (
                    f"'{shorten(program.title, 30)}' 1{unit}당 {money(round(cost / 1000) * 1000, 1000)}: "
                    f"같은 분야 중앙값({money(round(middle / 1000) * 1000, 1000)})의 {side} "
                    "→ 평가 시 확인"
                )
                yield finding_on(context.rule, Verdict.VIOLATED, message, [each], total.evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: UnitCostParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        line = (
            f"프로그램 사업비 ÷ 목표({', '.join(parameters.units)})가 같은 분야 중앙값의 {parameters.times}배를 넘거나 "
            f"{parameters.times}분의 1에 못 미치면 알림(같은 분야 프로그램 {parameters.at_least}개 이상일 때)"
        )
        return (line,)


def counts_by_unit(kpis: Sequence[Kpi], units: Sequence[str]) -> dict[str, Fraction]:
    """For each unit how many the one target of the whole period promises."""
    return {unit: Fraction(str(kpi.value)) for unit, kpi in targets_by_unit(kpis).items() if unit in units}


def targets_by_unit(kpis: Sequence[Kpi]) -> dict[str, Kpi]:
    """For each unit the one target of the whole period; of several nobody knows which the money is for."""
    targets = [kpi for kpi in kpis if kpi.year is None and kpi.value is not None and kpi.unit]
    number = Counter(kpi.unit for kpi in targets)
    return {kpi.unit: kpi for kpi in targets if kpi.unit and number[kpi.unit] == 1}
