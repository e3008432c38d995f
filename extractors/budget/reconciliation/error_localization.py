"""Which printed cell is wrong when sums do not hold: the one whose change makes the most of them hold, and why."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from extractors.budget.reconciliation.error_causes import ErrorExplanation, explain, explain_along_line
from extractors.budget.reconciliation.sum_constraints import Place, PrintedAmount, SumConstraint
from schemas import Cause, Repair


def locate_errors(relations: Sequence[SumConstraint]) -> list[Repair]:
    """The cell, with its value, that repairs the most broken sums and breaks the fewest; all that are equally good.

    Where one error was made in all of a row or column (a row left out of every subtotal, another unit), its cells.
    Where every change breaks more sums than it repairs, more than one cell is wrong, and none is named.
    """
    broken = [relation for relation in relations if relation.is_broken]
    if not broken:
        return []
    cells = {cell.place: cell for relation in broken for cell in (relation.total, *relation.parts)}
    touching: dict[Place, list[SumConstraint]] = {place: [] for place in cells}
    for relation in relations:
        for place in relation.places:
            if place in touching:
                touching[place].append(relation)
    alone, most = _single_cells(cells, touching)
    if most < len(broken):
        together = _whole_line(cells, touching, most)
        if together:
            return [_repair(cells[place], found, 1, len(broken)) for place, found in together.items()]
    return [_repair(cell, found, repaired, len(broken)) for cell, found, repaired in alone]


def _repair(cell: PrintedAmount, found: ErrorExplanation, repaired: int, broken: int) -> Repair:
    return Repair(
        printed=cell.amount,
        label=f"{cell.title} '{cell.name}' 칸",
        repaired_krw=found.krw,
        repairs=repaired,
        broken=broken,
        cause=found.cause,
        explanation=found.text,
    )


def _single_cells(
    cells: Mapping[Place, PrintedAmount], touching: Mapping[Place, Sequence[SumConstraint]]
) -> tuple[list[tuple[PrintedAmount, ErrorExplanation, int]], int]:
    """The cells whose change alone gains most, each with its best value, and how many sums the best one repairs."""
    values: list[tuple[int, int, Place, int]] = []
    for place in cells:
        broken = [relation for relation in touching[place] if relation.is_broken]
        held, mended = _counter(touching[place], place), _counter(broken, place)
        holding = len(touching[place]) - len(broken)
        asked_for = sorted({relation.value_for(place) for relation in broken})
        values.extend((held(value) - holding, mended(value), place, value) for value in asked_for)
    best = max(gain for gain, *_ in values)
    if best < 0:
        return [], 0
    found = []
    for place, group in groupby((v for v in values if v[0] == best and v[1]), key=lambda each: each[2]):
        candidates = [(value, repaired) for _, repaired, _, value in group]
        found.append(_explained(cells[place], candidates, touching[place]))
    plausible = [each for each in found if not _turns_negative(each[0], each[1])] or found
    return plausible, max(repaired for *_, repaired in plausible)


def _counter(relations: Sequence[SumConstraint], place: Place) -> Callable[[int], int]:
    """How many of the relations hold with another value in a cell of theirs."""
    limits = [relation.limits_of(place) for relation in relations]
    lowest, highest = sorted(low for low, _ in limits), sorted(high for _, high in limits)
    return lambda value: bisect_right(lowest, value) - bisect_left(highest, value)


def _explained(
    cell: PrintedAmount, candidates: Sequence[tuple[int, int]], touching: Sequence[SumConstraint]
) -> tuple[PrintedAmount, ErrorExplanation, int]:
    """Of values that rounding does not tell apart, one that an error explains, else the one that fits most closely."""
    broken = [relation for relation in touching if relation.is_broken]
    explained = []
    for value, repaired in candidates:
        fixed = [relation for relation in touching if relation.holds_with({cell.place: value})]

        def holds(krw: int, fixed: Sequence[SumConstraint] = fixed) -> bool:
            return all(relation.holds_with({cell.place: krw}) for relation in fixed)

        found = explain(cell, value, holds, broken)
        left = sum(abs(relation.value_for(cell.place) - found.krw) for relation in fixed)
        explained.append((found.cause is Cause.VALUE, left, found.krw, repaired, found))
    *_, repaired, found = min(explained, key=lambda each: each[:3])
    return cell, found, repaired


def _turns_negative(cell: PrintedAmount, found: ErrorExplanation) -> bool:
    return found.krw < 0 <= cell.krw and found.cause is not Cause.SIGN


def _whole_line(
    cells: Mapping[Place, PrintedAmount],
    touching: Mapping[Place, Sequence[SumConstraint]],
    most: int,
) -> dict[Place, ErrorExplanation]:
    """The cells of the row or column in which one error was made throughout, when that repairs more than any cell."""
    best: dict[Place, ErrorExplanation] = {}
    for line in _lines(cells):
        errors = {place: found for place in line if (found := _error_across(cells[place], touching[place])) is not None}
        same = {(found.cause, found.about) for found in errors.values()}
        if len(errors) < 2 or len(same) > 1:
            continue
        values = {place: found.krw for place, found in errors.items()}
        # Sums that touch none of the cells stay as they are.
        touched = {id(relation): relation for place in values for relation in touching[place]}.values()
        repaired = sum(relation.is_broken and relation.holds_with(values) for relation in touched)
        spoilt = sum(not relation.is_broken and not relation.holds_with(values) for relation in touched)
        if repaired > most and repaired >= spoilt:
            best, most = errors, repaired
    return best


def _lines(cells: Mapping[Place, PrintedAmount]) -> list[list[Place]]:
    """The cells of each row and of each column of each table."""
    lines: dict[tuple[int | str, str, int], list[Place]] = {}
    for place in cells:
        table, row, column = place
        lines.setdefault((table, "row", row), []).append(place)
        lines.setdefault((table, "column", column), []).append(place)
    return list(lines.values())


def _error_across(cell: PrintedAmount, touching: Sequence[SumConstraint]) -> ErrorExplanation | None:
    """The error in one cell of a line that explains all the broken sums that run across the line."""
    for relation in touching:
        if not relation.is_broken:
            continue
        value = relation.value_for(cell.place)

        def holds(krw: int, relation: SumConstraint = relation) -> bool:
            return relation.holds_with({cell.place: krw})

        found = explain_along_line(cell, value, holds, [relation])
        if found is not None:
            return found
    return None
