"""A plan's sources as parts of a bar, and the limits that are lines across bars of many plans."""

from collections.abc import Sequence
from fractions import Fraction

from review.rendering.charts import funding_segments, limit_marks
from review.rendering.figures.plan_bars import LimitLine
from review.rendering.limits import ShareLimit
from schemas import Budget, Funding


def funding_parts(budget: Budget, limits: Sequence[ShareLimit]) -> tuple[tuple[Fraction, str], ...]:
    """The main sources as shares of the total with their texts; nothing where one of them is missing."""
    return tuple((segment.share, segment.value) for segment in funding_segments(budget, limits))


def limit_lines(limits: Sequence[ShareLimit]) -> tuple[LimitLine, ...]:
    """The limits that stand at the same place in every plan: those measured from the start of the bar."""
    return tuple(LimitLine(mark.label, mark.at) for mark in limit_marks(Funding(), limits) if mark.start == 0)
