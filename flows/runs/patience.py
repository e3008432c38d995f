"""Waiting out what passes: a share that is gone for a minute, a database that restarts."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from flows.runs.report import Tell
from schemas.errors import SimsaError

logger = logging.getLogger(__name__)

DELAYS_S: Final = (5.0, 15.0, 45.0, 60.0)
"""Two minutes altogether: a server that restarts is back by then, and so is a share after a break of the network."""

JITTER: Final = 0.3
"""How much longer, at most, as a share: so that those who wait for the same thing do not all come back at once."""

_T = TypeVar("_T")


def patiently(
    work: Callable[[], _T],
    tell: Tell = logger.warning,
    delays_s: tuple[float, ...] = DELAYS_S,
    sleep: Callable[[float], None] = time.sleep,
) -> _T:
    """Do it, again and again where it fails for a reason that passes; the last failure is raised.

    Raises:
        SimsaError: it fails for good, or for longer than all delays together.
    """
    for delay_s in _with_jitter(delays_s):
        try:
            return work()
        except SimsaError as error:
            if not error.retryable:
                raise
            tell(f"{error.message} → {delay_s:.0f}초 뒤 다시 시도")
            sleep(delay_s)
    return work()


def _with_jitter(delays_s: tuple[float, ...]) -> Iterator[float]:
    for delay_s in delays_s:
        yield delay_s * random.uniform(1.0, 1.0 + JITTER)  # noqa: S311 - no secret
