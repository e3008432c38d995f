"""Units of money: every table declares one, and 7,000 under (백만원) and under (천원) is a wrong one."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import money
from schemas.proposal import BudgetEntry
from schemas.source import Source
from schemas.statements import UnlabelledTable

# 원 for 천원 or 천원 for 백만원; 천원 for 억원; 원 for 억원.
_FACTORS: Final = (1_000, 100_000, 100_000_000)
# 백만원 for 억원; 원 for 백만원. One cell that is a hundred times another may be a slip of the hand, a table is none.
_TABLE_FACTORS: Final = (100, 1_000_000)
_CELLS_OF_A_TABLE: Final = 2

_Coordinate = tuple[Source, int | None, str | None, str | None, str | None, str | None]


class UnitsRule(ProposalRule[NoParameters]):
    """Whether every budget table declares its unit, and the right one."""

    id = "units"
    korean = "금액 단위"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Look for tables without a unit, and for money that two tables state a factor of 10³, 10⁵ or 10⁸ apart."""
        unlabelled = context.proposal.statements.unlabelled_tables
        entries = [entry for entry in context.proposal.budget.entries if entry.table is not None and entry.krw != 0]
        if not entries and not unlabelled:
            return RuleResult(
                Verdict.UNDETERMINED,
                "금액 단위 대조 불가: 사업비 표를 찾지 못함 → 단위를 적은 재원별 사업비 표 제출 요청",
                question="단위를 적은 재원별 사업비 표를 제출하여 주시기 바람",
            )
        pairs = list(_a_unit_apart(entries))
        if unlabelled and not pairs:
            named = listed((_name(table) for table in unlabelled), 3)
            evidence = distinct(anchor for table in unlabelled for anchor in table.evidence)
            return RuleResult(
                Verdict.VIOLATED,
                f"금액 단위를 적지 않은 사업비 표 {len(unlabelled)}개({named}) → 단위 표기 필요",
                evidence,
            )
        if not pairs:
            return RuleResult(Verdict.MET, "모든 사업비 표에 단위 표기, 같은 금액을 다른 단위로 적은 표 없음")
        said = listed(dict.fromkeys(_say(small, large) for small, large in pairs), 3)
        evidence = distinct(anchor for pair in pairs for entry in pair for anchor in entry.evidence)
        return RuleResult(Verdict.VIOLATED, f"{said} → 표의 단위 표기 확인 및 정정 필요", evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            "사업비 표마다 금액 단위를 밝힘",
            (
                "같은 금액을 1,000배, 100,000배 또는 100,000,000배 차이로 적은 두 표는 단위 오류로 봄"
                "(두 칸 이상이 100배 또는 1,000,000배 차이인 두 표도 같음)"
            ),
        )


def _a_unit_apart(entries: list[BudgetEntry]) -> Iterator[tuple[BudgetEntry, BudgetEntry]]:
    tables: dict[tuple[int | None, int | None], list[tuple[BudgetEntry, BudgetEntry]]] = defaultdict(list)
    for small, large in _twice_stated(entries):
        if _is_apart(small, large, _FACTORS):
            yield small, large
        elif _is_apart(small, large, _TABLE_FACTORS):
            tables[small.table, large.table].append((small, large))
    for pairs in tables.values():
        if len({_coordinate(small) for small, _ in pairs}) >= _CELLS_OF_A_TABLE:
            yield from pairs


def _twice_stated(entries: list[BudgetEntry]) -> Iterator[tuple[BudgetEntry, BudgetEntry]]:
    """The amounts that two tables state for one coordinate, about a factor apart, the smaller first."""
    by_coordinate: dict[_Coordinate, list[BudgetEntry]] = defaultdict(list)
    for entry in entries:
        by_coordinate[_coordinate(entry)].append(entry)
    for stated in by_coordinate.values():
        for one, other in _about_a_factor_apart(stated):
            if stated[one].table != stated[other].table:
                small, large = sorted((stated[one], stated[other]), key=lambda entry: abs(entry.krw))
                yield small, large


def _about_a_factor_apart(stated: list[BudgetEntry]) -> list[tuple[int, int]]:
    """The places of the pairs among which all are that a factor tells apart; many tables state one coordinate."""
    if len(stated) < 2:
        return []
    by_size = sorted((entry.krw, place) for place, entry in enumerate(stated))
    coarsest = max(entry.step for entry in stated)
    pairs: set[tuple[int, int]] = set()
    for place, entry in enumerate(stated):
        for factor in (*_FACTORS, *_TABLE_FACTORS):
            meant, slack = entry.krw * factor, max(entry.step * factor, coarsest)
            first = bisect_left(by_size, (meant - slack, -1))
            last = bisect_right(by_size, (meant + slack, len(stated)))
            pairs.update((min(place, other), max(place, other)) for _, other in by_size[first:last] if other != place)
    return sorted(pairs)


def _is_apart(small: BudgetEntry, large: BudgetEntry, factors: tuple[int, ...]) -> bool:
    """Whether the larger is the smaller in another unit: exactly, or as far as the coarser of both was rounded."""
    return unit_factor(small.krw, large.krw, small.step, large.step, factors) is not None


def unit_factor(
    small_krw: int, large_krw: int, small_step: int, large_step: int, factors: tuple[int, ...] = _FACTORS
) -> int | None:
    """How many times the smaller amount the larger is, if that is the step from one unit to another."""
    return next(
        (f for f in factors if 2 * abs(small_krw * f - large_krw) <= max(small_step * f, large_step)),
        None,
    )


def _coordinate(entry: BudgetEntry) -> _Coordinate:
    return (entry.source, entry.year, entry.area, entry.program, entry.item, entry.organization)


def _name(table: UnlabelledTable) -> str:
    return f"'{shorten(table.caption, 30)}'" if table.caption else "제목 없는 표"


def _say(small: BudgetEntry, large: BudgetEntry) -> str:
    year = f"{small.year}년 " if small.year is not None else ""
    name = f"{year}{' '.join(part for part in (small.area, small.program, small.item) if part)}".strip()
    label = f"{name} {small.source.korean}".strip()
    return f"{label} {money(large.krw, large.step)}과 {money(small.krw, small.step)}: 단위 오류로 보임"
