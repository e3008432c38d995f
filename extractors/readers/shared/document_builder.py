"""What a reader collects while it walks through a file: blocks in reading order, and tables with their parents."""

from dataclasses import dataclass, field

from schemas import Anchor, Block, BlockKind, Cell, ParentCell, ReadingWarning, Table, WarningCode
from schemas.errors import Empty


def at(path: str, text: str) -> Anchor:
    """The anchor of a block or a cell in a format that has no pages."""
    return Anchor(path=path, text=text)


def numbered_line(number: str | None, line: str) -> str:
    """A line of a cell as it is printed: with its automatic number, but without a bullet."""
    return f"{number} {line}" if number and any(sign.isalnum() for sign in number) else line


@dataclass
class DocumentBuilder:
    """Blocks and tables so far. A nested table has no block of its own."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add_text(self, kind: BlockKind, text: str, path: str, *, level: int = 0, number: str | None = None) -> None:
        """Add a heading, paragraph or footnote; blank ones say nothing and are left out."""
        text = text.strip()
        if text or number:
            level_or_none = level if kind is BlockKind.HEADING else None
            self.blocks.append(Block(kind=kind, level=level_or_none, number=number, text=text, anchor=at(path, text)))

    def open_table(self, path: str, parent: ParentCell | None) -> int:
        """Reserve a table's index before its cells are walked, so that nested tables come after it."""
        self.tables.append(Table(path=path, parent=parent))
        index = len(self.tables) - 1
        if parent is None:
            self.blocks.append(Block(kind=BlockKind.TABLE, table=index, anchor=at(path, "")))
        return index

    def close_table(self, index: int, cells: list[Cell], caption: str | None = None) -> None:
        """Fill in what was found in a table."""
        found = {"cells": tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), "caption": caption or None}
        self.tables[index] = self.tables[index].model_copy(update=found)

    def warnings(self, *, has_pictures: bool) -> list[ReadingWarning]:
        """What to say of a file in which no text was found.

        Raises:
            Empty: there are no pictures either.
        """
        if self.blocks:
            return []
        if not has_pictures:
            raise Empty("글자도 그림도 없는 문서")
        return [
            ReadingWarning(code=WarningCode.TEXT_MISSING, message="글자가 없고 그림만 있는 문서: 글자를 읽을 수 없음")
        ]
