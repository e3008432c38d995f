"""Tables whose amounts know what they state, so that what is printed and what should be read come from one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from samples.document import Table
from samples.facts import Funds, Plan
from samples.money_text import UNITS, amount_text, percent_text

DECIMAL_UNIT = "억원"


@dataclass(frozen=True)
class Print:
    """How amounts are printed: their unit, the decimals of 억원, and whether each carries its unit."""

    unit: str
    decimals: int = 2
    each: bool = False

    @property
    def step(self) -> int:
        """What the last printed digit counts, in won."""
        return UNITS[self.unit] // 10**self.decimals if self.unit == DECIMAL_UNIT else UNITS[self.unit]

    def printed_krw(self, krw: int) -> int:
        """The won that the printed digits say: rounded half up to the step, away from zero."""
        sign = -1 if krw < 0 else 1
        return sign * ((abs(krw) + self.step // 2) // self.step * self.step)

    def text(self, krw: int) -> str:
        """The amount as printed, negative ones with △."""
        digits = amount_text(abs(krw), self.unit, self.decimals)
        shown = f"△{digits}" if krw < 0 else digits
        return f"{shown}{self.unit}" if self.each and krw else shown


@dataclass(frozen=True)
class Money:
    """An amount and the coordinate that its headers spell.

    `how` is set where a column has a unit of its own, `whole_krw` where the share of the whole stands in the same
    cell; `is_entry` is False for what is no money as it now stands (당초, 증감).
    """

    krw: int
    source: str
    year: int | None = None
    area: str | None = None
    program: str | None = None
    item: str | None = None
    organization: str | None = None
    how: Print | None = None
    whole_krw: int = 0
    is_entry: bool = True


Grid = Sequence[Sequence[str | Money]]


@dataclass(frozen=True)
class Sheet:
    """A table and the entries that a reader should find in it."""

    grid: Grid
    how: Print
    look: dict[str, Any] = field(default_factory=dict)

    def table(self) -> Table:
        """The table as it is printed; `look` are fields of `document.Table`."""
        return Table(
            tuple(tuple(map(self._text, row)) for row in self.grid), unit=f"(단위: {self.how.unit})", **self.look
        )

    def _text(self, cell: str | Money) -> str:
        if isinstance(cell, str):
            return cell
        text = (cell.how or self.how).text(cell.krw)
        return f"{text}\n({percent_text(cell.krw, cell.whole_krw)}%)" if cell.whole_krw else text

    def entries(self) -> list[dict[str, Any]]:
        """What the table states: coordinate, printed won and step, in the order of its cells."""
        cells = [cell for row in self.grid for cell in row if isinstance(cell, Money)]
        return [_entry(cell, cell.how or self.how) for cell in cells if cell.is_entry]

    def with_cell(self, row: int, col: int, add_krw: int) -> "Sheet":
        """The same table with one amount printed wrongly."""
        cell = self.grid[row][col]
        if not isinstance(cell, Money):
            raise TypeError(f"no amount at {row}, {col}: {cell!r}")
        grid = [list(cells) for cells in self.grid]
        grid[row][col] = replace(cell, krw=cell.krw + add_krw)
        return replace(self, grid=grid)


def _entry(cell: Money, how: Print) -> dict[str, Any]:
    return {
        "source": cell.source,
        "year": cell.year,
        "area": cell.area,
        "program": cell.program,
        "item": cell.item,
        "organization": cell.organization,
        "krw": how.printed_krw(cell.krw),
        "step": how.step,
    }


@dataclass(frozen=True)
class Cube:
    """A plan's money by source, year, area, programme and organisation."""

    plan: Plan

    def at(
        self,
        source: str,
        year: int | None = None,
        *,
        area: str | None = None,
        program: str | None = None,
        organization: str | None = None,
    ) -> Money:
        """The amount at a coordinate; an axis that is not given is summed over. `area` is the area's printed name."""
        plan = self.plan
        chosen = [
            each
            for each in plan.programs
            if (program is None or each.title == program)
            and (area is None or plan.areas[each.filed_under] == area)
            and (organization is None or each.organization == organization)
        ]
        years = plan.years if year is None else (year,)
        funds = Funds.sum(plan.by_program_year[each.title, when] for each in chosen for when in years)
        return Money(funds.of(source), source, year, area, program, organization=organization)
