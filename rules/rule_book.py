"""What each rule computes, in words and with the call's own numbers: the text of the rule book."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from rules.kinds.formatting import limit_percent, money, rounded_up, source_names
from rules.kinds.parameters import (
    AllMoneyParameters,
    CoverageParameters,
    DeadlineParameters,
    DeclaredAreaParameters,
    ExpressionParameters,
    FileSizeParameters,
    NarrativeParameters,
    PagesParameters,
    PeriodParameters,
    SectionsParameters,
    ShareParameters,
    SizeParameters,
    UnitCostParameters,
)
from rules.registry import kind_of
from schemas.call import Call, RuleInstance
from schemas.submission import SubmissionKind

_EOK: Final = 100_000_000
_MILLION: Final = 1_000_000
_EXAMPLE_KRW: Final = 7_000_000_000
_KINDS: Final = {
    SubmissionKind.FIRST: "접수본",
    SubmissionKind.CORRECTED: "보완본",
    SubmissionKind.AGREED: "협약본",
}


def explain(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    """How a rule of this call is computed, line by line, with its limits and an example where it has a limit."""
    return _EXPLAINED[kind_of(rule)](call, rule)


def _share(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    parameters = ShareParameters.model_validate(rule.parameters)
    name = rule.name or source_names(parameters.part)
    at_most = parameters.at_most is not None
    limit = parameters.at_most if parameters.at_most is not None else parameters.at_least or Fraction(0)
    sign, word = ("≤", "상한") if at_most else ("≥", "하한")
    lines = [
        f"{source_names(parameters.part)} ÷ 총사업비 {sign} {limit_percent(limit)} ({word})",
        "인쇄된 금액은 그 단위의 반만큼 위아래로 열린 구간으로 보고, 비율도 구간으로 계산하여 비교",
        "구간 전체가 한도 안이면 충족, 전체가 밖이면 위반, 한도에 걸치면 판정 불가(더 작은 단위의 표를 요청)",
    ]
    if at_most and limit > 0:
        least = money(rounded_up(_example(call) / limit, _MILLION), _MILLION)
        lines.append(f"예: {name} {money(_example(call), _MILLION)}이면 총사업비 {least} 이상이어야 함")
    elif not at_most and limit > 0:
        whole = rounded_up(_example(call) / _national_limit(call), _MILLION)
        needed = money(rounded_up(whole * limit, _MILLION), _MILLION)
        lines.append(f"예: 총사업비 {money(whole, _MILLION)}이면 {name} {needed} 이상이어야 함")
    return tuple(lines)


def _example(call: Call) -> int:
    """The national money of an example: the call's own size where it states one."""
    sizes = [rule for rule in call.rules if rule.enabled and kind_of(rule) == "size"]
    return SizeParameters.model_validate(sizes[0].parameters).at_most_krw if sizes else _EXAMPLE_KRW


def _national_limit(call: Call) -> Fraction:
    for rule in call.rules:
        if rule.enabled and kind_of(rule) == "share":
            limit = ShareParameters.model_validate(rule.parameters).at_most
            if limit:
                return limit
    return Fraction(1)


def _size(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    parameters = SizeParameters.model_validate(rule.parameters)
    name = rule.name or parameters.source.korean
    lines = [f"{name} ≤ {money(parameters.at_most_krw, _EOK)}"]
    if parameters.error_above_krw is not None:
        lines.append(f"{money(parameters.error_above_krw, _EOK)} 초과는 필수 요건 위반으로 격상")
    return (*lines, "기준 금액을 그대로 적은 경우는 충족으로 봄")


def _applicant(call: Call, _: RuleInstance) -> tuple[str, ...]:
    excluded = [f"{region.name}({region.reason})" for region in call.exclusions]
    lines = [
        f"신청기관 ∈ {{{', '.join(region.name for region in call.applicants)}}}",
        "옛 이름과 줄임말(aliases)도 같은 지방정부로 봄",
    ]
    return (*lines, *([f"제외: {', '.join(excluded)}"] if excluded else []))


def _deadline(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    parameters = DeadlineParameters.model_validate(rule.parameters)
    kinds = ", ".join(_KINDS[kind] for kind in parameters.kinds)
    closes = call.closes_at.isoformat(sep=" ", timespec="minutes")
    return (
        f"접수시각 < {closes} ({call.timezone})",
        f"대상: {kinds}. 접수대장의 시각만 근거로 하고 파일의 날짜는 쓰지 않음(접수시각이 없으면 판정 불가)",
    )


def _sections(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    required = SectionsParameters.model_validate(rule.parameters).required
    names = [section.name for section in call.sections if not required or section.id in required]
    return (f"절, 표의 항목 또는 이름 붙은 줄로 있어야 하는 내용: {', '.join(names)}",)


def _declared_area(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    above = DeclaredAreaParameters.model_validate(rule.parameters).score_above
    return (f"내용에서 판정한 분야의 점수가 {limit_percent(above)}를 넘고 계획서가 적은 분야와 다르면 위반",)


def _coverage(call: Call, rule: RuleInstance) -> tuple[str, ...]:
    limit = CoverageParameters.model_validate(rule.parameters).operation_at_most
    areas = ", ".join(area.name for area in call.areas)
    lines = [f"분야({areas})별 사업비 ÷ 전체 사업비; 사업비가 없는 분야를 알림"]
    return (*lines, *([f"어느 분야에도 들지 않는 사업비 ≤ {limit_percent(limit)}"] if limit is not None else []))


def _narrative(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    within = NarrativeParameters.model_validate(rule.parameters).approximate_within
    return (
        "사업비 표 밖에서 총사업비나 재원을 적은 금액 = 표의 금액 (각각 인쇄된 자릿수의 범위 안에서)",
        f"'약', '여', '내외'가 붙은 금액은 {limit_percent(within)} 이내",
    )


def _period(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    window = PeriodParameters.model_validate(rule.parameters)
    lines = ["시작일 ≤ 종료일; 함께 적은 개월 수 = 시작일부터 종료일까지(한 달 미만의 차이는 허용)"]
    if window.not_before is not None:
        lines.append(f"시작일 ≥ {window.not_before}")
    if window.not_after is not None:
        lines.append(f"종료일 ≤ {window.not_after}")
    return tuple(lines)


def _pages(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    return (f"쪽수 ≤ {PagesParameters.model_validate(rule.parameters).at_most}쪽",)


def _file_size(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    limit = FileSizeParameters.model_validate(rule.parameters).at_most_megabytes
    return (f"파일 크기 ≤ {limit}MB (1MB = 1,048,576바이트)",)


def _all_money(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    parameters = AllMoneyParameters.model_validate(rule.parameters)
    name = parameters.source.korean
    return (f"선정 {parameters.selected}곳의 {name} 합 ≤ {money(parameters.at_most_krw, _EOK)}",)


def _unit_cost(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    parameters = UnitCostParameters.model_validate(rule.parameters)
    line = (
        f"프로그램 사업비 ÷ 목표({', '.join(parameters.units)})가 같은 분야 중앙값의 {parameters.times}배를 넘거나 "
        f"{parameters.times}분의 1에 못 미치면 알림(같은 분야 프로그램 {parameters.at_least}개 이상일 때)"
    )
    return (line,)


def _expression(_: Call, rule: RuleInstance) -> tuple[str, ...]:
    text = ExpressionParameters.model_validate(rule.parameters).expression
    return (
        f"식: {' '.join(text.split())}",
        "식이 참이면 충족, 거짓이면 위반, 식에 필요한 값을 확인하지 못하면 판정 불가(인쇄된 금액 그대로 비교)",
    )


def _fixed(*lines: str) -> Callable[[Call, RuleInstance], tuple[str, ...]]:
    return lambda _call, _rule: lines


_EXPLAINED: Final[dict[str, Callable[[Call, RuleInstance], tuple[str, ...]]]] = {
    "applicant": _applicant,
    "deadline": _deadline,
    "share": _share,
    "size": _size,
    "budget-table": _fixed("국비와 지방비·자부담 가운데 하나 이상을 구분한 사업비 표가 있음"),
    "sums": _fixed(
        "합계 = 구성 금액의 합 (재원, 연도, 프로그램, 비목, 기관별로 둘 다 적힌 곳마다)",
        "구성 금액이 n개이면 ⌊(n+1)/2⌋ 단위까지의 차이는 단수차로 보고 충족",
        "어긋나면 어느 칸 하나를 고치면 가장 많은 합계가 맞는지 함께 알림",
    ),
    "narrative": _narrative,
    "declared-area": _declared_area,
    "sections": _sections,
    "readable": _fixed(
        "글자 층이 보이는 내용보다 적은 쪽(스캔, 그림 인쇄)을 알리고 그 쪽에 근거한 판정을 잠정으로 표시"
    ),
    "period": _period,
    "coverage": _coverage,
    "units": _fixed(
        "사업비 표마다 금액 단위를 밝힘",
        "같은 금액을 1,000배, 100,000배 또는 100,000,000배 차이로 적은 두 표는 단위 오류로 봄"
        "(두 칸 이상이 100배 또는 1,000,000배 차이인 두 표도 같음)",
    ),
    "pages": _pages,
    "file-size": _file_size,
    "ratios": _fixed(
        "인쇄된 비율 = 금액으로 계산한 비율 (비율의 끝자리 반과 금액의 단위 반의 범위 안에서)",
        "한 금액을 나눈 비율의 합 = 100% (비율마다 끝자리 반의 범위 안에서)",
    ),
    "spelled-amounts": _fixed("숫자 금액 = 한글 금액: 금14,000,000원(금일천사백만원)"),
    "line-items": _fixed("단가 × 수량 × 횟수 = 옆에 적은 금액 (금액의 단위 하나 미만의 올림·버림은 허용)"),
    "targets": _fixed("같은 프로그램의 같은 지표(같은 연도)를 두 곳 이상에 적었으면 값이 같음"),
    "one-per-applicant": _fixed("한 지방정부의 서로 다른 접수본이 둘 이상이면 알림(같은 파일은 참고)"),
    "corrected-scope": _fixed("보완본의 국비 ≤ 접수본의 국비; 요청하지 않은 항목의 변경을 알림"),
    "all-money": _all_money,
    "similar": _fixed("두 신청기관에만 함께 있는 문장(이어진 열한 낱말 이상)을 알림; 여럿에 있는 서식 문구는 제외"),
    "unit-cost": _unit_cost,
    "expression": _expression,
    "placeholders": _fixed("서식에 있던 문구(00백만원, OO, 20XX년, ※ … 작성)가 남아 있지 않음"),
}
