"""What an expression of a call may read: the shapes of the published proposal, taken from its models.

A shape is what a value is as far as an expression can tell: a number, a text, a list of shapes, or a model's fields.
"""

import types
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin

from schemas.base import Model, Part, fields_of
from schemas.judged import JudgedProposal
from schemas.submission import Submission

# The verdicts are what is being reached, and the call has a name of its own.
_NOT_READ: Final = frozenset({"findings", "call", "unknown"})


@dataclass(frozen=True)
class Shape:
    """One kind of value: bool, int, double, string, list, map, model, or any where it cannot be told beforehand.

    `of` is what a list or map holds; `keys` are a map's, where the call fixes them.
    """

    kind: str
    of: "Shape | None" = None
    model: type[Model] | type[Part] | None = None
    keys: frozenset[str] | None = None

    @property
    def fields(self) -> dict[str, "Shape"]:
        """The fields of a model."""
        if self.model is None:
            return {}
        return {
            name: shape_of(field.annotation) for name, field in fields_of(self.model).items() if name not in _NOT_READ
        }


ANY: Final = Shape("any")
BOOL, INT, DOUBLE, TEXT = Shape("bool"), Shape("int"), Shape("double"), Shape("string")
_PLAIN: Final = ((bool, BOOL), (int, INT), (float, DOUBLE), (str, TEXT), (Enum, TEXT), (date, TEXT))


class CallMoney(Model):
    """The numbers of the call: its facts in whole numbers, and `at_most_krw` of its rules, by their ids."""

    facts: dict[str, int]
    at_most_krw: dict[str, int]


def scope_of(facts: frozenset[str], limits: frozenset[str]) -> dict[str, Shape]:
    """The names that every expression knows, with the ids that the call's numbers go by."""
    numbers = {"facts": Shape("map", INT, keys=facts), "at_most_krw": Shape("map", INT, keys=limits)}
    return {
        "proposal": Shape("model", model=JudgedProposal),
        "submission": Shape("model", model=Submission),
        **{f"call.{name}": shape for name, shape in numbers.items()},
        "call": Shape("model", model=CallMoney),
    }


def shape_of(annotation: Any) -> Shape:  # noqa: ANN401 - annotations are of any type
    """The shape of a field by its annotation; a value that may be missing has the shape of the value."""
    if isinstance(annotation, type):
        if issubclass(annotation, Model | Part):
            return Shape("model", model=annotation)
        # A datetime is a date to Python, and both are printed as text.
        plain = str if issubclass(annotation, datetime) else annotation
        return next((shape for kind, shape in _PLAIN if issubclass(plain, kind)), ANY)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        known = [shape_of(each) for each in inner if each is not type(None)]
        return known[0] if len(set(known)) == 1 else ANY
    if origin in {tuple, list}:
        return Shape("list", shape_of(inner[0]))
    if origin is dict:
        return Shape("map", shape_of(inner[1]))
    return shape_of(inner[0]) if inner else ANY
