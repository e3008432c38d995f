"""What every record shares: it cannot be changed once made, and it takes no field it does not know.

A `Model` is the usual one. Of a `Part` a document holds tens of thousands: it is a pydantic dataclass with slots, which
takes a fraction of a model's memory and time, and has the same JSON. `dataclasses.replace` makes a changed copy.
"""

from functools import partial
from operator import eq
from typing import Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

STRICT: Final = ConfigDict(extra="forbid")

_SHARED_SETS: dict[frozenset[str], set[str]] = {}


def _leaving_out_what_says_nothing(
    omitted: frozenset[str], schema: CoreSchema, handler: GetCoreSchemaHandler
) -> CoreSchema:
    """The schema with a mark on each field that is left out of the JSON while it holds its default.

    The comparison is one of C's own: a plan's record asks it some hundred thousand times.
    """
    fields = _fields_in(handler.resolve_ref_schema(schema)) if omitted else {}
    for name in omitted:
        field = fields[name]
        field["serialization_exclude_if"] = partial(eq, _default_in(field["schema"]))
    return schema


def _fields_in(schema: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema is a dictionary of many shapes
    """The schemas of a record's fields, wherever they stand within its own schema."""
    while schema["type"] not in {"model-fields", "dataclass-args"}:
        schema = schema["schema"]
    fields = schema["fields"]
    return fields if isinstance(fields, dict) else {field["name"]: field for field in fields}


def _default_in(schema: Any) -> object:  # noqa: ANN401
    while schema["type"] != "default":
        schema = schema["schema"]
    return schema["default"] if "default" in schema else schema["default_factory"]()


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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler, /) -> CoreSchema:  # noqa: ANN401 - pydantic's own signature
        return _leaving_out_what_says_nothing(cls.omitted_at_default, handler(source), handler)


class Part:
    """A frozen record without a dictionary, for what comes in masses.

    Each kind is made by `@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)`, pydantic's own.
    """

    __slots__ = ()

    omitted_at_default: ClassVar[frozenset[str]] = frozenset()
    __pydantic_fields__: ClassVar[dict[str, FieldInfo]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler, /) -> CoreSchema:  # noqa: ANN401 - pydantic's own signature
        return _leaving_out_what_says_nothing(cls.omitted_at_default, handler(source), handler)


def fields_of(kind: type[Model] | type[Part]) -> dict[str, FieldInfo]:
    """The fields of a kind of record, by name."""
    return kind.__pydantic_fields__
