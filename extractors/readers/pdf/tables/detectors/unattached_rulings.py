"""Rules across that no ruled grid and no box has taken: what tables without upright rules are drawn with."""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.source.rulings import Rule, Rules
from extractors.readers.pdf.tables.grid import Grid

SAME_END_PT = 3.0
LEAST_WIDTH_PT = 100.0


def free_rules(rules: Rules, grids: Sequence[Grid]) -> list[Rule]:
    """The long rules across that belong to no grid and to no box."""
    return [
        rule
        for rule in rules.horizontal
        if rule.length >= LEAST_WIDTH_PT and not _is_in_a_grid(rule, grids) and not _is_side(rule, rules.vertical)
    ]


def of_one_width(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that begin and end together, two or more, from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(group[0].start - rule.start) <= SAME_END_PT and abs(group[0].end - rule.end) <= SAME_END_PT:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) > 1]


def _is_in_a_grid(rule: Rule, grids: Sequence[Grid]) -> bool:
    return any(
        grid.box.top - SAME_END_PT <= rule.position <= grid.box.bottom + SAME_END_PT
        and Span(rule.start, rule.end).overlap(Span(grid.box.x0, grid.box.x1)) > 0
        for grid in grids
    )


def _is_side(rule: Rule, vertical: Sequence[Rule]) -> bool:
    """Whether a rule across meets a rule down at one of its ends: then it is a side of a box."""
    return any(
        min(abs(down.position - rule.start), abs(down.position - rule.end)) <= SAME_END_PT
        and down.start - SAME_END_PT <= rule.position <= down.end + SAME_END_PT
        for down in vertical
    )
