"""What a company, a trainee and a GPU costs: only where one target and its money are known."""

from fractions import Fraction

import pytest

from review.comparison.unit_costs import MEASURES, unit_costs
from schemas import Amount, AreaScore, AreaStatus, Funding, Kpi, Program

MILLION = 1_000_000


def program(title, millions, *kpis, area="solution"):
    funding = Funding(total=Amount(krw=millions * MILLION, step=MILLION)) if millions is not None else Funding()
    return Program(
        title=title,
        kpis=tuple(Kpi(name=name, value=value, unit=unit) for name, value, unit in kpis),
        areas=(AreaScore(area=area, score=0.9),),
        area_status=AreaStatus.AUTO,
        funding=funding,
    )


def cost_of(measure, *programs):
    return next(cost for cost in unit_costs(programs) if cost.measure.id == measure)


def test_cost_is_the_money_of_the_programmes_with_a_target_over_all_their_targets():
    voucher = program("바우처", 1000, ("도입", 100, "개사"))
    trial = program("실증", 500, ("실증", 20, "개사"))
    other = program("홍보", 900, ("사례", 20, "건"))
    found = cost_of("company", voucher, trial, other)
    assert (found.krw, found.count, found.cost) == (1500 * MILLION, 120, Fraction(1500 * MILLION, 120))
    assert [each.number for each in found.programs] == [1, 2]


@pytest.mark.parametrize(
    "left",
    [
        program("둘", 700, ("수료", 200, "명"), ("취업", 80, "명")),
        program("금액 없음", None, ("수료", 200, "명")),
        program("영", 700, ("수료", 0, "명")),
    ],
    ids=["two targets", "no money", "nothing promised"],
)
def test_programme_whose_target_or_money_is_open_is_named_and_not_counted(left):
    found = cost_of("trainee", left)
    assert (found.programs, found.cost, found.open) == ((), None, (left.title,))


def test_gpu_is_counted_only_where_the_target_or_programme_names_one():
    gpu = program("공용 GPU 팜", 1000, ("제공", 10, "노드"))
    robots = program("로봇 보급", 1000, ("보급", 10, "대"))
    assert [each.title for each in cost_of("gpu", gpu, robots).programs] == ["공용 GPU 팜"]


def test_cost_within_an_area_leaves_the_other_areas_out():
    found = cost_of(
        "company", program("가", 10, ("도입", 1, "개사")), program("나", 90, ("이용", 1, "개사"), area="infra")
    )
    assert found.in_area("solution").cost == 10 * MILLION


def test_every_measure_is_there_without_programmes():
    assert [cost.measure for cost in unit_costs(())] == [*MEASURES]
