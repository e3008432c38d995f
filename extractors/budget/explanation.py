"""How a table was read: what its headers mean, which sums its numbers hold, what was set aside and why.

For people who ask why an amount was read as it was (`simsa explain FILE --table N`): the texts are Korean.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.budget.arithmetic import NumberLine, find_differences, find_repeats, find_totals
from extractors.budget.placement.budget_tables import TableReader
from extractors.budget.tables.figures import FigureBlock
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.budget.tables.page_break_tables import joined_tables
from extractors.structure.table_view import TableView
from schemas import Call, Document, Source

_SOURCES: Final = {
    **{source.value: source.korean for source in Source},
    "other_source": Source.OTHER.korean,
    "national_fund": "국비(기금·특별회계)",
    "matching": "지방비+자부담",
}
_MEASURES: Final = {
    "before": "변경 전 금액",
    "after": "변경 후 금액",
    "change": "증감",
    "past": "기집행 금액",
    "future": "향후 금액",
    "running": "당해 금액",
}
_AXES: Final = {"program": "프로그램", "area": "분야", "item": "비목", "organization": "기관"}
_NUMBER: Final = re.compile(r"[\d,.]+\s?(?:%|[가-힣]{1,3})?(?:\s?\([^()]*\))?|[\d,.]+[^×]{0,20}×.{1,80}")
_SIDES: Final = {"income": "수입", "spending": "지출"}


@dataclass(frozen=True)
class TableExplanation:
    """What is told of one table, a line each."""

    title: str
    decision: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    relations: tuple[str, ...]
    set_aside: tuple[str, ...]

    def text(self) -> str:
        """All of it for a terminal."""
        parts = [self.title, f"판단: {self.decision}"]
        for name, lines in (
            ("열", self.columns),
            ("행", self.rows),
            ("숫자에서 찾은 관계", self.relations),
            ("제외", self.set_aside),
        ):
            parts += ["", f"[{name}]", *(f"  {line}" for line in lines or ("없음",))]
        return "\n".join(parts)


def explain_table(document: Document, call: Call, index: int) -> TableExplanation:
    """How the table with an index in `Document.tables` was read. Rows and columns are counted from 1, as on paper.

    Raises:
        IndexError: the document has no such table.
    """
    table = document.tables[index]
    reader = TableReader(document, call)
    joined = dict(joined_tables(document, reader.lexicon))
    title = " ".join(filter(None, [f"표 {index}", table.caption, f"(단위: {table.unit})" if table.unit else None]))
    if index not in joined:
        return TableExplanation(title, "앞 쪽에서 이어지는 표: 처음 나온 표에 합쳐 읽음", (), (), (), ())
    unit_krw = reader.units.unit_of(joined[index])
    panels = list(reader.panels(index, joined[index], unit_krw))
    if not panels:
        return TableExplanation(
            title, "머리글 아래에 금액이 없는 표" if unit_krw else "금액 단위를 알 수 없는 표", (), (), (), ()
        )
    decisions = [
        "이 사업의 금액"
        if scope.is_budget
        else f"이 사업의 금액으로 보지 않음({scope.reason or '재원이나 사업비라는 말이 없음'})"
        for _, scope in panels
    ]
    view = TableView(joined[index])
    blocks = [(block, scope.is_budget) for of_panel, scope in panels for block in of_panel]
    columns = frozenset(line.index for block, _ in blocks for line in block.columns)
    told = [_ExplainedBlock(block, view, columns, is_budget=is_budget) for block, is_budget in blocks]
    is_counted = any(scope.is_budget for _, scope in panels)
    return TableExplanation(
        title=title,
        decision=", ".join(dict.fromkeys(decisions)),
        columns=tuple(each for block in told for each in block.columns()),
        rows=tuple(each for block in told for each in block.rows()),
        relations=tuple(each for block in told for each in block.relations()),
        set_aside=tuple(dict.fromkeys(each for block in told for each in block.set_aside()))
        if is_counted
        else (f"표 전체: {decisions[0]}",),
    )


class _ExplainedBlock:
    """A block of figures with the printed words of its table; `columns_of_money` are those of all its blocks.

    Names in a table that is not of this plan's money (조선기자재 among industries) are names and nothing more.
    """

    def __init__(
        self, block: FigureBlock, view: TableView, columns_of_money: frozenset[int], *, is_budget: bool
    ) -> None:
        self._block = block
        self._view = view
        self._is_budget = is_budget
        self._columns_of_money = columns_of_money
        row_of = {cell.anchor: cell.row for cell in view.table.cells}
        self._printed_rows = {
            row: row_of[figure.anchor] for (row, _), figure in block.figures.items() if figure.anchor in row_of
        }
        self._first_row = min((self._row_on_paper(line.index) for line in block.rows), default=0)

    def columns(self) -> Iterator[str]:
        for line in self._block.columns:
            yield self._meaning(line, of_row=False)

    def rows(self) -> Iterator[str]:
        for line in self._block.rows:
            yield self._meaning(line, of_row=True)

    def relations(self) -> Iterator[str]:
        """The sums, differences and repeats among rows and among columns, with how often each holds."""
        for lines, of_row in ((self._block.columns, False), (self._block.rows, True)):
            yield from self._relations_of(lines, of_row=of_row)

    def set_aside(self) -> Iterator[str]:
        """Lines without a meaning, and columns of numbers that are no money."""
        for lines, of_row in ((self._block.rows, True), (self._block.columns, False)):
            for line in lines:
                if line.unknown:
                    yield f"{self._name(line, of_row=of_row)}: 뜻을 알 수 없고 어느 합계에도 들지 않음"
        for column in range(self._view.table.column_count):
            if column not in self._columns_of_money and self._holds_numbers(column):
                yield f"{column + 1}열 '{self._above(column)}': 금액이 아닌 수(물량·비율·산출근거)로 보아 제외"

    def _holds_numbers(self, column: int) -> bool:
        """Whether a column holds numbers that head no row."""
        beside = [(line, self._view.at(self._row_on_paper(line.index), column)) for line in self._block.rows]
        filled = [(line, " ".join(cell.text.split())) for line, cell in beside if cell is not None]
        return any(text for _, text in filled) and all(
            not text or (_NUMBER.fullmatch(text) is not None and text not in (line.text or "")) for line, text in filled
        )

    def _meaning(self, line: HeaderPath, *, of_row: bool) -> str:
        """What a row's or column's headers were understood to mean; names alone are not said twice."""
        said = list(_said_of(line, _AXES if self._is_budget else dict.fromkeys(_AXES, "이름")))
        names = " ".join(step.name for step in line.levels)
        where = self._place(line, of_row=of_row)
        if names and names == line.text:
            return f"{where} → {', '.join(said)}"
        return f"{self._name(line, of_row=of_row)} → {', '.join(said) or '전체 금액'}"

    def _row_on_paper(self, row: int) -> int:
        """The printed row of a row: rows stacked in one, and the second amounts of cells, are read as more."""
        return self._printed_rows.get(row, row)

    def _place(self, line: HeaderPath, *, of_row: bool) -> str:
        return f"{self._row_on_paper(line.index) + 1}행" if of_row else f"{line.index + 1}열"

    def _name(self, line: HeaderPath, *, of_row: bool) -> str:
        return f"{self._place(line, of_row=of_row)} '{self._printed(line, of_row=of_row)}'"

    def _printed(self, line: HeaderPath, *, of_row: bool) -> str:
        """A line's header: as it was read, else as it is printed (금액), else that there is none."""
        if line.text:
            return line.text
        cell = self._view.at(self._row_on_paper(line.index), 0) if of_row and 0 not in self._columns_of_money else None
        printed = (" ".join(cell.text.split()) if cell is not None else "") if of_row else self._above(line.index)
        return printed or "머리글 없음"

    def _above(self, column: int) -> str:
        cells = (self._view.at(row, column) for row in range(self._first_row))
        return " ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in cells if cell is not None)).strip()

    def _short(self, line: HeaderPath, *, of_row: bool) -> str:
        """A line in a relation: its place and the last of its names, which tells it from its neighbours."""
        name = line.levels[-1].name if line.levels and not line.is_sum else self._printed(line, of_row=of_row)
        return f"{name}[{self._place(line, of_row=of_row)}]"

    def _relations_of(self, lines: Sequence[HeaderPath], *, of_row: bool) -> Iterator[str]:
        numbers = [self._block.numbers(line, of_row=of_row) for line in lines]
        # A subtotal of one line repeats it: it stands for both, or the sum above would count the line twice.
        single = {
            at
            for at in range(1, len(lines))
            if lines[at].is_sum and not lines[at - 1].is_sum and _values(numbers[at]) == _values(numbers[at - 1]) != {}
        }
        searched: list[NumberLine] = [{} if at + 1 in single else each for at, each in enumerate(numbers)]

        def name(at: int) -> str:
            return self._short(lines[at], of_row=of_row)

        for found in find_totals(searched):
            held = f"{found.support.checked}곳 중 {found.support.held}곳 일치"
            yield f"{name(found.total)} = {' + '.join(name(at) for at in found.parts)} ({held})"
        for at, (minuend, subtrahend) in find_differences(numbers).items():
            if lines[at].measure == "change":
                yield f"{name(at)} = {name(minuend)} - {name(subtrahend)}"
        yield from (f"{name(at)} = {name(at - 1)} (같은 숫자)" for at in sorted(single))
        for at, first in find_repeats(numbers).items():
            # Equal numbers of other lines are chance: two programmes of the same size, 지방비 as large as 자부담.
            if lines[at].is_sum and lines[first].is_sum:
                yield f"{name(at)} = {name(first)} (같은 숫자)"


def _values(line: NumberLine) -> dict[int, int]:
    return {crossing: number.value for crossing, number in line.items()}


def _said_of(line: HeaderPath, axes: Mapping[str, str]) -> Iterator[str]:
    """Each meaning of a line's headers; `axes` is what each axis is called."""
    if line.source is not None:
        word = f"({line.source_name})" if line.source_name else ""
        yield f"재원 {_SOURCES.get(line.source, line.source)}{word}"
    if line.year is not None or line.nth_year is not None:
        yield f"연도 {line.year}년" if line.year is not None else f"{line.nth_year}차년도"
    if line.span is not None:
        yield f"연도 {line.span[1]}~{line.span[2]}"
    yield from (f"{axes[step.axis]} '{step.name}'" for step in line.levels)
    if line.measure in _MEASURES:
        yield _MEASURES[line.measure]
    if line.side:
        yield _SIDES[line.side]
    if line.is_sum:
        yield "합계"
    if line.shares:
        yield "비율"
    if line.counts:
        yield "수량·산출근거(금액 아님)"
    if line.classification:
        yield f"{line.classification + 1}번째 분류"
    if line.unknown:
        yield "뜻을 알 수 없음"
