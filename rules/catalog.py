"""Which kinds of rules there are, and which kind each published rule id is an instance of.

Kinds are code, instances are a call's data: a call switches an instance on, gives it limits and cites the sentence.
A call may add instances of its own (another share, another amount) by naming their kind.
"""

from typing import Final

from rules.parameters import (
    DeadlineParameters,
    DeclaredAreaParameters,
    NarrativeParameters,
    NoParameters,
    SectionsParameters,
    ShareParameters,
    SizeParameters,
)
from schemas.base import Model

PARAMETERS: Final[dict[str, type[Model]]] = {
    "applicant": NoParameters,
    "deadline": DeadlineParameters,
    "share": ShareParameters,
    "size": SizeParameters,
    "budget-table": NoParameters,
    "sums": NoParameters,
    "narrative": NarrativeParameters,
    "declared-area": DeclaredAreaParameters,
    "sections": SectionsParameters,
}

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
}
