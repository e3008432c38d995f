"""What the whole job costs: `python -m benchmarks.whole_job [--only PIECE]... [--picture FILE.svg] [FILE ...]`.

stages    each file by step, beside plain pdfplumber reading the same PDFs in the same run; without files a made plan of
          a hundred pages in each format
growth    made plans of ¼, ½, 1, 2 and 4 times a hundred pages, and the exponent that fits, for each format
start-up  commands until their first result, with all their processes
inbox     the intake of thirteen made plans of a hundred pages, Prefect's start included, beside pdfplumber on the PDFs

Seconds are of the processor; those of the clock stand behind the slash. Ratios of one run hold on a busy machine, too.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.whole_job.commands import PLANS_OF_AN_INBOX, inbox_of_long_plans, start_up
from benchmarks.whole_job.growth import STAGES, TIMES, Growth, growth_of
from benchmarks.whole_job.long_plans import FORMATS, PROGRAMMES_OF_100_PAGES, long_plan, made
from benchmarks.whole_job.picture import draw
from benchmarks.whole_job.stages import STEPS, FileCost, Seconds, cost_of, loaded_job

PIECES = ("stages", "growth", "start-up", "inbox")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.whole_job", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--only", action="append", choices=PIECES, metavar="PIECE", help=", ".join(PIECES))
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS, metavar="FORMAT")
    parser.add_argument(
        "--times", nargs="+", type=float, default=TIMES, metavar="N", help="lengths of growth, in 100 pages"
    )
    parser.add_argument("--plans", type=int, default=PLANS_OF_AN_INBOX, metavar="N", help="plans of the inbox")
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help="draw stages and growth, too")
    asked = parser.parse_args(arguments)
    pieces = asked.only or PIECES
    costs: list[FileCost] = []
    growths: list[Growth] = []
    if {"stages", "growth"} & set(pieces):
        job = loaded_job()
        if "stages" in pieces:
            costs = [cost_of(job, name, data) for name, data in _files(asked.files, asked.formats)]
            print(table_of_stages(costs), flush=True)
        if "growth" in pieces:
            growths = [growth_of(job, file_format, asked.times) for file_format in asked.formats]
            print(table_of_growth(growths), flush=True)
    if "start-up" in pieces:
        rows = [(name, _said(seconds)) for name, seconds in start_up().items()]
        print(_table(("command", "until its first result"), rows), flush=True)
    if "inbox" in pieces:
        print(table_of_inbox(asked.plans), flush=True)
    if asked.picture is not None and (costs or growths):
        draw(asked.picture, costs, growths)


def table_of_stages(costs: Iterable[FileCost]) -> str:
    """A row a file: seconds by step, milliseconds a page, and the ratios."""
    rows = [
        (
            cost.name,
            str(cost.pages or ""),
            *(_said(cost.steps[step]) if step in cost.steps else "" for step in STEPS),
            f"{1000 * cost.whole.cpu / cost.pages:.0f}" if cost.pages else "",
            f"{cost.after_reading.cpu / cost.reading.cpu:.2f}",
            _said(cost.peer) if cost.peer is not None else "",
            f"{cost.whole.cpu / cost.peer.cpu:.2f}" if cost.peer is not None else "",
        )
        for cost in costs
    ]
    ratios = ("ms a page", "after reading / reading", "pdfplumber", "whole / pdfplumber")
    return _table(("file", "pages", *STEPS, *ratios), rows)


def table_of_growth(growths: Iterable[Growth]) -> str:
    """A row for each format and stage: seconds by length, and the exponent."""
    growths = list(growths)
    lengths = growths[0].lengths if growths else ()
    rows = [
        (growth.file_format, stage, *(f"{of(cost):.2f}" for cost in growth.costs), f"{growth.exponent(stage):.2f}")
        for growth in growths
        for stage, of in STAGES.items()
    ]
    return _table(("format", "stage", *(f"{length:g} ×" for length in lengths), "exponent"), rows)


def table_of_inbox(plans: int) -> str:
    """What an inbox costs, and the ratios that it is held to."""
    cost = inbox_of_long_plans(plans)
    rows = [
        (f"intake of {cost.plans} plans", _said(cost.intake)),
        ("the same again, nothing new", _said(cost.again)),
        (f"pdfplumber reading the {cost.pdfs} PDFs", _said(cost.peer)),
        ("intake / pdfplumber, processor", f"{cost.intake.cpu / cost.peer.cpu:.2f}"),
        ("intake, clock / processor", f"{cost.intake.wall / cost.intake.cpu:.2f}"),
    ]
    return _table(("what", "seconds"), rows)


def _files(paths: Sequence[Path], formats: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    if paths:
        return ((path.name, path.read_bytes()) for path in paths)
    plan = long_plan(PROGRAMMES_OF_100_PAGES)
    return ((f"made.{file_format}", made(plan, file_format)) for file_format in formats)


def _said(seconds: Seconds) -> str:
    return f"{seconds.cpu:.2f} / {seconds.wall:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
