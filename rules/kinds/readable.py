"""Pages that show more than their text says: scanned, or printed as pictures. What rests on them is provisional."""

from rules.kinds.context import Case, Outcome, places_of
from rules.kinds.formatting import listed
from schemas.anchor import Anchor
from schemas.finding import Verdict


def judge_readable(case: Case) -> Outcome:
    """Name the places that the readers could not see."""
    if not case.not_read:
        return Outcome(Verdict.MET, "글자를 읽지 못한 곳 없음")
    places = places_of(case.not_read)
    reasons = listed(dict.fromkeys(warning.message for warning in case.not_read), 3)
    evidence = tuple(Anchor(page=warning.page, path=warning.path, text=warning.message) for warning in case.not_read)
    repair = "해당 부분의 판정은 잠정, 텍스트가 든 파일(HWPX, DOCX 또는 텍스트 PDF) 제출 필요"
    return Outcome(
        Verdict.VIOLATED, f"글자를 읽지 못한 곳 {places}({reasons}) → {repair}", evidence, is_about_reading=True
    )
