"""How many pages a plan may have, for calls that set it. Only a PDF says how many it has."""

from pydantic import Field

from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.rule_kind import ProposalRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict


class PagesParameters(Model):
    """The most pages that a plan may have."""

    at_most: int = Field(ge=1, strict=True)


class PagesRule(ProposalRule[PagesParameters]):
    """Whether a plan has at most so many pages."""

    id = "pages"
    korean = "분량"
    parameters = PagesParameters

    def judge(self, context: RuleContext, parameters: PagesParameters) -> RuleResult:
        """Hold the file's number of pages against the call's."""
        limit = parameters.at_most
        pages = context.proposal.file.pages
        if pages is None:
            message = f"분량(상한 {limit}쪽) 판정 불가: 파일에 쪽수 정보 없음 → PDF로 변환한 파일 제출 요청"
            return RuleResult(
                Verdict.UNDETERMINED, message, question="쪽수를 확인할 수 있는 PDF 파일을 제출하여 주시기 바람"
            )
        if pages > limit:
            message = f"분량 {pages}쪽으로 상한 {limit}쪽 초과({pages - limit}쪽) → {limit}쪽 이하로 조정 필요"
            return RuleResult(Verdict.VIOLATED, message)
        return RuleResult(Verdict.MET, f"분량 {pages}쪽으로 상한 {limit}쪽 이내")

    def explain(self, call: Call, rule: RuleInstance, parameters: PagesParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (f"쪽수 ≤ {parameters.at_most}쪽",)
