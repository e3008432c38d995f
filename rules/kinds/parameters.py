"""What the parameters of kinds are made of; each kind has its own model, and anything else in a call is refused.

Shares are written as text ("60%"), amounts as whole won: no parameter is a float.
"""

import re
from fractions import Fraction
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from schemas.base import Model
from schemas.source import FUNDED_SOURCES, Source

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


def _funded(source: Source) -> Source:
    if source not in FUNDED_SOURCES:
        msg = "금액이 집계되는 재원이어야 함"
        raise ValueError(msg)
    return source


_FUNDED: Final = {"type": "string", "enum": [source.value for source in FUNDED_SOURCES]}
FundedSource = Annotated[Source, AfterValidator(_funded), WithJsonSchema(_FUNDED)]


class NoParameters(Model):
    """A rule that takes its measure from the call's own fields."""
