"""Cards: tables of labels and values that describe one programme each (프로그램명 │ … / 목적 │ … / 사업비 │ …).

A card's title stands beside or under its label, in a first row of its own, or above the table. One table may hold
several cards below each other, or several programmes in columns side by side.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.korean.list_markers import split_mark
from extractors.korean.money import parse_cell_amount, unit_in_won
from extractors.korean.organizations import is_organization_by_form
from extractors.korean.text_keys import plain_label, split_label, squash
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.model import QuotedText
from extractors.programs.tolerances import TITLES
from extractors.structure.field_labels import CORE, Field, field_of, is_certain_title_label
from extractors.structure.table_view import TableView, is_header_word
from schemas import Amount, Anchor, Cell, Source

_WHOLE_PLAN = re.compile(
    r"신청지방정부|신청기관|신청지자체|지방자치단체|지방정부|전담기관|총괄기관|총괄책임자|사업책임자|대표자|주관기관명|연락처|법인등록번호|사업자등록번호|신청인|주관지방정부|총사업기간"
)

_SUMS = frozenset({"계", "합계", "소계", "총계", "비고", ""})
_LETTERS = re.compile(r"[가-힣A-Za-z]{2}")


@dataclass
class Card:
    """What a card says. `title` is None when the table does not name its programme."""

    title: QuotedText | None
    certain: bool
    first_row: int
    fields: dict[Field, list[QuotedText]] = field(default_factory=dict)
    amounts: dict[Source, Amount] = field(default_factory=dict)
    cells: frozenset[Anchor] = frozenset()

    @property
    def core_count(self) -> int:
        """How many of the fields that describe a programme the card has."""
        return len(CORE & set(self.fields))


def is_title_of_rows(view: TableView, label: Cell, labels: SourceLabels) -> bool:
    """Whether a title label heads a column of programmes, each in a row of its own."""
    below, right = view.below(label), view.right_of(label)
    if below is None or not below.text.strip() or view.field(below) is not None:
        return False
    if right is None:
        return label.col > 0
    if view.field(right) is not None or _heads_column(right.text, labels) or _heads_organizations(view, label):
        return True
    return not any(
        view.field(cell) is not None or labels.source_of(cell.text) is not None
        for cell in view.column(label.col, label.row + label.row_span)
    )


def _heads_organizations(view: TableView, label: Cell) -> bool:
    """Whether two or more organisations, and at most a sum, head the columns behind a label: money or roles of each."""
    behind = [cell.text for cell in view.row(label.row) if cell.col > label.col and plain_label(cell.text) not in _SUMS]
    return len(behind) > 1 and all(is_organization_by_form(" ".join(text.split())) for text in behind)


def _heads_column(text: str, labels: SourceLabels) -> bool:
    """Whether a cell heads a column of a table without being a programme's field: 구분, 2026년, 국비."""
    return labels.names_money(text) or is_header_word(plain_label(text))


def is_whole_plan(view: TableView) -> bool:
    """Whether a table of labels describes the plan itself: it names the applicant or the lead organisation."""
    return any(_WHOLE_PLAN.fullmatch(plain_label(cell.text)) for cell in view.table.cells)


def cards_of(view: TableView, labels: SourceLabels) -> list[Card]:
    """The cards that a table holds. A table that is none gives nothing."""
    titles = [
        cell
        for cell in view.table.cells
        if view.field(cell) is Field.TITLE
        and (right := view.right_of(cell)) is not None
        and not is_title_of_rows(view, cell, labels)
        and view.field(right) is None
    ]
    if is_whole_plan(view) or any(
        field is Field.TITLE and (cell := view.at(*slot)) is not None and is_title_of_rows(view, cell, labels)
        for slot, field in view.labels.items()
    ):
        return []
    if len(titles) == 1:
        columns = _columns_of_programs(view, titles[0], labels)
        if len(columns) > 1:
            return [_column_card(view, titles[0], column, labels) for column in columns]
    if titles:
        starts = sorted({cell.row for cell in titles})
        ends = [*starts[1:], view.table.row_count]
        return [
            _card(view, titles, start if position else 0, end, labels)
            for position, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]
    untitled = _card(view, [], 0, view.table.row_count, labels)
    if untitled.core_count < 2 or _is_matrix(view):
        return []
    untitled.title = _title_row(view)
    return [untitled]


def _is_matrix(view: TableView) -> bool:
    """Whether the labels are only a header over rows of their own."""
    return {row for row, _ in view.labels} == {0} and view.table.row_count > 2


def _columns_of_programs(view: TableView, label: Cell, labels: SourceLabels) -> list[Cell]:
    row = view.row(label.row)
    values = [cell for cell in row if cell.col > label.col and cell.text.strip()]
    if any(view.field(cell) is not None for cell in values):
        return []
    return [
        cell for cell in values if not _heads_column(cell.text, labels) and _LETTERS.search(split_mark(cell.text)[1])
    ]


def _column_card(view: TableView, label: Cell, title: Cell, labels: SourceLabels) -> Card:
    card = Card(_said(title), certain=is_certain_title_label(label.text), first_row=label.row)
    unit = unit_in_won(view.table.unit or "")
    card.cells = frozenset(cell.anchor for cell in view.column(title.col, 0))
    for row in range(view.table.row_count):
        head, value = view.at(row, label.col), view.at(row, title.col)
        if head is None or value is None or value is head or head is label:
            continue
        field, source = view.field(head), labels.source_of(head.text)
        read = parse_cell_amount(value.text, unit_in_won(head.text) or unit) if source is not None else None
        if field is not None and value.text.strip():
            card.fields.setdefault(field, []).append(_said(value, head))
        if source is not None and read is not None:
            card.amounts.setdefault(source, Amount(krw=read.krw, step=read.step, evidence=(value.anchor,)))
    return card


def _card(view: TableView, titles: Iterable[Cell], start: int, end: int, labels: SourceLabels) -> Card:
    own = [cell for cell in titles if start <= cell.row < end]
    title = _value(view, own[0], labels) if own else []
    card = Card(
        title[0] if title and _LETTERS.search(title[0].text) else None,
        certain=bool(own) and is_certain_title_label(own[0].text),
        first_row=start,
    )
    for cell in view.table.cells:
        if not start <= cell.row < end:
            continue
        field = view.field(cell)
        if field is not None and field is not Field.TITLE:
            card.fields.setdefault(field, []).extend(_value(view, cell, labels))
        elif field is None:
            _read_labelled_lines(card, cell)
    card.fields = {field: said for field, said in card.fields.items() if said}
    card.amounts = _amounts(view, start, end, labels)
    return card


def _amounts(view: TableView, start: int, end: int, labels: SourceLabels) -> dict[Source, Amount]:
    """Money that stands under or beside its source in cells of the card: 합계 │ 국비 │ 지방비 over 900 │ 540 │ 200."""
    inside = [cell for cell in view.table.cells if start <= cell.row < end]
    units = (unit_in_won(cell.text) for cell in inside if view.field(cell) is Field.BUDGET)
    unit = next((each for each in units if each is not None), None) or unit_in_won(view.table.unit or "")
    amounts: dict[Source, Amount] = {}
    for cell in inside:
        source = labels.source_of(cell.text)
        for value in (view.below(cell), view.right_of(cell)) if source is not None else ():
            read = parse_cell_amount(value.text, unit_in_won(cell.text) or unit) if value is not None else None
            if source is not None and value is not None and read is not None:
                amounts.setdefault(source, Amount(krw=read.krw, step=read.step, evidence=(value.anchor,)))
                break
    return amounts


def _read_labelled_lines(card: Card, cell: Cell) -> None:
    """Fields that a cell labels itself, a line each ("목적 : …")."""
    for line in cell.text.splitlines():
        labelled = split_label(line)
        field = field_of(labelled.label) if labelled is not None else None
        if labelled is not None and field in CORE and field is not None and labelled.value and field not in card.fields:
            card.fields[field] = [QuotedText(labelled.value, cell.anchor)]


def _value(view: TableView, label: Cell, labels: SourceLabels) -> list[QuotedText]:
    """The cells that a label is answered by: to its right up to the next label, else below."""
    said: list[QuotedText] = []
    for row in range(label.row, label.row + label.row_span):
        column = label.col + label.col_span
        while (cell := view.at(row, column)) is not None and view.field(cell) is None:
            if view.field(label) is Field.BUDGET and labels.names_money(cell.text):
                return said
            if cell.text.strip() and (cell.row == row or row == label.row):
                said.append(_said(cell, label))
            column = cell.col + cell.col_span
    if said:
        return said
    below = view.below(label)
    if below is None or view.field(below) is not None or not below.text.strip():
        return []
    before = view.at(below.row, below.col - 1)
    answers_another = before is not None and view.field(before) is not None
    return [] if answers_another else [_said(below, label)]


def _title_row(view: TableView) -> QuotedText | None:
    """A first row of one cell over the whole width names the card."""
    first = view.row(0)
    text = first[0].text if len(first) == 1 else ""
    if not _LETTERS.search(text) or view.field(first[0]) is not None or len(squash(text)) > TITLES.longest_row:
        return None
    return _said(first[0])


def _said(cell: Cell, label: Cell | None = None) -> QuotedText:
    return QuotedText(cell.text.strip(), cell.anchor, label.text if label is not None else "")
