"""The log of a run: which file, at which step, for how many seconds. Personal data is masked, also in files' names.

The layers write to Python's loggers under their own names; nothing is shown unless it is asked for.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LAYERS: Final = ("flows", "desk", "review", "records", "rules", "extractors")
"""The loggers of simsa; what libraries log (texts of documents among it) stays out."""

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


class MaskingFormatter(logging.Formatter):
    """A line an event: control characters are written out and personal data is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, traceback included, as one line."""
        # Finding personal data takes its time to import: only a run that logs pays for it.
        from flows.terminal import printable
        from review.rendering.masking import masked_text

        return printable(masked_text(super().format(record)))


def log_to_stderr(level: int = logging.INFO) -> None:
    """Show what the layers log, from this level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter(_FORMAT))
    for layer in LAYERS:
        logger = logging.getLogger(layer)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


@contextmanager
def timed(logger: logging.Logger, step: str) -> Iterator[None]:
    """Log how long a step took, also when it fails."""
    began = time.monotonic()
    try:
        yield
    finally:
        logger.info("%s: %.2f s", step, time.monotonic() - began)
