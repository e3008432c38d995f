from datetime import date
from fractions import Fraction

import pytest

from schemas import (
    Anchor,
    Kpi,
    LineItem,
    Period,
    Placeholder,
    PrintedRatio,
    RatioGroup,
    ReadingWarning,
    SpelledAmount,
    Stated,
    StatedLength,
    StatedTarget,
    Statements,
    UnlabelledTable,
    Verdict,
    WarningCode,
)

ALL = {
    "printed-ratio": "NOT_APPLICABLE",
    "korean-amount": "NOT_APPLICABLE",
    "unit-price": "NOT_APPLICABLE",
    "kpi-consistent": "NOT_APPLICABLE",
    "placeholder-left": "MET",
}


@pytest.fixture
def ratio(amount):
    def make(share, part, whole, half_digit=Fraction(1, 2000), step=1_000_000):
        return PrintedRatio(
            label="국비",
            share=Fraction(str(share)) / 100,
            half_digit=half_digit,
            part=amount(part, step) if part is not None else None,
            whole=amount(whole, step) if whole is not None else None,
            evidence=(Anchor(page=1, text=f"{share}"),),
        )

    return make


@pytest.mark.parametrize(("rule", "verdict"), ALL.items())
def test_plan_that_states_nothing_twice_breaks_nothing(rule, verdict, plan, found):
    assert found(rule, plan()).verdict is Verdict[verdict]


@pytest.mark.parametrize(
    ("share", "part", "whole", "half_digit", "verdict"),
    [
        ("60.0", 7_000, 11_671, Fraction(1, 2000), Verdict.MET),
        ("59.9", 7_000, 11_671, Fraction(1, 2000), Verdict.VIOLATED),
        ("60.1", 7_000, 11_671, Fraction(1, 2000), Verdict.VIOLATED),
        ("60", 7_000, 11_671, Fraction(1, 200), Verdict.MET),
        ("59", 7_000, 11_671, Fraction(1, 200), Verdict.VIOLATED),
        ("59.98", 7_000, 11_671, Fraction(1, 20_000), Verdict.MET),
        ("59.95", 7_000, 11_671, Fraction(1, 20_000), Verdict.VIOLATED),
        ("69.8", 150, 215, Fraction(1, 2000), Verdict.MET),
        ("60.1", 140, 233, Fraction(1, 2000), Verdict.MET),
        ("60.0", None, None, Fraction(1, 2000), Verdict.UNDETERMINED),
    ],
)
def test_printed_share_is_the_computed_one_within_half_its_last_digit(
    share, part, whole, half_digit, verdict, ratio, plan, found
):
    group = RatioGroup(label="재원별", ratios=(ratio(share, part, whole, half_digit),))
    finding = found("printed-ratio", plan(statements=Statements(ratios=(group,))))
    assert finding.verdict is verdict
    assert (finding.question is not None) == (verdict is Verdict.UNDETERMINED)


def test_wrong_share_is_shown_beside_the_computed_one(ratio, plan, found):
    group = RatioGroup(label="재원별", ratios=(ratio("62.0", 7_000, 11_671),))
    finding = found("printed-ratio", plan(statements=Statements(ratios=(group,))))
    assert finding.message == (
        "국비 표기 비율 62.0%와 계산값 60.0% (7,000백만원/11,671백만원) 불일치 → 비율 또는 금액 정정 필요"
    )


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        (("60.0", "22.0", "18.0"), Verdict.MET),
        (("60.0", "22.0", "18.1"), Verdict.MET),
        (("60.0", "22.0", "18.2"), Verdict.VIOLATED),
    ],
)
def test_shares_of_one_whole_sum_to_a_hundred_within_their_rounding(shares, verdict, ratio, plan, found):
    # Amounts printed in 억원 leave each share wide open: only the sum of the shares can be wrong.
    parts = tuple(ratio(share, part, 11, step=1_000_000_000) for share, part in zip(shares, (7, 2, 2), strict=True))
    group = RatioGroup(label="재원별", ratios=parts, complete=True)
    assert found("printed-ratio", plan(statements=Statements(ratios=(group,)))).verdict is verdict


@pytest.mark.parametrize(
    ("figures", "step", "words_krw", "verdict"),
    [
        (14_000_000, 1, 14_000_000, Verdict.MET),
        (14_000_000, 1, 14_000_001, Verdict.VIOLATED),
        (14_000_000, 1, 15_000_000, Verdict.VIOLATED),
        (7_000, 1_000_000, 7_000_000_000, Verdict.MET),
        (7_000, 1_000_000, 7_000_500_000, Verdict.MET),
        (7_000, 1_000_000, 7_000_500_001, Verdict.VIOLATED),
        (14_000_000, 1, None, Verdict.UNDETERMINED),
    ],
)
def test_words_spell_the_amount_in_figures(figures, step, words_krw, verdict, amount, plan, found):
    stated = SpelledAmount(figures=amount(figures, step), words="금일천사백만원", words_krw=words_krw)
    assert found("korean-amount", plan(statements=Statements(spelled_amounts=(stated,)))).verdict is verdict


@pytest.mark.parametrize(
    ("product", "value", "step", "verdict"),
    [
        (75_000_000, 75_000, 1_000, Verdict.MET),
        (75_000_999, 75_000, 1_000, Verdict.MET),
        (75_001_000, 75_000, 1_000, Verdict.VIOLATED),
        (74_999_001, 75_000, 1_000, Verdict.MET),
        (74_999_000, 75_000, 1_000, Verdict.VIOLATED),
        (75_000_000, 75_000_000, 1, Verdict.MET),
        (75_000_001, 75_000_000, 1, Verdict.VIOLATED),
        (74_600_000, 75, 1_000_000, Verdict.MET),
        (76_000_000, 75, 1_000_000, Verdict.VIOLATED),
    ],
)
def test_product_is_the_amount_rounded_either_way(product, value, step, verdict, amount, plan, found):
    item = LineItem(
        label="인건비", calculation="2,500천원 × 3명 × 10월", product_krw=product, amount=amount(value, step)
    )
    assert found("unit-price", plan(statements=Statements(line_items=(item,)))).verdict is verdict


def _target(value, name="교육 수료", program="예시 교육", year=None, page=1):
    kpi = Kpi(name=name, value=value, unit="명", year=year, evidence=(Anchor(page=page, text=f"{name} {value}"),))
    return StatedTarget(program=program, kpi=kpi)


@pytest.mark.parametrize(
    ("targets", "verdict"),
    [
        ((_target(200), _target(200, page=9)), Verdict.MET),
        ((_target(200), _target(201, page=9)), Verdict.VIOLATED),
        ((_target(200), _target(220, "교육수료", page=9)), Verdict.VIOLATED),
        ((_target(200), _target(90, year=2026, page=9)), Verdict.NOT_APPLICABLE),
        ((_target(200), _target(60, program="다른 교육", page=9)), Verdict.NOT_APPLICABLE),
        ((_target(200),), Verdict.NOT_APPLICABLE),
    ],
)
def test_target_stated_twice_is_stated_alike(targets, verdict, plan, found):
    finding = found("kpi-consistent", plan(statements=Statements(targets=targets)))
    assert finding.verdict is verdict
    assert len(finding.evidence) == (0 if verdict is Verdict.NOT_APPLICABLE else 2)


def test_text_of_the_form_is_reported_with_its_lines(plan, found):
    left = Placeholder(text="00백만원", line="총사업비 00백만원", evidence=(Anchor(page=2, text="총사업비 00백만원"),))
    finding = found("placeholder-left", plan(statements=Statements(placeholders=(left,))))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message == "작성하지 않은 서식 문구 1곳: '총사업비 00백만원' → 내용 기재 또는 문구 삭제 필요"


def test_pages_that_cannot_be_read_leave_open_whether_text_of_the_form_is_there(plan, found):
    warning = ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="예시")
    assert found("placeholder-left", plan(warnings=(warning,))).verdict is Verdict.UNDETERMINED


def test_money_table_without_a_unit_is_a_violation(plan, found):
    table = UnlabelledTable(caption="재원별 사업비", evidence=(Anchor(page=5, text="11,671"),))
    proposal = plan(7_000, 2_568, 2_103, 11_671, statements=Statements(unlabelled_tables=(table,)))
    finding = found("unit-declared", proposal)
    assert finding.verdict is Verdict.VIOLATED
    assert "'재원별 사업비'" in finding.message
    assert found("unit-declared", plan(7_000, 2_568, 2_103, 11_671)).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("start", "end", "months", "verdict"),
    [
        ("2026-04-01", "2027-12-31", 21, Verdict.MET),
        ("2026-04-01", "2027-12-31", 20, Verdict.VIOLATED),
        ("2026-04-01", "2027-12-31", 22, Verdict.VIOLATED),
        ("2026-04-15", "2027-12-31", 20, Verdict.MET),
        ("2026-04-15", "2027-12-31", 21, Verdict.MET),
        ("2026-04-15", "2027-12-31", 22, Verdict.VIOLATED),
        ("2026-04-15", "2026-10-14", 6, Verdict.MET),
        ("2026-04-15", "2026-10-14", 5, Verdict.VIOLATED),
    ],
)
def test_months_printed_beside_the_period_are_its_length(start, end, months, verdict, plan, found):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    period = Period(start=Stated(value=first), end=Stated(value=last))
    length = StatedLength(months=months, start=first, end=last, evidence=(Anchor(text="사업기간"),))
    finding = found("period", plan(period=period, statements=Statements(lengths=(length,))))
    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("size", "verdict", "shown"),
    [
        (10 * 2**20, Verdict.MET, "10.00MB"),
        (10 * 2**20 + 1, Verdict.VIOLATED, "10.01MB"),
        (1, Verdict.MET, "0.01MB"),
        (None, Verdict.UNDETERMINED, "10MB"),
    ],
)
def test_bytes_are_held_against_the_calls_megabytes(size, verdict, shown, plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "file-size")
    rule = rule.model_copy(update={"enabled": True, "parameters": {"at_most_megabytes": 10}})
    proposal = plan()
    proposal = proposal.model_copy(update={"file": proposal.file.model_copy(update={"size_bytes": size})})
    finding = found("file-size", proposal, of=call.model_copy(update={"rules": (rule,)}))
    assert finding.verdict is verdict
    assert shown in finding.message
