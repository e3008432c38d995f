"""The smallest changes that bring a share inside its limit: in whole printed units, and not one unit more."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.kinds.money.share import ShareParameters
from rules.kinds.money.share_changes import changes_inside, stated_share
from rules.remedies import what_if
from schemas import Source, Verdict

STEPS = (1, 1_000, 1_000_000, 10_000_000, 100_000_000)


def test_share_just_above_its_limit_asks_for_the_next_unit(plan, call):
    (found,) = what_if(plan(national=7_000, local=2_334, private=2_326, total=11_660), call)
    assert found.rule == "national-share"
    assert found.request == ("국비 비율 60.03%(상한 60%) → 총사업비 11,667백만원 이상 또는 국비 4백만원 감액")


def test_request_is_in_the_unit_that_the_table_prints(plan, call):
    (found,) = what_if(plan(national=701, local=240, private=227, total=1_168, step=10_000_000), call)
    assert found.request.endswith("→ 총사업비 116.9억원 이상 또는 국비 0.1억원 감액")


def test_larger_total_says_what_the_lower_limit_then_asks_for(plan, call):
    (found,) = what_if(plan(national=7_300, local=2_400, private=2_266, total=11_966), call)
    assert found.changes[0].krw == 12_167_000_000
    assert found.request.endswith("국비 121백만원 감액(총사업비 증액 시 지방비 2,434백만원 이상 필요)")


def test_share_too_low_asks_for_more_of_the_source_first(plan, call):
    (found,) = what_if(plan(national=7_000, local=1_984, private=2_686, total=11_670), call)
    assert found.rule == "local-share"
    assert found.request == ("지방비 비율 17.0%(하한 20%) → 지방비 350백만원 증액 또는 총사업비 9,920백만원 이하")


def test_shares_inside_their_limits_or_unknown_ask_for_nothing(plan, call):
    assert what_if(plan(national=7_000, local=2_334, private=2_333, total=11_667), call) == ()
    assert what_if(plan(national=7_000), call) == ()
    assert what_if(plan(national=0, local=0, private=0, total=0), call) == ()


def test_complement_of_a_share_is_not_asked_for_again(plan, call):
    assert [found.rule for found in what_if(plan(national=7_300, total=11_966), call)] == ["national-share"]


def test_share_that_only_the_other_sources_put_outside_asks_to_check_the_amounts(plan, found):
    finding = found("local-share", plan(national=3, local=1, private=2, total=4, step=100_000_000))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message.endswith("하한 20% 미달(나머지 재원 기준) → 재원별 금액 확인 필요")


@pytest.mark.parametrize("side", ["at_most", "at_least"])
@given(
    part=st.integers(0, 10**6),
    rest=st.integers(0, 10**6),
    percent=st.integers(0, 100),
    step=st.sampled_from(STEPS),
    total_step=st.sampled_from(STEPS),
)
def test_each_change_brings_the_share_inside_and_one_unit_less_does_not(
    plan, amount, side, part, rest, percent, step, total_step
):
    limit = Fraction(percent, 100)
    parameters = ShareParameters.model_validate({"part": ["national"], side: f"{percent}%"})
    total_krw = (part + rest) * step // total_step * total_step
    assume(total_krw > 0)
    funding = plan(national=part, step=step).budget.funding.model_copy(
        update={"total": amount(total_krw // total_step, total_step)}
    )
    share = stated_share(funding, [Source.NATIONAL])
    assert not isinstance(share, Source)

    def is_inside(national, total):
        return national <= limit * total if side == "at_most" else national >= limit * total

    changes = changes_inside(share, parameters.limit, "국비", is_at_most=side == "at_most")
    assert bool(changes) is not is_inside(part * step, total_krw)
    for change in changes:
        unit = change.step if change.krw > change.now_krw else -change.step
        assert change.krw % change.step == 0
        for krw, expected in ((change.krw, True), (change.krw - unit, False)):
            national, total = (part * step, krw) if change.is_total else (krw, total_krw)
            assert is_inside(national, total) is expected
