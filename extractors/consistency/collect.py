"""All statements of a document that rules hold against each other."""

from collections.abc import Sequence

from extractors.consistency.amounts_in_words import find_spelled_amounts
from extractors.consistency.line_items import find_line_items
from extractors.consistency.period_lengths import find_lengths
from extractors.consistency.placeholders import find_placeholders
from extractors.consistency.ratios import find_ratios
from extractors.consistency.restated_kpis import find_targets
from extractors.consistency.tables_without_unit import find_unlabelled_tables
from extractors.consistency.text_fingerprints import find_passages
from schemas import Budget, Call, Document, Period, Program, Statements


def find_statements(
    document: Document, call: Call, budget: Budget, programs: Sequence[Program], period: Period
) -> Statements:
    """Read what the document prints twice or leaves empty, beside what was extracted from it already."""
    return Statements(
        ratios=tuple(find_ratios(document, call, budget)),
        spelled_amounts=tuple(find_spelled_amounts(document)),
        line_items=tuple(find_line_items(document, budget)),
        placeholders=tuple(find_placeholders(document)),
        unlabelled_tables=tuple(find_unlabelled_tables(document, call, budget)),
        targets=tuple(find_targets(document, programs)),
        lengths=tuple(find_lengths(document, period)),
        passages=tuple(find_passages(document)),
    )
