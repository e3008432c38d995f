"""Known tables printed anew in other styles: what a reader finds beyond the documents that it was made with.

    python -m benchmarks.readers.reprint FOLDER OUT [--browser chromium]

For every document of FOLDER whose true tables are known, these are printed among paragraphs, once in each style, as
OUT/STYLE/NAME.pdf with NAME.tables.json beside it; `python -m benchmarks.readers OUT/*` then measures on them. It takes
a browser that prints from the command line as Chromium does.
"""

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from benchmarks.readers.adjacency import GridCell
from benchmarks.readers.documents import documents_in

Table = Sequence[GridCell]

STYLES = {
    "ruled": "td { border: 1px solid }",
    "open-sides": "table { border-top: 2px solid; border-bottom: 2px solid } td { border: 1px solid }"
    " td.first { border-left: none } td.last { border-right: none }",
    "header-rules": "table { border-top: 2px solid; border-bottom: 2px solid }"
    " tr.header td { border-bottom: 1px solid }",
    "label-rule": "table { border-top: 2px solid; border-bottom: 2px solid }"
    " tr.header td { border-bottom: 1px solid } td.first { border-right: 1px solid }",
    "row-rules": "td { border-bottom: 1px solid }",
    "stripes": "tr:nth-child(even) td { background: #eee }",
    "bare": "",
}
PAGE = """<!doctype html><meta charset="utf-8"><style>
@page {{ size: A4; margin: 18mm }}
body {{ font: 9pt serif }}
table {{ border-collapse: collapse; margin: 3mm 0; max-width: 100% }}
td {{ padding: 2px 8px; vertical-align: top }}
tr {{ break-inside: avoid }}
td.figures {{ text-align: right }}
td.over {{ text-align: center }}
{style}
</style>{body}"""
PROSE = (
    "The programme supports regional companies in the adoption of new technology. In the reference period the number "
    "of enterprises rose by 4.5 per cent, which reflects the wider scope of the measure. 지원 대상은 지역에 본점을 둔 "
    "중소기업이며, 자부담 비율은 기업의 규모에 따라 달리 정함."
)
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
FIGURE = re.compile(r"\W*\d[\W\d]*\w{0,2}\W*")


def page_of(tables: Sequence[Table], style: str) -> str:
    """A page of HTML with tables among paragraphs; tables of one cell are left out."""
    parts = [f"<p>{PROSE}</p><p><b>{number}. Indicators</b></p>{_table(table)}" for number, table in _numbered(tables)]
    return PAGE.format(style=STYLES[style], body="".join([*parts, f"<p>{PROSE}</p>"]))


def _numbered(tables: Sequence[Table]) -> list[tuple[int, Table]]:
    return list(enumerate((table for table in tables if len(table) > 1), start=1))


def _table(table: Table) -> str:
    rows = max(cell.row + cell.row_span for cell in table)
    columns = max(cell.col + cell.col_span for cell in table)
    taken = {
        (row, col)
        for cell in table
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    blank = [GridCell(r, c, 1, 1, "") for r in range(rows) for c in range(columns) if (r, c) not in taken]
    figures = {col for col in range(columns) if _holds_figures(col, table)}
    lines = []
    for row in range(rows):
        cells = sorted((cell for cell in [*table, *blank] if cell.row == row), key=lambda cell: cell.col)
        header = ' class="header"' if row == 0 else ""
        lines.append(f"<tr{header}>{''.join(_cell(cell, columns, figures) for cell in cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _holds_figures(column: int, table: Table) -> bool:
    texts = [cell.text for cell in table if cell.col == column and cell.col_span == 1 and cell.text]
    return 2 * sum(bool(FIGURE.fullmatch(text)) for text in texts) > len(texts)


def _cell(cell: GridCell, columns: int, figures: set[int]) -> str:
    kinds = {
        "first": cell.col == 0,
        "last": cell.col + cell.col_span == columns,
        "over": cell.col_span > 1,
        "figures": cell.col_span == 1 and cell.col in figures,
    }
    names = " ".join(name for name, holds in kinds.items() if holds)
    text = escape(cell.text).replace("\n", "<br>")
    return f'<td class="{names}" rowspan="{cell.row_span}" colspan="{cell.col_span}">{text}</td>'


def reprint(folder: Path, target: Path, browser: str) -> None:
    """Print the tables of a folder's documents in every style.

    Raises:
        CalledProcessError: the browser could not print.
    """
    known = {document.path.stem: document.true_tables for document in documents_in(folder) if document.true_tables}
    with tempfile.TemporaryDirectory() as profile:
        for style in STYLES:
            (target / style).mkdir(parents=True, exist_ok=True)
            for name, tables in known.items():
                pdf = (target / style / f"{name}.pdf").resolve()
                page = pdf.with_suffix(".html")
                page.write_text(page_of(tables, style), encoding="utf-8")
                options = [*OPTIONS, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()]
                subprocess.run([browser, *options], check=True, capture_output=True)
                kept = {"tables": [[list(cell) for cell in table] for _, table in _numbered(tables)]}
                pdf.with_suffix(".tables.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--browser", default="chromium")
    arguments = parser.parse_args()
    if shutil.which(arguments.browser) is None:
        parser.error(f"no browser {arguments.browser}: install one, or name it by --browser")
    reprint(arguments.folder, arguments.target, arguments.browser)


if __name__ == "__main__":
    main()
