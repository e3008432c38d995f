"""Tables that say who does what: names with tasks, marks or roles under names, rows with who is in charge of them.

구분 │ 기관명 │ 주요 역할      프로그램 │ 가온진흥원 (◎) │ 나루대학교 (○)      프로그램 │ 착수 │ 종료 │ 담당
"""

import re
from collections.abc import Iterator

from extractors.korean.organizations import is_organization_by_form, organization_names
from extractors.korean.text_keys import plain_label
from extractors.programs.fields.organization_roles import role_of, tasks_in
from extractors.programs.fields.role_sentences import is_named_organization
from extractors.structure.table_view import TableView
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import Cell, OrganizationRole

_WORDS = load_words(OrganizationRoles)
_ORGANIZATION = re.compile(any_of(_WORDS.organization_headers))
_TASK = re.compile(any_of(_WORDS.task_headers))
_PERSON = re.compile(any_of(_WORDS.person_headers))
_MARK = "[◎●○△◇□■☆★]"
_ROLE_WORD = any_of((*_WORDS.partner_roles, *_WORDS.lead_roles, *_WORDS.other_roles))
_LEGEND = re.compile(rf"({_MARK})\s?[:：=]?\s?({_ROLE_WORD})")
_LEGEND_BEHIND = re.compile(rf"({_ROLE_WORD})\s?[:：=(]\s?({_MARK})")
NUMBERED_PROGRAM = re.compile(r"(?:세부|단위|내역)?\s?(?:과제|프로그램|사업)\s?(?P<number>\d{1,2})(?![\d차단년월회개])")
"""A programme by the number of its heading: 세부과제 2."""

_LETTERS = re.compile(r"[가-힣A-Za-z]{2}")
_HEADER_ROWS = 2
_MIN_COLUMNS = 2  # organisations that head columns of marks


def roles_in_table(view: TableView, around: str) -> list[OrganizationRole]:
    """The organisations of a table of roles, upright or on its side, or of marks; `around` may hold their legend."""
    return roles_of_rows(view) or _roles_of_columns(view) or marks_of_rows(view, around)


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
        others = [each for each in view.row(cell.row) if each is not cell and each is not task]
        role = next((role for each in others if (role := role_of(each.text)) is not None), None)
        numbered = [" ".join(each.text.split()) for each in others if NUMBERED_PROGRAM.match(each.text.strip())]
        said = *numbered, *tasks_in(" , ".join(each.text for each in _beside(view, cell, tasks.col)))
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


def marks_of_rows(view: TableView, around: str) -> list[OrganizationRole]:
    """The organisations that head columns of marks (◎, ○) or roles, with the rows marked for them as tasks.

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
            role_here = meaning.get(mark) or role_of(mark)
            if role_here is None:
                return []
            name, tasks = " ".join(head.text.split()), (" ".join(row.text.split()),)
            places = (head.anchor, row.anchor, cell.anchor)
            found.append(OrganizationRole(name=name, role=role_here, tasks=tasks, evidence=places))
    return found


def roles_of_labelled_rows(view: TableView) -> list[OrganizationRole]:
    """The organisations in columns headed by a role (담당, 수행기관), with what their own row begins with as the task.

    A first column of roles is a list of who takes part, not of tasks; a table of persons names no organisation.
    """
    header = [cell for cell in view.row(0) if cell.row == 0]
    if any(_PERSON.fullmatch(plain_label(cell.text)) for cell in header):
        return []
    found: list[OrganizationRole] = []
    for head in header:
        role = role_of(head.text)
        if head.col == 0 or role is None:
            continue
        labels = _label_column(view, head)
        for cell in view.column(head.col, head.row + head.row_span):
            names = [name for name in organization_names(cell.text) if is_named_organization(name)]
            for label in _beside(view, cell, labels) if names else ():
                task = " ".join(label.text.split())
                if _LETTERS.search(task) and role_of(task) is None and label is not cell:
                    found.extend(
                        OrganizationRole(name=name, role=role, tasks=(task,), evidence=(cell.anchor, label.anchor))
                        for name in names
                    )
    return found


def _label_column(view: TableView, head: Cell) -> int:
    """The first column with a cell for each one below a head: one before it groups rows, as 분야 groups programmes."""
    cells = list(view.column(head.col, head.row + head.row_span))
    for column in range(head.col):
        beside = (view.at(cell.row, column) for cell in cells)
        if all(label is None or label.row == cell.row for cell, label in zip(cells, beside, strict=True)):
            return column
    return 0
