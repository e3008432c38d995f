"""Targets as each place states them: a programme's own description, and the tables of targets that name programmes."""

from collections.abc import Iterator, Sequence

from extractors.korean.text_keys import title_key
from extractors.programs.fields.kpis import kpis_of_rows
from extractors.structure.table_view import TableView
from schemas import Document, Program, StatedTarget


def find_targets(document: Document, programs: Sequence[Program]) -> Iterator[StatedTarget]:
    """Every target with the programme that it is stated for; what a table states again comes once for each place."""
    for program in programs:
        for kpi in (*program.kpis, *program.kpis_elsewhere):
            yield StatedTarget(program=program.title, kpi=kpi)
    titles = {title_key(program.title): program.title for program in programs}
    told = {
        anchor for program in programs for kpi in (*program.kpis, *program.kpis_elsewhere) for anchor in kpi.evidence
    }
    for table in document.tables:
        view = TableView(table)
        for row, kpis in kpis_of_rows(view).items():
            named = {titles[key] for cell in view.row(row) if (key := title_key(cell.text)) in titles}
            for kpi in kpis:
                if len(named) == 1 and not told.issuperset(kpi.evidence):
                    yield StatedTarget(program=next(iter(named)), kpi=kpi)
