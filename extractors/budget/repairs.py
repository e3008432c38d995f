"""Which one printed cell is wrong when sums do not hold: the one whose change makes the most of them hold."""

from collections.abc import Sequence

from extractors.budget.relations import Place, Printed, Relation
from schemas import Repair


def find_repairs(relations: Sequence[Relation]) -> list[Repair]:
    """The cell, with its value, that repairs the most broken sums and breaks the fewest; all that are equally good.

    Where every change breaks more sums than it repairs, more than one cell is wrong, and none is named.
    """
    broken = [relation for relation in relations if relation.is_broken]
    cells = {cell.place: cell for relation in broken for cell in (relation.total, *relation.parts)}
    touching_of: dict[Place, list[Relation]] = {place: [] for place in cells}
    for relation in relations:
        for place in relation.places:
            if place in touching_of:
                touching_of[place].append(relation)
    best: list[tuple[Printed, int, int]] = []
    best_gain = 0
    for place, cell in cells.items():
        touching = touching_of[place]
        for value in sorted({_value_for(relation, place) for relation in touching if relation.is_broken}):
            repaired = sum(r.is_broken and _holds_with(r, place, value) for r in touching)
            spoilt = sum(not r.is_broken and not _holds_with(r, place, value) for r in touching)
            gain = repaired - spoilt
            if gain > best_gain:
                best, best_gain = [], gain
            if repaired and gain == best_gain:
                best.append((cell, value, repaired))
    return [
        Repair(
            printed=cell.amount,
            label=f"{cell.title} '{cell.name}' 칸",
            repaired_krw=value,
            repairs=repaired,
            broken=len(broken),
        )
        for cell, value, repaired in best
    ]


def _value_for(relation: Relation, place: Place) -> int:
    """The value that the relation asks of one of its cells."""
    if relation.total.place == place:
        return relation.total.krw - relation.difference
    part = next(part for part in relation.parts if part.place == place)
    return part.krw + relation.difference


def _holds_with(relation: Relation, place: Place, value: int) -> bool:
    return abs(value - _value_for(relation, place)) <= relation.tolerance
