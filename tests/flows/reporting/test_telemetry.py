"""Files and pages are counted and spans drawn; a file's name is told to nobody."""

import pytest
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from flows.reporting.telemetry import Telemetry, send_if_configured
from flows.runs.report import Recorded
from schemas import Failure


def test_files_pages_and_failures_are_counted_without_names(monkeypatch):
    reader, spans = InMemoryMetricReader(), InMemorySpanExporter()
    meters, tracers = MeterProvider([reader]), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    monkeypatch.setattr(metrics, "get_meter", meters.get_meter)
    monkeypatch.setattr(trace, "get_tracer", tracers.get_tracer)
    told = Telemetry()
    with told.run("one"):
        told.file_done(Recorded(name="홍길동.pdf", is_new=True, pages=22, seconds=1.5))
        told.file_done(
            Recorded(name="빈.hwpx", is_new=True, failure=Failure(code="empty", message="빈 파일"), seconds=0.1)
        )
    said = reader.get_metrics_data()
    assert said is not None
    counted = {
        (metric.name, point.attributes["outcome"]): point.value
        for metric in said.resource_metrics[0].scope_metrics[0].metrics
        for point in metric.data.data_points
        if hasattr(point, "value") and point.attributes
    }
    assert counted["simsa.files", "judged"] == counted["simsa.files", "empty"] == 1
    assert counted["simsa.pages", "judged"] == 22
    drawn = spans.get_finished_spans()
    assert [span.name for span in drawn] == ["file", "file", "run"]
    assert "홍길동" not in "".join(span.to_json() for span in drawn) + said.to_json()
    meters.shutdown()
    tracers.shutdown()


def test_nothing_is_sent_where_no_endpoint_is_configured(monkeypatch):
    monkeypatch.setattr(trace, "set_tracer_provider", pytest.fail)
    send_if_configured({})
