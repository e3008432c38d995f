"""A run as a picture: the cost by stage, and memory while records were saved."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.scale.processes import CpuOf, Moment

WIDTH_IN, HEIGHT_IN = 11, 3.6
MIB = 2**20
MILLISECONDS = 1_000


def draw(path: Path, count: int, costs: CpuOf, moments: Sequence[Moment]) -> None:
    """Write both side by side as SVG."""
    figure = Figure(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    bars, lines = figure.subplots(1, 2)
    whole = sum(costs.values())
    stages = list(costs)[::-1]
    bars.barh(stages, [costs[stage] * MILLISECONDS / count for stage in stages], color="#24476b")
    for row, stage in enumerate(stages):
        bars.text(costs[stage] * MILLISECONDS / count, row, f" {100 * costs[stage] / whole:.1f} %", va="center")
    bars.set_xlabel(f"ms of processor time a submission, of {count:,}")
    bars.margins(x=0.15)
    minutes = [moment.at_s / 60 for moment in moments[:-1]]
    lines.plot(minutes, [moment.memory_bytes / MIB for moment in moments[:-1]], color="#a3282d")
    lines.set_ylim(bottom=0)
    lines.set_xlabel("minutes")
    lines.set_ylabel("MiB of all processes", color="#a3282d")
    saved = lines.twinx()
    saved.plot(minutes, [moment.saved for moment in moments[:-1]], color="#24476b", linestyle="--")
    saved.set_ylabel("records saved", color="#24476b")
    # Without a date the same run gives the same picture.
    figure.savefig(path, format="svg", metadata={"Date": None})
