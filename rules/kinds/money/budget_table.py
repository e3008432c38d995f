"""Whether there is a budget by source at all: without one no share can be judged, and nothing is held against it."""

from collections.abc import Sequence
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct, places_of
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten, source_names
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.proposal import SetAside
from schemas.source import Source

_MATCH: Final = frozenset(
    {Source.LOCAL, Source.METRO, Source.DISTRICT, Source.PRIVATE, Source.CASH, Source.IN_KIND}
    | {Source.OTHER, Source.UNKNOWN},
)
_REPAIR: Final = "국비·지방비·자부담을 구분한 재원별 사업비 표 제출 필요"
_QUESTION: Final = "국비·지방비·자부담을 구분한 재원별 사업비 표를 제출하여 주시기 바람"


class BudgetTableRule(ProposalRule[NoParameters]):
    """Whether there is a budget by source at all."""

    id = "budget-table"
    korean = "재원별 예산표"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Look for amounts in tables that stand under 국비 and under a source of the match."""
        entries = [entry for entry in context.proposal.budget.entries if entry.table is not None]
        by_source = [entry for entry in entries if entry.source is not Source.TOTAL]
        sources = {entry.source for entry in by_source}
        evidence = distinct(anchor for entry in by_source for anchor in entry.evidence)
        if Source.NATIONAL in sources and sources & _MATCH:
            tables = len({entry.table for entry in by_source})
            named = source_names(source for source in Source if source in sources)
            return RuleResult(Verdict.MET, f"재원별 사업비 표 {tables}개 확인({named})", evidence)
        if context.not_read:
            places = places_of(context.not_read)
            return RuleResult(
                Verdict.UNDETERMINED,
                f"재원별 사업비 표 확인 불가: 텍스트 판독 불가({places}) → 텍스트가 든 파일 제출 요청",
                evidence,
                "텍스트 판독이 가능한 파일(HWPX, DOCX 또는 텍스트 PDF)을 제출하여 주시기 바람",
            )
        if sources:
            named = source_names(source for source in Source if source in sources)
            message = f"재원별 사업비 표 확인 불가: 표에서 {named}만 확인 → {_REPAIR}"
            return RuleResult(Verdict.UNDETERMINED, message, evidence, _QUESTION)
        if context.proposal.budget.set_aside:
            return _set_aside(context.proposal.budget.set_aside)
        reason = context.proposal.unknown.get("budget") or "국비·지방비·자부담을 적은 표를 찾지 못함"
        totals = distinct(anchor for entry in entries for anchor in entry.evidence)
        return RuleResult(Verdict.VIOLATED, f"재원별 사업비 표 없음({reason}) → {_REPAIR}", totals)

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("국비와 지방비·자부담 가운데 하나 이상을 구분한 사업비 표가 있음",)


def _set_aside(tables: Sequence[SetAside]) -> RuleResult:
    """Tables with money by source that were not taken for this plan's: a person can tell at a glance."""
    said = listed(dict.fromkeys(f"'{shorten(each.label, 30)}' {each.reason}" for each in tables), 3)
    evidence = distinct(anchor for each in tables for anchor in each.evidence)
    message = f"재원별 사업비 표 확인 불가: 금액이 적힌 표는 이 사업의 금액으로 보지 않음({said}) → {_REPAIR}"
    return RuleResult(Verdict.UNDETERMINED, message, evidence, _QUESTION)
