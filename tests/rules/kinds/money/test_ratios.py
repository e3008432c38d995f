from fractions import Fraction

import pytest

from schemas import (
    Anchor,
    PrintedRatio,
    RatioGroup,
    Statements,
    Verdict,
)


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
