"""What a company, a trainee and a GPU costs in a plan: money of the programmes that state such a target ÷ the targets.

A programme counts where it states one target of the measure for the whole period and its money; of several targets
nobody knows which the money is for. Money is counted in full for each measure, so the measures do not add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.kinds.cross.unit_cost import counts_by_unit
from rules.kinds.money.coverage import area_of
from schemas import Anchor, Kpi, Program


@dataclass(frozen=True)
class Measure:
    """Something that plans promise a number of. Where `words` are given, the target or its programme must name one."""

    id: str
    name: str
    unit: str
    units: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def cost_name(self) -> str:
        """`기업 1개사당`."""
        return f"{self.name} 1{self.unit}당"

    def targets(self, program: Program) -> list[Kpi]:
        """The targets of a programme that count in this measure."""
        return [
            kpi for kpi in program.kpis if not self.words or self._names(f"{program.title} {kpi.name} {kpi.unit or ''}")
        ]

    def _names(self, text: str) -> bool:
        return any(word in text.upper() for word in self.words)


MEASURES: Final = (
    Measure("company", "기업", "개사", ("개사", "업체", "사", "개업체", "기업")),
    Measure("trainee", "교육·인력", "명", ("명", "인")),
    Measure("gpu", "GPU", "노드", ("노드", "대", "장", "기", "GPU"), words=("GPU",)),
)


@dataclass(frozen=True)
class CostedProgram:
    """A programme with its number in the plan (from 1), its area, its money, and how many it promises for it."""

    number: int
    title: str
    area: str
    krw: int
    count: Fraction
    unit: str
    evidence: tuple[Anchor, ...]

    @property
    def cost(self) -> Fraction:
        """Won for one."""
        return self.krw / self.count


@dataclass(frozen=True)
class UnitCost:
    """A measure of a plan, over its programmes or those of one area.

    `open` are programmes that state such targets, but not one that the money could be divided by, or no money.
    """

    measure: Measure
    programs: tuple[CostedProgram, ...]
    open: tuple[str, ...] = ()

    @property
    def krw(self) -> int:
        """The money of the programmes."""
        return sum(program.krw for program in self.programs)

    @property
    def count(self) -> Fraction:
        """What they promise together."""
        return sum((program.count for program in self.programs), Fraction(0))

    @property
    def cost(self) -> Fraction | None:
        """Won for one; None where no programme tells."""
        return self.krw / self.count if self.count > 0 else None

    def in_area(self, area: str) -> "UnitCost":
        """The same over the programmes of one area."""
        return UnitCost(self.measure, tuple(program for program in self.programs if program.area == area))


def unit_costs(programs: Sequence[Program]) -> tuple[UnitCost, ...]:
    """Every measure of a plan's programmes, in the order of `MEASURES`."""
    return tuple(_unit_cost(measure, programs) for measure in MEASURES)


def _unit_cost(measure: Measure, programs: Sequence[Program]) -> UnitCost:
    costed, left = [], []
    for number, program in enumerate(programs, 1):
        targets = measure.targets(program)
        counts = counts_by_unit(targets, measure.units)
        total = program.funding.total
        known = len(counts) == 1 and all(count > 0 for count in counts.values())
        if known and total is not None:
            [(unit, count)] = counts.items()
            evidence = (*_evidence(targets, unit), *total.evidence)
            costed.append(
                CostedProgram(number, program.title, area_of(program), total.krw, count, unit, tuple(evidence))
            )
        elif any(kpi.unit in measure.units for kpi in targets):
            left.append(program.title)
    return UnitCost(measure, tuple(costed), tuple(left))


def _evidence(targets: Sequence[Kpi], unit: str) -> Iterator[Anchor]:
    for kpi in targets:
        if kpi.unit == unit and kpi.year is None:
            yield from kpi.evidence
