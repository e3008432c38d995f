"""What a hostile case is: a name, the bytes of a file, and what must come of reading it."""

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"
EMPTY, DAMAGED, ENCRYPTED = "empty", "damaged", "encrypted"
TOO_LARGE, UNSUPPORTED = "too-large", "unsupported-format"
TOO_SLOW, OUT_OF_MEMORY = "too-slow", "out-of-memory"


@dataclass(frozen=True)
class Case:
    """`outcome` is "read" or the code of an error. A heavy case takes seconds or much memory: it is read apart."""

    name: str
    make: Callable[[], bytes]
    outcome: str
    heavy: bool = False


def some(data: bytes) -> Callable[[], bytes]:
    """A maker of these bytes."""
    return lambda: data
