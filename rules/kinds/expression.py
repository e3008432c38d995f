"""A rule that a call writes itself, as an expression over the published proposal and the call's own numbers.

Printed numbers are compared as they are printed: where half a printed step matters, a share or a size is the kind.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rules.expressions.types import CallMoney
from rules.kinds.context import Case, Outcome
from rules.kinds.formatting import printed, with_object_particle
from rules.kinds.parameters import ExpressionParameters
from schemas.call import Call
from schemas.finding import Verdict
from schemas.judged import JudgedProposal
from schemas.money import Amount
from schemas.source import Source

_SHOWN: Final = 6
_KEY: Final = re.compile(r"\['?([^'\]]+)'?\]$")
_WHY: Final = {"modulus or divide by zero": "0으로 나눔", "return error for overflow": "값이 너무 큼"}
_NAMES: Final = {
    "applicant": "신청기관",
    "lead_organization": "전담기관",
    "partners": "참여기관",
    "period.start": "사업 시작일",
    "period.end": "사업 종료일",
    "received_at": "접수 시각",
    "pages": "쪽수",
    "declared_area": "지원분야",
} | {source.value: source.korean for source in Source}


def judge_expression(case: Case) -> Outcome:
    """Met where the expression is true, violated where it is false, undetermined where a value it needs is unknown."""
    from rules.expressions.evaluate import TooManySteps, evaluate

    text = case.parameters(ExpressionParameters).expression
    name = case.rule.name or case.rule.id
    scope = {
        "proposal": JudgedProposal.of(case.proposal, case.call, ()),
        "submission": case.submission,
        "call": money_of(case.call),
    }
    try:
        truth, reading, why = evaluate(text, scope)
    except TooManySteps:
        return Outcome(Verdict.UNDETERMINED, f"{name} 판정 불가: 식이 살펴볼 값이 너무 많음 → 검토자 확인 필요")
    values = _values(reading.amounts)
    said = f"({', '.join(values)})" if values else ""
    evidence = tuple(reading.places)
    numbers = {"values": ", ".join(values)}
    if truth is None:
        return _open(name, reading.missing, why, Outcome(Verdict.UNDETERMINED, "", evidence, values=numbers))
    if truth:
        return Outcome(Verdict.MET, f"{name}: 요건 충족{said}", evidence, values=numbers)
    return Outcome(
        Verdict.VIOLATED, f"{name}: 요건 불충족{said} → 해당 내용 확인 및 조정 필요", evidence, values=numbers
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


def _open(name: str, missing: Mapping[str, str], why: str, known: Outcome) -> Outcome:
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
