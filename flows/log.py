"""The log of a run: which file, at which step, for how many seconds. Personal data is masked, also in files' names.

The layers write to Python's loggers under their own names; nothing is shown unless it is asked for: by an option of
the command, or by SIMSA_LOG=text or SIMSA_LOG=json, which gives one JSON object a line.
"""

import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

LAYERS: Final = ("flows", "desk", "review", "records", "rules", "extractors")
"""The loggers of simsa; what libraries log (texts of documents among it) stays out."""

FORM_VARIABLE: Final = "SIMSA_LOG"
TEXT: Final = "text"
JSON: Final = "json"
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def masked_line(text: str) -> str:
    """A text as one line: control characters are written out and personal data is masked."""
    # Finding personal data takes its time to import: only a run that logs pays for it.
    from flows.terminal import printable
    from review.rendering.masking import masked_text

    return printable(masked_text(text))


class MaskingFormatter(logging.Formatter):
    """A line an event: control characters are written out and personal data is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, traceback included, as one line."""
        return masked_line(super().format(record))


class JsonFormatter(logging.Formatter):
    """A JSON object an event: when, how grave, who says it, what, and the traceback if there is one. All is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, on one line."""
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": masked_line(record.getMessage()),
        }
        if record.exc_info:
            event["traceback"] = masked_line(self.formatException(record.exc_info))
        return json.dumps(event, ensure_ascii=False)


def log_if_wanted() -> None:
    """Show what the layers log where SIMSA_LOG asks for it."""
    if os.environ.get(FORM_VARIABLE) in (TEXT, JSON):
        log_to_stderr()


def log_to_stderr(level: int = logging.INFO) -> None:
    """Show what the layers log, from this level on, in the form that SIMSA_LOG asks for."""
    handler = logging.StreamHandler()
    is_json = os.environ.get(FORM_VARIABLE) == JSON
    handler.setFormatter(JsonFormatter() if is_json else MaskingFormatter(_FORMAT))
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
