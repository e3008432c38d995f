"""Evaluating an expression over a plan: its values as CEL's, and which of them were read or are not known.

A value that is missing is no null: to read it is an error, which `||` and `&&` may still outweigh (true || unknown is
true) and everything else passes on. Nothing but the given models can be reached, and the steps are counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

from celpy import celtypes
from celpy.celparser import CELParser
from celpy.evaluation import Activation, CELEvalError, Evaluator
from lark import Tree

from schemas.anchor import Anchor
from schemas.base import Model, Part, fields_of
from schemas.money import Amount

MAX_STEPS: Final = 50_000
"""Nodes of the expression's tree that are evaluated: one or two seconds of them."""


class TooManySteps(Exception):
    """The expression takes longer than any rule may."""


@dataclass
class Reading:
    """What an evaluation touched: amounts by the path of their field, places, and paths of what is not known."""

    amounts: dict[str, Amount] = field(default_factory=dict)
    places: dict[Anchor, None] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    steps: int = 0


def evaluate(text: str, scope: Mapping[str, Model]) -> tuple[bool | None, Reading, str]:
    """The truth of an expression, or None where it is open, with what was read and why it could not be computed.

    `text` was checked when the call was loaded (`rules.expressions.type_check`).

    Raises:
        TooManySteps: it goes over more values than a rule may.
    """
    reading = Reading()
    values = {name: _Fields(model, name, reading) for name, model in scope.items()}
    evaluator = _Counting(CELParser().parse(text), Activation(functions={"sum": _sum}, vars=values), reading)
    try:
        result = evaluator.evaluate()
    except CELEvalError as error:
        return None, reading, str(error.args[0]) if error.args else ""
    if not isinstance(result, celtypes.BoolType):
        return None, reading, "not a truth value"
    return bool(result), reading, ""


class _Counting(Evaluator):
    """The package's evaluator, with its steps counted."""

    def __init__(self, tree: "Tree[Any]", activation: Activation, reading: Reading) -> None:
        super().__init__(tree, activation)
        self.reading = reading

    def sub_evaluator(self, ast: "Tree[Any]") -> Evaluator:
        return _Counting(ast, self.activation, self.reading)

    def visit_children(self, tree: "Tree[Any]") -> list[Any]:
        self.reading.steps += 1
        if self.reading.steps > MAX_STEPS:
            raise TooManySteps
        return super().visit_children(tree)


class _Fields(celtypes.MapType):
    """A model as CEL sees it: fields by name, taken when they are read."""

    def __init__(self, model: Model | Part, path: str, reading: Reading) -> None:
        super().__init__()
        self.model, self.path, self.reading = model, path, reading

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - CEL's values are of many types
        name = str(key)
        path = f"{self.path}.{name}"
        if name not in fields_of(type(self.model)):
            raise KeyError(name)
        value = getattr(self.model, name)
        if value is None:
            reasons = getattr(self.model, "unknown", None) or {}
            self.reading.missing.setdefault(path, reasons.get(name, ""))
            raise KeyError(name)
        if isinstance(self.model, Amount):
            self.reading.amounts.setdefault(self.path, self.model)
        if not isinstance(value, Model | Part | tuple | dict):
            self.reading.places.update(dict.fromkeys(getattr(self.model, "evidence", ())))
        return _value(value, path, self.reading)


class _Entries(celtypes.MapType):
    """Values by a name that the plan or the call gives them."""

    def __init__(self, values: Mapping[str, Any], path: str, reading: Reading) -> None:
        named = {name: _value(value, f"{path}['{name}']", reading) for name, value in values.items()}
        super().__init__({celtypes.StringType(name): value for name, value in named.items()})
        self.path, self.reading = path, reading

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401
        if key not in self:
            self.reading.missing.setdefault(f"{self.path}['{key}']", "")
        return super().__getitem__(key)


def _value(value: Any, path: str, reading: Reading) -> Any:  # noqa: ANN401
    if isinstance(value, Model | Part):
        return _Fields(value, path, reading)
    if isinstance(value, Mapping):
        return _Entries(value, path, reading)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return celtypes.ListType([_value(item, f"{path}[{index}]", reading) for index, item in enumerate(value)])
    return _plain(value)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, bool):
        return celtypes.BoolType(value)
    if isinstance(value, int):
        return celtypes.IntType(value)
    if isinstance(value, float):
        return celtypes.DoubleType(value)
    if isinstance(value, date):
        return celtypes.StringType(value.isoformat())
    return celtypes.StringType(value.value if isinstance(value, Enum) else value)


def _sum(numbers: celtypes.ListType) -> celtypes.IntType:
    total = celtypes.IntType(0)
    for number in numbers:
        total = total + number
    return total
