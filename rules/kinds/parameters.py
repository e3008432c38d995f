"""What a call may set for each kind of rule, as typed parameters; anything else in a call is refused.

Shares are written as text ("60%"), amounts as whole won: no parameter is a float.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from schemas.base import Model
from schemas.source import Source
from schemas.submission import SubmissionKind

_PERCENT: Final = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?\s?%")


def _percent(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    match = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        msg = '비율은 "60%"처럼 따옴표로 감싼 백분율'
        raise ValueError(msg)
    digits = match[2] or ""
    share = Fraction(int(match[1] + digits), 100 * 10 ** len(digits))
    if share > 1:
        msg = "비율은 0%에서 100%까지"
        raise ValueError(msg)
    return share


_AS_TEXT: Final = {"type": "string", "pattern": r"^\s*\d{1,3}(\.\d{1,4})?\s?%\s*$"}
Percent = Annotated[Fraction, BeforeValidator(_percent), WithJsonSchema(_AS_TEXT)]
Won = Annotated[int, Field(ge=0, strict=True)]


class NoParameters(Model):
    """A rule that takes its measure from the call's own fields."""


class DeadlineParameters(Model):
    """`kinds`: the submissions held against the close; later copies come after it by nature."""

    kinds: tuple[SubmissionKind, ...] = (SubmissionKind.FIRST,)


class ShareParameters(Model):
    """The sources whose share of the total is limited, and that one limit; the other sources are its complement."""

    part: tuple[Source, ...] = Field(min_length=1)
    at_most: Percent | None = None
    at_least: Percent | None = None

    @property
    def limit(self) -> Fraction:
        """The one limit that is set."""
        return self.at_most if self.at_most is not None else self.at_least or Fraction(0)

    @model_validator(mode="after")
    def _has_a_limit(self) -> "ShareParameters":
        if (self.at_most is None) == (self.at_least is None):
            msg = "at_most와 at_least 가운데 하나만"
            raise ValueError(msg)
        if Source.TOTAL in self.part:
            msg = "part에는 total을 쓸 수 없음"
            raise ValueError(msg)
        return self


class SizeParameters(Model):
    """The most that one source may be, in won; above `error_above_krw` the finding is an error."""

    source: Source = Source.NATIONAL
    at_most_krw: Won
    error_above_krw: Won | None = None

    @model_validator(mode="after")
    def _limits_are_in_order(self) -> "SizeParameters":
        if self.error_above_krw is not None and self.error_above_krw < self.at_most_krw:
            msg = "error_above_krw는 at_most_krw 이상"
            raise ValueError(msg)
        return self


class NarrativeParameters(Model):
    """How far from its amount a sentence that says 약, 여 or 내외 may be.

    A number rounded to its first two digits is off by at most 5 % (10 for 10.5), and 약 goes with such numbers.
    """

    approximate_within: Percent = Fraction(5, 100)


class DeclaredAreaParameters(Model):
    """The classifier's score above which its area may contradict the one that the plan declares."""

    score_above: Percent = Fraction(70, 100)


class SectionsParameters(Model):
    """The ids of the call's sections that a plan must have; all of them unless told."""

    required: tuple[str, ...] = ()


class PeriodParameters(Model):
    """The window that a plan must lie in, where the call sets one."""

    not_before: date | None = None
    not_after: date | None = None


class CoverageParameters(Model):
    """The most of the budget that may serve no area; nothing is said about it unless told."""

    operation_at_most: Percent | None = None


class PagesParameters(Model):
    """The most pages that a plan may have."""

    at_most: int = Field(ge=1, strict=True)


class FileSizeParameters(Model):
    """The most megabytes (of 1,048,576 bytes) that a file may have."""

    at_most_megabytes: int = Field(ge=1, strict=True)


class AllMoneyParameters(Model):
    """The most that one source may be over all plans that are selected, and how many are."""

    source: Source = Source.NATIONAL
    at_most_krw: Won
    selected: int = Field(ge=1, strict=True)


class SimilarParameters(Model):
    """From how many shared passages on two applicants' plans are named."""

    passages: int = Field(default=2, ge=1, strict=True)


class UnitCostParameters(Model):
    """How many times the median is far, in which units, and how many programmes it takes to have a median."""

    times: int = Field(default=5, ge=2, strict=True)
    at_least: int = Field(default=5, ge=3, strict=True)
    units: tuple[str, ...] = ("개사", "명", "노드", "대")


class ExpressionParameters(Model):
    """An expression in CEL that is true of a plan that keeps the rule; checked with the rest of the pack."""

    expression: str = Field(min_length=1)
