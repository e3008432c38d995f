"""Who may apply: one of the governments on the call's list, under any of the names it goes by."""

from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.parameters import NoParameters
from rules.kinds.regions import find_region
from rules.kinds.rule_kind import ProposalRule
from schemas.anchor import Anchor
from schemas.call import Call, Exclusion, Region, RuleInstance
from schemas.finding import Verdict

_QUESTION = "신청 지방정부(광역)의 명칭을 확인하여 주시기 바람"


class ApplicantRule(ProposalRule[NoParameters]):
    """Whether the applicant is one of the governments that the call names."""

    id = "applicant"
    korean = "신청 자격"
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Hold the applicant that the plan names, and the one that the receipt names, against the call's list.

        The receipt is the agency's own record: it stands in where the plan names nobody, and where the two differ
        nobody but the applicant can say who applies.
        """
        stated, receipt = context.proposal.applicant, context.submission.applicant
        known: tuple[Region, ...] = (*context.call.applicants, *context.call.exclusions)
        by_receipt = find_region(receipt, known) if receipt else None
        if stated is None:
            if receipt:
                return _judge(
                    context, receipt, by_receipt, (Anchor(text=f"접수대장 신청기관: {receipt}"),), " (접수대장 기준)"
                )
            reason = context.proposal.unknown.get("applicant") or "신청 지방정부를 적은 곳을 찾지 못함"
            return RuleResult(
                Verdict.UNDETERMINED, f"신청 자격 판정 불가: {reason} → 신청 지방정부 확인 요청", question=_QUESTION
            )
        by_plan = find_region(stated.value, known)
        if by_receipt is not None and by_plan is not by_receipt:
            differing = f"신청기관 불일치(사업계획서 '{stated.value}', 접수대장 '{receipt}')"
            message = f"신청 자격 판정 불가: {differing} → 신청기관 확인 요청"
            return RuleResult(Verdict.UNDETERMINED, message, stated.evidence, _QUESTION)
        return _judge(context, stated.value, by_plan, stated.evidence, "")

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        excluded = [f"{region.name}({region.reason})" for region in call.exclusions]
        lines = [
            f"신청기관 ∈ {{{', '.join(region.name for region in call.applicants)}}}",
            "옛 이름과 줄임말(aliases)도 같은 지방정부로 봄",
        ]
        return (*lines, *([f"제외: {', '.join(excluded)}"] if excluded else []))


def _judge(
    context: RuleContext, name: str, region: Region | None, evidence: tuple[Anchor, ...], remark: str
) -> RuleResult:
    eligible = ", ".join(region.name for region in context.call.applicants)
    if region is None:
        message = f"신청기관 '{name}': 공고의 신청 대상 아님{remark} → 신청 대상({eligible}) 명의로 신청 필요"
        return RuleResult(Verdict.VIOLATED, message, evidence)
    shown = name if name == region.name else f"{name}({region.name})"
    if isinstance(region, Exclusion):
        message = f"신청기관 {shown}: 신청 대상 아님{remark}, {region.reason} → 접수 제외 대상"
        return RuleResult(Verdict.VIOLATED, message, evidence)
    return RuleResult(
        Verdict.MET,
        f"신청기관 {shown}: 공고의 신청 대상 {len(context.call.applicants)}개 지역에 포함{remark}",
        evidence,
    )
