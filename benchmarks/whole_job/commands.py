"""What whole commands cost, their processes included: start-up, and the intake of an inbox of long plans."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.whole_job.long_plans import FORMATS, PROGRAMMES_OF_100_PAGES, long_plan, made
from benchmarks.whole_job.stages import CALL, Seconds, cost_of_pdfplumber
from rules import load_call

PLANS_OF_AN_INBOX = 13


@dataclass(frozen=True)
class InboxCost:
    """An intake with Prefect's start, the same again with nothing new, and pdfplumber reading the PDFs of the inbox."""

    plans: int
    pdfs: int
    intake: Seconds
    again: Seconds
    peer: Seconds


def start_up() -> dict[str, Seconds]:
    """How long commands take until their first result: the version, one short plan judged, one ingested."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        plan = inbox / "short.docx"
        plan.write_bytes(made(long_plan(1), "docx"))
        return {
            "version": run_simsa("--version"),
            "extract": run_simsa("extract", str(plan), "--call", CALL),
            "intake": run_simsa("intake", str(inbox), "--call", CALL, "--out", f"{folder}/out"),
        }


def inbox_of_long_plans(plans: int = PLANS_OF_AN_INBOX, programmes: int = PROGRAMMES_OF_100_PAGES) -> InboxCost:
    """The intake of as many made plans, their formats in turns."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        applicants = [region.name for region in load_call(CALL).applicants]
        for number in range(plans):
            file_format = FORMATS[number % len(FORMATS)]
            # Of different applicants and in different words: else they are versions of one plan, or copied.
            plan = long_plan(programmes, applicant=applicants[number % len(applicants)], turn=number)
            (inbox / f"plan-{number + 1:02}.{file_format}").write_bytes(made(plan, file_format))
        pdfs = sorted(inbox.glob("*.pdf"))
        taking_in = ("intake", str(inbox), "--call", CALL, "--out", f"{folder}/out", "--quiet")
        intake, again = run_simsa(*taking_in), run_simsa(*taking_in)
        peer = sum((cost_of_pdfplumber(pdf.read_bytes()) for pdf in pdfs), Seconds())
        return InboxCost(plans, len(pdfs), intake, again, peer)


def run_simsa(*words: str) -> Seconds:
    """What a command costs with all processes that it starts and waits for.

    Raises:
        CalledProcessError: the command failed, or a file could not be read; findings are no failure.
    """
    return cost_of_command([sys.executable, "-c", "from flows.cli.main import main; main()", *words])


def cost_of_command(command: Sequence[str]) -> Seconds:
    """The seconds of a command's processes, in user and in system mode, and of the clock."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    # Of this process and those that it waited for alone; other children of ours may end meanwhile.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Seconds(usage.ru_utime + usage.ru_stime, time.perf_counter() - began)
