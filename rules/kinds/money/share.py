"""Shares of the total: 국비 at most 60 %, 지방비 and 자부담 together at least 40 %, 지방비 at least 20 %.

A share is known twice when the other sources are stated, too: as part / total and as 1 - rest / total. Both hold, so
the interval is what both leave; a share and its complement therefore always get verdicts that agree. Where the stated
total is not the sum of the sources, they need not, and the finding says that instead of choosing a side.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pydantic import Field, model_validator

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.intervals import interval_of, interval_of_sum, verdict_of
from rules.kinds.money.share_changes import (
    StatedShare,
    changes_inside,
    possible_shares,
    possible_shares_with,
    stated_share,
)
from rules.kinds.money.size import SizeParameters, SizeRule
from rules.kinds.parameters import FundedSource, Percent
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import rounded_up, source_names, with_object_particle
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent, money, percent_beside, percent_range, printed, unit_of
from schemas.money import Interval
from schemas.proposal import Funding, NamedSource
from schemas.source import Source
from schemas.units import MoneyUnit

_EXAMPLE_KRW: Final = 7_000_000_000


class ShareParameters(Model):
    """The sources whose share of the total is limited, and that one limit; the other sources are its complement."""

    part: tuple[FundedSource, ...] = Field(min_length=1)
    at_most: Percent | None = None
    at_least: Percent | None = None

    @property
    def limit(self) -> Fraction:
        """The one limit that is set."""
        return self.at_most if self.at_most is not None else self.at_least or Fraction(0)

    @model_validator(mode="after")
    def _has_a_limit(self) -> "ShareParameters":
        if (self.at_most is None) == (self.at_least is None):
            msg = "at_most와 at_least 가운데 하나만"
            raise ValueError(msg)
        if Source.TOTAL in self.part:
            msg = "part에는 total을 쓸 수 없음"
            raise ValueError(msg)
        return self


class ShareRule(ProposalRule[ShareParameters]):
    """Whether the share of some sources in the total is inside a limit."""

    id = "share"
    korean = "재원 비율"
    subject = Subject.MONEY
    placeholders = ("part", "total", "share", "limit")
    parameters = ShareParameters

    def judge(self, context: RuleContext, parameters: ShareParameters) -> RuleResult:
        """Hold the share of some sources in the total against the call's limit.

        Source: 보조금 관리에 관한 법률 시행령 4조 ② for the denominator (국비 + 지방비 + 수익자 부담).
        """
        name = context.rule.name or source_names(parameters.part)
        found = stated_share(context.proposal.budget.funding, parameters.part)
        if isinstance(found, Source):
            return _missing(context, name, found)
        if interval_of(found.total).lower <= 0:
            return RuleResult(
                Verdict.UNDETERMINED,
                f"{name} 비율 판정 불가: 총사업비가 {printed(found.total)} → 총사업비를 적은 재원표 제출 요청",
                found.total.evidence,
                "총사업비를 적은 재원별 사업비 표를 제출하여 주시기 바람",
            )
        if interval_of_sum(found.part or ()).lower > interval_of(found.total).upper:
            return _more_than_all(name, found)
        if found.part is not None and _is_alone(context.proposal.budget.funding, parameters.part, found):
            return _without_others(name, found)
        others = [other for other in context.proposal.budget.other_sources if other.amount.krw]
        views = [*possible_shares(found), *possible_shares_with(found, [other.amount for other in others])]
        verdicts = {verdict_of(_inside(view, parameters)) for view in views}
        evidence = distinct(anchor for amount in found.used for anchor in amount.evidence)
        if others and len(verdicts) > 1:
            return _depends_on_others(name, found, others, views)
        if len(verdicts) > 1:
            return RuleResult(
                Verdict.UNDETERMINED,
                _disagreement(name, found, parameters.limit),
                evidence,
                _CHECK_TOTAL,
                values=_values(found, parameters.limit),
            )
        verdict = verdicts.pop()
        if verdict is Verdict.UNDETERMINED:
            unit = _finer_unit(found)
            return RuleResult(
                verdict,
                _open(name, found, views[0], unit),
                evidence,
                f"재원별 사업비(국비·지방비·자부담·총사업비) 표를 {unit} 단위로 제출하여 주시기 바람",
                values=_values(found, parameters.limit),
            )
        say = _met if verdict is Verdict.MET else _violated
        return RuleResult(verdict, say(name, found, parameters), evidence, values=_values(found, parameters.limit))

    def explain(self, call: Call, rule: RuleInstance, parameters: ShareParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        name = rule.name or source_names(parameters.part)
        at_most, limit = parameters.at_most is not None, parameters.limit
        sign, word = ("≤", "상한") if at_most else ("≥", "하한")
        return (
            f"{source_names(parameters.part)} ÷ 총사업비 {sign} {limit_percent(limit)} ({word})",
            "인쇄된 금액은 그 단위의 반만큼 위아래로 열린 구간으로 보고, 비율도 구간으로 계산하여 비교",
            "구간 전체가 한도 안이면 충족, 전체가 밖이면 위반, 한도에 걸치면 판정 불가(더 작은 단위의 표를 요청)",
            *_example(call, name, parameters),
        )


def _example(call: Call, name: str, parameters: ShareParameters) -> tuple[str, ...]:
    """What the limit comes to for the call's own size and national limit; nothing for a limit of nothing."""
    limit, national = parameters.limit, _national_krw(call)
    if limit <= 0:
        return ()
    if parameters.at_most is not None:
        least = money(rounded_up(national / limit, MoneyUnit.MILLION), MoneyUnit.MILLION)
        return (f"예: {name} {money(national, MoneyUnit.MILLION)}이면 총사업비 {least} 이상이어야 함",)
    whole = rounded_up(national / _national_limit(call), MoneyUnit.MILLION)
    needed = money(rounded_up(whole * limit, MoneyUnit.MILLION), MoneyUnit.MILLION)
    return (f"예: 총사업비 {money(whole, MoneyUnit.MILLION)}이면 {name} {needed} 이상이어야 함",)


def _national_krw(call: Call) -> int:
    """The national money of an example: the call's own size where it states one."""
    sizes = [rule for rule in call.rules if rule.enabled and rule.kind == SizeRule.id]
    return SizeParameters.model_validate(sizes[0].parameters).at_most_krw if sizes else _EXAMPLE_KRW


def _national_limit(call: Call) -> Fraction:
    for rule in call.rules:
        if rule.enabled and rule.kind == ShareRule.id:
            limit = ShareParameters.model_validate(rule.parameters).at_most
            if limit:
                return limit
    return Fraction(1)


def _values(found: StatedShare, limit: Fraction) -> dict[str, str]:
    """What the call's own text may speak of."""
    return {
        "part": money(found.part_krw, found.part_step),
        "total": printed(found.total),
        "share": percent_beside(found.share, limit),
        "limit": limit_percent(limit),
    }


_CHECK_TOTAL: Final = "총사업비와 재원별 금액 가운데 맞는 값을 확인하여 재원별 사업비 표를 다시 제출하여 주시기 바람"


def _inside(view: Interval, parameters: ShareParameters) -> bool | None:
    if parameters.at_most is not None:
        return view.at_most(parameters.at_most)
    return view.at_least(parameters.at_least or Fraction(0))


def _numbers(name: str, found: StatedShare, limit: Fraction) -> str:
    part, total = money(found.part_krw, found.part_step), money(found.total.krw, found.total.step)
    return f"{name} 비율 {percent_beside(found.share, limit)} ({part}/{total})로"


def _met(name: str, found: StatedShare, parameters: ShareParameters) -> str:
    limit = parameters.limit
    bound = (
        f"상한 {limit_percent(limit)} 이내" if parameters.at_most is not None else f"하한 {limit_percent(limit)} 이상"
    )
    return f"{_numbers(name, found, limit)} {bound}"


def _violated(name: str, found: StatedShare, parameters: ShareParameters) -> str:
    limit = parameters.limit
    numbers, changes = (
        _numbers(name, found, limit),
        changes_inside(found, limit, name, is_at_most=parameters.at_most is not None),
    )
    side = "상한" if parameters.at_most is not None else "하한"
    fault = f"{numbers} {side} {limit_percent(limit)} {'초과' if parameters.at_most is not None else '미달'}"
    if not changes:
        # The share is inside as the quotient of two printed numbers; the other sources say that it cannot be.
        return f"{fault}(나머지 재원 기준) → 재원별 금액 확인 필요"
    if parameters.at_most is not None:
        return f"{fault} → {' 또는 '.join(change.bound for change in changes)}로 조정 필요"
    needed = changes[0]
    return f"{fault} → {name} {needed.gap} 추가 확보 필요(현 총사업비 기준 {needed.amount} 이상)"


def _open(name: str, found: StatedShare, view: Interval, unit: str) -> str:
    amounts = f"{money(found.part_krw, found.part_step)}/{money(found.total.krw, found.total.step)}"
    spread = percent_range(view)
    if any(amount.approximate for amount in found.used):
        return f"{name} 비율 판정 불가: 어림값({amounts})으로는 {spread} → {unit} 단위 재원표 제출 요청"
    printed_in = unit_of(found.coarsest_step).korean
    return f"{name} 비율 판정 불가: 인쇄 단위({printed_in})로는 {spread} ({amounts}) → {unit} 단위 재원표 제출 요청"


def _disagreement(name: str, found: StatedShare, limit: Fraction) -> str:
    """The sources do not add up to the total, and whether the limit holds depends on which is right."""
    sources = sum(amount.krw for amount in found.used[1:])
    step = min(amount.step for amount in found.used)
    rest = sum(amount.krw for amount in found.rest or ())
    by_total = percent_beside(found.share, limit)
    by_rest = percent_beside(1 - Fraction(rest, found.total.krw), limit)
    by_sum = f", 재원 합계 기준 {percent_beside(Fraction(found.part_krw, sources), limit)}" if sources else ""
    return (
        f"{name} 비율 판정 불가: 총사업비 {printed(found.total)}과 재원 합계 {money(sources, step)} 불일치로 "
        f"총사업비 기준 {by_total}, 나머지 재원의 보수 {by_rest}{by_sum}"
        "(기재 또는 추출 오류) → 재원별 금액 확인 요청"
    )


def _is_alone(funding: Funding, part: Sequence[Source], found: StatedShare) -> bool:
    """Whether a part is all of the total and no table states any other source: the others may not have been read."""
    others = [source for source in Source.TOTAL.parts if not {source, *source.parts} & {*part}]
    stated = any(funding.of(each) is not None for source in others for each in (source, *source.parts))
    return not stated and bool(others) and found.share >= 1


def _without_others(name: str, found: StatedShare) -> RuleResult:
    return RuleResult(
        Verdict.UNDETERMINED,
        f"{name} 비율 판정 불가: {name} 외의 재원을 적은 표를 찾지 못함({name} {printed(found.total)}이 총사업비 전부)"
        " → 재원별 사업비 표 제출 요청",
        distinct(anchor for amount in found.used for anchor in amount.evidence),
        "국비·지방비·자부담을 구분한 재원별 사업비 표를 제출하여 주시기 바람",
    )


def _depends_on_others(
    name: str, found: StatedShare, others: Sequence[NamedSource], views: Sequence[Interval]
) -> RuleResult:
    """Whether the limit holds depends on what sources without a known meaning count as."""
    said = ", ".join(f"'{other.name}' {printed(other.amount)}" for other in others)
    lowest = max(min(view.lower for view in views), Fraction(0))
    spread = percent_range(Interval(lower=lowest, upper=max(lowest, *(view.upper for view in views))))
    return RuleResult(
        Verdict.UNDETERMINED,
        f"{name} 비율 판정 불가: {said}이 어느 재원인지에 따라 {spread} → 재원 구분 확인 요청",
        distinct(anchor for amount in (*found.used, *(o.amount for o in others)) for anchor in amount.evidence),
        f"{said}이 국비, 지방비, 자부담 가운데 어느 것인지 밝혀 주시기 바람",
    )


def _more_than_all(name: str, found: StatedShare) -> RuleResult:
    """A part of the total that is larger than it is misprinted or misread, one of both."""
    part = money(found.part_krw, found.part_step)
    return RuleResult(
        Verdict.UNDETERMINED,
        f"{name} 비율 판정 불가: {name} {part}이 총사업비 {printed(found.total)}보다 큼(기재 또는 추출 오류)"
        " → 재원별 금액 확인 요청",
        distinct(anchor for amount in found.used for anchor in amount.evidence),
        _CHECK_TOTAL,
    )


def _finer_unit(found: StatedShare) -> str:
    return (MoneyUnit.THOUSAND if found.coarsest_step > MoneyUnit.THOUSAND else MoneyUnit.WON).korean


def _missing(context: RuleContext, name: str, source: Source) -> RuleResult:
    label = source.korean
    funding = context.proposal.budget.funding
    reason = funding.unknown.get(source) or context.proposal.unknown.get("budget") or f"{label} 금액을 찾지 못함"
    known = (funding.national, funding.local, funding.private, funding.total)
    table = f"{with_object_particle(label)} 적은 재원별 사업비 표"
    return RuleResult(
        Verdict.UNDETERMINED,
        f"{name} 비율 판정 불가: {label} 미확인({reason}) → {table} 제출 요청",
        distinct(anchor for amount in known if amount is not None for anchor in amount.evidence),
        f"{table}를 제출하여 주시기 바람",
    )
