"""One first copy of each government."""

from collections.abc import Iterator

from rules.kinds.context import CallContext, CallFinding
from rules.kinds.cross.submissions import by_applicant, finding_on
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import CrossSubmissionRule
from schemas.call import Call, RuleInstance
from schemas.finding import Severity, Verdict
from schemas.submission import SubmissionKind


class OnePerApplicantRule(CrossSubmissionRule[NoParameters]):
    """Whether a government handed in one first copy."""

    id = "one-per-applicant"
    korean = "중복 신청"
    parameters = NoParameters

    def judge(self, context: CallContext, parameters: NoParameters) -> Iterator[CallFinding]:
        """Two different first copies of one government; the same bytes twice are only worth a remark."""
        for name, copies in by_applicant(context.submissions, context.call, SubmissionKind.FIRST).items():
            if len(copies) < 2:
                continue
            files = ", ".join(sorted(each.submission.file_name for each in copies))
            anchors = [
                anchor for each in copies if each.proposal.applicant for anchor in each.proposal.applicant.evidence
            ]
            if len({each.submission.sha256 for each in copies}) > 1:
                message = f"{name} 접수본 {len(copies)}건({files}) → 유효한 접수본 확인 필요"
                yield finding_on(context.rule, Verdict.VIOLATED, message, copies, anchors)
            else:
                message = f"{name} 같은 내용의 파일 {len(copies)}건({files}) → 중복 파일 확인"
                yield finding_on(context.rule, Verdict.VIOLATED, message, copies, anchors, Severity.ADVICE)

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("한 지방정부의 서로 다른 접수본이 둘 이상이면 알림(같은 파일은 참고)",)
