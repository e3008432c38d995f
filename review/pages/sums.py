"""Sums that a plan states twice, as a total and as parts, and the cell whose change would make them hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.pages.evidence import EvidenceList
from review.pages.money import Figure
from review.rendering.labels_ko import SUM_STATUSES
from schemas import Amount, Budget, Reading, Repair, SumCheck, SumStatus, formatting
from schemas.units import MoneyUnit

_MAX_BROKEN = 100
_MAX_EXACT = 60
_MAX_REPAIRS = 10
"""Rows that a reader may still go through; the page says how many there are in all."""


@dataclass(frozen=True)
class SumRow:
    """A checked sum."""

    label: str
    status: str
    is_broken: bool
    total: Figure
    parts: tuple[Figure, ...]
    parts_sum: str
    difference: str
    tolerance: str


@dataclass(frozen=True)
class RepairRow:
    """A printed cell, what it would have to be, how many of the broken sums would then hold, and what went wrong.

    `reading` says whether the plan itself is wrong or may have been misread, None where no second reading could be had.
    """

    label: str
    printed: Figure
    repaired: str
    repairs: int
    broken: int
    explanation: str | None
    reading: str | None


@dataclass(frozen=True)
class Sums:
    """Broken sums first, then those that differ by rounding; those that hold to the won are only listed."""

    broken: tuple[SumRow, ...]
    broken_count: int
    rounding: tuple[SumRow, ...]
    rounding_count: int
    exact: tuple[SumRow, ...]
    exact_count: int
    repairs: tuple[RepairRow, ...]

    @property
    def count(self) -> int:
        """All sums checked."""
        return self.broken_count + self.rounding_count + self.exact_count


def sums_view(budget: Budget, evidence: EvidenceList, unit: MoneyUnit) -> Sums:
    """Every sum of a budget; of those that hold only the total has its place in the list."""
    checks = {status: [check for check in budget.sums if check.status is status] for status in SumStatus}
    broken, rounding, exact = (checks[status] for status in (SumStatus.BROKEN, SumStatus.ROUNDING, SumStatus.EXACT))
    return Sums(
        broken=_sum_rows(broken[:_MAX_BROKEN], SUM_STATUSES[SumStatus.BROKEN], evidence, unit),
        broken_count=len(broken),
        rounding=_sum_rows(rounding[:_MAX_BROKEN], SUM_STATUSES[SumStatus.ROUNDING], evidence, unit),
        rounding_count=len(rounding),
        exact=_sum_rows(exact[:_MAX_EXACT], SUM_STATUSES[SumStatus.EXACT], evidence, unit),
        exact_count=len(exact),
        repairs=tuple(_repair_row(repair, evidence, unit) for repair in budget.repairs[:_MAX_REPAIRS]),
    )


def _sum_rows(checks: Sequence[SumCheck], name: str, evidence: EvidenceList, unit: MoneyUnit) -> tuple[SumRow, ...]:
    return tuple(_sum_row(check, f"합계 {name} {number}", evidence, unit) for number, check in enumerate(checks, 1))


def _sum_row(check: SumCheck, used_in: str, evidence: EvidenceList, unit: MoneyUnit) -> SumRow:
    parts_sum = sum(part.krw for part in check.parts)

    def figure(amount: Amount) -> Figure:
        return Figure(formatting.in_unit(amount.krw, unit), evidence.cite(amount.evidence, used_in))

    return SumRow(
        label=check.label,
        status=SUM_STATUSES[check.status],
        is_broken=check.status is SumStatus.BROKEN,
        total=figure(check.total),
        parts=() if check.status is SumStatus.EXACT else tuple(figure(part) for part in check.parts),
        parts_sum=formatting.in_unit(parts_sum, unit),
        difference=("+" if check.difference > 0 else "") + formatting.in_unit(check.difference, unit),
        tolerance=formatting.in_unit(check.tolerance, unit),
    )


def _repair_row(repair: Repair, evidence: EvidenceList, unit: MoneyUnit) -> RepairRow:
    return RepairRow(
        label=repair.label,
        printed=Figure(
            formatting.krw(repair.printed.krw, unit),
            evidence.cite(repair.printed.evidence, f"수정 후보 {repair.label}"),
        ),
        repaired=formatting.krw(repair.repaired_krw, unit),
        repairs=repair.repairs,
        broken=repair.broken,
        explanation=repair.explanation,
        reading=_reading(repair),
    )


def _reading(repair: Repair) -> str | None:
    if repair.reading is None:
        return None
    if repair.reading is Reading.CERTAIN:
        return "기재 착오 추정"
    return f"판독 확인 필요(다른 판독 ‘{repair.read_otherwise}’)" if repair.read_otherwise else "판독 확인 필요"
