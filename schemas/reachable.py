"""Through which fields of a record texts or places can be reached, so that a walk over it passes by all its numbers.

A plan holds tens of thousands of small records, most of them without a word: what a walk does not enter costs nothing.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from schemas.base import Model, Part, fields_of

_KNOWN: dict[tuple[type[Model] | type[Part], type], tuple[str, ...]] = {}


def fields_to(kind: type[Model] | type[Part], target: type) -> tuple[str, ...]:
    """The fields of a kind of record in which a `target` may stand, at any depth; an enum's member is no text."""
    if (kind, target) not in _KNOWN:
        found = (name for name, field in fields_of(kind).items() if _may_hold(field.annotation, target, frozenset()))
        _KNOWN[kind, target] = tuple(found)
    return _KNOWN[kind, target]


def _may_hold(annotation: Any, target: type, passed: frozenset[type]) -> bool:  # noqa: ANN401 - any annotation
    for part in _parts(annotation):
        if not isinstance(part, type) or part in passed:
            continue
        if issubclass(part, target) and not issubclass(part, Enum):
            return True
        if issubclass(part, Model | Part):
            fields = fields_of(part).values()
            if any(_may_hold(field.annotation, target, passed | {part}) for field in fields):
                return True
    return False


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from _parts(argument)
