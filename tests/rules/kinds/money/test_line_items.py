import pytest

from schemas import (
    Amount,
    LineItem,
    Statements,
    Verdict,
)


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


@pytest.mark.parametrize(
    ("product", "verdict"),
    [(6_999_960, Verdict.MET), (7_340_000, Verdict.MET), (7_400_000, Verdict.VIOLATED), (70_000_000, Verdict.VIOLATED)],
)
def test_an_average_gives_about_the_amount(product, verdict, plan, found):
    amount = Amount(krw=7_000_000, step=1, approximate=True)
    item = LineItem(label="공공요금", calculation="583,330원(월평균) × 12", product_krw=product, amount=amount)
    assert found("unit-price", plan(statements=Statements(line_items=(item,)))).verdict is verdict
