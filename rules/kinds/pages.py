"""How many pages a plan may have, for calls that set it. Only a PDF says how many it has."""

from rules.kinds.context import Case, Outcome
from rules.kinds.parameters import PagesParameters
from schemas.finding import Verdict


def judge_pages(case: Case) -> Outcome:
    """Hold the file's number of pages against the call's."""
    limit = case.parameters(PagesParameters).at_most
    pages = case.proposal.file.pages
    if pages is None:
        message = f"분량(상한 {limit}쪽) 판정 불가: 파일에 쪽수 정보 없음 → PDF로 변환한 파일 제출 요청"
        return Outcome(Verdict.UNDETERMINED, message, question="쪽수를 확인할 수 있는 PDF 파일을 제출하여 주시기 바람")
    if pages > limit:
        message = f"분량 {pages}쪽으로 상한 {limit}쪽 초과({pages - limit}쪽) → {limit}쪽 이하로 조정 필요"
        return Outcome(Verdict.VIOLATED, message)
    return Outcome(Verdict.MET, f"분량 {pages}쪽으로 상한 {limit}쪽 이내")
