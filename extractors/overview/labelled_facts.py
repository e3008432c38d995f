"""Facts about the whole plan, each a label and a value: table cells, labelled lines, sentences, organisation tables.

│ 신청 지방정부 │ 부산광역시 │        전담기관 : (재)부산테크노파크        "전담기관은 (재)인천테크노파크이다"
│ 전담 │ (재)부산테크노파크 │ 사업단 운영 │   a row of 구분 │ 기관명 │ 역할
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from extractors.korean.list_markers import without_marks
from extractors.korean.organizations import is_certainly_an_organization
from extractors.korean.text_keys import has_no_letters, plain_label, split_label, squash
from extractors.programs.mentions.headed_sections import topic_at
from extractors.programs.mentions.key_value_cards import is_whole_plan
from extractors.structure.outline import Node
from extractors.structure.section_topics import SectionTopic
from extractors.structure.table_view import TableView
from extractors.vocabulary.words import OrganizationRoles, any_of, load_words
from schemas import Anchor, Call, Cell, Document

_WORDS = load_words(OrganizationRoles)
LABELS = {field: re.compile(any_of(labels)) for field, labels in _WORDS.labels.items()}
_SENTENCE = re.compile(
    rf"(?P<label>{'|'.join(_WORDS.sentence.labels)})\s?(?:은|는|이|가)\s+(?P<value>.+?)(?={'|'.join(_WORDS.sentence.ends)})"
)
_BETWEEN = re.compile(r"(?<!\s)(?:\s+[/|]\s+(?=[^/|]{2,16}[:：])|\s{3,}(?=[^:：]{2,16}[:：]))")
_NAME_WITH_ROLE = re.compile(
    r"(?P<name>(?:\([재사주]\)\s?|㈜)?[가-힣A-Za-z0-9· ]{3,30})\s?"
    rf"\((?P<label>{any_of(_WORDS.behind_names)}\s?기관)\)"
)
_FORM_LABEL = re.compile(rf"{any_of(_WORDS.form_labels)}(?:\([^()]*\))?[:：]?$", re.I)
_GOVERNMENT = re.compile(
    r"[가-힣]{2,}(?:시|도|군|구)$|^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
)
_NAME_HEADER = re.compile(any_of(_WORDS.name_headers))
_BARE_NAME_HEADER = re.compile(any_of(_WORDS.bare_name_headers))


class FactPlace(IntEnum):
    """Where a fact stands; the lower is believed first."""

    CELL = 0
    LINE = 1
    SENTENCE = 2
    ORGANIZATIONS = 3


@dataclass(frozen=True)
class LabelledFact:
    """A value under a plain label. `programs` says that it stands in a chapter of programmes, not of the plan."""

    field: str
    label: str
    value: str
    anchor: Anchor | None
    place: FactPlace
    block_index: int
    programs: bool = False


def facts_of(root: Node, document: Document, call: Call) -> list[LabelledFact]:
    """Every fact of a plan, in reading order; chapters on the background say nothing about the plan itself."""
    facts: list[LabelledFact] = []
    for node in root.descendants():
        topic = topic_at(node, call)
        if topic is SectionTopic.BACKGROUND:
            continue
        within = topic is SectionTopic.PROGRAMS
        if node.line.table is not None:
            view = TableView(document.tables[node.line.table])
            facts.extend(_of_table(view, node.line.block_index, programs=within))
        else:
            facts.extend(_of_line(node, programs=within))
    return facts


def field_for_label(label: str) -> str | None:
    """What a label asks for about the plan."""
    plain = plain_label(label)
    return next((field for field, pattern in LABELS.items() if plain and pattern.fullmatch(plain)), None)


def _of_line(node: Node, *, programs: bool) -> Iterator[LabelledFact]:
    line = node.line
    labelled = [each for part in _BETWEEN.split(line.text) if (each := split_label(part)) is not None]
    said = False
    for each in labelled:
        field = field_for_label(each.label)
        if field is not None:
            value = each.value or " ".join(child.line.rest for child in node.children[:1])
            yield LabelledFact(field, each.label, value, line.anchor, FactPlace.LINE, line.block_index, programs)
            said = True
    if said:
        return
    whole = field_for_label(line.rest) if line.mark is not None or line.heading else None
    if whole is not None and node.children and node.children[0].line.table is None:
        first = node.children[0].line
        yield LabelledFact(
            whole, plain_label(line.rest), first.rest, first.anchor, FactPlace.LINE, line.block_index, programs
        )
    for field_here, label, name in _with_role(line.text):
        yield LabelledFact(field_here, label, name, line.anchor, FactPlace.LINE, line.block_index, programs)
    for found in _SENTENCE.finditer(line.rest):
        field = field_for_label(found["label"])
        if field is not None:
            label = plain_label(found["label"])
            yield LabelledFact(
                field, label, found["value"], line.anchor, FactPlace.SENTENCE, line.block_index, programs
            )


def _of_table(view: TableView, block_index: int, *, programs: bool) -> Iterator[LabelledFact]:
    names = _name_column(view)
    if names is not None:
        yield from _of_organizations(view, *names, block_index, programs=programs)
        return
    of_the_plan = is_whole_plan(view)
    for cell in view.table.cells:
        if has_no_letters(cell.text):
            continue
        field = field_for_label(cell.text)
        if field is None and of_the_plan and plain_label(cell.text) == "기간":
            field = "period"
        if field is not None:
            if field == "period":
                text, anchor = _whole_row(view, cell)
                yield LabelledFact(field, plain_label(cell.text), text, anchor, FactPlace.CELL, block_index, programs)
                continue
            for value in _values(view, cell):
                if _is_label_of_a_form(view, value):
                    continue
                yield LabelledFact(
                    field, plain_label(cell.text), value.text, value.anchor, FactPlace.CELL, block_index, programs
                )
        else:
            for inner, label, text in _inside(cell.text):
                yield LabelledFact(inner, label, text, cell.anchor, FactPlace.LINE, block_index, programs)


def _is_label_of_a_form(view: TableView, value: Cell) -> bool:
    """Whether what stands beside a label is a label of a blank form itself: 신청인 │ 상호 또는 법인명칭 │ (blank)."""
    if _FORM_LABEL.search(squash(value.text)):
        return True
    beside = view.right_of(value)
    is_blank = beside is not None and not beside.text.strip()
    name = squash(value.text)
    return is_blank and not is_certainly_an_organization(name) and not _GOVERNMENT.search(name)


def _whole_row(view: TableView, label: Cell) -> tuple[str, Anchor | None]:
    """Everything that answers a label up to the next one: a period may be spread over cells (착수 │ … │ 종료 │ …)."""
    texts: list[str] = []
    anchor: Anchor | None = None
    column = label.col + label.col_span
    while (
        (cell := view.at(label.row, column)) is not None
        and field_for_label(cell.text) is None
        and view.field(cell) is None
    ):
        if cell.text.strip():
            texts.append(cell.text)
            anchor = anchor or cell.anchor
        column = cell.col + cell.col_span
    if not texts:
        for value in _values(view, label):
            texts.append(value.text)
            anchor = anchor or value.anchor
    return " ".join(texts), anchor


def _inside(text: str) -> Iterator[tuple[str, str, str]]:
    """What a cell says by itself: lines with labels, a label over its value (boxes of a chart), names with a role."""
    lines = [line for line in text.splitlines() if line.strip()]
    head = field_for_label(lines[0]) if len(lines) > 1 else None
    if head is not None:
        yield head, plain_label(lines[0]), "\n".join(lines[1:])
        return
    for line in lines:
        labelled = split_label(line)
        field = field_for_label(labelled.label) if labelled is not None else None
        if labelled is not None and field is not None and labelled.value:
            yield field, labelled.label, labelled.value
        else:
            yield from _with_role(line)


def _with_role(line: str) -> Iterator[tuple[str, str, str]]:
    """Names that print their role in brackets: (재)예시원(전담기관)."""
    if ")" not in line:
        return
    for found in _NAME_WITH_ROLE.finditer(without_marks(line)):
        field = field_for_label(found["label"])
        if field is not None:
            yield field, plain_label(found["label"]), found["name"].strip()


def _values(view: TableView, label: Cell) -> list[Cell]:
    """The cell right of a label, or below it where the right one is a label, too."""
    right, below = view.right_of(label), view.below(label)
    if right is not None and right.text.strip() and field_for_label(right.text) is None:
        values = [right]
        for row in range(label.row + 1, label.row + label.row_span):
            cell = view.at(row, right.col)
            if cell is not None and cell.row == row and cell.text.strip():
                values.append(cell)
        return values
    if below is not None and below.text.strip() and field_for_label(below.text) is None and right is not None:
        return [below]
    return []


def _name_column(view: TableView) -> tuple[Cell, int] | None:
    """The header cell over the names of organisations, and the column of their roles, on either side of it."""
    for pattern in (_NAME_HEADER, _BARE_NAME_HEADER):
        for cell in view.table.cells:
            below = view.below(cell)
            if (
                cell.row > 1
                or not pattern.fullmatch(plain_label(cell.text))
                or below is None
                or field_for_label(below.text)
            ):
                continue
            for column in (cell.col - 1, cell.col + cell.col_span):
                beside = view.at(cell.row + cell.row_span, column)
                if beside is not None and _role(beside.text) is not None:
                    return cell, column
    return None


def _role(text: str) -> str | None:
    plain = plain_label(text)
    return (
        plain if plain and any(LABELS[field].fullmatch(plain) for field in ("applicant", "lead", "partner")) else None
    )


def _of_organizations(
    view: TableView, head: Cell, role_column: int, block_index: int, *, programs: bool
) -> Iterator[LabelledFact]:
    for cell in view.column(head.col, head.row + head.row_span):
        role = view.at(cell.row, role_column)
        label = _role(role.text) if role is not None else None
        field = field_for_label(label) if label is not None else None
        if label is not None and field is not None and cell.text.strip() and not _is_label_of_a_form(view, cell):
            yield LabelledFact(field, label, cell.text, cell.anchor, FactPlace.ORGANIZATIONS, block_index, programs)
