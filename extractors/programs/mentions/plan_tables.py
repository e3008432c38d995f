"""Who does what, and what is done when, for the plan as a whole: tables of roles, schedules, lines of 추진체계.

    구분 │ 기관명 │ 주요 역할        추진내용 │ 2026년 상반기 │ 2026년 하반기        (참여기관) 나루대학교 : 교육 운영

What stands in a programme's own section belongs to that programme and is not taken here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.korean.organizations import is_organization_by_form, organization_names
from extractors.korean.text_keys import plain_label, split_label
from extractors.programs.fields.organization_roles import organizations_in, role_of, tasks_in
from extractors.programs.fields.role_sentences import is_named_organization, roles_in_sentences
from extractors.programs.fields.schedules import is_time, tasks_of_rows, timed_clauses
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
_SCHEDULE_HEADING = re.compile(any_of(_WORDS.schedule_headings))
_BRACKETED_TIME = re.compile(r"[(\[<〈]([^()\[\]<>〈〉]{2,40})[)\]>〉]\s*[:：]?\s*(\S.*)")
_COLON = re.compile(r"([^:：]{2,80}?)\s*[:：]\s*(\S.*)")
_MARK = "[◎●○△◇□■☆★]"
_ROLE_WORD = any_of((*_WORDS.partner_roles, *_WORDS.lead_roles, *_WORDS.other_roles))
_LEGEND = re.compile(rf"({_MARK})\s?[:：=]?\s?({_ROLE_WORD})")
_LEGEND_BEHIND = re.compile(rf"({_ROLE_WORD})\s?[:：=(]\s?({_MARK})")
_HEADER_ROWS = 2
_MIN_COLUMNS = 2  # organisations that head columns of marks


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
            schedule.extend(_times_of_line(node) if topic is not SectionTopic.PROGRAMS else ())
            continue
        table = document.tables[node.line.table]
        view = TableView(table)
        around = f"{table.caption or ''} {node.parent.line.text if node.parent is not None else ''}"
        found = roles_of_rows(view) or _roles_of_columns(view) or marks_of_rows(view, around)
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


def _roles_of_columns(view: TableView) -> list[OrganizationRole]:
    """The same of a table turned on its side, where one of its first columns has a header of tasks at all."""
    first = (cell for cell in view.table.cells if cell.col < _HEADER_ROWS)
    has_tasks = any(_TASK.fullmatch(plain_label(cell.text)) for cell in first)
    return roles_of_rows(view.transposed()) if has_tasks else []


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
    """What lines below a heading of roles say of organisations.

    "(참여기관) 나루대학교 : 교육 운영", a name with its tasks in the lines below, or a sentence. A role under any other
    title is that title's: 수행기관 in a programme's own section, 전담기관 on the cover.
    """
    line = node.line
    if topic is SectionTopic.PROGRAMS or not _is_below(node, _ROLE_HEADING):
        return
    labelled = split_label(line.rest)
    if labelled is None:
        yield from _with_tasks_below(node) or roles_in_sentences(QuotedText(line.rest, line.anchor))
    elif role_of(labelled.label) is not None:
        if labelled.value:
            yield from organizations_in(QuotedText(labelled.value, line.anchor, labelled.label))
        for child in node.children:
            if child.line.table is None and not labelled.value:
                yield from organizations_in(QuotedText(child.line.rest, child.line.anchor, labelled.label))
    else:
        yield from (each for each in organizations_in(QuotedText(line.rest, line.anchor)) if each.tasks)


def _is_below(node: Node, heading: re.Pattern[str]) -> bool:
    return any(heading.search(plain_label(above.line.rest)) for above in node.ancestors())


def _with_tasks_below(node: Node) -> list[OrganizationRole]:
    """The organisations that a whole line names, with the lines below it as their tasks."""
    line = node.line
    found = list(organizations_in(QuotedText(line.rest, line.anchor)))
    below = [child.line for child in node.children if child.line.table is None]
    if not below or not found or not all(is_named_organization(each.name) for each in found):
        return []
    if sum(len(each.name) for each in found) < len(line.rest) // 2:
        return []
    tasks = tuple(task for each in below for task in tasks_in(each.rest))
    places = tuple(each.anchor for each in below if each.anchor is not None)
    return [each.model_copy(update={"tasks": tasks, "evidence": (*each.evidence, *places)}) for each in found]


def _times_of_line(node: Node) -> Iterator[ScheduledTask]:
    """What a line below a heading of a schedule says is done when.

    "2026. 7월 ~ 12월 : 실증", "(2026년 하반기) 실증 착수", "실증 : 2026. 7월 ~ 12월", "실증은 2026년 7월에 시작한다".
    """
    if not _is_below(node, _SCHEDULE_HEADING):
        return
    text = node.line.rest
    evidence = (node.line.anchor,) if node.line.anchor is not None else ()
    parts = _BRACKETED_TIME.fullmatch(text) or _COLON.fullmatch(text)
    if parts is None:
        for task, when in timed_clauses(text):
            yield ScheduledTask(task=task, when=when, evidence=evidence)
        return
    before, behind = (part.strip() for part in parts.groups())
    for when, task in ((before, behind), (behind, before)):
        if is_time(when) and not is_time(task):
            yield ScheduledTask(task=task, when=when, evidence=evidence)
            return


def marks_of_rows(view: TableView, around: str) -> list[OrganizationRole]:
    """The organisations that head columns of marks (◎, ○), with the rows marked for them as their tasks.

    What a mark means is told by the legend (◎ 주관, ○ 참여) in the text around, else by custom.
    """
    header = [cell for cell in view.row(0) if cell.col > 0 and is_organization_by_form(" ".join(cell.text.split()))]
    if len(header) < _MIN_COLUMNS:
        return []
    meaning = {**_WORDS.role_marks, **{mark: role for role, mark in _LEGEND_BEHIND.findall(around)}}
    meaning.update(dict(_LEGEND.findall(around)))
    found: list[OrganizationRole] = []
    for head in header:
        for cell in view.column(head.col, head.row + head.row_span):
            mark, row = cell.text.strip(), view.at(cell.row, 0)
            if not mark or row is None:
                continue
            if mark not in meaning:
                return []
            name, tasks = " ".join(head.text.split()), (" ".join(row.text.split()),)
            places = (head.anchor, row.anchor, cell.anchor)
            found.append(OrganizationRole(name=name, role=meaning[mark], tasks=tasks, evidence=places))
    return found
