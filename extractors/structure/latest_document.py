"""What several steps ask of one document, such as its outline, is worked out once and kept until the next document."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from schemas import Document

_Result = TypeVar("_Result")
_Further = ParamSpec("_Further")


def kept_for_the_latest(
    function: Callable[Concatenate[Document, _Further], _Result],
) -> Callable[Concatenate[Document, _Further], _Result]:
    """The function of a document with its last result kept, for as long as the very same things are asked about.

    A document is told by its identity: comparing two of them would take longer than most of what is asked. The result
    is shared, so that nobody may change it.
    """
    last: tuple[tuple[object, ...], _Result] | None = None

    def kept(document: Document, /, *further: _Further.args, **named: _Further.kwargs) -> _Result:
        nonlocal last
        asked, before = (document, *further, *named.values()), last
        if before is not None and len(before[0]) == len(asked) and all(map(_is_same, before[0], asked)):
            return before[1]
        result = function(document, *further, **named)
        last = (asked, result)
        return result

    update_wrapper(kept, function)
    return kept


def _is_same(one: object, other: object) -> bool:
    return one is other
