"""Documents from table literals: `|` between cells, `<` goes on from the left, `^` from above, `\\n` breaks a line."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget
from extractors.korean.money import unit_in_won
from rules import load_call
from schemas import (
    Anchor,
    Block,
    BlockKind,
    Call,
    Cell,
    Document,
    FileFormat,
    FileInfo,
    Funding,
    Source,
    SumStatus,
    Table,
)

FILE = FileInfo(name="example.docx", sha256="0" * 64, format=FileFormat.DOCX)


@pytest.fixture(scope="session")
def call() -> Call:
    return load_call("regional-ai-2026")


def _table(literal: str, caption: str | None, unit: str | None, path: str) -> Table:
    grid = [[text.strip() for text in line.strip().strip("|").split("|")] for line in literal.strip().splitlines()]
    cells = []
    for row, texts in enumerate(grid):
        for col, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            cols = next((n for n in range(1, len(texts) - col) if texts[col + n] != "<"), len(texts) - col)
            rows = next((n for n in range(1, len(grid) - row) if grid[row + n][col] != "^"), len(grid) - row)
            shown = text.replace("\\n", "\n")
            anchor = Anchor(path=f"{path}[{row},{col}]", text=shown)
            cells.append(Cell(row=row, col=col, row_span=rows, col_span=cols, text=shown, anchor=anchor))
    return Table(caption=caption, unit=unit, path=path, cells=tuple(cells))


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Blocks in order: "# heading", "paragraph", or (caption, unit, table literal)."""

    def build(*parts: str | tuple[str | None, str | None, str]) -> Document:
        blocks: list[Block] = []
        tables: list[Table] = []
        for index, part in enumerate(parts):
            path = f"s0/{index}"
            if isinstance(part, str):
                level = len(part) - len(part.lstrip("#"))
                text = part.lstrip("# ")
                kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
                anchor = Anchor(path=path, text=text)
                blocks.append(Block(kind=kind, level=level or None, text=text, anchor=anchor))
            else:
                caption, unit, literal = part
                assert unit is None or unit_in_won(unit)
                blocks.append(Block(kind=BlockKind.TABLE, table=len(tables)))
                tables.append(_table(literal, caption, unit, path))
        return Document(file=FILE, blocks=tuple(blocks), tables=tuple(tables))

    return build


@pytest.fixture(scope="session")
def check_layout(call: Call) -> Callable[..., None]:
    """Holds what is read in a document against its money by source and by year, and that no sum is broken."""

    def printed(funding: Funding) -> dict[str, int]:
        return {source.value: amount.krw for source in Source if (amount := funding.of(source)) is not None}

    def check(
        document: Document, funding: dict[str, int], by_year: dict[int, dict[str, int]], entries: int, sums: int
    ) -> None:
        budget = extract_budget(document, call)
        assert printed(budget.funding) == funding
        assert {int(year): printed(each) for year, each in budget.by_year.items()} == by_year
        assert len(budget.entries) == entries
        assert len(budget.sums) == sums
        assert [check.label for check in budget.sums if check.status is SumStatus.BROKEN] == []
        assert budget.repairs == ()

    return check
