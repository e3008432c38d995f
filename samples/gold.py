"""What a reader should find in the samples, worked out from the facts and never from a reading."""

from typing import Any

from samples.document import Block, Table
from samples.facts import Funds, Plan


def _funding(funds: Funds) -> dict[str, int]:
    return {source: funds.of(source) for source in ("national", "local", "private", "total")}


def _broken_cell(plan: Plan) -> dict[str, Any] | None:
    """The cell of the programme table that is printed wrongly on purpose, and what it should be."""
    broken = plan.broken_cell
    if broken is None:
        return None
    programs = [program for program in plan.programs if program.filed_under == broken.area]
    right = Funds.sum(plan.of_program(program) for program in programs).of(broken.source)
    return {
        "area": plan.areas[broken.area],
        "source": broken.source,
        "printed_krw": right + broken.add_krw,
        "right_krw": right,
    }


def gold_of(plan: Plan, blocks: list[Block]) -> dict[str, Any]:
    """One plan's facts, the rules that it breaks on purpose, and its tables with every cell."""
    return {
        "layout": plan.style.layout,
        "received_at": plan.received_at,
        "kind": plan.kind,
        "applicant": plan.applicant,
        "lead_organization": plan.lead,
        "partners": list(plan.partners),
        "period": {"start": plan.start, "end": plan.end},
        "funding": _funding(plan.funds),
        "funding_parts": {part: plan.funds.of(part) for part in ("metro", "district", "cash", "in_kind")},
        "funding_by_year": {str(year): _funding(plan.of_year(year)) for year in plan.years},
        "programs": [
            {
                "title": program.title,
                "area": program.area,
                "declared_area": program.filed_under,
                **_funding(plan.of_program(program)),
                "kpis": [{"name": kpi.name, "value": kpi.final, "unit": kpi.unit} for kpi in program.kpis],
            }
            for program in plan.programs
        ],
        "violations": sorted(plan.violations),
        "broken_cell": _broken_cell(plan),
        "precision_krw": plan.precision_krw,
        "tables": [
            {
                "role": block.role,
                "unit": block.unit,
                "caption": block.caption,
                "cells": [[cell.text, cell.row, cell.col, cell.row_span, cell.col_span] for cell in block.cells()],
            }
            for block in blocks
            if isinstance(block, Table) and block.role != "box"
        ],
    }
