"""The documents of a folder and, where somebody wrote them down, their true tables.

True tables stand beside a document as `NAME.tables.json` ({"tables": [[[row, col, row span, col span, text], …], …]}),
or for all documents of a folder in `gold.json`, as the samples have it ({NAME: {"tables": [{"cells": [[text, row, col,
row span, col span], …]}]}}).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.readers.adjacency import GridCell

FORMATS = ("pdf", "docx", "hwp", "hwpx")
TrueTables = Sequence[Sequence[GridCell]]


@dataclass(frozen=True)
class TestDocument:
    """A document, its true tables if they are known, and its number of pages if it is a PDF."""

    path: Path
    true_tables: TrueTables | None
    pages: int | None

    @property
    def format(self) -> str:
        """The format by the file's name."""
        return self.path.suffix.lower().removeprefix(".")


def documents_in(folder: Path) -> list[TestDocument]:
    """The documents that stand in a folder, by format and name."""
    paths = [path for path in folder.iterdir() if path.suffix.lower().removeprefix(".") in FORMATS]
    paths.sort(key=lambda path: (FORMATS.index(path.suffix.lower().removeprefix(".")), path.name))
    return [TestDocument(path, _true_tables(path), _pages(path)) for path in paths]


def _true_tables(path: Path) -> TrueTables | None:
    beside = path.with_suffix(".tables.json")
    if beside.is_file():
        return [[GridCell(*cell) for cell in table] for table in json.loads(beside.read_text())["tables"]]
    for folder in (path.parent, path.parent.parent):
        for_all = folder / "gold.json"
        if for_all.is_file():
            known = json.loads(for_all.read_text()).get(path.stem)
            if known is None:
                return None
            return [
                [GridCell(row, col, row_span, col_span, text) for text, row, col, row_span, col_span in table["cells"]]
                for table in known["tables"]
            ]
    return None


def _pages(path: Path) -> int | None:
    if path.suffix.lower() != ".pdf":
        return None
    with pdfium.PdfDocument(path) as document:
        return len(document)
