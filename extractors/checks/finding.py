"""All statements of a document that rules hold against each other."""

from collections.abc import Sequence

from extractors.checks.calculations import find_line_items
from extractors.checks.lengths import find_lengths
from extractors.checks.passages import find_passages
from extractors.checks.placeholders import find_placeholders
from extractors.checks.ratios import find_ratios
from extractors.checks.spelled import find_spelled_amounts
from extractors.checks.targets import find_targets
from extractors.checks.unlabelled import find_unlabelled_tables
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
