import pytest

from schemas import (
    Severity,
    SubmissionKind,
    Verdict,
)


def test_one_copy_of_each_government_is_nothing_to_say(examined, across):
    assert across("one-per-applicant", examined(), examined("인천광역시", "b")) == []


@pytest.mark.parametrize(("other", "severity"), [("b", Severity.WARNING), ("a", Severity.ADVICE)])
def test_two_first_copies_weigh_more_when_they_differ(other, severity, examined, across):
    (finding,) = across("one-per-applicant", examined(), examined("부산", other))
    assert (finding.verdict, finding.severity) == (Verdict.VIOLATED, severity)


def test_corrected_copy_is_no_second_application(examined, across):
    assert across("one-per-applicant", examined(), examined(sha="b", kind=SubmissionKind.CORRECTED)) == []
