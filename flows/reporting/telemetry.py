"""OpenTelemetry: metrics and traces of runs, sent where an endpoint is configured (OTEL_EXPORTER_OTLP_ENDPOINT).

No name of a file is sent: a span says its format, its pages and how it ended.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import PurePath
from typing import Final

from opentelemetry import metrics, trace

from flows.runs.report import Recorded
from schemas.errors import UsageError

ENDPOINT_VARIABLE: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
_NS: Final = 1_000_000_000


class Telemetry:
    """Counts files and pages, and draws a span for each run and each file in it.

    Without providers, OpenTelemetry's own interface takes all of this and does nothing.
    """

    def __init__(self) -> None:
        meter = metrics.get_meter("simsa")
        self._tracer = trace.get_tracer("simsa")
        self._files = meter.create_counter("simsa.files", unit="{file}", description="Files evaluated and saved")
        self._pages = meter.create_counter("simsa.pages", unit="{page}", description="Pages of files read")
        self._seconds = meter.create_histogram("simsa.file.duration", unit="s", description="From bytes to record")

    def file_done(self, recorded: Recorded) -> None:
        """A file was evaluated and saved just now."""
        outcome = {
            "outcome": recorded.failure.code if recorded.failure else "judged",
            "format": PurePath(recorded.name).suffix.lower().removeprefix(".")[:8],
        }
        self._files.add(1, outcome)
        self._pages.add(recorded.pages or 0, outcome)
        self._seconds.record(recorded.seconds, outcome)
        ended = time.time_ns()
        began = ended - round(recorded.seconds * _NS)
        span = self._tracer.start_span("file", start_time=began, attributes=outcome | {"pages": recorded.pages or 0})
        span.end(ended)

    @contextmanager
    def run(self, call: str) -> Iterator[None]:
        """A run of a call goes on meanwhile; spans of its files hang below it where they are drawn in this thread."""
        with self._tracer.start_as_current_span("run", attributes={"call": call}):
            yield


@cache
def telemetry() -> Telemetry:
    """What this process tells; where no endpoint is configured it is told to nobody."""
    send_if_configured(os.environ)
    return Telemetry()


def send_if_configured(environment: Mapping[str, str]) -> None:
    """Have what is told sent to the endpoint, in the background.

    Raises:
        UsageError: an endpoint is configured, and the extra `telemetry` is not installed.
    """
    if not environment.get(ENDPOINT_VARIABLE):
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise UsageError(f"{ENDPOINT_VARIABLE}: pip install 'simsa[telemetry]'") from error
    resource = Resource.create({"service.name": "simsa"})
    spans = TracerProvider(resource=resource)
    spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(spans)
    reader = PeriodicExportingMetricReader(OTLPMetricExporter())
    metrics.set_meter_provider(MeterProvider(metric_readers=[reader], resource=resource))
