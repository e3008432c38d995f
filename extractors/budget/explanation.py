"""How a table was read: what its headers mean, which sums its numbers hold, what was set aside and why.

For people who ask why an amount was read as it was (`simsa explain FILE --table N`): the texts are Korean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.budget.arithmetic import NumberLine, find_differences, find_repeats, find_totals
from extractors.budget.placement.budget_tables import TableReader
from extractors.budget.tables.figures import FigureBlock
from extractors.budget.tables.header_paths import HeaderPath
from extractors.budget.tables.page_break_tables import joined_tables
from schemas import Call, Document, Source

_SOURCES: Final = {
    **{source.value: source.korean for source in Source},
    "other_source": Source.OTHER.korean,
    "national_fund": "국비(기금·특별회계)",
    "matching": "지방비+자부담",
}
_MEASURES: Final = {
    "before": "바뀌기 전 금액",
    "after": "바뀐 뒤 금액",
    "change": "증감",
    "past": "이미 쓴 금액",
    "future": "앞으로 쓸 금액",
    "running": "지금 금액",
}
_AXES: Final = {"program": "프로그램", "area": "분야", "item": "비목", "organization": "기관"}
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
    """How the table with an index in `Document.tables` was read.

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
    blocks = [block for of_panel, _ in panels for block in of_panel]
    return TableExplanation(
        title=title,
        decision=", ".join(dict.fromkeys(decisions)),
        columns=tuple(f"{line.index}열 {_meaning(line)}" for block in blocks for line in block.columns),
        rows=tuple(f"{line.index}행 {_meaning(line)}" for block in blocks for line in block.rows),
        relations=tuple(each for block in blocks for each in _relations(block)),
        set_aside=tuple(
            f"{line.index}{'행' if line in block.rows else '열'} '{line.text}': 뜻을 알 수 없고 어느 합계에도 들지 않음"
            for block in blocks
            for line in (*block.rows, *block.columns)
            if line.unknown
        ),
    )


def _meaning(line: HeaderPath) -> str:
    """What a row's or column's headers were understood to mean."""
    said = []
    if line.source is not None:
        word = f"({line.source_name})" if line.source_name else ""
        said.append(f"재원 {_SOURCES.get(line.source, line.source)}{word}")
    if line.year is not None or line.nth_year is not None:
        said.append(f"{line.year}년" if line.year is not None else f"{line.nth_year}차년도")
    if line.span is not None:
        said.append(f"{line.span[1]}~{line.span[2]}")
    said += [f"{_AXES[step.axis]} '{step.name}'" for step in line.levels]
    said += [_MEASURES[line.measure]] if line.measure in _MEASURES else []
    said += [_SIDES[line.side]] if line.side else []
    said += ["합계"] if line.is_sum else []
    said += ["비율"] if line.shares else []
    said += ["수량·산출근거(금액 아님)"] if line.counts else []
    said += [f"{line.classification + 1}번째 분류"] if line.classification else []
    said += ["뜻을 알 수 없음"] if line.unknown else []
    return f"'{line.text or '(머리글 없음)'}' → {', '.join(said) or '전체 금액'}"


def _relations(block: FigureBlock) -> Iterator[str]:
    for lines, of_row, name in ((block.columns, False, "열"), (block.rows, True, "행")):
        numbers = [block.numbers(line, of_row=of_row) for line in lines]
        yield from _sums(lines, numbers, name)


def _sums(lines: Sequence[HeaderPath], numbers: Sequence[NumberLine], name: str) -> Iterator[str]:
    """The sums, differences and repeats among parallel lines, with how often each holds."""
    totals = find_totals(numbers)
    for found in totals:
        parts = " + ".join(f"{lines[at].index}{name}" for at in found.parts)
        held = f"{found.support.checked}곳 중 {found.support.held}곳 일치"
        yield f"{lines[found.total].index}{name} = {parts} ({held})"
    for at, (minuend, subtrahend) in find_differences(numbers).items():
        if lines[at].measure == "change":
            yield f"{lines[at].index}{name} = {lines[minuend].index}{name} - {lines[subtrahend].index}{name}"
    for at, first in find_repeats(numbers).items():
        yield f"{lines[at].index}{name} = {lines[first].index}{name} (같은 숫자)"
