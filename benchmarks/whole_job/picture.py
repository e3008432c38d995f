"""The costs as a picture: seconds a page by step, and how they grow."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.whole_job.growth import STAGES, Growth
from benchmarks.whole_job.stages import STEPS, FileCost, Seconds

WIDTH_IN, HEIGHT_IN = 11, 4.5
MILLISECONDS = 1_000


def draw(path: Path, files: Sequence[FileCost], growths: Sequence[Growth]) -> None:
    """Write what there is as one SVG: bars by step for files whose pages are known, lines for each format's growth."""
    paged = [cost for cost in files if cost.pages]
    figure = Figure(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    panels = figure.subplots(1, (1 if paged else 0) + (1 if growths else 0), squeeze=False)[0]
    if paged:
        _bars(panels[0], paged)
    if growths:
        _lines(panels[-1], growths)
    # Without a date the same costs give the same picture.
    figure.savefig(path, format="svg", metadata={"Date": None})


def _bars(axes: Axes, files: Sequence[FileCost]) -> None:
    names = [cost.name for cost in files]
    left = [0.0] * len(files)
    for step in STEPS:
        widths = [cost.steps.get(step, Seconds()).cpu * MILLISECONDS / (cost.pages or 1) for cost in files]
        axes.barh(names, widths, left=left, label=str(step))
        left = [before + width for before, width in zip(left, widths, strict=True)]
    peers = [cost for cost in files if cost.peer is not None]
    axes.scatter(
        [cost.peer.cpu * MILLISECONDS / (cost.pages or 1) for cost in peers if cost.peer is not None],
        [cost.name for cost in peers],
        marker="|",
        s=400,
        color="black",
        label="pdfplumber",
    )
    axes.set_xlabel("milliseconds of processor time a page")
    axes.legend(fontsize="small")


def _lines(axes: Axes, growths: Sequence[Growth]) -> None:
    for growth in growths:
        for stage, style in (("reading", "--"), ("after reading", "-")):
            seconds = [STAGES[stage](cost) for cost in growth.costs]
            label = f"{growth.file_format} {stage}: n^{growth.exponent(stage):.2f}"
            axes.plot(growth.lengths, seconds, style, marker="o", label=label)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log", base=2)
    axes.set_xlabel("hundreds of pages")
    axes.set_ylabel("seconds of processor time")
    axes.legend(fontsize="small")
