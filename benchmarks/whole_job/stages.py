"""What each step of the whole job costs for one file, in this process, beside plain pdfplumber reading the same PDF."""

import gc
import io
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

import pdfplumber

from extractors.confinement.steps import Step
from extractors.readers import read
from flows.plan_job import PlanJob
from schemas import Document, Submission

CALL = "regional-ai-2026"
STEPS = tuple(step for step in Step if step is not Step.DRAWING)


@dataclass(frozen=True)
class Seconds:
    """Seconds of the processor and of the clock."""

    cpu: float = 0.0
    wall: float = 0.0

    @classmethod
    def now(cls) -> Self:
        """Both clocks of this process."""
        return cls(time.process_time(), time.perf_counter())

    def __add__(self, other: "Seconds") -> "Seconds":
        """One after the other."""
        return Seconds(self.cpu + other.cpu, self.wall + other.wall)

    def __sub__(self, other: "Seconds") -> "Seconds":
        """From one reading of the clocks to another."""
        return Seconds(self.cpu - other.cpu, self.wall - other.wall)


@dataclass(frozen=True)
class FileCost:
    """A file's cost by step. `peer` is what pdfplumber takes for the text and tables of a PDF; None elsewhere."""

    name: str
    pages: int | None
    steps: dict[Step, Seconds] = field(default_factory=dict)
    peer: Seconds | None = None

    @property
    def whole(self) -> Seconds:
        """All steps."""
        return sum(self.steps.values(), Seconds())

    @property
    def reading(self) -> Seconds:
        """From the bytes to the Document."""
        return self.steps[Step.READING]

    @property
    def after_reading(self) -> Seconds:
        """From the Document to the findings."""
        return self.whole - self.reading


def loaded_job() -> PlanJob:
    """The call and its area model, out of the collector's sight as in the template that documents are forked from."""
    job = PlanJob(CALL)
    gc.collect()
    gc.freeze()
    return job


def cost_of(job: PlanJob, name: str, data: bytes, *, with_peer: bool = True) -> FileCost:
    """What a file costs from its bytes to its findings."""
    steps: dict[Step, Seconds] = defaultdict(Seconds)
    running, since = Step.READING, Seconds.now()

    def mark(step: Step) -> None:
        nonlocal running, since
        now = Seconds.now()
        steps[running] += now - since
        running, since = step, now

    document: Document = read(data, name)
    job.judged(document, Submission(file_name=name, sha256=document.file.sha256), data, mark)
    mark(Step.ANSWERING)
    peer = cost_of_pdfplumber(data) if with_peer and data.startswith(b"%PDF") else None
    return FileCost(name, document.file.pages, dict(steps), peer)


def cost_of_pdfplumber(data: bytes) -> Seconds:
    """What plain pdfplumber takes for the text and the tables of every page."""
    began = Seconds.now()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    return Seconds.now() - began
