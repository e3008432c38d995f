"""Pages that show more than their text says: scanned, or printed as pictures. What rests on them is provisional."""

from rules.kinds.context import RuleContext, RuleResult, places_of
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict


class ReadableRule(ProposalRule[NoParameters]):
    """Whether every page could be read."""

    id = "readable"
    korean = "글자 누락"
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Name the places that the readers could not see."""
        if not context.not_read:
            return RuleResult(Verdict.MET, "판독 불가 쪽 없음")
        places = places_of(context.not_read)
        reasons = listed(dict.fromkeys(warning.message for warning in context.not_read), 3)
        evidence = tuple(
            Anchor(page=warning.page, path=warning.path, text=warning.message) for warning in context.not_read
        )
        repair = "해당 부분의 판정은 잠정, 텍스트가 든 파일(HWPX, DOCX 또는 텍스트 PDF) 제출 필요"
        return RuleResult(
            Verdict.VIOLATED, f"판독 불가 {places}({reasons}) → {repair}", evidence, is_about_reading=True
        )

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("글자 층이 보이는 내용보다 적은 쪽(스캔, 그림 인쇄)을 알리고 그 쪽에 근거한 판정을 잠정으로 표시",)
