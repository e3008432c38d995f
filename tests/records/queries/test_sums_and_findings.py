"""Sums over the plans that take part, and findings by rule, are what the records add up to."""

from collections import Counter
from fractions import Fraction
from statistics import median_low

import pytest

from records.standing import Standing, standings
from rules.kinds.cross.unit_cost import targets_by_unit
from rules.kinds.money.coverage import area_of
from schemas import Source, Verdict


@pytest.fixture
def judged(filled, call):
    """The records that count, each with its standing."""
    records = filled.of_call(call.id)
    return list(zip(records, standings(records, call), strict=True))


@pytest.fixture
def programs(judged):
    return [
        (record, position, program)
        for record, standing in judged
        if standing is Standing.VALID
        for position, program in enumerate(record.proposal.programs)
    ]


def test_sums_by_area_count_the_valid_latest_plans_only_and_never_run_over(asked, programs):
    sums = {each.area: each for each in asked.area_sums()}
    assert set(sums) == {area_of(program) for _, _, program in programs}
    for area, found in sums.items():
        members = [(record, program) for record, _, program in programs if area_of(program) == area]
        by_plan: Counter[object] = Counter()
        for record, program in members:
            by_plan[record.key] += program.funding.total.krw if program.funding.total else 0
        kept = [krw for krw in by_plan.values() if krw < 2**63]
        assert found.money[Source.TOTAL] == sum(kept)
        assert found.plans_over == len(by_plan) - len(kept)
        assert found.programs == len(members)
        assert found.without_total == sum(program.funding.total is None for _, program in members)
    assert any(each.money[Source.TOTAL] > 2**63 for each in sums.values()), "no sum is larger than a column"


def test_unit_costs_are_exact_and_the_cheapest_comes_first(asked, programs):
    expected = sorted(
        round(Fraction(program.funding.total.krw) / Fraction(str(kpi.value)))
        for _, _, program in programs
        if program.funding.total
        for unit, kpi in targets_by_unit(program.kpis).items()
        if unit == "명" and kpi.value
    )
    found = asked.unit_costs(["명"], limit=1_000)
    assert [each.krw_per_unit for each in found] == expected
    assert expected, "no plan has a unit cost"
    assert asked.unit_costs(["명"], limit=2, descending=True) == found[::-1][:2]
    assert asked.unit_costs(["명"], area="talent", limit=1_000) == tuple(
        each for each in found if each.area == "talent"
    )


def test_the_spread_of_unit_costs_has_the_lower_median(asked):
    for spread in asked.unit_cost_spreads(["명", "개사"]):
        costs = [each.krw_per_unit for each in asked.unit_costs([spread.unit], area=spread.area, limit=1_000)]
        assert (spread.programs, spread.lowest, spread.median, spread.highest) == (
            len(costs),
            min(costs),
            median_low(costs),
            max(costs),
        )


def test_tallies_by_rule_count_the_plans_of_the_standings_asked_for(asked, judged, call):
    for shown in ([Standing.VALID], list(Standing)):
        tallies = asked.rule_tallies(shown)
        assert {(each.rule, each.verdict): each.plans for each in tallies} == Counter(
            (finding.rule, finding.verdict)
            for record, standing in judged
            if standing in shown
            for finding in record.findings
        )
        order = [rule.id for rule in call.rules]
        assert [each.rule for each in tallies] == sorted((each.rule for each in tallies), key=order.index)


def test_findings_of_a_rule_name_the_plans_that_it_is_about(asked, judged):
    found = asked.rule_findings("deadline", [Verdict.VIOLATED], limit=1_000)
    assert {each.standing for each in found} <= {Standing.LATE, Standing.INELIGIBLE}
    assert sorted((each.file_name, each.kind.value) for each in found) == sorted(
        (record.submission.file_name, record.submission.kind.value)
        for record, _ in judged
        if any(each.rule == "deadline" and each.verdict is Verdict.VIOLATED for each in record.findings)
    )
    assert asked.rule_findings("deadline", [Verdict.VIOLATED], offset=1, limit=2) == found[1:3]
