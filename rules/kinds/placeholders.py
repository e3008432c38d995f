"""Text of the empty form that a plan still holds."""

from typing import Final

from rules.kinds.context import Case, Outcome, distinct
from rules.kinds.formatting import listed, shorten
from schemas.finding import Verdict

_SHOWN: Final = 5


def judge_placeholders(case: Case) -> Outcome:
    """Report every place that still reads as the form did (00백만원, OO, ※ … 작성)."""
    left = case.proposal.statements.placeholders
    if left:
        said = listed(dict.fromkeys(f"'{shorten(each.line, 40)}'" for each in left), _SHOWN)
        evidence = distinct(anchor for each in left for anchor in each.evidence)
        message = f"작성하지 않은 서식 문구 {len(left)}곳: {said} → 내용 기재 또는 문구 삭제 필요"
        return Outcome(Verdict.VIOLATED, message, evidence)
    if case.not_read:
        return Outcome(
            Verdict.UNDETERMINED,
            "서식 문구 확인 불가: 글자를 읽을 수 없는 곳 있음 → 텍스트가 든 파일 제출 요청",
            question="글자를 읽을 수 있는 파일(HWPX, DOCX 또는 텍스트 PDF)을 제출하여 주시기 바람",
        )
    return Outcome(Verdict.MET, "작성하지 않은 서식 문구 없음")
