"""What the readers miss: `python -m benchmarks.readers.coverage FOLDER... [--json OUT] [--list N]`.

Reads all documents below some folders, each in a process of its own, and reports crashes, refusals by reason, cells
that overlap, and the letters and digits that a file's own parts hold and that were neither read nor named by a warning.
The parts of a PDF are the glyphs and annotations of its pages, as they are seen; those of a DOCX or HWPX its XML. Lines
that come again on other pages of a PDF (running headers, heads of tables) count once. What an XML part holds and nobody
sees (deleted or hidden text) counts as missing here: the list is to be looked at, not to be zero.
"""

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.readers.own_text import PartText, own_text
from extractors.isolation import read_isolated
from schemas import Document
from schemas.errors import InputRejected, SimsaError

SUFFIXES = {".pdf", ".docx", ".hwpx", ".hwp"}
LONGEST_SHOWN = 80


@dataclass
class Coverage:
    """What came of a file: `missing` are characters neither read nor named, `example` some of them."""

    file: str
    outcome: str
    own: int = 0
    named: int = 0
    missing: int = 0
    example: str = ""
    overlapping_cells: int = 0


@dataclass
class Totals:
    """The same of all files."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    own: int = 0
    named: int = 0
    missing: int = 0
    overlapping_cells: int = 0

    def add(self, one: Coverage) -> None:
        """Count a file."""
        self.files += 1
        self.outcomes[one.outcome] += 1
        self.own += one.own
        self.named += one.named
        self.missing += one.missing
        self.overlapping_cells += one.overlapping_cells


def main() -> int:
    parser = argparse.ArgumentParser(description="What the readers miss of the documents below some folders.")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--json", type=Path, help="a file for the figures of each document")
    parser.add_argument("--list", type=int, default=15, help="how many documents with missing characters to list")
    options = parser.parse_args()
    totals, all_files = Totals(), []
    for path in _documents(options.folders):
        one = coverage_of(path)
        totals.add(one)
        all_files.append(one)
        if one.outcome.startswith("crash"):
            print(f"{one.outcome}: {path}")
    print(f"{totals.files} files; " + ", ".join(f"{name} {count}" for name, count in totals.outcomes.most_common()))
    print(
        f"{totals.own:,} characters in their parts: {totals.named:,} not read and named, {totals.missing:,} neither; "
        f"{totals.overlapping_cells} overlapping cells"
    )
    for one in sorted(all_files, key=lambda one: -one.missing)[: options.list]:
        if one.missing:
            print(f"{one.missing:7,} of {one.own:9,}  {one.file}  {one.example}")
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in all_files], indent=1, ensure_ascii=False))
    return 0


def _documents(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def coverage_of(path: Path) -> Coverage:
    """Read a file and compare what was read with what its parts hold."""
    try:
        document = read_isolated(path)
    except InputRejected as refusal:
        return Coverage(str(path), f"refused as {refusal.code}")
    except SimsaError as failure:
        return Coverage(str(path), f"crash: {failure.code}")
    found = Coverage(str(path), "read", overlapping_cells=overlapping_cells(document))
    for part in own_text(path, document.file.format):
        _compare(part, document, found)
    return found


def _compare(part: PartText, document: Document, found: Coverage) -> None:
    """Count the characters of a part that are missing from what was read of it."""
    own = Counter(plain(part.text))
    read = Counter(plain(" ".join(_read_texts(document, part.page))))
    missing = (own - read).total()
    found.own += own.total()
    if not missing:
        return
    if any(part.page is None or warning.page in {None, part.page} for warning in document.warnings):
        found.named += missing
        return
    found.missing += missing
    if not found.example:
        place = f"p. {part.page}: " if part.page else ""
        absent = [line for line in part.text.splitlines() if _is_absent(line, read)]
        found.example = place + " / ".join(absent or part.text.splitlines())[:LONGEST_SHOWN]


def _is_absent(line: str, read: Counter[str]) -> bool:
    return bool(Counter(plain(line)) - read)


def _read_texts(document: Document, page: int | None) -> Iterator[str]:
    """The texts that were read of a page and of what began on the page before, or of the whole document."""
    pages = {page, (page or 0) - 1}
    for block in document.blocks:
        if page is None or (block.anchor and block.anchor.page in pages):
            yield f"{block.number or ''} {block.text or ''}"
    for table in document.tables:
        if page is None or pages & set(table.pages):
            yield table.caption or ""
        for cell in table.cells:
            if page is None or cell.anchor.page in pages:
                yield cell.text
    for struck in document.struck:
        if page is None or struck.page in pages:
            yield struck.text


def plain(text: str) -> str:
    """The letters and digits of a text, as two are compared."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def overlapping_cells(document: Document) -> int:
    """How many cells of a document lie over another cell of their table."""
    count = 0
    for table in document.tables:
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            rows = range(cell.row, cell.row + cell.row_span)
            slots = {(row, col) for row in rows for col in range(cell.col, cell.col + cell.col_span)}
            count += not taken.isdisjoint(slots)
            taken |= slots
    return count


if __name__ == "__main__":
    sys.exit(main())
