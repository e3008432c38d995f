"""Whether what a plan must say is there: as a section, a field of a table or a labelled line."""

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct, places_of
from rules.kinds.rule_kind import ProposalRule
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict


class SectionsParameters(Model):
    """The ids of the call's sections that a plan must have; all of them unless told."""

    required: tuple[str, ...] = ()


class SectionsRule(ProposalRule[SectionsParameters]):
    """Whether what a plan must say is there."""

    id = "sections"
    korean = "필수 항목"
    subject = Subject.PROGRAMS
    parameters = SectionsParameters

    def judge(self, context: RuleContext, parameters: SectionsParameters) -> RuleResult:
        """List the required sections that were not found; on pages that cannot be read they may still stand.

        Source: 보조금 관리에 관한 법률 시행령 7조.
        """
        required = parameters.required
        wanted = [section for section in context.call.sections if not required or section.id in required]
        if not wanted:
            return RuleResult(Verdict.NOT_APPLICABLE, "공고에 정한 필수 기재사항 없음")
        found = {section.id: section for section in reversed(context.proposal.sections)}
        missing = [section for section in wanted if section.id not in found]
        evidence = distinct(
            anchor for section in wanted if section.id in found for anchor in found[section.id].evidence
        )
        if not missing:
            places = ", ".join(f"{section.name}('{found[section.id].title}')" for section in wanted)
            return RuleResult(Verdict.MET, f"필수 기재사항 {len(wanted)}개 모두 확인: {places}", evidence)
        names = ", ".join(section.name for section in missing)
        if context.not_read:
            places = places_of(context.not_read)
            return RuleResult(
                Verdict.UNDETERMINED,
                f"필수 기재사항 확인 불가: {names} 미확인, 텍스트 판독 불가({places}) → 해당 부분 확인 필요",
                evidence,
                f"{names} 관련 내용을 적은 쪽을 알려 주시거나 텍스트가 든 파일을 제출하여 주시기 바람",
            )
        message = f"필수 기재사항 {len(wanted)}개 중 {len(missing)}개 누락: {names} → 해당 사항 추가 제출 필요"
        return RuleResult(Verdict.VIOLATED, message, evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: SectionsParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        required = parameters.required
        names = [section.name for section in call.sections if not required or section.id in required]
        return (f"절, 표의 항목 또는 이름 붙은 줄로 있어야 하는 내용: {', '.join(names)}",)
