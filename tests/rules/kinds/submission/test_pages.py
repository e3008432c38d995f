import pytest

from schemas import Verdict


@pytest.mark.parametrize(
    ("pages", "verdict"),
    [(1, Verdict.MET), (60, Verdict.MET), (61, Verdict.VIOLATED), (None, Verdict.UNDETERMINED)],
)
def test_a_plan_has_at_most_the_pages_of_the_call(pages, verdict, plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "page-limit")
    rule = rule.model_copy(update={"enabled": True, "parameters": {"at_most": 60}})
    proposal = plan()
    proposal = proposal.model_copy(update={"file": proposal.file.model_copy(update={"pages": pages})})
    finding = found("page-limit", proposal, of=call.model_copy(update={"rules": (rule,)}))
    assert finding.verdict is verdict
    assert (finding.question is not None) == (verdict is Verdict.UNDETERMINED)
