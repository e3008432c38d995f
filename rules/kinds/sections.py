"""Whether what a plan must say is there: as a section, a field of a table or a labelled line."""

from rules.kinds.context import Case, Outcome, distinct, places_of
from rules.kinds.parameters import SectionsParameters
from schemas.finding import Verdict


def judge_sections(case: Case) -> Outcome:
    """List the required sections that were not found; on pages that cannot be read they may still stand.

    Source: 보조금 관리에 관한 법률 시행령 7조.
    """
    required = case.parameters(SectionsParameters).required
    wanted = [section for section in case.call.sections if not required or section.id in required]
    if not wanted:
        return Outcome(Verdict.NOT_APPLICABLE, "공고에 정한 필수 기재사항 없음")
    found = {section.id: section for section in reversed(case.proposal.sections)}
    missing = [section for section in wanted if section.id not in found]
    evidence = distinct(anchor for section in wanted if section.id in found for anchor in found[section.id].evidence)
    if not missing:
        places = ", ".join(f"{section.name}('{found[section.id].title}')" for section in wanted)
        return Outcome(Verdict.MET, f"필수 기재사항 {len(wanted)}개 모두 확인: {places}", evidence)
    names = ", ".join(section.name for section in missing)
    if case.not_read:
        places = places_of(case.not_read)
        return Outcome(
            Verdict.UNDETERMINED,
            f"필수 기재사항 확인 불가: {names} 미확인, 글자를 읽을 수 없는 곳({places}) 있음 → 해당 부분 확인 필요",
            evidence,
            f"{names} 관련 내용을 적은 쪽을 알려 주시거나 텍스트가 든 파일을 제출하여 주시기 바람",
        )
    message = f"필수 기재사항 {len(wanted)}개 중 {len(missing)}개 누락: {names} → 해당 사항 추가 제출 필요"
    return Outcome(Verdict.VIOLATED, message, evidence)
