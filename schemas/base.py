"""What every model shares: it cannot be changed once made, and it takes no field it does not know."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

_SHARED_SETS: dict[frozenset[str], set[str]] = {}


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
        fields = type(self).model_fields
        for name in self.omitted_at_default:
            if getattr(self, name) == fields[name].get_default(call_default_factory=True):
                del values[name]
        return values
