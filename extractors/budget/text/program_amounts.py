"""A programme's own money: the 사업비 field of its card and the 소요예산 line of its section.

They repeat what the table by programme says, so that both must agree.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extractors.budget.tables.budget_grid import Grid
from extractors.budget.vocabulary.label_parser import Lexicon, is_call_title, name_key, plain_name
from extractors.budget.vocabulary.labelled_amounts import SourceLabelMatcher
from extractors.korean.dates import find_years
from schemas import Amount, Anchor, Block, BlockKind, Call, Cell, Document

_MONEY = frozenset({"amount", "total"})


@dataclass(frozen=True)
class DescribedAmount:
    """An amount that a programme's own description states for one source; `place` names the cell or line."""

    program: str
    name: str
    source: str
    amount: Amount
    place: str


def card_program(grid: Grid, call_title: str) -> str | None:
    """The programme that a table of labels and values describes, None when the table is no card."""
    names = []
    for cell in grid.table.cells:
        label = grid.label(cell)
        if label.name is None and "program" in label.meanings and not label.meanings & {"sum", "source"}:
            value = grid.at(cell.row, cell.col + cell.col_span)
            if value is not None and value.text.strip() and grid.label(value).name is not None:
                names.append(plain_name(value.text))
    if len(names) != 1 or is_call_title(names[0], call_title):
        return None
    return names[0]


def described_amounts(
    document: Document, call: Call, programs: Collection[str], skipped_tables: Collection[int]
) -> list[DescribedAmount]:
    """What the programmes' cards and sections say about their money.

    Args:
        document: the plan.
        call: its lexicon tells which fields are money.
        programs: the keys of the programmes that the budget tables name.
        skipped_tables: the budget tables themselves.
    """
    reader = _Reader(call, frozenset(programs))
    found = [
        each
        for i, table in enumerate(document.tables)
        if i not in skipped_tables
        for each in reader.card(Grid(table, reader.lexicon))
    ]
    return [*found, *reader.sections(document.blocks)]


class _Reader:
    def __init__(self, call: Call, programs: frozenset[str]) -> None:
        self.lexicon = Lexicon(call.lexicon)
        self._call = call
        self._words = SourceLabelMatcher(call.lexicon)
        self._programs = programs

    def card(self, grid: Grid) -> Iterator[DescribedAmount]:
        name = card_program(grid, self._call.title)
        if name is None or name_key(name) not in self._programs:
            return
        for cell in grid.table.cells:
            label = grid.label(cell)
            value = grid.at(cell.row, cell.col + cell.col_span)
            if value is not None and label.name is None and label.meanings and label.meanings <= _MONEY:
                yield from self._stated(name, _with_unit(value, cell), value.anchor)

    def sections(self, blocks: Collection[Block]) -> Iterator[DescribedAmount]:
        """The lines below a programme's heading, until something else is headed."""
        name: str | None = None
        for block in blocks:
            text = block.text or ""
            if name_key(text) in self._programs:
                name = plain_name(text)
            elif block.kind is BlockKind.HEADING:
                name = None
            elif name is not None and block.anchor is not None and self._is_money_line(text):
                yield from self._stated(name, _after_label(text), block.anchor)

    def _is_money_line(self, text: str) -> bool:
        label = self.lexicon.read(_label_of(text))
        return label.name is None and bool(label.meanings) and label.meanings <= _MONEY

    def _stated(self, name: str, text: str, anchor: Anchor) -> Iterator[DescribedAmount]:
        if find_years(text):
            return
        total_label = self._call.lexicon["total"][0]
        seen: set[str] = set()
        for each in self._words.amounts_in(f"{total_label} {text.lstrip(': ')}"):
            if each.source in seen:
                continue
            seen.add(each.source)
            mention = each.mention
            amount = Amount(krw=mention.krw, step=mention.step, approximate=mention.approximate, evidence=(anchor,))
            yield DescribedAmount(
                name_key(name), name, each.source, amount, anchor.path or f"{anchor.page}:{anchor.box}"
            )


_OPENING, _CLOSING = "(（[【〔<〈", ")）]】〕>〉"


def _label_of(text: str) -> str:
    """The label at the start of a line: □ (소요예산) …, ○ 사업비 : …."""
    shown = plain_name(text)
    if shown and shown[0] in _OPENING:
        return shown[1:].partition(_CLOSING[_OPENING.index(shown[0])])[0]
    head, colon, _ = shown.replace("：", ":").partition(":")
    return head if colon else ""


def _after_label(text: str) -> str:
    shown = plain_name(text)
    if shown and shown[0] in _OPENING:
        return shown.partition(_CLOSING[_OPENING.index(shown[0])])[2]
    return shown.replace("：", ":").partition(":")[2]


def _with_unit(value: Cell, label: Cell) -> str:
    """A value whose unit stands in its label: 사업비(백만원) │ 1,384."""
    unit = next((unit for unit in ("백만원", "천원", "억원") if unit in "".join(label.text.split())), "")
    text = " ".join(value.text.split())
    return f"{text}{unit}" if text.replace(",", "").replace(".", "").isdigit() else text
