"""Print what each step of the whole job costs, in this process: `python -m benchmarks.whole_job FILE...`.

For PDFs plain pdfplumber reads the same file (text and tables of every page) in the same run, so that the ratio holds
on a busy machine, too. What a process of its own adds is not part of it.
"""

import argparse
import io
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pdfplumber

from extractors.confinement.steps import Step
from extractors.readers import read
from flows.inbox import sha256_of
from flows.plan_job import PlanJob
from schemas import Document, Submission

CALL = "regional-ai-2026"


def seconds_of_steps(job: PlanJob, path: Path) -> tuple[Document, dict[Step, float]]:
    """The Document of a file, and the processor seconds of each step."""
    data = path.read_bytes()
    seconds: dict[Step, float] = defaultdict(float)
    running, since = Step.READING, time.process_time()

    def mark(step: Step) -> None:
        nonlocal running, since
        now = time.process_time()
        seconds[running] += now - since
        running, since = step, now

    document = read(data, path.name)
    job.judged(document, Submission(file_name=path.name, sha256=sha256_of(path)), data, mark)
    mark(Step.ANSWERING)
    return document, seconds


def seconds_of_pdfplumber(path: Path) -> float:
    """Processor seconds that plain pdfplumber takes for the text and the tables of every page."""
    began = time.process_time()
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole_job")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    files: list[Path] = parser.parse_args(arguments).files
    began = time.process_time()
    job = PlanJob(CALL)
    print(f"call and area model: {time.process_time() - began:.2f} s of processor time, once a run\n")
    steps = [step for step in Step if step is not Step.DRAWING]
    print(f"| file | pages | {' | '.join(steps)} | after reading / reading | pdfplumber | whole / pdfplumber |")
    print("|---" * (len(steps) + 5) + "|")
    for path in files:
        document, seconds = seconds_of_steps(job, path)
        whole = sum(seconds.values())
        after = (whole - seconds[Step.READING]) / seconds[Step.READING]
        peer = seconds_of_pdfplumber(path) if path.suffix.lower() == ".pdf" else None
        cells = [
            path.name,
            str(document.file.pages or ""),
            *(f"{seconds[step]:.2f}" for step in steps),
            f"{after:.2f}",
            f"{peer:.2f}" if peer else "",
            f"{whole / peer:.2f}" if peer else "",
        ]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
