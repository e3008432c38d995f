"""A programme's money: from the budget tables first, else from its own table, card or line."""

from collections.abc import Iterable, Mapping, Sequence

from extractors.korean.text_keys import title_key
from schemas import Amount, Anchor, Budget, BudgetEntry, Funding, Source, add
from schemas.source import FUNDED_SOURCES


class BudgetEntries:
    """The entries of a budget by what a programme knows of itself: its titles, its cells, its own tables.

    `tables` are the tables that state them; None stands for text.
    """

    def __init__(self, budget: Budget) -> None:
        self._entries = budget.entries
        self._of_program: dict[str, list[int]] = {}
        self._of_cell: dict[tuple[int, Anchor], list[int]] = {}
        self._of_table: dict[int, list[int]] = {}
        self.tables = frozenset(entry.table for entry in budget.entries)
        for number, entry in enumerate(budget.entries):
            if entry.program is not None:
                self._of_program.setdefault(title_key(entry.program), []).append(number)
            if entry.table is None:
                continue
            if entry.program is None:
                self._of_table.setdefault(entry.table, []).append(number)
            for anchor in entry.evidence:
                self._of_cell.setdefault((entry.table, anchor), []).append(number)

    def about(self, keys: Iterable[str], cells: Mapping[int, frozenset[Anchor]]) -> list[BudgetEntry]:
        """The entries of a programme: by its cells in a table where they are known, else by its name."""
        named = (number for key in keys for number in self._of_program.get(key, ()))
        found = {number for number in named if self._entries[number].table not in cells}
        for table, anchors in cells.items():
            found.update(self._in_row(table, anchors))
        return [self._entries[number] for number in sorted(found)]

    def _in_row(self, table: int, anchors: frozenset[Anchor]) -> list[int]:
        """The entries of a table's row that are about its programme.

        Where some name a programme, those beside them that name none are another list's that shares the row: the
        sources of income beside what the money is spent on.
        """
        numbers = [number for anchor in anchors for number in self._of_cell.get((table, anchor), ())]
        of_programs = [number for number in numbers if self._entries[number].program is not None]
        return of_programs or numbers

    def of_tables(self, tables: Iterable[int]) -> list[BudgetEntry]:
        """The entries of tables that name no programme."""
        found = (number for table in set(tables) for number in self._of_table.get(table, ()))
        return [self._entries[number] for number in sorted(found)]


def funding_of(
    keys: Iterable[str],
    cells: Mapping[int, frozenset[Anchor]],
    tables: Sequence[int],
    stated: Mapping[Source, Amount],
    said: Mapping[Source, Amount],
    entries: BudgetEntries,
) -> Funding:
    """The money of the programme that the budget tables know by one of `keys`, or state in its `cells`, by table.

    `tables` are the tables that stand in the programme's own description, `stated` what the cells of its card state,
    `said` what it states in words. Of several entries for one source the finest printed one counts; years are added
    where no sum over them is printed.
    """
    amounts = _from_entries(entries.about(keys, cells))
    for source, amount in (*_from_entries(entries.of_tables(tables)).items(), *stated.items(), *said.items()):
        if source not in amounts and (not amounts or _fits(source, amount, amounts)):
            amounts[source] = amount
    _add_parts(amounts)
    unknown = {
        source.value: f"세부 프로그램의 {source.korean} 기재를 찾지 못함"
        for source in (Source.TOTAL, *Source.TOTAL.parts)
        if source not in amounts
    }
    return Funding(**{source.value: amount for source, amount in amounts.items()}, unknown=unknown)


def _fits(source: Source, amount: Amount, amounts: dict[Source, Amount]) -> bool:
    """A second place may only add what the first leaves out, and no part above the whole."""
    total = amounts.get(Source.TOTAL)
    return source is Source.TOTAL or total is None or amount.interval.lower <= total.interval.upper


def _from_entries(entries: Sequence[BudgetEntry]) -> dict[Source, Amount]:
    amounts: dict[Source, Amount] = {}
    for source in FUNDED_SOURCES:
        plain = [each for each in entries if each.source is source and each.item is None and each.organization is None]
        whole = [each for each in plain if each.year is None]
        if whole:
            amounts[source] = min(whole, key=lambda each: each.step).amount
            continue
        tables = {each.table for each in plain}
        if plain and len(tables) == 1 and len({each.year for each in plain}) == len(plain):
            years = ", ".join(f"{each.year}년" for each in plain)
            amounts[source] = add([each.amount for each in plain], derived=f"연차별 합산({years})")
    return amounts


def _add_parts(amounts: dict[Source, Amount]) -> None:
    for whole in (Source.LOCAL, Source.PRIVATE):
        stated = [amounts[part] for part in whole.parts if part in amounts]
        if whole not in amounts and len(stated) == len(whole.parts):
            amounts[whole] = add(stated, derived=" + ".join(part.korean for part in whole.parts))
