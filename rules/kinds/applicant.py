"""Who may apply: one of the governments on the call's list, under any of the names it goes by."""

from rules.kinds.context import Case, Outcome
from rules.kinds.regions import find_region
from schemas.anchor import Anchor
from schemas.call import Exclusion, Region
from schemas.finding import Verdict

_QUESTION = "신청 지방정부(광역)의 명칭을 확인하여 주시기 바람"


def judge_applicant(case: Case) -> Outcome:
    """Hold the applicant that the plan names, and the one that the receipt names, against the call's list.

    The receipt is the agency's own record: it stands in where the plan names nobody, and where the two differ nobody
    but the applicant can say who applies.
    """
    stated, receipt = case.proposal.applicant, case.submission.applicant
    known: tuple[Region, ...] = (*case.call.applicants, *case.call.exclusions)
    by_receipt = find_region(receipt, known) if receipt else None
    if stated is None:
        if receipt:
            return _judge(
                case, receipt, by_receipt, (Anchor(text=f"접수대장 신청기관: {receipt}"),), " (접수대장 기준)"
            )
        reason = case.proposal.unknown.get("applicant") or "신청 지방정부를 적은 곳을 찾지 못함"
        return Outcome(
            Verdict.UNDETERMINED, f"신청 자격 판정 불가: {reason} → 신청 지방정부 확인 요청", question=_QUESTION
        )
    by_plan = find_region(stated.value, known)
    if by_receipt is not None and by_plan is not by_receipt:
        differing = f"신청기관 불일치(사업계획서 '{stated.value}', 접수대장 '{receipt}')"
        message = f"신청 자격 판정 불가: {differing} → 신청기관 확인 요청"
        return Outcome(Verdict.UNDETERMINED, message, stated.evidence, _QUESTION)
    return _judge(case, stated.value, by_plan, stated.evidence, "")


def _judge(case: Case, name: str, region: Region | None, evidence: tuple[Anchor, ...], remark: str) -> Outcome:
    eligible = ", ".join(region.name for region in case.call.applicants)
    if region is None:
        message = f"신청기관 '{name}': 공고의 신청 대상 아님{remark} → 신청 대상({eligible}) 명의로 신청 필요"
        return Outcome(Verdict.VIOLATED, message, evidence)
    shown = name if name == region.name else f"{name}({region.name})"
    if isinstance(region, Exclusion):
        message = f"신청기관 {shown}: 신청 대상 아님{remark}, {region.reason} → 접수 제외 대상"
        return Outcome(Verdict.VIOLATED, message, evidence)
    return Outcome(
        Verdict.MET, f"신청기관 {shown}: 공고의 신청 대상 {len(case.call.applicants)}개 지역에 포함{remark}", evidence
    )
