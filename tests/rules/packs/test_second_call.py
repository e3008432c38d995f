"""A second call is a folder: what the first says of a plan, the second judges by its own limits, without other code."""

import pytest

import rules
from rules.packs.diff import compare_calls
from schemas import Submission, Verdict

SUBMISSION = Submission(file_name="example.pdf", sha256="0" * 64)


@pytest.fixture(scope="module")
def second():
    return rules.load_call("startup-region-2027")


def test_second_call_has_areas_and_limits_of_its_own(second, call):
    assert [area.id for area in second.areas] == ["incubation", "commercialisation", "investment", "global"]
    changed = {change.place for change in compare_calls(call, second).rules}
    assert {"national-share.parameters", "local-share.parameters", "page-limit.enabled"} <= changed


@pytest.mark.parametrize(
    ("money", "rule", "first_says", "second_says"),
    [
        ((3_400, 1_000, 600), "national-share", Verdict.VIOLATED, Verdict.MET),
        ((3_600, 1_000, 500), "national-share", Verdict.VIOLATED, Verdict.VIOLATED),
        ((3_400, 800, 800), "local-share", Verdict.VIOLATED, Verdict.MET),
        ((6_000, 2_500, 1_500), "national-size", Verdict.MET, Verdict.VIOLATED),
        ((5_000, 2_500, 1_500), "national-size", Verdict.MET, Verdict.MET),
    ],
)
def test_same_plan_is_judged_by_the_limits_of_each_call(
    money, rule, first_says, second_says, plan, found, call, second
):
    proposal = plan(*money, sum(money))
    assert found(rule, proposal, SUBMISSION, call).verdict is first_says
    assert found(rule, proposal, SUBMISSION, second).verdict is second_says


def test_region_that_one_call_excludes_may_apply_to_the_other(plan, found, call, second):
    proposal = plan()
    proposal = proposal.model_copy(
        update={"applicant": proposal.applicant.model_copy(update={"value": "제주특별자치도"})}
    )
    assert found("applicant-eligible", proposal, SUBMISSION, call).verdict is Verdict.VIOLATED
    assert found("applicant-eligible", proposal, SUBMISSION, second).verdict is Verdict.MET
