"""A rule that a call writes itself, as an expression over the published proposal and the call's own numbers.

Printed numbers are compared as they are printed: where half a printed step matters, a share or a size is the kind.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pydantic import Field

from rules.expressions.types import CallMoney
from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import with_object_particle
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import printed
from schemas.judged import JudgedProposal
from schemas.money import Amount
from schemas.source import Source

_SHOWN: Final = 6
_KEY: Final = re.compile(r"\['?([^'\]]+)'?\]$")
_WHY: Final = {"modulus or divide by zero": "0으로 나눔", "return error for overflow": "값이 너무 큼"}
_NAMES: Final = {
    "applicant": "신청기관",
    "lead_organization": "주관기관",
    "partners": "참여기관",
    "period.start": "사업 시작일",
    "period.end": "사업 종료일",
    "received_at": "접수 시각",
    "pages": "쪽수",
    "declared_area": "지원분야",
} | {source.value: source.korean for source in Source}


class ExpressionParameters(Model):
    """An expression in CEL that is true of a plan that keeps the rule; checked with the rest of the pack."""

    expression: str = Field(min_length=1)


class ExpressionRule(ProposalRule[ExpressionParameters]):
    """Whether an expression that the call writes itself is true of a plan."""

    id = "expression"
    korean = "공고의 식"
    placeholders = ("values",)
    parameters = ExpressionParameters

    def judge(self, context: RuleContext, parameters: ExpressionParameters) -> RuleResult:
        """Met where the expression is true, violated where it is false, undetermined where a value is unknown."""
        from rules.expressions.evaluate import TooManySteps, evaluate

        text = parameters.expression
        name = context.rule.name or context.rule.id
        scope = {
            "proposal": JudgedProposal.of(context.proposal, context.call, ()),
            "submission": context.submission,
            "call": money_of(context.call),
        }
        try:
            truth, reading, why = evaluate(text, scope)
        except TooManySteps:
            return RuleResult(Verdict.UNDETERMINED, f"{name} 판정 불가: 식이 살펴볼 값이 너무 많음 → 검토자 확인 필요")
        values = _values(reading.amounts)
        said = f"({', '.join(values)})" if values else ""
        evidence = tuple(reading.places)
        numbers = {"values": ", ".join(values)}
        if truth is None:
            return _open(name, reading.missing, why, RuleResult(Verdict.UNDETERMINED, "", evidence, values=numbers))
        if truth:
            return RuleResult(Verdict.MET, f"{name}: 요건 충족{said}", evidence, values=numbers)
        return RuleResult(
            Verdict.VIOLATED, f"{name}: 요건 불충족{said} → 해당 내용 확인 및 조정 필요", evidence, values=numbers
        )

    def explain(self, call: Call, rule: RuleInstance, parameters: ExpressionParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            f"식: {' '.join(parameters.expression.split())}",
            "식이 참이면 충족, 거짓이면 위반, 식에 필요한 값을 확인하지 못하면 판정 불가(인쇄된 금액 그대로 비교)",
        )


def money_of(call: Call) -> CallMoney:
    """The call's own numbers, as expressions read them."""
    limits = {rule.id: rule.parameters.get("at_most_krw") for rule in call.rules if rule.enabled}
    return CallMoney(
        facts={fact.id: fact.value for fact in call.facts if isinstance(fact.value, int)},
        at_most_krw={rule: limit for rule, limit in limits.items() if isinstance(limit, int)},
    )


def _values(amounts: Mapping[str, Amount]) -> list[str]:
    """What was read, by its Korean name: 현금 700백만원."""
    said = [f"{_name(path)} {printed(amount)}" for path, amount in amounts.items()]
    return said if len(said) <= _SHOWN else [*said[:_SHOWN], f"외 {len(said) - _SHOWN}건"]


def _open(name: str, missing: Mapping[str, str], why: str, known: RuleResult) -> RuleResult:
    if not missing:
        message = f"{name} 판정 불가: 식을 계산할 수 없음({_WHY.get(why, '값의 종류가 다름')}) → 검토자 확인 필요"
        return replace(known, message=message)
    names = list(dict.fromkeys(_name(path) for path in missing))
    listed = ", ".join(names[:_SHOWN])
    reason = next((f"({reason})" for reason in missing.values() if reason), "")
    return replace(
        known,
        message=f"{name} 판정 불가: {listed} 미확인{reason} → 해당 내용 확인 요청",
        question=f"{with_object_particle(listed)} 밝혀 주시기 바람",
    )


def _name(path: str) -> str:
    """A path as people call what stands there; a path that has no such name stands for itself."""
    inside, _, last = path.rpartition(".")
    name = _NAMES.get(f"{inside.rpartition('.')[2]}.{last}") or _NAMES.get(last)
    key = _KEY.search(inside)
    if name is None:
        return path.removeprefix("proposal.")
    if inside.endswith("]") and key is not None:
        return f"{key[1]} {name}"
    return name
