"""What the words around a table say about it: its caption, the headings above it, the line just before it."""

import re
from dataclasses import dataclass, replace

from extractors.budget.vocabulary.label_parser import Lexicon, plain_name
from extractors.korean.dates import find_periods
from schemas import Block, BlockKind, Document, Table

_PLAN_PERIOD = re.compile(r"(?:사\s*업|추\s*진|수\s*행|협\s*약|총|전체)\s*기\s*간")
_FIRST_TABLES = 3
_OVERVIEW_CELLS = 40
_NAME_AXES = ("program", "item", "organization", "area")


@dataclass(frozen=True)
class TableContext:
    """The texts around one table: its own caption, the headings above it from the outermost, the text just before.

    `year_count` is how many years the plan has, None where it does not say.
    """

    caption: str
    headings: tuple[str, ...]
    before: str
    year_count: int | None = None

    @property
    def near(self) -> str:
        """What belongs to this table alone, with the heading next to it."""
        return " ".join(filter(None, (*self.headings[-1:], self.before, self.caption)))

    def axis(self, lexicon: Lexicon) -> str | None:
        """What the table's names are when its own headers do not say: 프로그램별, 비목별, 기관별."""
        for text in (self.caption, self.before, *reversed(self.headings)):
            for axis in _NAME_AXES:
                if text and lexicon.mentions(text, axis):
                    return axis
        return None


def contexts_of(document: Document) -> list[TableContext]:
    """The context of every table; a nested table has those of the table it stands in."""
    found: dict[int, TableContext] = {}
    headings: list[tuple[int, str]] = []
    before = ""
    for block in document.blocks:
        text = (block.text or "").strip()
        if block.kind is BlockKind.HEADING:
            level = block.level or 1
            headings = [(depth, above) for depth, above in headings if depth < level]
            headings.append((level, f"{block.number or ''} {text}".strip()))
            before = ""
        elif block.kind is BlockKind.TABLE and block.table is not None:
            table = document.tables[block.table]
            found[block.table] = TableContext(table.caption or "", tuple(above for _, above in headings), before)
            before = ""
        elif text and not _is_only_unit(block):
            before = text
    years = plan_years(document)
    count = None if years is None else years[1] - years[0] + 1
    contexts = (_own(document.tables, found, index) for index in range(len(document.tables)))
    return [replace(context, year_count=count) for context in contexts]


def _is_only_unit(block: Block) -> bool:
    return "".join((block.text or "").split()).startswith(("(단위", "[단위", "<단위", "단위"))


def _own(tables: tuple[Table, ...], found: dict[int, TableContext], index: int) -> TableContext:
    if index in found:
        return found[index]
    table = tables[index]
    if table.parent is None:
        return TableContext(table.caption or "", (), "")
    outer = _own(tables, found, table.parent.table)
    return TableContext(table.caption or "", (*outer.headings, outer.caption), outer.before)


def bare_text(text: str) -> str:
    """A caption or heading without the marks around it and the number before it."""
    return plain_name(text.strip("<>〈〉[]【】《》「」『』□■○●◦ \t"))


def plan_years(document: Document) -> tuple[int, int] | None:
    """The first and the last year of the plan, from the first text that names its period (사업기간 …)."""
    texts = [block.text or "" for block in document.blocks]
    texts += [
        " ".join(cell.text for cell in table.cells[:_OVERVIEW_CELLS]) for table in document.tables[:_FIRST_TABLES]
    ]
    for text in texts:
        if "기간" not in text:
            continue
        for period in find_periods(text):
            if period.first is not None and period.last is not None:
                return period.first.year, period.last.year
    return None
