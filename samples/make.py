"""Make the sample plans anew from their facts: `python -m samples.make [--no-office] [KEY ...]`.

Each plan is written as DOCX, HWPX and PDF: the format that its applicant handed in goes to samples/inbox with the
receipts, the other two to samples/formats, where tests compare what is read from each. PDFs that an office prints are
kept as they are with --no-office.
"""

import argparse
import csv
import io
import json
from pathlib import Path

from samples.body import blocks_of
from samples.document import Block
from samples.facts import Plan, load_plan, plan_keys
from samples.gold import gold_of
from samples.office import docx_to_pdf
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx
from samples.write_pdf import write_pdf

HERE = Path(__file__).parent
FORMATS = ("pdf", "docx", "hwpx")
FIELDS = ("file", "received_at", "kind", "applicant")


def place(plan: Plan, file_format: str) -> Path:
    """Where a plan's file of a format is kept."""
    return HERE / ("inbox" if file_format == plan.inbox else "formats") / f"{plan.key}.{file_format}"


def make(plan: Plan, blocks: list[Block], *, office: bool) -> None:
    """Write a plan in the three formats."""
    docx = write_docx(plan, blocks)
    place(plan, "docx").write_bytes(docx)
    place(plan, "hwpx").write_bytes(write_hwpx(plan, blocks))
    if plan.style.pdf == "reportlab":
        place(plan, "pdf").write_bytes(write_pdf(plan, blocks))
    elif office:
        place(plan, "pdf").write_bytes(docx_to_pdf(docx))


def receipts(plans: list[Plan], formats: tuple[str, ...] | None = None) -> str:
    """The agency's list of what arrived when: only what was handed in, or every format of it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)
    for plan in plans:
        for file_format in formats or (plan.inbox,):
            table.writerow([f"{plan.key}.{file_format}", plan.received_at, plan.kind, plan.applicant])
    return out.getvalue()


def gold(plans: list[Plan]) -> str:
    """The gold of all plans as JSON."""
    answers = {plan.key: gold_of(plan, blocks_of(plan)) for plan in plans}
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the sample plans anew from their facts.")
    parser.add_argument("keys", nargs="*", help="only these plans")
    parser.add_argument("--no-office", dest="office", action="store_false", help="keep the PDFs that an office prints")
    options = parser.parse_args()
    for folder in ("inbox", "formats"):
        (HERE / folder).mkdir(exist_ok=True)
    plans = [load_plan(key) for key in plan_keys()]
    for plan in plans:
        if not options.keys or plan.key in options.keys:
            print(plan.key)
            make(plan, blocks_of(plan), office=options.office)
    (HERE / "inbox" / "receipts.csv").write_text(receipts(plans), encoding="utf-8")
    (HERE / "formats" / "receipts.csv").write_text(receipts(plans, FORMATS), encoding="utf-8")
    (HERE / "gold.json").write_text(gold(plans), encoding="utf-8")


if __name__ == "__main__":
    main()
