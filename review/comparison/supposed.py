"""Other amounts in a plan, as a page shows them: the fields, the rules before and after, and what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Final
from urllib.parse import urlencode

from review.rendering.labels_ko import rule_name, verdict_label
from review.rendering.limits import share_limits, share_text
from rules import remedies
from rules.kinds.money.remedies import Remedy
from rules.scenario import ChangedFinding, Scenario, judge_scenario
from schemas import Budget, Call, Finding, Proposal, Source, Submission, formatting
from schemas.errors import UsageError
from schemas.units import MoneyUnit

_SOURCES: Final = (
    *(each for source in Source.TOTAL.parts for each in (source, *source.parts)),
    Source.TOTAL,
)


@dataclass(frozen=True)
class AmountField:
    """A source with what the plan prints, what is supposed, and its share then. An empty total follows the sources."""

    source: Source
    printed: str
    supposed: str
    share_before: str
    share_after: str


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after; `look` is "better" or "worse" where it is met now or no longer."""

    name: str
    before: str
    after: str
    message: str
    look: str


@dataclass(frozen=True)
class Suggestion:
    """A repair that keeps every limit, and the address's query that supposes it."""

    text: str
    query: str


@dataclass(frozen=True)
class Supposed:
    """All of the page. `suggestions` is None where the sources are not certain enough for any."""

    unit: MoneyUnit
    fields: tuple[AmountField, ...]
    is_changed: bool
    changes: tuple[RuleChange, ...]
    still: tuple[RuleChange, ...]
    sums: tuple[str, ...]
    suggestions: tuple[Suggestion, ...] | None
    is_mended: bool


def supposed(proposal: Proposal, submission: Submission, call: Call, asked: Mapping[str, str]) -> Supposed:
    """The plan with the amounts that were typed in, by the name of the source and in the unit of the page.

    Raises:
        UsageError: something typed is no amount.
    """
    unit = unit_of(proposal.budget)
    amounts = {
        source: krw
        for source in _SOURCES
        if (text := asked.get(source.value, "").strip())
        and (krw := _krw(text, unit, source)) != _printed_krw(proposal.budget, source)
    }
    result = judge_scenario(proposal, submission, call, amounts, total_follows=Source.TOTAL not in amounts)
    found = remedies(result.proposal, call)
    offered = [each for each in found.values() if each is not None]
    return Supposed(
        unit=unit,
        fields=_fields(proposal.budget, result, amounts, unit, call),
        is_changed=bool(amounts),
        changes=tuple(_change(each, call) for each in result.changed),
        still=tuple(_still(result, call)),
        sums=tuple(
            f"{check.label}: 합계 {formatting.krw(check.total.krw, unit)}, 구성 금액 합 "
            f"{formatting.krw(check.total.krw - check.difference, unit)}"
            for check in result.sums
        ),
        suggestions=None if found and not offered else _suggestions(offered, unit),
        is_mended=not found,
    )


def unit_of(budget: Budget) -> MoneyUnit:
    """The largest unit in which all the plan's sources are whole numbers, but none larger than rules tell them in."""
    amounts = [amount for source in _SOURCES if (amount := budget.funding.of(source)) is not None]
    whole = formatting.common_unit(amount.krw for amount in amounts)
    return min([whole, *(formatting.unit_of(amount.step) for amount in amounts)])


def _krw(text: str, unit: MoneyUnit, source: Source) -> int:
    try:
        krw = Decimal(text.replace(",", "")) * int(unit)
    except DecimalException:
        krw = Decimal("NaN")
    if not krw.is_finite() or abs(krw) >= Decimal(10) ** 18 or krw != krw.to_integral_value():
        raise UsageError(f"{source.korean}: '{text[:20]}'은(는) {unit.korean} 단위의 금액이 아님")
    return int(krw)


def _printed_krw(budget: Budget, source: Source) -> int | None:
    amount = budget.funding.of(source)
    return amount.krw if amount is not None else None


def _fields(
    budget: Budget, result: Scenario, amounts: Mapping[Source, int], unit: MoneyUnit, call: Call
) -> tuple[AmountField, ...]:
    limits = share_limits(call)
    fields = []
    for source in _SOURCES:
        before, after = budget.funding.of(source), result.funding.of(source)
        if before is None and source.parent not in (None, Source.TOTAL):
            continue
        fields.append(
            AmountField(
                source=source,
                printed=formatting.in_unit(before.krw, unit) if before is not None else "",
                supposed=formatting.in_unit(after.krw, unit)
                if after is not None and (source is not Source.TOTAL or source in amounts)
                else "",
                share_before=share_text(budget, (source,), limits),
                share_after=share_text(result.proposal.budget, (source,), limits),
            )
        )
    return tuple(fields)


def _change(changed: ChangedFinding, call: Call) -> RuleChange:
    look = "better" if changed.is_better else "worse" if changed.is_worse else ""
    message = changed.after.message if changed.after else ""
    return RuleChange(rule_name(changed.rule, call), _label(changed.before), _label(changed.after), message, look)


def _still(result: Scenario, call: Call) -> Sequence[RuleChange]:
    """What is held against the plan with and without the change."""
    moved = {each.rule for each in result.changed}
    return [
        RuleChange(rule_name(finding.rule, call), _label(finding), _label(finding), finding.message, "")
        for finding in result.findings
        if finding.rule not in moved and finding.verdict.value in ("violated", "undetermined")
    ]


def _label(finding: Finding | None) -> str:
    return verdict_label(finding.verdict, finding.severity) if finding else "-"


def _suggestions(offered: Sequence[Sequence[Remedy]], unit: MoneyUnit) -> tuple[Suggestion, ...]:
    distinct = dict.fromkeys(remedy for each in offered for remedy in each)
    return tuple(Suggestion(remedy.full_text, _query(remedy, unit)) for remedy in distinct)


def _query(remedy: Remedy, unit: MoneyUnit) -> str:
    return urlencode({each.source.value: formatting.in_unit(each.after_krw, unit) for each in remedy.changes})
