"""Who does what, and what is done when, for the plan as a whole: tables of roles, schedules, lines of 추진체계.

    구분 │ 기관명 │ 주요 역할        추진내용 │ 2026년 상반기 │ 2026년 하반기        (참여기관) 나루대학교 : 교육 운영

What stands in a programme's own section belongs to that programme and is not taken here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.korean.organizations import organization_names
from extractors.korean.text_keys import plain_label, split_label
from extractors.programs.fields.organization_roles import organizations_in, role_of, tasks_in
from extractors.programs.fields.schedules import tasks_of_rows
from extractors.programs.mentions.headed_sections import topic_at
from extractors.programs.model import QuotedText
from extractors.structure.outline import Node, outline
from extractors.structure.section_topics import SectionTopic
from extractors.structure.table_view import TableView
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import Call, Cell, Document, OrganizationRole, ScheduledTask

_WORDS = load_words(OrganizationRoles)
_ORGANIZATION = re.compile(any_of(_WORDS.organization_headers))
_TASK = re.compile(any_of(_WORDS.task_headers))
_PERSON = re.compile(any_of(_WORDS.person_headers))
_ROLE_HEADING = re.compile(any_of(_WORDS.role_headings))
_HEADER_ROWS = 2


@dataclass(frozen=True)
class PlanTables:
    """What a plan's own tables and lines say of its organisations and its schedule."""

    organizations: tuple[OrganizationRole, ...]
    schedule: tuple[ScheduledTask, ...]


def find_plan_tables(document: Document, call: Call) -> PlanTables:
    """Every organisation with a role or task, and every row of a schedule, in reading order."""
    organizations: list[OrganizationRole] = []
    schedule: list[ScheduledTask] = []
    for node in outline(document).descendants():
        topic = topic_at(node, call)
        if topic is SectionTopic.BACKGROUND:
            continue
        if node.line.table is None:
            organizations.extend(_of_line(node, topic))
            continue
        view = TableView(document.tables[node.line.table])
        found = roles_of_rows(view) or roles_of_rows(view.transposed())
        organizations.extend(found)
        if not found:
            schedule.extend(tasks_of_rows(view))
    return PlanTables(tuple(organizations), tuple(schedule))


def roles_of_rows(view: TableView) -> list[OrganizationRole]:
    """The organisations of a table with a column of their names and one of their tasks; no table of persons."""
    found = _columns(view)
    if found is None:
        return []
    names, tasks = found
    organizations: list[OrganizationRole] = []
    for cell in view.column(names.col, names.row + names.row_span):
        task = view.at(cell.row, tasks.col)
        if task is None or task is cell:
            continue
        before = view.at(cell.row, names.col - 1) if names.col > 0 else None
        role = role_of(before.text) if before is not None else None
        said = tasks_in(" , ".join(each.text for each in _beside(view, cell, tasks.col)))
        evidence = (cell.anchor, task.anchor) if task.text.strip() else (cell.anchor,)
        organizations.extend(
            OrganizationRole(name=name, role=role, tasks=said, evidence=evidence)
            for name in organization_names(cell.text)
        )
    return organizations


def _beside(view: TableView, cell: Cell, column: int) -> Iterator[Cell]:
    """The cells of a column beside a cell, which may be merged over several of its rows."""
    previous: Cell | None = None
    for row in range(cell.row, cell.row + cell.row_span):
        task = view.at(row, column)
        if task is not None and task is not previous:
            yield task
        previous = task


def _columns(view: TableView) -> tuple[Cell, Cell] | None:
    """The headers over the organisations and over their tasks."""
    for row in range(min(_HEADER_ROWS, view.table.row_count - 1)):
        header = [cell for cell in view.row(row) if cell.row == row]
        labels = [plain_label(cell.text) for cell in header]
        if any(_PERSON.fullmatch(label) for label in labels):
            return None
        tasks = [cell for cell, label in zip(header, labels, strict=True) if _TASK.fullmatch(label)]
        names = [cell for cell, label in zip(header, labels, strict=True) if _ORGANIZATION.fullmatch(label)]
        if tasks and names:
            named = [cell for cell in names if plain_label(cell.text) != "구분"] or names
            return named[0], tasks[0]
    return None


def _of_line(node: Node, topic: SectionTopic) -> Iterator[OrganizationRole]:
    """A line of roles: "(참여기관) 나루대학교 : 교육 운영", or one of names under a heading of roles.

    A role under any other title is that title's: 수행기관 in a programme's own section, 전담기관 on the cover.
    """
    line = node.line
    labelled = split_label(line.rest)
    if labelled is None or topic is SectionTopic.PROGRAMS:
        return
    if not any(_ROLE_HEADING.search(plain_label(above.line.rest)) for above in node.ancestors()):
        return
    if role_of(labelled.label) is not None:
        if labelled.value:
            yield from organizations_in(QuotedText(labelled.value, line.anchor, labelled.label))
        for child in node.children:
            if child.line.table is None and not labelled.value:
                yield from organizations_in(QuotedText(child.line.rest, child.line.anchor, labelled.label))
    else:
        yield from (each for each in organizations_in(QuotedText(line.rest, line.anchor)) if each.tasks)
