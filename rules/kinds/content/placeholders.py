"""Text of the empty form that a plan still holds."""

from typing import Final

from rules.kinds.context import RuleContext, RuleResult, distinct
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict

_SHOWN: Final = 5


class PlaceholdersRule(ProposalRule[NoParameters]):
    """Whether text of the empty form is left."""

    id = "placeholders"
    korean = "미작성 문구"
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Report every place that still reads as the form did (00백만원, OO, ※ … 작성)."""
        left = context.proposal.statements.placeholders
        if left:
            said = listed(dict.fromkeys(f"'{shorten(each.line, 40)}'" for each in left), _SHOWN)
            evidence = distinct(anchor for each in left for anchor in each.evidence)
            message = f"서식 안내문·미작성란 잔존 {len(left)}곳: {said} → 내용 기재 또는 문구 삭제 필요"
            return RuleResult(Verdict.VIOLATED, message, evidence)
        if context.not_read:
            return RuleResult(
                Verdict.UNDETERMINED,
                "서식 안내문·미작성란 확인 불가: 텍스트 판독 불가 부분 있음 → 텍스트가 든 파일 제출 요청",
                question="텍스트 판독이 가능한 파일(HWPX, DOCX 또는 텍스트 PDF)을 제출하여 주시기 바람",
            )
        return RuleResult(Verdict.MET, "서식 안내문·미작성란 잔존 없음")

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("서식에 있던 문구(00백만원, OO, 20XX년, ※ … 작성)가 남아 있지 않음",)
