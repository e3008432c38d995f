"""Programmes (세부 프로그램) of a plan, however it lays them out: headings, cards, boxes, rows of a table.

    extract_programs(document, call, budget) -> Programs, their areas not yet assigned

A plan speaks of a programme in several places: its description, a card, rows of budget and summary tables. Each place
becomes a mention; mentions with the same title become one programme.
"""

from extractors.programs.extract import extract_programs
from extractors.programs.resolution.restatements import with_restatement_checks

__all__ = ["extract_programs", "with_restatement_checks"]
