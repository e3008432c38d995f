"""Shares of the total: 국비 at most 60 %, 지방비 and 자부담 together at least 40 %, 지방비 at least 20 %.

A share is known twice when the other sources are stated, too: as part / total and as 1 - rest / total. Both hold, so
the interval is what both leave; a share and its complement therefore always get verdicts that agree. Where the stated
total is not the sum of the sources, they need not, and the finding says that instead of choosing a side.
"""

from fractions import Fraction
from typing import Final

from pydantic import Field, model_validator

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.intervals import interval_of
from rules.kinds.money import share_texts as texts
from rules.kinds.money.remedies import Remedy, SizeLimit, remedies_for
from rules.kinds.money.size import SizeParameters, SizeRule
from rules.kinds.money.stated_share import (
    ShareLimit,
    exceeds_total,
    is_alone,
    possible_shares,
    stated_share,
    verdicts_on,
)
from rules.kinds.parameters import FundedSource, Percent
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import rounded_up, source_names, with_object_particle
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent, money, percent_beside, printed
from schemas.proposal import Budget
from schemas.source import Source
from schemas.units import MoneyUnit

_EXAMPLE_KRW: Final = 7_000_000_000
_CHECK_TOTAL: Final = "총사업비와 재원별 금액 가운데 맞는 값을 확인하여 재원별 사업비 표를 다시 제출하여 주시기 바람"


class ShareParameters(Model):
    """The sources whose share of the total is limited, and that one limit; the other sources are its complement."""

    part: tuple[FundedSource, ...] = Field(min_length=1)
    at_most: Percent | None = None
    at_least: Percent | None = None

    @property
    def limit(self) -> ShareLimit:
        """The one limit that is set."""
        if self.at_most is not None:
            return ShareLimit(self.part, self.at_most, is_upper=True)
        return ShareLimit(self.part, self.at_least or Fraction(0), is_upper=False)

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
        budget, limit = context.proposal.budget, parameters.limit
        name = context.rule.name or source_names(parameters.part)
        found = stated_share(budget, parameters.part)
        if isinstance(found, Source):
            return _missing(context, name, found)
        evidence = distinct(anchor for amount in found.used for anchor in amount.evidence)
        if interval_of(found.total).lower <= 0:
            message = f"{name} 비율 판정 불가: 총사업비가 {printed(found.total)} → 총사업비를 적은 재원표 제출 요청"
            question = "총사업비를 적은 재원별 사업비 표를 제출하여 주시기 바람"
            return RuleResult(Verdict.UNDETERMINED, message, found.total.evidence, question)
        if exceeds_total(found):
            return RuleResult(Verdict.UNDETERMINED, texts.more_than_all(name, found), evidence, _CHECK_TOTAL)
        values = {
            "part": money(found.part_krw, found.part_step),
            "total": printed(found.total),
            "share": percent_beside(found.share, limit.share),
            "limit": limit_percent(limit.share),
        }
        if is_alone(budget, parameters.part, found):
            message, question = texts.without_others(name, found)
            return RuleResult(Verdict.UNDETERMINED, message, evidence, question)
        verdicts = verdicts_on(found, limit)
        if len(verdicts) > 1 and found.others:
            message, question = texts.depends_on_others(name, found)
            return RuleResult(Verdict.UNDETERMINED, message, evidence, question, values=values)
        if len(verdicts) > 1:
            message = texts.disagreement(name, found, limit)
            return RuleResult(Verdict.UNDETERMINED, message, evidence, _CHECK_TOTAL, values=values)
        verdict = verdicts.pop()
        if verdict is Verdict.UNDETERMINED:
            message, question = texts.left_open(name, found, possible_shares(found)[0])
            return RuleResult(verdict, message, evidence, question, values=values)
        if verdict is Verdict.MET:
            return RuleResult(verdict, texts.met(name, found, limit), evidence, values=values)
        remedies = remedies_in(budget, context.call)
        return RuleResult(verdict, texts.violated(name, found, limit, remedies), evidence, values=values)

    def explain(self, call: Call, rule: RuleInstance, parameters: ShareParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        name = rule.name or source_names(parameters.part)
        limit = parameters.limit
        sign, word = ("≤", "상한") if limit.is_upper else ("≥", "하한")
        return (
            f"{source_names(parameters.part)} ÷ 총사업비 {sign} {limit_percent(limit.share)} ({word})",
            "인쇄된 금액은 그 단위의 반만큼 위아래로 열린 구간으로 보고, 비율도 구간으로 계산하여 비교",
            "구간 전체가 한도 안이면 충족, 전체가 밖이면 위반, 한도에 걸치면 판정 불가(더 작은 단위의 표를 요청)",
            *_example(call, name, limit),
        )


def remedies_in(budget: Budget, call: Call) -> tuple[Remedy, ...] | None:
    """The least changes of a budget's sources after which it keeps every enabled limit of the call on them.

    None where the sources are not certain enough to move, nothing where no change keeps all limits.
    """
    enabled = [rule for rule in call.rules if rule.enabled]
    shares = [ShareParameters.model_validate(rule.parameters).limit for rule in enabled if rule.kind == ShareRule.id]
    sizes = [
        SizeLimit(size.source, limit_krw)
        for rule in enabled
        if rule.kind == SizeRule.id
        for size in (SizeParameters.model_validate(rule.parameters),)
        if (limit_krw := _size_to_keep(budget, size)) is not None
    ]
    return remedies_for(budget, shares, sizes)


def _size_to_keep(budget: Budget, size: SizeParameters) -> int | None:
    """The size that holds now must hold afterwards; where it does not, the amount that nobody can be given."""
    amount = budget.funding.of(size.source)
    return size.at_most_krw if amount is None or amount.krw <= size.at_most_krw else size.error_above_krw


def _example(call: Call, name: str, limit: ShareLimit) -> tuple[str, ...]:
    """What the limit comes to for the call's own size and national limit; nothing for a limit of nothing."""
    national = _national_krw(call)
    if limit.share <= 0:
        return ()
    if limit.is_upper:
        least = money(rounded_up(national / limit.share, MoneyUnit.MILLION), MoneyUnit.MILLION)
        return (f"예: {name} {money(national, MoneyUnit.MILLION)}이면 총사업비 {least} 이상이어야 함",)
    whole = rounded_up(national / _national_limit(call), MoneyUnit.MILLION)
    needed = money(rounded_up(whole * limit.share, MoneyUnit.MILLION), MoneyUnit.MILLION)
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


def _missing(context: RuleContext, name: str, source: Source) -> RuleResult:
    label = source.korean
    funding = context.proposal.budget.funding
    reason = funding.unknown.get(source) or context.proposal.unknown.get("budget") or f"{label} 금액을 찾지 못함"
    others = [each for each in context.proposal.budget.other_sources if each.amount.krw]
    if others:
        return RuleResult(
            Verdict.UNDETERMINED,
            f"{name} 비율 판정 불가: {label} 미확인, {texts.named(others)}이 어느 재원인지 알 수 없음"
            " → 재원 구분 확인 요청",
            distinct(anchor for each in others for anchor in each.amount.evidence),
            texts.ask_for(others),
        )
    known = (funding.national, funding.local, funding.private, funding.total)
    table = f"{with_object_particle(label)} 적은 재원별 사업비 표"
    return RuleResult(
        Verdict.UNDETERMINED,
        f"{name} 비율 판정 불가: {label} 미확인({reason}) → {table} 제출 요청",
        distinct(anchor for amount in known if amount is not None for anchor in amount.evidence),
        f"{table}를 제출하여 주시기 바람",
    )
