"""Table cells to Budget: labels, units, coordinates, cross-footing."""

from extractors.budget.cards import described_amounts
from extractors.budget.funding import funding_of, years_of
from extractors.budget.narrative import find_narrative_amounts
from extractors.budget.repairs import find_repairs
from extractors.budget.statements import read_budget_tables, tables_without_unit
from extractors.budget.sums import find_relations
from schemas import Budget, Call, Document

__all__ = ["extract_budget", "find_narrative_amounts"]


def extract_budget(document: Document, call: Call) -> Budget:
    """The money of a plan: every amount that its budget tables state, with its coordinate and its place."""
    tables = read_budget_tables(document, call)
    programs = {key for table in tables for s in table.statements for axis, key in s.at.names if axis == "program"}
    described = described_amounts(document, call, programs, {table.index for table in tables})
    relations = find_relations(tables, described)
    return Budget(
        funding=funding_of(tables, None, lacks_unit=not tables and bool(tables_without_unit(document, call))),
        by_year={str(year): funding_of(tables, year) for year in years_of(tables)},
        entries=tuple(statement.entry() for table in tables for statement in table.statements),
        sums=tuple(relation.check() for relation in relations),
        repairs=tuple(find_repairs(relations)),
    )
