"""Whether there is a budget by source at all: without one no share can be judged, and nothing is held against it."""

from typing import Final

from rules.kinds.context import Case, Outcome, distinct, places_of
from rules.kinds.formatting import source_names
from schemas.finding import Verdict
from schemas.source import Source

_MATCH: Final = frozenset(
    {Source.LOCAL, Source.METRO, Source.DISTRICT, Source.PRIVATE, Source.CASH, Source.IN_KIND},
)
_REPAIR: Final = "국비·지방비·자부담을 구분한 재원별 사업비 표 제출 필요"
_QUESTION: Final = "국비·지방비·자부담을 구분한 재원별 사업비 표를 제출하여 주시기 바람"


def judge_budget_table(case: Case) -> Outcome:
    """Look for amounts in tables that stand under 국비 and under a source of the match."""
    entries = [entry for entry in case.proposal.budget.entries if entry.table is not None]
    by_source = [entry for entry in entries if entry.source is not Source.TOTAL]
    sources = {entry.source for entry in by_source}
    evidence = distinct(anchor for entry in by_source for anchor in entry.evidence)
    if Source.NATIONAL in sources and sources & _MATCH:
        tables = len({entry.table for entry in by_source})
        named = source_names(source for source in Source if source in sources)
        return Outcome(Verdict.MET, f"재원별 사업비 표 {tables}개 확인({named})", evidence)
    if case.not_read:
        places = places_of(case.not_read)
        return Outcome(
            Verdict.UNDETERMINED,
            f"재원별 사업비 표 확인 불가: 글자를 읽을 수 없는 곳({places}) 있음 → 텍스트가 든 파일 제출 요청",
            evidence,
            "글자를 읽을 수 있는 파일(HWPX, DOCX 또는 텍스트 PDF)을 제출하여 주시기 바람",
        )
    if sources:
        named = source_names(source for source in Source if source in sources)
        message = f"재원별 사업비 표 확인 불가: 표에서 {named}만 확인 → {_REPAIR}"
        return Outcome(Verdict.UNDETERMINED, message, evidence, _QUESTION)
    reason = case.proposal.unknown.get("budget") or "국비·지방비·자부담을 적은 표를 찾지 못함"
    totals = distinct(anchor for entry in entries for anchor in entry.evidence)
    return Outcome(Verdict.VIOLATED, f"재원별 사업비 표 없음({reason}) → {_REPAIR}", totals)
