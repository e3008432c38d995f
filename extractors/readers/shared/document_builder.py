"""What a reader collects while it walks through a file: blocks in reading order, and tables with their parents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas import Anchor, Block, BlockKind, Cell, ParentCell, ReadingWarning, Table, WarningCode
from schemas.errors import Empty

MAX_WARNINGS = 200


def at(path: str, text: str) -> Anchor:
    """The anchor of a block or a cell in a format that has no pages."""
    return Anchor(path=path, text=text)


def numbered_line(number: str | None, line: str) -> str:
    """A line of a cell as it is printed: with its automatic number, but without a bullet."""
    return f"{number} {line}" if number and any(sign.isalnum() for sign in number) else line


class PlacedPicture(NamedTuple):
    """A picture by its part and its place; `block` is how many blocks stand before it, None within a table."""

    part: str
    path: str
    size_pt: tuple[float, float] | None
    block: int | None


@dataclass
class DocumentBuilder:
    """Blocks and tables so far. A nested table has no block of its own."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    struck: list[Anchor] = field(default_factory=list)
    warned: list[ReadingWarning] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)

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

    def add_struck(self, texts: Iterable[str], path: str) -> None:
        """Keep what is struck through at a place apart from its content."""
        self.struck += [at(path, text.strip()) for text in texts if text.strip()]

    def add_picture(self, part: str, path: str, size_pt: tuple[float, float] | None, *, in_table: bool) -> None:
        """Remember a picture, which may hold text."""
        self.pictures.append(PlacedPicture(part, path, size_pt, None if in_table else len(self.blocks)))

    def warn_unread(self, what: str, path: str | None) -> None:
        """Say that something is shown at a place and was not read."""
        message = f"읽지 못한 {what}: 원문 확인 필요"
        self._warn(ReadingWarning(code=WarningCode.PART_UNREAD, path=path, message=message))

    def warn_uncertain(self, why: str, path: str) -> None:
        """Say that what was read at a place may be another text."""
        self._warn(ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, path=path, message=f"{why}: 원문 대조 필요"))

    def _warn(self, warning: ReadingWarning) -> None:
        if len(self.warned) < MAX_WARNINGS:
            self.warned.append(warning)
        elif len(self.warned) == MAX_WARNINGS:
            self.warned.append(
                ReadingWarning(code=warning.code, message="이 뒤로도 읽지 못하거나 불확실한 곳이 더 있음")
            )

    def warnings(self, *, has_pictures: bool) -> list[ReadingWarning]:
        """What to say of the document.

        Raises:
            Empty: it shows nothing at all.
        """
        if self.blocks or self.struck or self.warned:
            return self.warned
        if not has_pictures:
            raise Empty("글자도 그림도 없는 문서")
        message = "텍스트 없이 이미지만 있는 문서로 텍스트 판독 불가"
        return [ReadingWarning(code=WarningCode.TEXT_MISSING, message=message)]
