"""A plan as passages: list items with what stands under them, paragraphs, and tables, each with its headings.

What every plan declares alike (청렴 서약서, 개인정보 동의서) is left out.
Headings and labels ("2. 기관별 역할", "□ 사업 추진체계") are no passages of their own: they head those below.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.criteria.tolerances import BOUNDS
from extractors.korean.list_markers import BULLETS
from extractors.korean.text_keys import key, split_label
from extractors.structure.field_labels import Field
from extractors.structure.outline import Node
from extractors.structure.outline_lines import Line
from extractors.structure.section_topics import declaration_form
from extractors.structure.table_view import TableView
from schemas import Anchor, Cell, Document

_BETWEEN_CELLS = " │ "
# A predicate's object or topic, or its ending: 회의를 열어 …, … 배치한다.
_SENTENCE = re.compile(r"[을를은는]\s(?!위한|통한|포함)|다\s*[.。]?$")
_FIGURE = re.compile(r"[\d.,%△▲()\s~-]+")


@dataclass(frozen=True)
class PlanPassage:
    """A stretch of a plan that is read as one.

    `headings` are those above it, outermost first; `label` is what its own first line names it, or nothing.
    """

    text: str
    headings: tuple[str, ...]
    label: str
    evidence: tuple[Anchor, ...]


def passages_of(root: Node, document: Document) -> list[PlanPassage]:
    """All passages of a plan, in reading order."""
    return list(_PassageReader(document).below(root, ()))


@dataclass(frozen=True)
class _Piece:
    """A line or a row of a passage."""

    text: str
    evidence: tuple[Anchor, ...]


class _PassageReader:
    """Walks a plan's outline; a table's caption heads the table alone, wherever the outline hangs it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._captions = {key(table.caption) for table in document.tables if table.caption}
        self._is_declaration = False

    def below(self, node: Node, headings: tuple[str, ...]) -> Iterator[PlanPassage]:
        """The passages under a node."""
        for child in node.children:
            line = child.line
            self._enter(line)
            if line.table is not None:
                yield from self._table(line.table, headings)
            elif key(line.text) in self._captions:
                yield from self.below(child, headings)
            elif _is_heading(child):
                yield from self.below(child, (*headings, line.text)[: BOUNDS.headings])
            else:
                yield from self._item(child, headings)

    def _enter(self, line: Line) -> None:
        """Note where a form begins that every plan declares alike, and where it ends: at another form or a chapter."""
        declares = declaration_form(line.text)
        if declares is not None or line.heading:
            self._is_declaration = bool(declares)

    def _item(self, node: Node, headings: tuple[str, ...]) -> Iterator[PlanPassage]:
        """A list item or paragraph with the lines under it; tables under it are passages of their own."""
        below = list(node.descendants())
        for each in below:
            self._enter(each.line)
        if self._is_declaration:
            return
        lines = [node.line, *(each.line for each in below if each.line.table is None)]
        lines = [line for line in lines if key(line.text) not in self._captions]
        pieces = [_Piece(line.text, () if line.anchor is None else (line.anchor,)) for line in lines]
        if node.line.label is not Field.BUDGET:
            yield from _joined(pieces, headings, _label(node.line, has_more=len(lines) > 1))
        for each in below:
            if each.line.table is not None:
                yield from self._table(each.line.table, headings)

    def _table(self, index: int, headings: tuple[str, ...]) -> Iterator[PlanPassage]:
        """A table's rows, without those of figures: what they state of money is read as money."""
        if self._is_declaration:
            return
        table = self._document.tables[index]
        view = TableView(table)
        rows: list[_Piece] = []
        for row in range(table.row_count):
            cells = view.row(row)[: BOUNDS.row_cells]
            if _tells_something(cells):
                text = _BETWEEN_CELLS.join(" ".join(cell.text.split()) for cell in cells)
                rows.append(_Piece(text, tuple(cell.anchor for cell in cells if cell.text.strip())))
        if len(rows) > 1:
            caption = (table.caption,) if table.caption else ()
            yield from _joined(rows, (*headings, *caption), "")


def _is_heading(node: Node) -> bool:
    """A short line with lines below that is no list item, or that a reader took for a heading."""
    line = node.line
    if not node.children or len(key(line.rest)) > BOUNDS.heading_letters or _SENTENCE.search(line.rest):
        return False
    return line.heading or line.mark is None or line.mark.style not in BULLETS or _has_tables_alone(node)


def _has_tables_alone(node: Node) -> bool:
    return all(child.line.table is not None for child in node.children)


def _label(line: Line, *, has_more: bool) -> str:
    """What a passage's first line names it: its label, or the whole short line above others."""
    labelled = split_label(line.rest)
    if labelled is not None:
        return labelled.label
    return line.rest if has_more and len(key(line.rest)) <= BOUNDS.heading_letters else ""


def _tells_something(cells: list[Cell]) -> bool:
    """Whether a row says something of something, in words."""
    filled = [cell.text for cell in cells if cell.text.strip()]
    figures = sum(_FIGURE.fullmatch(text) is not None for text in filled)
    return len(filled) > 1 and 2 * figures < len(filled)


def _joined(pieces: Iterable[_Piece], headings: tuple[str, ...], label: str) -> Iterator[PlanPassage]:
    """One passage, or several where the pieces are longer than one."""
    taken: list[_Piece] = []
    letters = 0
    for piece in pieces:
        length = len(key(piece.text))
        if taken and letters + length > BOUNDS.letters:
            yield _passage(taken, headings, label)
            taken, letters = [], 0
        taken.append(piece)
        letters += length
    if letters >= BOUNDS.least_letters:
        yield _passage(taken, headings, label)


def _passage(pieces: list[_Piece], headings: tuple[str, ...], label: str) -> PlanPassage:
    anchors = dict.fromkeys(anchor for piece in pieces for anchor in piece.evidence)
    return PlanPassage("\n".join(piece.text for piece in pieces), headings, label, tuple(anchors))
