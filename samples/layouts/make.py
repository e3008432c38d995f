"""Make the small plans anew: `python -m samples.layouts.make [--no-office] [KEY ...]`.

Each layout is written as PDF, DOCX and HWPX to samples/layouts/files; gold.json says what its tables state.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from samples.body import blocks_from
from samples.document import Block
from samples.facts import Funds, Plan
from samples.layouts.tables import ALL, LAYOUTS, Parts, printed, sheets_of
from samples.make import receipts
from samples.office import docx_to_pdf
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx
from samples.write_pdf import write_pdf

HERE = Path(__file__).parent
FILES = HERE / "files"
FORMATS = ("pdf", "docx", "hwpx")


def load_layouts() -> dict[str, Plan]:
    """The facts of each small plan, by its layout."""
    facts = yaml.safe_load((HERE / "facts.yaml").read_text(encoding="utf-8"))
    return {key: _plan(key, layout, facts) for key, layout in facts["layouts"].items()}


def _plan(key: str, layout: dict[str, Any], facts: dict[str, Any]) -> Plan:
    years = layout["years"]
    programs = [_with_years(facts["programs"][name], len(years)) for name in layout["programs"]]
    sources = {source: layout[source] for source in Funds._fields}
    style = {
        **facts["styles"][layout["style"]],
        "layout": key,
        "pdf": layout["pdf"],
        "size": 11,
        "table_size": 8,
        "header": f"{layout['applicant']} AI 대전환 사업계획(시연용 예시)",
        "area_heading": "",
        "program_heading": "{title}",
        "program_labels": {},
    }
    return Plan.model_validate(
        {
            "key": key,
            "inbox": "pdf",
            "received_at": "2026-03-09T10:00:00+09:00",
            "applicant": layout["applicant"],
            "lead": "(재)예시테크노파크",
            "partners": [program["organization"] for program in programs][:1],
            "start": "2026-04-01",
            "end": f"{max(years)}-12-31",
            "money": {"step": 1_000_000, **sources, "years": years},
            "areas": facts["areas"],
            "labels": facts["words"][layout["words"]],
            "programs": programs,
            "style": style,
            "violations": layout.get("violations", ()),
            "precision_krw": 1_000_000,
        }
    )


def _with_years(program: dict[str, Any], count: int) -> dict[str, Any]:
    """A programme of the pool with targets for as many years as the plan has."""
    return {**program, "kpis": [{**kpi, "by_year": kpi["by_year"][:count]} for kpi in program["kpis"]]}


def parts_of(plan: Plan) -> Parts:
    """The whole plan, its budget as sheets."""
    frame = (HERE / "frame.txt").read_text(encoding="utf-8").replace("@END", str(max(plan.years)))
    before, after = (blocks_from(plan, text) for text in frame.split("@BUDGET"))
    return [*before, *LAYOUTS[plan.key](plan), *after]


def blocks_of(plan: Plan) -> list[Block]:
    """The whole plan as an abstract document."""
    return [printed(part) for part in parts_of(plan)]


def gold_of(plan: Plan) -> dict[str, Any]:
    """What the plan's tables state: entries, and the money by source, by year and by programme where they tell it."""
    entries = [entry for sheet in sheets_of(parts_of(plan)) for entry in sheet.entries()]
    years = sorted({entry["year"] for entry in entries if entry["year"]})
    titles = {entry["program"] for entry in entries if entry["program"] and not entry["item"]}
    return {
        "violations": list(plan.violations),
        "precision_krw": max((entry["step"] for entry in entries), default=1),
        "funding": _told(plan.funds),
        "by_year": {str(year): _told(plan.of_year(year)) for year in years},
        "programs": {
            program.title: _told(plan.of_program(program), sorted(_sources_of(entries, program.title)))
            for program in plan.programs
            if program.title in titles
        },
        "entries": entries,
    }


def _told(funds: Funds, sources: Iterable[str] = ALL) -> dict[str, int]:
    return {source: funds.of(source) for source in sources}


def _sources_of(entries: list[dict[str, Any]], title: str) -> set[str]:
    return {entry["source"] for entry in entries if entry["program"] == title and entry["source"] in ALL}


def make(plan: Plan, *, office: bool) -> None:
    """Write one plan in the three formats."""
    blocks = blocks_of(plan)
    docx = write_docx(plan, blocks)
    (FILES / f"{plan.key}.docx").write_bytes(docx)
    (FILES / f"{plan.key}.hwpx").write_bytes(write_hwpx(plan, blocks))
    if plan.style.pdf == "reportlab":
        (FILES / f"{plan.key}.pdf").write_bytes(write_pdf(plan, blocks))
    elif office:
        (FILES / f"{plan.key}.pdf").write_bytes(docx_to_pdf(docx))


def gold(plans: dict[str, Plan]) -> str:
    """The gold of all layouts as JSON, an entry a line."""
    answers = {key: gold_of(plan) for key, plan in plans.items()}
    lines = []
    for key, answer in answers.items():
        entries = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in answer.pop("entries"))
        rest = json.dumps(answer, ensure_ascii=False)[:-1]
        lines.append(f'"{key}": {rest}, "entries": [\n  {entries}\n ]}}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the small plans of each budget layout anew.")
    parser.add_argument("keys", nargs="*", help="only these layouts")
    parser.add_argument("--no-office", dest="office", action="store_false", help="keep the PDFs that an office prints")
    options = parser.parse_args()
    FILES.mkdir(exist_ok=True)
    plans = load_layouts()
    for key, plan in plans.items():
        if not options.keys or key in options.keys:
            print(key)
            make(plan, office=options.office)
    (FILES / "receipts.csv").write_text(receipts(list(plans.values()), FORMATS), encoding="utf-8")
    (HERE / "gold.json").write_text(gold(plans), encoding="utf-8")


if __name__ == "__main__":
    main()
