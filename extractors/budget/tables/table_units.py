"""The unit of a table that declares none: from the amounts that it prints with a unit, or from the plan's total."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from extractors.budget.vocabulary.labelled_amounts import LabelledAmount, SourceLabelMatcher, unit_of
from extractors.korean.money import find_amounts, parse_cell_amount, unit_in_won
from extractors.korean.units import is_unit_line
from extractors.structure.latest_document import kept_for_the_latest
from schemas import Block, Call, Document, Table
from schemas.units import TABLE_UNITS

_REMARKS_BETWEEN = 2  # lines between the unit of a table and the table
_SHORT_CELL = 40  # letters; unmeasured


@kept_for_the_latest
def unit_finder(document: Document, call: Call) -> "UnitFinder":
    """The finder of a document, with what it has found."""
    return UnitFinder(document, call)


class UnitFinder:
    """What one counts in won in each table of a document."""

    def __init__(self, document: Document, call: Call) -> None:
        self._document = document
        self._lexicon = call.lexicon
        # By identity, each with its table: a number that is kept for a table may not be given to another one.
        self._found: dict[int, tuple[Table, int | None]] = {}

    @cached_property
    def _totals(self) -> list[LabelledAmount]:
        """Every amount that a sentence or a pair of cells calls the total."""
        words = SourceLabelMatcher(self._lexicon)
        texts = [block.text for block in self._document.blocks if block.text]
        texts += [f"{left.text} {right.text}" for t in self._document.tables for left, right in pairwise(t.cells)]
        return [each for text in texts for each in words.amounts_in(text) if each.source == "total"]

    def unit_of(self, table: Table) -> int | None:
        """The declared unit, else the one that the table's amounts are printed in, else the one that gives the total.

        What declares it is the table itself, or the cell and the table that it stands in.
        None where nothing tells it: a number without a unit is no money.
        """
        if id(table) not in self._found:
            self._found[id(table)] = (table, self._unit_of(table))
        return self._found[id(table)][1]

    def _unit_of(self, table: Table) -> int | None:
        if table.unit:
            return unit_in_won(table.unit)
        for cell in table.cells:
            if "단위" in "".join(cell.text.split()) and (declared := unit_in_won(cell.text)) is not None:
                return declared
        line = self._lines_beside.get(id(table))
        if line is not None and (beside := unit_in_won(line)) is not None:
            return beside
        # An amount in a sentence tells nothing of the numbers in other cells.
        short = [cell.text for cell in table.cells if len(cell.text) <= _SHORT_CELL]
        printed = Counter(unit_of(mention) for text in short for mention in find_amounts(text))
        if len(printed) == 1:
            return next(iter(printed))
        if not printed and (around := self._unit_around(table)) is not None:
            return around
        return _unit_that_gives(self._totals, table) if not printed else None

    @cached_property
    def _lines_beside(self) -> dict[int, str]:
        return unit_lines_beside(self._document)

    def _unit_around(self, table: Table) -> int | None:
        """The unit that the cell around a nested table declares, else the table of that cell."""
        if table.parent is None:
            return None
        outer = self._document.tables[table.parent.table]
        for cell in outer.cells:
            if (cell.row, cell.col) == table.parent[1:] and (declared := unit_in_won(cell.text)) is not None:
                return declared
        return unit_in_won(outer.unit) if outer.unit else self._unit_around(outer)


def unit_lines_beside(document: Document) -> dict[int, str]:
    """By a table's identity, a line that is not attached to it and yet declares its unit.

    It stands above the table with remarks between, or right below it where no other table follows.
    """
    found = {}
    blocks = document.blocks
    for at, block in enumerate(blocks):
        if block.table is None:
            continue
        line = _line_above(blocks, at) or _line_below(blocks, at)
        if line is not None:
            found[id(document.tables[block.table])] = line
    return found


def _line_above(blocks: Sequence[Block], at: int) -> str | None:
    for before in reversed(blocks[max(0, at - _REMARKS_BETWEEN - 1) : at]):
        if before.table is not None:
            return None
        text = (before.text or "").strip()
        if "단위" in text and unit_in_won(text) is not None:
            return text
    return None


def _line_below(blocks: Sequence[Block], at: int) -> str | None:
    text = (blocks[at + 1].text or "").strip() if at + 1 < len(blocks) else ""
    is_above_another = at + 2 < len(blocks) and blocks[at + 2].table is not None
    return text if text and is_unit_line(text) and not is_above_another else None


def _unit_that_gives(totals: Sequence[LabelledAmount], table: Table) -> int | None:
    numbers = [amount.krw for cell in table.cells if (amount := parse_cell_amount(cell.text, 1)) is not None]
    largest = max(numbers, default=0)
    fitting = {
        unit
        for unit in TABLE_UNITS
        for total in totals
        if largest and 2 * abs(largest * unit - total.mention.krw) <= max(total.mention.step, unit)
    }
    return fitting.pop() if len(fitting) == 1 else None
