"""Programmes (세부 프로그램) of a plan, however it lays them out: headings, cards, boxes, rows of a table.

    extract_programs(document, call, budget) -> Programs, their areas not yet assigned

A plan speaks of a programme in several places: its description, a card, rows of budget and summary tables. Each place
becomes a mention; mentions with the same title become one programme. What the plan's own tables of roles and
schedules say of organisations and times is found beside (`find_plan_tables`) and given to the programmes that it names.
"""

from extractors.programs.extract import extract_programs
from extractors.programs.mentions.plan_tables import find_plan_tables
from extractors.programs.resolution.participation import organizations_of_plan, with_participation
from extractors.programs.resolution.restatements import with_restatement_checks

__all__ = [
    "extract_programs",
    "find_plan_tables",
    "organizations_of_plan",
    "with_participation",
    "with_restatement_checks",
]
