"""Runs as Markdown: accuracy for each document, and what it took."""

import statistics
from collections.abc import Iterable, Sequence

from benchmarks.readers.adjacency import score
from benchmarks.readers.documents import TestDocument
from benchmarks.readers.runs import Run

NOTHING = "–"


def accuracy(documents: Sequence[TestDocument], runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """F1 by file name and reader, for the documents whose true tables are known. What could not be read scores 0."""
    scores: dict[str, dict[str, float]] = {}
    for document in documents:
        if document.true_tables is not None:
            scores[document.path.name] = {
                run.reader: score(document.true_tables, run.readings[document.path].tables).f1
                if document.path in run.readings
                else 0.0
                for run in runs
            }
    return scores


def accuracy_table(scores: dict[str, dict[str, float]]) -> str:
    """A line for each document and one for the means."""
    readers = list(next(iter(scores.values())))
    means = {reader: statistics.fmean(line[reader] for line in scores.values()) for reader in readers}
    lines = [[name, *(f"{line[reader]:.3f}" for reader in readers)] for name, line in scores.items()]
    lines.append([f"**mean of {len(scores)}**", *(f"**{means[reader]:.3f}**" for reader in readers)])
    return markdown(["document", *readers], lines)


def cost_table(documents: Sequence[TestDocument], rounds: Sequence[Sequence[Run]]) -> str:
    """Time and memory of each reader: medians over the rounds.

    The first reader is what the others are compared with: over the documents that both read, round by round.
    """
    names = [run.reader for run in rounds[0]]
    by_name = {name: [run for one in rounds for run in one if run.reader == name] for name in names}
    is_pages = all(document.pages for document in documents)
    lines = [_cost_line(documents, by_name[name], by_name[names[0]]) for name in names]
    unit = "pages" if is_pages else "documents"
    return markdown(
        ["reader", "not read", f"{unit}/s", "CPU s", "CPU of simsa ×", "clock of simsa ×", "start s", "peak MB"], lines
    )


def _cost_line(documents: Sequence[TestDocument], runs: Sequence[Run], first: Sequence[Run]) -> list[str]:
    size = {document.path: document.pages or 1 for document in documents}
    rates = [
        sum(size[path] for path in run.readings) / sum(reading.wall_s for reading in run.readings.values())
        for run in runs
        if run.readings
    ]
    if not rates:
        return [runs[0].reader, str(len(documents)), *[NOTHING] * 6]
    cpu = statistics.median(sum(reading.cpu_s for reading in run.readings.values()) for run in runs)
    return [
        runs[0].reader,
        str(len(runs[0].failures) or NOTHING),
        f"{statistics.median(rates):.1f}",
        f"{cpu:.2f}",
        f"{statistics.median(_ratio(run, base, 'cpu_s') for run, base in zip(runs, first, strict=True)):.1f}",
        f"{statistics.median(_ratio(run, base, 'wall_s') for run, base in zip(runs, first, strict=True)):.1f}",
        f"{statistics.median(run.start_s for run in runs):.1f}",
        f"{max(run.most_memory_bytes for run in runs) / 2**20:.0f}",
    ]


def _ratio(run: Run, base: Run, measure: str) -> float:
    both = run.readings.keys() & base.readings.keys()
    own = sum(getattr(run.readings[path], measure) for path in both)
    return float(own / sum(getattr(base.readings[path], measure) for path in both)) if both else float("nan")


def failures(runs: Iterable[Run]) -> list[str]:
    """A line for each document that a reader could not read."""
    return [f"- {run.reader}, {path.name}: {why}" for run in runs for path, why in run.failures.items()]


def markdown(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns in line where it is read as text."""
    widths = [max(len(line[col]) for line in (header, *lines)) for col in range(len(header))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    shown = [
        [
            cell.ljust(width) if col == 0 else cell.rjust(width)
            for col, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in (header, rule, *lines)
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in shown)
