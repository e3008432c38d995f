"""The facts of the sample plans hold together, and break the call's rules exactly where they say so."""

from datetime import datetime
from fractions import Fraction

import pytest

from samples.facts import Funds, Plan, load_plan, plan_keys
from samples.money_text import percent_text

PLANS = [load_plan(key) for key in plan_keys()]
FIRST = [plan for plan in PLANS if plan.kind == "first"]
CLOSES_AT = datetime.fromisoformat("2026-03-11T00:00:00+09:00")
MAY_APPLY = {
    "부산광역시", "인천광역시", "광주광역시", "대전광역시", "세종특별자치시", "강원특별자치도", "전북특별자치도",
    "경기도", "충청북도", "충청남도", "경상북도",
}  # fmt: skip
IN_THE_BODY = {"narrative-total", "sections-present"}


def broken_by_the_facts(plan: Plan) -> set[str]:
    funds = plan.funds
    checks = {
        "national-share": Fraction(funds.national, funds.total) > Fraction(60, 100),
        "match-share": Fraction(funds.local + funds.private, funds.total) < Fraction(40, 100),
        "local-share": Fraction(funds.local, funds.total) < Fraction(20, 100),
        "national-size": funds.national > 7_000_000_000,
        "applicant-eligible": plan.applicant not in MAY_APPLY,
        "deadline": plan.kind == "first" and datetime.fromisoformat(plan.received_at) >= CLOSES_AT,
        "declared-area": any(program.filed_under != program.area for program in plan.programs),
        "budget-sums": plan.broken_cell is not None,
    }
    return {rule for rule, broken in checks.items() if broken}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_a_plan_breaks_the_rules_that_it_says_it_breaks(plan):
    assert broken_by_the_facts(plan) == set(plan.violations) - IN_THE_BODY


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_programmes_and_years_add_up_to_the_plan(plan):
    assert Funds.sum(plan.of_program(program) for program in plan.programs) == plan.funds
    assert Funds.sum(plan.of_year(year) for year in plan.years) == plan.funds


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_printed_shares_add_up_to_a_hundred(plan):
    tenths = [percent_text(plan.funds.of(source), plan.funds.total) for source in ("national", "local", "private")]
    assert sum(int(text.replace(".", "")) for text in tenths) == 1000


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_a_programme_has_a_target_for_each_year(plan):
    for program in plan.programs:
        assert program.kpis
        assert all(len(kpi.by_year) == len(plan.years) for kpi in program.kpis)


def test_every_area_of_the_call_is_in_every_plan():
    for plan in PLANS:
        assert {program.area for program in plan.programs} == {"solution", "infra", "talent", "none"}


def test_there_are_eight_first_copies_of_eight_regions_and_one_corrected_copy():
    assert len(FIRST) == len({plan.applicant for plan in FIRST}) == 8
    assert [plan.of for plan in PLANS if plan.kind == "corrected"] == ["gangwon"]


def test_at_least_three_plans_break_nothing_and_every_intended_violation_occurs():
    assert sum(not plan.violations for plan in FIRST) >= 3
    assert {rule for plan in FIRST for rule in plan.violations} == {
        "applicant-eligible", "budget-sums", "deadline", "declared-area", "local-share", "match-share",
        "narrative-total", "national-share", "national-size", "sections-present",
    }  # fmt: skip


def test_the_corrected_copy_adds_private_money_and_nothing_else():
    before, after = load_plan("gangwon"), load_plan("gangwon-corrected")
    assert after.funds.national == before.funds.national
    assert after.funds.local == before.funds.local
    assert after.funds.private > before.funds.private
    assert after.programs == before.programs
    assert after.before == {name: krw // 1_000_000 for name, krw in before.funds._asdict().items()}


def test_no_two_plans_look_alike():
    layouts = [plan.style.layout for plan in PLANS]
    assert len(set(layouts)) == len(layouts)
