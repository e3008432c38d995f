"""How the budget lies over the call's areas: shares, areas without anything, and money that fits no area.

Programmes are planned freely and no area is mandatory: this tells reviewers where to look, it holds nothing against
a plan.
"""

from collections import defaultdict
from fractions import Fraction
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, distinct
from rules.kinds.parameters import Percent
from rules.kinds.rule_kind import ProposalRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent, percent
from schemas.money import Amount
from schemas.proposal import AreaStatus, Program

UNDECIDED: Final = "분야 미정"
"""What money is called whose area nobody is sure of."""

_QUESTION: Final = "검토자 확인 사항: 세부 프로그램별 지원분야와 사업비"


class CoverageParameters(Model):
    """The most of the budget that may serve no area; nothing is said about it unless told."""

    operation_at_most: Percent | None = None


class CoverageRule(ProposalRule[CoverageParameters]):
    """How the money lies over the areas of the call."""

    id = "coverage"
    korean = "분야별 구성"
    parameters = CoverageParameters

    def judge(self, context: RuleContext, parameters: CoverageParameters) -> RuleResult:
        """Add the programmes' totals up by area; a programme whose area nobody is sure of leaves the shares open."""
        programs = context.proposal.programs
        if not programs:
            reason = context.proposal.unknown.get("programs") or "세부 프로그램을 찾지 못함"
            return RuleResult(
                Verdict.UNDETERMINED, f"분야별 사업비 산출 불가: {reason} → 검토자 확인 필요", question=_QUESTION
            )
        costed = [(program, total) for program in programs if (total := program.funding.total) is not None]
        whole = sum(total.krw for _, total in costed)
        if len(costed) < len(programs) or whole <= 0:
            missing = len(programs) - len(costed)
            message = (
                f"분야별 사업비 산출 불가: 세부 프로그램 {len(programs)}개 중 {missing}개 사업비 미확인"
                " → 검토자 확인 필요"
            )
            return RuleResult(Verdict.UNDETERMINED, message, question=_QUESTION)
        return _judge(context, parameters, costed, whole)

    def explain(self, call: Call, rule: RuleInstance, parameters: CoverageParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        limit = parameters.operation_at_most
        areas = ", ".join(area.name for area in call.areas)
        lines = [f"분야({areas})별 사업비 ÷ 전체 사업비; 사업비가 없는 분야를 알림"]
        return (*lines, *([f"어느 분야에도 들지 않는 사업비 ≤ {limit_percent(limit)}"] if limit is not None else []))


def _judge(
    context: RuleContext, parameters: CoverageParameters, costed: list[tuple[Program, Amount]], whole: int
) -> RuleResult:
    by_area: dict[str, int] = defaultdict(int)
    for program, total in costed:
        by_area[area_of(program)] += total.krw
    names = {area.id: area.name for area in (*context.call.areas, context.call.operation)}
    unsure = by_area.get("", 0)
    shares = ", ".join(
        f"{name} {percent(Fraction(by_area[area], whole))}"
        for area, name in {**names, "": UNDECIDED}.items()
        if by_area.get(area)
    )
    evidence = distinct(anchor for _, total in costed for anchor in total.evidence)
    empty = [area.name for area in context.call.areas if not by_area.get(area.id)]
    limit = parameters.operation_at_most
    if unsure:
        message = f"분야별 사업비 {shares} → 분야 미정 프로그램의 검토자 확인 필요"
        return RuleResult(Verdict.UNDETERMINED, message, evidence, _QUESTION)
    remarks = [f"사업비 없는 분야: {', '.join(empty)}"] if empty else []
    if limit is not None and Fraction(by_area.get(context.call.operation.id, 0), whole) > limit:
        remarks.append(f"어느 분야에도 들지 않는 사업비 {limit_percent(limit)} 초과")
    if remarks:
        return RuleResult(
            Verdict.VIOLATED, f"분야별 사업비 {shares}: {'; '.join(remarks)} → 평가 시 확인 필요", evidence
        )
    return RuleResult(Verdict.MET, f"분야별 사업비 {shares}", evidence)


def area_of(program: Program) -> str:
    """The id of the area that money of a programme counts for: the one its content shows, where that is sure, or ""."""
    if program.area_status is not AreaStatus.AUTO or not program.areas:
        return ""
    return max(program.areas, key=lambda area: area.score).area
