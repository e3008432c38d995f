"""Statements that a plan prints twice, held against each other: shares, amounts in words, calculations, targets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from rules.kinds.context import Case, Outcome, distinct
from rules.kinds.formatting import limit_percent, listed, money, percent, printed, shorten
from rules.kinds.intervals import possible
from schemas.anchor import Anchor
from schemas.finding import Verdict
from schemas.kpi import Kpi
from schemas.money import Interval
from schemas.statements import LineItem, PrintedRatio, RatioGroup, SpelledAmount, StatedTarget

_SHOWN: Final = 3
_WON: Final = 1


def judge_ratios(case: Case) -> Outcome:
    """Hold printed percentages against the amounts beside them, within half of their last digit, and against 100 %."""
    groups = case.proposal.statements.ratios
    ratios = [ratio for group in groups for ratio in group.ratios]
    if not ratios:
        return Outcome(Verdict.NOT_APPLICABLE, "사업비와 함께 적은 비율 없음")
    wrong = [ratio for ratio in ratios if _fits(ratio) is False]
    if wrong:
        said = listed(dict.fromkeys(_say_ratio(ratio) for ratio in wrong), _SHOWN)
        return Outcome(Verdict.VIOLATED, f"{said} → 비율 또는 금액 정정 필요", distinct(_places_of(wrong)))
    uneven = [group for group in groups if _sums_to_whole(group) is False]
    if uneven:
        said = listed(dict.fromkeys(_say_sum(group) for group in uneven), _SHOWN)
        evidence = distinct(anchor for group in uneven for anchor in _places_of(group.ratios))
        return Outcome(Verdict.VIOLATED, f"{said} → 비율 정정 필요", evidence)
    known = [ratio for ratio in ratios if _fits(ratio) is not None]
    if not known:
        return Outcome(
            Verdict.UNDETERMINED,
            f"표기 비율 {len(ratios)}건 대조 불가: 비율의 기준 금액을 찾지 못함 → 기준 금액 확인 요청",
            distinct(_places_of(ratios)),
            "표에 적은 비율이 어느 금액에 대한 비율인지 밝혀 주시기 바람",
        )
    return Outcome(Verdict.MET, f"표기 비율 {len(known)}건 모두 계산값과 일치", distinct(_places_of(known)))


def _fits(ratio: PrintedRatio) -> bool | None:
    if ratio.part is None or ratio.whole is None or possible(ratio.whole).lower <= 0:
        return None
    part, whole = possible(ratio.part), possible(ratio.whole)
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


def judge_spelled_amounts(case: Case) -> Outcome:
    """Hold amounts in figures against the same amounts in words."""
    stated = case.proposal.statements.spelled_amounts
    if not stated:
        return Outcome(Verdict.NOT_APPLICABLE, "숫자와 한글을 함께 적은 금액 없음")
    wrong = [each for each in stated if each.words_krw is not None and not _is_same_amount(each)]
    if wrong:
        said = listed((_say_spelled(each) for each in wrong), _SHOWN)
        return Outcome(Verdict.VIOLATED, f"{said} → 맞는 금액으로 통일 필요", _evidence(wrong))
    unread = [each for each in stated if each.words_krw is None]
    if unread:
        said = listed((f"{printed(each.figures)}의 한글 표기 '{shorten(each.words, 30)}'" for each in unread), _SHOWN)
        return Outcome(
            Verdict.UNDETERMINED,
            f"한글 금액 대조 불가: {said}를 금액으로 읽을 수 없음 → 한글 표기 확인 요청",
            _evidence(unread),
            "한글로 적은 금액을 확인하여 다시 적어 주시기 바람",
        )
    return Outcome(Verdict.MET, f"숫자와 한글을 함께 적은 금액 {len(stated)}건 모두 일치", _evidence(stated))


def _is_same_amount(stated: SpelledAmount) -> bool:
    return stated.words_krw is not None and stated.words_krw in possible(stated.figures)


def _say_spelled(stated: SpelledAmount) -> str:
    words = f"({money(stated.words_krw, _WON)})" if stated.words_krw is not None else ""
    return f"숫자 금액 {printed(stated.figures)}과 한글 금액 '{shorten(stated.words, 30)}'{words} 불일치"


def judge_line_items(case: Case) -> Outcome:
    """Hold 단가 × 수량 × 횟수 against the amount beside it, which may be rounded either way within its last digit.

    Source: 보조금 관리에 관한 법률 시행령 7조 ② (산출근거).
    """
    items = case.proposal.statements.line_items
    if not items:
        return Outcome(Verdict.NOT_APPLICABLE, "단가·수량을 적은 산출근거 없음")
    wrong = [item for item in items if not _is_product(item)]
    if wrong:
        said = listed((_say_item(item) for item in wrong), _SHOWN)
        return Outcome(Verdict.VIOLATED, f"{said} → 산출근거 또는 금액 정정 필요", _evidence(wrong))
    return Outcome(Verdict.MET, f"산출근거 {len(items)}건 모두 금액과 일치", _evidence(items))


def _is_product(item: LineItem) -> bool:
    gap = abs(item.product_krw - item.amount.krw)
    return gap == 0 or gap < item.amount.step


def _say_item(item: LineItem) -> str:
    gap = money(abs(item.product_krw - item.amount.krw), _WON)
    return (
        f"'{shorten(item.label, 30)}' 산출근거 {shorten(item.calculation, 50)} = {money(item.product_krw, _WON)}과 "
        f"금액 {printed(item.amount)} 불일치({gap})"
    )


def judge_targets(case: Case) -> Outcome:
    """Hold targets of the same programme, name and year that different places state against each other."""
    stated: dict[tuple[str, str, int | None], list[StatedTarget]] = defaultdict(list)
    for target in case.proposal.statements.targets:
        if target.kpi.value is not None:
            stated[_letters(target.program or ""), _letters(target.kpi.name), target.kpi.year].append(target)
    twice = [group for group in stated.values() if len({_place(target.kpi) for target in group}) > 1]
    if not twice:
        return Outcome(Verdict.NOT_APPLICABLE, "두 번 이상 적은 성과지표 목표 없음")
    wrong = [group for group in twice if len({target.kpi.value for target in group}) > 1]
    if wrong:
        said = listed((_say_target(group) for group in wrong), _SHOWN)
        return Outcome(Verdict.VIOLATED, f"{said} → 목표값 통일 필요", _target_places(wrong))
    return Outcome(Verdict.MET, f"두 번 이상 적은 성과목표 {len(twice)}건 모두 일치", _target_places(twice))


def _place(kpi: Kpi) -> tuple[Anchor, ...]:
    return kpi.evidence


def _say_target(group: list[StatedTarget]) -> str:
    first = group[0]
    values = " / ".join(dict.fromkeys(f"{target.kpi.value:,}{target.kpi.unit or ''}" for target in group))
    year = f"{first.kpi.year}년 " if first.kpi.year is not None else ""
    program = f"'{shorten(first.program, 30)}' " if first.program else ""
    return f"{program}{year}{first.kpi.name} 목표가 곳에 따라 다름({values})"


def _target_places(groups: list[list[StatedTarget]]) -> tuple[Anchor, ...]:
    return distinct(anchor for group in groups for target in group for anchor in target.kpi.evidence)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def _evidence(stated: Iterable[SpelledAmount | LineItem]) -> tuple[Anchor, ...]:
    return distinct(anchor for each in stated for anchor in each.evidence)
