"""Which kinds of rules there are, and which kind each published rule id is an instance of.

Kinds are code, instances are a call's data: a call switches an instance on, gives it limits and cites the sentence.
A call may add instances of its own (another share, another amount) by naming their kind.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from rules.kinds.applicant import judge_applicant
from rules.kinds.budget_table import judge_budget_table
from rules.kinds.context import Case, Outcome
from rules.kinds.coverage import judge_coverage
from rules.kinds.deadline import judge_deadline
from rules.kinds.declared_area import judge_declared_area
from rules.kinds.expression import judge_expression
from rules.kinds.file_size import judge_file_size
from rules.kinds.narrative import judge_narrative
from rules.kinds.pages import judge_pages
from rules.kinds.parameters import (
    AllMoneyParameters,
    CoverageParameters,
    DeadlineParameters,
    DeclaredAreaParameters,
    ExpressionParameters,
    FileSizeParameters,
    NarrativeParameters,
    NoParameters,
    PagesParameters,
    PeriodParameters,
    SectionsParameters,
    ShareParameters,
    SimilarParameters,
    SizeParameters,
    UnitCostParameters,
)
from rules.kinds.period import judge_period
from rules.kinds.placeholders import judge_placeholders
from rules.kinds.readable import judge_readable
from rules.kinds.repeated_statements import judge_line_items, judge_ratios, judge_spelled_amounts, judge_targets
from rules.kinds.sections import judge_sections
from rules.kinds.share import judge_share
from rules.kinds.size import judge_size
from rules.kinds.sums import judge_sums
from rules.kinds.units import judge_units
from schemas.base import Model
from schemas.call import RuleInstance


class Kind(NamedTuple):
    """A kind of rule: what a call may set for it, and how it judges."""

    parameters: type[Model]
    judge: Callable[[Case], Outcome]


KINDS: Final[dict[str, Kind]] = {
    "applicant": Kind(NoParameters, judge_applicant),
    "deadline": Kind(DeadlineParameters, judge_deadline),
    "share": Kind(ShareParameters, judge_share),
    "size": Kind(SizeParameters, judge_size),
    "budget-table": Kind(NoParameters, judge_budget_table),
    "sums": Kind(NoParameters, judge_sums),
    "narrative": Kind(NarrativeParameters, judge_narrative),
    "declared-area": Kind(DeclaredAreaParameters, judge_declared_area),
    "sections": Kind(SectionsParameters, judge_sections),
    "readable": Kind(NoParameters, judge_readable),
    "period": Kind(PeriodParameters, judge_period),
    "coverage": Kind(CoverageParameters, judge_coverage),
    "units": Kind(NoParameters, judge_units),
    "pages": Kind(PagesParameters, judge_pages),
    "file-size": Kind(FileSizeParameters, judge_file_size),
    "ratios": Kind(NoParameters, judge_ratios),
    "spelled-amounts": Kind(NoParameters, judge_spelled_amounts),
    "line-items": Kind(NoParameters, judge_line_items),
    "targets": Kind(NoParameters, judge_targets),
    "placeholders": Kind(NoParameters, judge_placeholders),
    "expression": Kind(ExpressionParameters, judge_expression),
}

CALL_KINDS: Final[dict[str, type[Model]]] = {
    "one-per-applicant": NoParameters,
    "corrected-scope": NoParameters,
    "all-money": AllMoneyParameters,
    "similar": SimilarParameters,
    "unit-cost": UnitCostParameters,
}
"""Kinds that judge all submissions together (see `rules.cross_submission`), with what a call may set for them."""

PARAMETERS: Final[dict[str, type[Model]]] = {name: kind.parameters for name, kind in KINDS.items()} | CALL_KINDS

KIND_OF_RULE: Final[dict[str, str]] = {
    "applicant-eligible": "applicant",
    "deadline": "deadline",
    "national-share": "share",
    "match-share": "share",
    "local-share": "share",
    "in-kind-share": "share",
    "national-size": "size",
    "budget-present": "budget-table",
    "budget-sums": "sums",
    "narrative-total": "narrative",
    "declared-area": "declared-area",
    "sections-present": "sections",
    "text-missing": "readable",
    "period": "period",
    "area-coverage": "coverage",
    "unit-declared": "units",
    "page-limit": "pages",
    "file-size": "file-size",
    "printed-ratio": "ratios",
    "korean-amount": "spelled-amounts",
    "unit-price": "line-items",
    "kpi-consistent": "targets",
    "placeholder-left": "placeholders",
    "one-per-applicant": "one-per-applicant",
    "corrected-scope": "corrected-scope",
    "similar-proposal": "similar",
    "national-total": "all-money",
    "unit-cost": "unit-cost",
}


def kind_of(instance: RuleInstance) -> str:
    """The kind of a rule instance that was loaded: its id's own, or the one that the call names."""
    return KIND_OF_RULE.get(instance.id) or str(instance.kind)
