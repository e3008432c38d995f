"""A programme's money: from the budget tables first, else from its own table, card or line."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from extractors.korean.text_keys import title_key
from schemas import Amount, Anchor, Budget, BudgetEntry, Funding, Source, add
from schemas.source import FUNDED_SOURCES


def funding_of(
    keys: Iterable[str],
    cells: Mapping[int, frozenset[Anchor]],
    tables: Sequence[int],
    stated: Mapping[Source, Amount],
    said: Mapping[Source, Amount],
    budget: Budget,
) -> Funding:
    """The money of the programme that the budget tables know by one of `keys`, or state in its `cells`, by table.

    `tables` are the tables that stand in the programme's own description, `stated` what the cells of its card state,
    `said` what it states in words. Of several entries for one source the finest printed one counts; years are added
    where no sum over them is printed.
    """
    known = set(keys)
    by_name = [entry for entry in budget.entries if _is_about(entry, known, cells)]
    own = [entry for entry in budget.entries if entry.program is None and entry.table in set(tables)]
    amounts = _from_entries(by_name)
    for source, amount in (*_from_entries(own).items(), *stated.items(), *said.items()):
        if source not in amounts and (not amounts or _fits(source, amount, amounts)):
            amounts[source] = amount
    _add_parts(amounts)
    unknown = {
        source.value: f"세부 프로그램의 {source.korean} 기재를 찾지 못함"
        for source in (Source.TOTAL, *Source.TOTAL.parts)
        if source not in amounts
    }
    return Funding(**{source.value: amount for source, amount in amounts.items()}, unknown=unknown)


def _is_about(entry: BudgetEntry, known: AbstractSet[str], cells: Mapping[int, frozenset[Anchor]]) -> bool:
    """Whether an entry is a programme's: by its cells in a table where they are known, else by its name."""
    own = cells.get(entry.table) if entry.table is not None else None
    if own is not None:
        return not own.isdisjoint(entry.evidence)
    return entry.program is not None and title_key(entry.program) in known


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
