"""The size of one source: 국비 around 70억원 a region, and never more than the programme's whole 140억원."""

from dataclasses import replace

from pydantic import model_validator

from rules.kinds.context import RuleContext, RuleResult, Subject
from rules.kinds.intervals import interval_of, verdict_of
from rules.kinds.parameters import FundedSource, Won
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import with_object_particle
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Severity, Verdict
from schemas.formatting import money, printed, unit_of
from schemas.money import Amount
from schemas.source import Source
from schemas.units import MoneyUnit


class SizeParameters(Model):
    """The most that one source may be, in won; above `error_above_krw` the finding is an error."""

    source: FundedSource = Source.NATIONAL
    at_most_krw: Won
    error_above_krw: Won | None = None

    @model_validator(mode="after")
    def _limits_are_in_order(self) -> "SizeParameters":
        if self.error_above_krw is not None and self.error_above_krw < self.at_most_krw:
            msg = "error_above_krw는 at_most_krw 이상"
            raise ValueError(msg)
        return self


class SizeRule(ProposalRule[SizeParameters]):
    """Whether one source is at most so much money."""

    id = "size"
    korean = "재원 규모"
    subject = Subject.MONEY
    placeholders = ("amount", "limit")
    parameters = SizeParameters

    def judge(self, context: RuleContext, parameters: SizeParameters) -> RuleResult:
        """Hold one source of the funding against an amount of the call."""
        amount = context.proposal.budget.funding.of(parameters.source)
        values = {"limit": _round(parameters.at_most_krw)} | ({"amount": printed(amount)} if amount is not None else {})
        return replace(_judge(context, parameters), values=values)

    def explain(self, call: Call, rule: RuleInstance, parameters: SizeParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        name = rule.name or parameters.source.korean
        lines = [f"{name} ≤ {_round(parameters.at_most_krw)}"]
        if parameters.error_above_krw is not None:
            lines.append(f"{_round(parameters.error_above_krw)} 초과는 필수 요건 위반으로 격상")
        return (*lines, "기준 금액을 그대로 적은 경우는 충족으로 봄")


def _judge(context: RuleContext, parameters: SizeParameters) -> RuleResult:
    name = context.rule.name or parameters.source.korean
    funding = context.proposal.budget.funding
    amount = funding.of(parameters.source)
    if amount is None:
        reason = funding.unknown.get(parameters.source) or f"{name} 금액을 찾지 못함"
        table = f"{with_object_particle(name)} 적은 재원별 사업비 표"
        return RuleResult(
            Verdict.UNDETERMINED,
            f"{name} 규모 판정 불가: {name} 미확인({reason}) → {table} 제출 요청",
            question=f"{table}를 제출하여 주시기 바람",
        )
    limit = parameters.at_most_krw
    ceiling = parameters.error_above_krw
    if ceiling is not None and _within(amount, ceiling) is Verdict.VIOLATED:
        message = (
            f"{name} {printed(amount)}으로 한도 {_round(ceiling)} 초과({money(amount.krw - ceiling, amount.step)})"
        )
        repair = f"{name} {money(ceiling, amount.step)} 이하로 조정 필요"
        return RuleResult(Verdict.VIOLATED, f"{message} → {repair}", amount.evidence, severity=Severity.ERROR)
    verdict = _within(amount, limit)
    if verdict is Verdict.VIOLATED:
        message = f"{name} {printed(amount)}으로 기준 {_round(limit)} 초과({money(amount.krw - limit, amount.step)})"
        repair = f"{name} {money(limit, amount.step)} 이하로 조정 또는 초과 사유 확인 필요"
        return RuleResult(verdict, f"{message} → {repair}", amount.evidence)
    if verdict is Verdict.UNDETERMINED:
        how = "어림값으로는" if amount.approximate else f"인쇄 단위({unit_of(amount.step).korean})로는"
        message = f"{name} 규모 판정 불가: {how} {printed(amount)}이 기준 {_round(limit)} 초과인지 알 수 없음"
        return RuleResult(
            verdict,
            f"{message} → 천원 단위 {name} 금액 제출 요청",
            amount.evidence,
            f"{with_object_particle(name)} 천원 단위로 적은 재원별 사업비 표를 제출하여 주시기 바람",
        )
    return RuleResult(verdict, f"{name} {printed(amount)}으로 기준 {_round(limit)} 이내", amount.evidence)


def _within(amount: Amount, limit: int) -> Verdict:
    """Whether the amount is within the limit.

    A government that prints exactly the limit applies for the limit: the half step that printing leaves says nothing
    about the money asked for, and every plan for the full 70억원 would be left open.
    """
    if amount.krw == limit and not amount.approximate:
        return Verdict.MET
    return verdict_of(interval_of(amount).at_most(limit))


def _round(krw: int) -> str:
    """A limit of the call in the unit the call prints it in (70억원)."""
    return money(krw, MoneyUnit.HUNDRED_MILLION)
