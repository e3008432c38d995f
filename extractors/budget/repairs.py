"""Which one printed cell is wrong when sums do not hold: the one whose change makes the most of them hold."""

from collections.abc import Mapping, Sequence

from extractors.budget.matrix import Figure
from extractors.budget.sums import Place, Relation, name_of, place_of
from schemas import Repair


def find_repairs(relations: Sequence[Relation], titles: Mapping[int, str]) -> list[Repair]:
    """The cell, with its value, that repairs the most broken sums and breaks the fewest; all that are equally good.

    `titles` are the tables' titles by their index, for naming a cell to the applicant.
    """
    broken = [relation for relation in relations if relation.is_broken]
    figures = {place_of(f): f for relation in broken for f in (relation.total, *relation.parts)}
    best: list[tuple[Figure, int, int]] = []
    best_gain = 0
    touching_of: dict[Place, list[Relation]] = {place: [] for place in figures}
    for relation in relations:
        for place in relation.places:
            if place in touching_of:
                touching_of[place].append(relation)
    for place, figure in figures.items():
        touching = touching_of[place]
        for value in sorted({_value_for(relation, place) for relation in touching if relation.is_broken}):
            repaired = sum(r.is_broken and _holds_with(r, place, value) for r in touching)
            spoilt = sum(not r.is_broken and not _holds_with(r, place, value) for r in touching)
            gain = repaired - spoilt
            if gain > best_gain:
                best, best_gain = [], gain
            if gain == best_gain > 0:
                best.append((figure, value, repaired))
    return [
        Repair(
            printed=figure.amount,
            label=f"{titles[figure.table]} '{name_of(figure)}' 칸",
            repaired_krw=value,
            repairs=repaired,
            broken=len(broken),
        )
        for figure, value, repaired in best
    ]


def _value_for(relation: Relation, place: Place) -> int:
    """The value that the relation asks of one of its cells."""
    if place_of(relation.total) == place:
        return relation.total.krw - relation.difference
    part = next(part for part in relation.parts if place_of(part) == place)
    return part.krw + relation.difference


def _holds_with(relation: Relation, place: Place, value: int) -> bool:
    asked = _value_for(relation, place)
    return abs(value - asked) <= relation.tolerance
