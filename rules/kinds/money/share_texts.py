"""What a share rule says of each verdict: the numbers, the limit, and what to change or to ask for."""

from collections.abc import Sequence
from fractions import Fraction

from rules.kinds.money.remedies import Remedy
from rules.kinds.money.stated_share import ShareLimit, StatedShare, possible_shares, possible_shares_with_others
from rules.kinds.wording import rounded_down, rounded_up
from schemas.formatting import limit_percent, money, percent_beside, percent_range, printed, unit_of
from schemas.money import Interval
from schemas.proposal import NamedSource
from schemas.units import MoneyUnit


def met(name: str, found: StatedShare, limit: ShareLimit) -> str:
    """국비 비율 59.98% (7,000백만원/11,671백만원)로 상한 60% 이내."""
    side, inside = ("상한", "이내") if limit.is_upper else ("하한", "이상")
    return f"{_numbers(name, found, limit)} {side} {limit_percent(limit.share)} {inside}"


def violated(name: str, found: StatedShare, limit: ShareLimit, remedies: Sequence[Remedy] | None) -> str:
    """The share outside its limit, and the changes that keep every limit of the call; None where none can be told."""
    side, outside = ("상한", "초과") if limit.is_upper else ("하한", "미달")
    fault = f"{_numbers(name, found, limit)} {side} {limit_percent(limit.share)} {outside}"
    is_outside = found.share > limit.share if limit.is_upper else found.share < limit.share
    if not is_outside:
        # The share is inside as the quotient of two printed numbers; the other sources say that it cannot be.
        return f"{fault}(나머지 재원을 제외한 비율 기준) → 재원별 금액 확인 필요"
    if remedies:
        return f"{fault} → {' 또는 '.join(remedy.text for remedy in remedies)} 필요"
    if remedies is not None:
        return f"{fault}, 공고의 기준을 모두 지키는 재원 조정안 없음 → 재원 구성 재작성 필요"
    exact, step = limit.share * found.total.krw, found.part_step
    if limit.is_upper:
        return f"{fault} → {name} {money(rounded_down(exact, step), step)} 이하로 조정 필요(현 총사업비 기준)"
    needed = rounded_up(exact, step)
    short = money(needed - found.part_krw, step)
    return f"{fault} → {name} {short} 추가 확보 필요(현 총사업비 기준 {money(needed, step)} 이상)"


def left_open(name: str, found: StatedShare, view: Interval) -> tuple[str, str]:
    """Why the numbers leave the share open, and what to ask for."""
    amounts = f"{money(found.part_krw, found.part_step)}/{money(found.total.krw, found.total.step)}"
    spread = percent_range(view)
    unit = (MoneyUnit.THOUSAND if found.coarsest_step > MoneyUnit.THOUSAND else MoneyUnit.WON).korean
    question = f"재원별 사업비(국비·지방비·자부담·총사업비) 표를 {unit} 단위로 제출하여 주시기 바람"
    if any(amount.approximate for amount in found.used):
        message = f"{name} 비율 판정 불가: 어림값({amounts})으로는 {spread} → {unit} 단위 재원표 제출 요청"
        return message, question
    printed_in = unit_of(found.coarsest_step).korean
    message = f"{name} 비율 판정 불가: 인쇄 단위({printed_in})로는 {spread} ({amounts}) → {unit} 단위 재원표 제출 요청"
    return message, question


def disagreement(name: str, found: StatedShare, limit: ShareLimit) -> str:
    """The sources do not add up to the total, and whether the limit holds depends on which is right."""
    sources = sum(amount.krw for amount in found.used[1:])
    step = min(amount.step for amount in found.used)
    rest = sum(amount.krw for amount in found.rest or ())
    by_total = percent_beside(found.share, limit.share)
    by_rest = percent_beside(1 - Fraction(rest, found.total.krw), limit.share)
    by_sum = f", 재원 합계 기준 {percent_beside(Fraction(found.part_krw, sources), limit.share)}" if sources else ""
    return (
        f"{name} 비율 판정 불가: 총사업비 {printed(found.total)}과 재원 합계 {money(sources, step)} 불일치로 "
        f"총사업비 기준 {by_total}, 나머지 재원을 제외한 비율 {by_rest}{by_sum}"
        "(기재 또는 추출 오류) → 재원별 금액 확인 요청"
    )


def more_than_all(name: str, found: StatedShare) -> str:
    """A part of the total that is larger than it is misprinted or misread, one of both."""
    part = money(found.part_krw, found.part_step)
    return (
        f"{name} 비율 판정 불가: {name} {part}이 총사업비 {printed(found.total)}보다 큼(기재 또는 추출 오류)"
        " → 재원별 금액 확인 요청"
    )


def without_others(name: str, found: StatedShare) -> tuple[str, str]:
    """A part that is all of the total, and what to ask for."""
    why = f"{name} 외의 재원을 적은 표를 찾지 못함({name} {printed(found.total)}이 총사업비 전부)"
    message = f"{name} 비율 판정 불가: {why} → 재원별 사업비 표 제출 요청"
    return message, "국비·지방비·자부담을 구분한 재원별 사업비 표를 제출하여 주시기 바람"


def depends_on_others(name: str, found: StatedShare) -> tuple[str, str]:
    """Whether the limit holds depends on what sources without a known meaning count as; and what to ask for."""
    views = [*possible_shares(found), *possible_shares_with_others(found)]
    lowest = max(min(view.lower for view in views), Fraction(0))
    spread = percent_range(Interval(lower=lowest, upper=max(lowest, *(view.upper for view in views))))
    message = f"{name} 비율 판정 불가: {named(found.others)}이 어느 재원인지에 따라 {spread} → 재원 구분 확인 요청"
    return message, ask_for(found.others)


def named(others: Sequence[NamedSource]) -> str:
    """'자담' 1,500백만원."""
    return ", ".join(f"'{other.name}' {printed(other.amount)}" for other in others)


def ask_for(others: Sequence[NamedSource]) -> str:
    """Which of the known sources the others are."""
    return f"{named(others)}이 국비, 지방비, 자부담 가운데 어느 것인지 밝혀 주시기 바람"


def _numbers(name: str, found: StatedShare, limit: ShareLimit) -> str:
    part, total = money(found.part_krw, found.part_step), money(found.total.krw, found.total.step)
    return f"{name} 비율 {percent_beside(found.share, limit.share)} ({part}/{total})로"
