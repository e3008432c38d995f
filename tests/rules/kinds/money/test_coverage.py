import pytest

from schemas import AreaScore, AreaStatus, Funding, Program, Severity, Verdict

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


@pytest.fixture
def program(amount):
    def make(area, total, status=AreaStatus.AUTO):
        funding = Funding(total=amount(total) if total is not None else None)
        areas = (AreaScore(area=area, score=0.9),)
        return Program(title=f"예시 {area}", areas=areas, area_status=status, funding=funding)

    return make


def test_shares_of_the_budget_by_area_are_told(program, plan, found):
    programs = (program("solution", 500), program("infra", 300), program("talent", 150), program("none", 50))
    finding = found("area-coverage", plan(programs=programs))
    assert (finding.verdict, finding.severity) == (MET, Severity.ADVICE)
    assert finding.message == (
        "분야별 사업비 AI 솔루션 개발·보급 50.0%, AI 인프라 30.0%, AI 인력양성 15.0%, 사업 운영 5.0%"
    )
    assert len(finding.evidence) == 4


def test_area_without_money_is_pointed_out(program, plan, found):
    finding = found("area-coverage", plan(programs=(program("solution", 500), program("infra", 300))))
    assert finding.verdict is VIOLATED
    assert "사업비 없는 분야: AI 인력양성" in finding.message


def test_programme_of_unsure_area_leaves_the_shares_open(program, plan, found):
    programs = (program("solution", 500), program("infra", 500, AreaStatus.NEEDS_REVIEW))
    finding = found("area-coverage", plan(programs=programs))
    assert finding.verdict is UNDETERMINED
    assert "분야 미정 50.0%" in finding.message


@pytest.mark.parametrize("costs", [(), (500, None)])
def test_programmes_without_cost_leave_the_shares_open(costs, program, plan, found):
    programs = tuple(program("solution", cost) for cost in costs)
    assert found("area-coverage", plan(programs=programs)).verdict is UNDETERMINED


def test_money_that_fits_no_area_is_held_against_the_calls_limit(program, plan, call, found):
    programs = (program("solution", 300), program("infra", 300), program("talent", 300), program("none", 100))
    rule = next(rule for rule in call.rules if rule.id == "area-coverage")
    for limit, verdict in (("10%", MET), ("9.9%", VIOLATED)):
        own = rule.model_copy(update={"parameters": {"operation_at_most": limit}})
        of = call.model_copy(update={"rules": (own,)})
        assert found("area-coverage", plan(programs=programs), of=of).verdict is verdict
