import pytest

from rules.cross_submission import comparable, judge_call
from rules.kinds.context import ExaminedSubmission
from schemas import Stated, Submission, SubmissionKind


@pytest.fixture
def examined(plan):
    def make(
        applicant="부산광역시", sha="a", kind=SubmissionKind.FIRST, findings=(), money=(7_000, 2_568, 2_103), **more
    ):
        national, local, private = money
        proposal = plan(national, local, private, sum(money), applicant=Stated(value=applicant), **more)
        submission = Submission(file_name=f"{applicant}-{sha}-{kind}.pdf", sha256=sha * 64, kind=kind)
        return ExaminedSubmission(submission, proposal, tuple(findings))

    return make


@pytest.fixture
def across(call):
    def judge(rule, *submissions):
        found = judge_call(submissions, call)
        # What is held of thousands of submissions must be all that the rules look at.
        assert judge_call([comparable(each) for each in submissions], call) == found
        return [finding for finding in found if finding.rule == rule]

    return judge
