"""What every record shares: it cannot be changed once made, and it takes no field it does not know.

A `Model` is the usual one. Of a `Part` a document holds tens of thousands: it is a pydantic dataclass with slots, which
takes a fraction of a model's memory and time, and has the same JSON. `dataclasses.replace` makes a changed copy.
"""

from typing import Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer
from pydantic.fields import FieldInfo

STRICT: Final = ConfigDict(extra="forbid")

_SHARED_SETS: dict[frozenset[str], set[str]] = {}
_DEFAULTS: dict[type[object], tuple[tuple[str, object], ...]] = {}


class Model(BaseModel):
    """A frozen record. Fields named in `omitted_at_default` are left out of the JSON while they say nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    omitted_at_default: ClassVar[frozenset[str]] = frozenset()

    def model_post_init(self, _context: Any, /) -> None:  # noqa: ANN401 - pydantic's own signature
        """Share the set of the fields that were given: one of its own would be most of what a small record holds."""
        given = frozenset(self.__pydantic_fields_set__)
        object.__setattr__(
            self, "__pydantic_fields_set__", _SHARED_SETS.setdefault(given, self.__pydantic_fields_set__)
        )

    @model_serializer(mode="wrap")
    def _leave_out_what_says_nothing(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = dump(self)
        return _without_defaults(self, values)


class Part:
    """A frozen record without a dictionary, for what comes in masses.

    Each kind is made by `@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)`, pydantic's own.
    """

    __slots__ = ()

    omitted_at_default: ClassVar[frozenset[str]] = frozenset()
    __pydantic_fields__: ClassVar[dict[str, FieldInfo]]

    @model_serializer(mode="wrap")
    def _leave_out_what_says_nothing(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = dump(self)
        return _without_defaults(self, values)


def fields_of(kind: type[Model] | type[Part]) -> dict[str, FieldInfo]:
    """The fields of a kind of record, by name."""
    return kind.__pydantic_fields__


def _without_defaults(record: Model | Part, values: dict[str, Any]) -> dict[str, Any]:
    for name, default in _defaults_of(type(record)):
        if getattr(record, name) == default:
            del values[name]
    return values


def _defaults_of(kind: type[Model] | type[Part]) -> tuple[tuple[str, object], ...]:
    """What the fields hold that are left out while they hold nothing else; asked of every record that is written."""
    if kind not in _DEFAULTS:
        fields = fields_of(kind)
        names = kind.omitted_at_default
        _DEFAULTS[kind] = tuple((name, fields[name].get_default(call_default_factory=True)) for name in names)
    return _DEFAULTS[kind]
