"""A cache for functions of a text that keeps short texts alone: labels recur, a long text would only fill memory."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

_LONGEST_KEPT: Final = 200
_MAX_KEPT: Final = 8192

_Result = TypeVar("_Result")


def cached_for_short_texts(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """The function with the results of the latest 8,192 texts of up to 200 letters kept: some megabytes at most."""
    kept = lru_cache(maxsize=_MAX_KEPT)(function)

    @wraps(function)
    def cached(text: str) -> _Result:
        return kept(text) if len(text) <= _LONGEST_KEPT else function(text)

    return cached
