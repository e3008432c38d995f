from rules.kinds.context import ExaminedSubmission
from schemas import (
    Stated,
    SubmissionKind,
    Verdict,
)


def test_corrected_copy_that_changes_nothing_keeps_to_its_scope(examined, across):
    (finding,) = across("corrected-scope", examined(), examined(sha="b", kind=SubmissionKind.CORRECTED))
    assert finding.verdict is Verdict.MET


def test_corrected_copy_that_asks_for_more_national_money_is_named(examined, across):
    raised = examined(sha="b", kind=SubmissionKind.CORRECTED, money=(7_100, 2_668, 2_203))
    (finding,) = across("corrected-scope", examined(), raised)
    assert finding.verdict is Verdict.VIOLATED
    assert "국비 7,000백만원에서 7,100백만원으로 100백만원 증액" in finding.message
    assert "요청하지 않은 변경(사업비)" in finding.message


def test_change_that_was_asked_for_is_within_the_scope(examined, across, call, found):
    low = examined(money=(7_000, 2_000, 2_671))
    asked = ExaminedSubmission(low.submission, low.proposal, (found("local-share", low.proposal),))
    assert asked.findings[0].verdict is Verdict.VIOLATED
    mended = examined(sha="b", kind=SubmissionKind.CORRECTED)
    (finding,) = across("corrected-scope", asked, mended)
    assert finding.verdict is Verdict.MET
    other_lead = examined(sha="c", kind=SubmissionKind.CORRECTED, lead_organization=Stated(value="예시재단"))
    (finding,) = across("corrected-scope", asked, other_lead)
    assert "요청하지 않은 변경(주관기관)" in finding.message
