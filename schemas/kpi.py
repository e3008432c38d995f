"""A target of a plan or of one of its programmes."""

from typing import ClassVar

from schemas.anchor import Anchor
from schemas.base import Model


class Kpi(Model):
    """A target (성과지표): what, how many, in which unit, by which year."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"year"})

    name: str
    value: int | float | None = None
    unit: str | None = None
    year: int | None = None
    evidence: tuple[Anchor, ...] = ()
