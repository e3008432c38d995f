"""The money of as many plans as are selected, against what there is to give."""

from collections.abc import Iterator

from pydantic import Field

from rules.kinds.context import CallContext, CallFinding
from rules.kinds.cross.submissions import finding_on
from rules.kinds.parameters import FundedSource, Won
from rules.kinds.rule_kind import CrossSubmissionRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import money
from schemas.source import Source
from schemas.units import MoneyUnit


class AllMoneyParameters(Model):
    """The most that one source may be over all plans that are selected, and how many are."""

    source: FundedSource = Source.NATIONAL
    at_most_krw: Won
    selected: int = Field(ge=1, strict=True)


class AllMoneyRule(CrossSubmissionRule[AllMoneyParameters]):
    """Whether one source of all selected plans is at most so much."""

    id = "all-money"
    korean = "국비 총액"
    parameters = AllMoneyParameters

    def judge(self, context: CallContext, parameters: AllMoneyParameters) -> Iterator[CallFinding]:
        """Whether the money suffices for any choice, for some choice, or for none of as many plans as are selected."""
        known = [
            (each, amount)
            for each in context.taking_part
            if (amount := each.proposal.budget.funding.of(parameters.source))
        ]
        if len(known) < parameters.selected:
            return
        amounts = sorted(amount.krw for _, amount in known)
        least, most = sum(amounts[: parameters.selected]), sum(amounts[-parameters.selected :])
        name, limit = parameters.source.korean, money(parameters.at_most_krw, MoneyUnit.MILLION)
        numbers = (
            f"{parameters.selected}곳 선정 시 {name} {money(least, MoneyUnit.MILLION)}~{money(most, MoneyUnit.MILLION)}"
        )
        about = [each for each, _ in known]
        if most <= parameters.at_most_krw:
            yield finding_on(context.rule, Verdict.MET, f"{numbers}으로 총액 {limit} 이내", about)
        elif least > parameters.at_most_krw:
            yield finding_on(
                context.rule, Verdict.VIOLATED, f"{numbers}으로 총액 {limit} 초과 → {name} 조정 필요", about
            )
        else:
            message = f"{numbers}: 선정 조합에 따라 총액 {limit} 초과 → 선정 후 {name} 조정 검토"
            yield finding_on(context.rule, Verdict.UNDETERMINED, message, about)

    def explain(self, call: Call, rule: RuleInstance, parameters: AllMoneyParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        name, limit = parameters.source.korean, money(parameters.at_most_krw, MoneyUnit.HUNDRED_MILLION)
        return (f"선정 {parameters.selected}곳의 {name} 합 ≤ {limit}",)
