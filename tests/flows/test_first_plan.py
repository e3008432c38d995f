"""The plan that is judged before any other says what makes each reader of plans look closer."""

from extractors import extract
from flows.first_plan import FIRST_SUBMISSION, first_document
from rules import judge, load_call


def test_the_first_plan_is_understood_in_all_its_parts():
    call = load_call("regional-ai-2026")
    proposal = extract(first_document(), call)
    assert proposal.budget.funding.total is not None
    assert proposal.budget.funding.total.krw == 100_000_000
    assert [program.title for program in proposal.programs] == ["예시 AI 솔루션 도입 지원"]
    assert proposal.programs[0].kpis
    assert proposal.period is not None
    assert proposal.statements.ratios
    assert proposal.statements.spelled_amounts
    assert proposal.narrative_amounts
    assert proposal.schedule
    assert judge(proposal, FIRST_SUBMISSION, call)
