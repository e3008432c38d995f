import pytest

from schemas import (
    Verdict,
)


@pytest.mark.parametrize(
    ("nationals", "verdict"),
    [
        ((7_000, 7_000, 7_000), Verdict.MET),
        ((7_000, 7_000, 7_001), Verdict.UNDETERMINED),
        ((7_001, 7_000, 7_001), Verdict.VIOLATED),
    ],
)
def test_money_of_any_two_plans_is_held_against_the_whole(nationals, verdict, examined, across):
    names = ("부산광역시", "인천광역시", "광주광역시")
    plans = [
        examined(name, name[0], money=(national, 3_000, 2_000)) for name, national in zip(names, nationals, strict=True)
    ]
    (finding,) = across("national-total", *plans)
    assert finding.verdict is verdict
