import pytest

from schemas import Budget, Funding, Severity, Verdict

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("national", "step", "verdict", "severity"),
    [
        (6_999_999_999, 1, MET, Severity.WARNING),
        (7_000_000_000, 1, MET, Severity.WARNING),
        (7_000_000_001, 1, VIOLATED, Severity.WARNING),
        (7_000_000, 1_000, MET, Severity.WARNING),
        (7_000_001, 1_000, VIOLATED, Severity.WARNING),
        (7_000, 1_000_000, MET, Severity.WARNING),
        (7_001, 1_000_000, VIOLATED, Severity.WARNING),
        (70, 100_000_000, MET, Severity.WARNING),
        (71, 100_000_000, VIOLATED, Severity.WARNING),
        (14_000, 1_000_000, VIOLATED, Severity.WARNING),
        (14_001, 1_000_000, VIOLATED, Severity.ERROR),
        (140, 100_000_000, VIOLATED, Severity.WARNING),
        (141, 100_000_000, VIOLATED, Severity.ERROR),
    ],
)
def test_national_money_above_the_average_warns_and_above_the_whole_is_an_error(
    national, step, verdict, severity, plan, found
):
    finding = found("national-size", plan(national=national, step=step))
    assert (finding.verdict, finding.severity) == (verdict, severity)


def test_message_names_the_excess_in_the_tables_unit(plan, found):
    assert found("national-size", plan(national=7_200)).message == (
        "국비 7,200백만원으로 기준 70억원 초과(200백만원) → 국비 7,000백만원 이하로 조정 또는 초과 사유 확인 필요"
    )


@pytest.mark.parametrize(
    "more",
    [{"value": 70, "step": 100_000_000, "approximate": True}, {"value": 7_001, "terms": 4, "derived": "연차 합계"}],
)
def test_amount_that_may_lie_on_either_side_is_left_open(more, plan, amount, found):
    finding = found("national-size", plan(budget=Budget(funding=Funding(national=amount(**more)))))
    assert finding.verdict is UNDETERMINED
    assert finding.question


def test_missing_national_money_leaves_the_size_open(plan, found):
    finding = found("national-size", plan(total=11_671))
    assert finding.verdict is UNDETERMINED
    assert "국비를 적은" in finding.question
