"""Table cells to Budget: labels, units, coordinates, cross-footing."""

from collections.abc import Sequence

from extractors.budget.explanation import explain_table
from extractors.budget.placement.budget_tables import read_budget_tables, tables_without_unit
from extractors.budget.placement.funding_totals import FundingTotals
from extractors.budget.reconciliation.across_tables import cross_table_constraints
from extractors.budget.reconciliation.error_localization import locate_errors
from extractors.budget.reconciliation.header_formulas import formula_sums
from extractors.budget.reconciliation.sum_constraints import Place, SumConstraint
from extractors.budget.reconciliation.verification import places_to_read_again, with_other_readings, with_readings
from extractors.budget.reconciliation.within_table import sums_within
from extractors.budget.tables.table_context import plan_years
from extractors.budget.text.narrative_amounts import find_narrative_amounts
from extractors.budget.text.program_amounts import described_amounts
from schemas import Budget, Call, Document

__all__ = ["explain_table", "extract_budget", "find_narrative_amounts", "places_to_read_again", "with_other_readings"]


def extract_budget(document: Document, call: Call) -> Budget:
    """The money of a plan: every amount that its budget tables state, with its coordinate and its place."""
    reading = read_budget_tables(document, call)
    tables = reading.tables
    programs = {key for table in tables for s in table.placed for axis, key in s.at.names if axis == "program"}
    described = described_amounts(document, call, programs, {table.index for table in tables})
    within = sums_within(tables)
    by_formula = formula_sums(tables, within.constraints)
    across = cross_table_constraints(tables, described, within.open_lines)
    relations = _unique([*within.constraints, *by_formula, *across.constraints])
    totals = FundingTotals(tables, plan_years(document))
    return Budget(
        funding=totals.funding(None, lacks_unit=not tables and bool(tables_without_unit(document, call))),
        by_year={str(year): totals.funding(year) for year in totals.years},
        entries=tuple(statement.entry() for table in tables for statement in table.placed),
        sums=tuple(relation.check() for relation in relations),
        repairs=tuple(with_readings(locate_errors(relations), document)),
        other_sources=tuple(totals.other_sources(None)),
        set_aside=tuple(reading.set_aside),
        doubts=(*within.doubts, *across.doubts),
    )


def _unique(relations: Sequence[SumConstraint]) -> list[SumConstraint]:
    """The relations, each once: a total of one part is an agreement, too."""
    found: dict[tuple[Place, ...], SumConstraint] = {}
    for relation in relations:
        found.setdefault((relation.places[0], *sorted(relation.places[1:], key=str)), relation)
    return list(found.values())
