"""Printed percentages: each is what the amounts beside it give, and shares of one whole add up to 100 %."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.intervals import interval_of
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent, percent, printed
from schemas.money import Interval
from schemas.statements import PrintedRatio, RatioGroup

_SHOWN: Final = 3


class RatiosRule(ProposalRule[NoParameters]):
    """Whether printed percentages are those of the printed amounts."""

    id = "ratios"
    korean = "표기 비율"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Hold printed percentages against the amounts beside them (± half of the last digit) and against 100 %."""
        groups = context.proposal.statements.ratios
        ratios = [ratio for group in groups for ratio in group.ratios]
        if not ratios:
            return RuleResult(Verdict.NOT_APPLICABLE, "사업비와 함께 적은 비율 없음")
        wrong = [ratio for ratio in ratios if _fits(ratio) is False]
        if wrong:
            said = listed(dict.fromkeys(_say_ratio(ratio) for ratio in wrong), _SHOWN)
            return RuleResult(Verdict.VIOLATED, f"{said} → 비율 또는 금액 정정 필요", distinct(_places_of(wrong)))
        uneven = [group for group in groups if _sums_to_whole(group) is False]
        if uneven:
            said = listed(dict.fromkeys(_say_sum(group) for group in uneven), _SHOWN)
            evidence = distinct(anchor for group in uneven for anchor in _places_of(group.ratios))
            return RuleResult(Verdict.VIOLATED, f"{said} → 비율 정정 필요", evidence)
        known = [ratio for ratio in ratios if _fits(ratio) is not None]
        if not known:
            return RuleResult(
                Verdict.UNDETERMINED,
                f"표기 비율 {len(ratios)}건 대조 불가: 비율의 기준 금액을 찾지 못함 → 기준 금액 확인 요청",
                distinct(_places_of(ratios)),
                "표에 적은 비율이 어느 금액에 대한 비율인지 밝혀 주시기 바람",
            )
        return RuleResult(Verdict.MET, f"표기 비율 {len(known)}건 모두 계산값과 일치", distinct(_places_of(known)))

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words."""
        return (
            "인쇄된 비율 = 금액으로 계산한 비율 (비율의 끝자리 반과 금액의 단위 반의 범위 안에서)",
            "한 금액을 나눈 비율의 합 = 100% (비율마다 끝자리 반의 범위 안에서)",
        )


def _fits(ratio: PrintedRatio) -> bool | None:
    if ratio.part is None or ratio.whole is None or interval_of(ratio.whole).lower <= 0:
        return None
    part, whole = interval_of(ratio.part), interval_of(ratio.whole)
    computed = Interval(lower=part.lower / whole.upper, upper=part.upper / whole.lower)
    shown = Interval(lower=ratio.share - ratio.half_digit, upper=ratio.share + ratio.half_digit)
    return computed.overlaps(shown)


def _sums_to_whole(group: RatioGroup) -> bool | None:
    parts = [ratio for ratio in group.ratios if ratio.part is None or ratio.part != ratio.whole]
    if not group.complete or not parts:
        return None
    slack = sum((ratio.half_digit for ratio in parts), Fraction(0))
    return abs(sum((ratio.share for ratio in parts), Fraction(0)) - 1) <= slack


def _say_ratio(ratio: PrintedRatio) -> str:
    part, whole = ratio.part, ratio.whole
    if part is None or whole is None:
        return f"{ratio.label} 표기 비율 {limit_percent(ratio.share)}"
    computed = percent(Fraction(part.krw, whole.krw), _decimals(ratio))
    label = f"{ratio.label} " if ratio.label else ""
    shown = percent(ratio.share, _decimals(ratio))
    return f"{label}표기 비율 {shown}와 계산값 {computed} ({printed(part)}/{printed(whole)}) 불일치"


def _decimals(ratio: PrintedRatio) -> int:
    return len(str(Fraction(1, 200) / ratio.half_digit)) - 1


def _say_sum(group: RatioGroup) -> str:
    shares = [ratio.share for ratio in group.ratios if ratio.part != ratio.whole]
    return f"'{shorten(group.label, 30)}' 비율의 합 {limit_percent(sum(shares, Fraction(0)))}로 100%와 불일치"


def _places_of(ratios: Iterable[PrintedRatio]) -> Iterator[Anchor]:
    for ratio in ratios:
        yield from ratio.evidence
        for amount in (ratio.part, ratio.whole):
            yield from amount.evidence if amount is not None else ()
