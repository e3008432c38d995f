"""The process that reads documents with one reader: `python worker.py READER FILE...`.

Prints a line of JSON once the reader is loaded, then one for each file: seconds by the clock and of the processor (its
children's, too) and the tables as [row, col, row span, col span, text]; at last the most memory used. It imports
nothing of this project unless it reads with simsa, so that peers may live in an interpreter of their own.
"""

import importlib
import json
import resource
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Grid = list[tuple[int, int, int, int, str]]
Read = Callable[[Path], Iterable[Grid]]
PlacedText = tuple[float, float, float, float, str]

SAME_EDGE_PT = 2.0


def simsa() -> Read:
    readers = importlib.import_module("extractors.readers")
    pdf = importlib.import_module("extractors.readers.pdf")

    def document(path: Path) -> Any:  # noqa: ANN401 - simsa is imported for simsa only
        if path.suffix.lower() == ".pdf":
            # Pictures of pages are not recognised: no other reader does, and it takes seconds a page.
            return pdf.read_pdf(path.read_bytes(), path.name, most_ocr_pages=0)
        return readers.read(path.read_bytes(), path.name)

    def read(path: Path) -> Iterator[Grid]:
        for table in document(path).tables:
            yield [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]

    return read


def pdfplumber() -> Read:
    library = importlib.import_module("pdfplumber")

    def read(path: Path) -> Iterator[Grid]:
        with library.open(path) as pdf:
            for page in pdf.pages:
                for table in page.find_tables():
                    texts = zip(table.rows, table.extract(), strict=True)
                    yield grid_of(
                        [
                            (*box, text or "")
                            for row, row_texts in texts
                            for box, text in zip(row.cells, row_texts, strict=True)
                            if box is not None
                        ]
                    )
                page.close()

    return read


def camelot() -> Read:
    library = importlib.import_module("camelot")

    def read(path: Path) -> Iterator[Grid]:
        for table in library.read_pdf(str(path), flavor="hybrid", pages="all", suppress_stdout=True):
            yield [(row, col, 1, 1, text) for row, texts in enumerate(table.data) for col, text in enumerate(texts)]

    return read


def tablers() -> Read:
    library = importlib.import_module("tablers")

    def read(path: Path) -> Iterator[Grid]:
        with library.Document(path) as pdf:
            for page in pdf.pages():
                for table in library.find_tables(page):
                    yield grid_of([(*cell.bbox, cell.text or "") for cell in table.cells])

    return read


def opendataloader() -> Read:
    library = importlib.import_module("opendataloader_pdf")

    def read(path: Path) -> Iterator[Grid]:
        with tempfile.TemporaryDirectory() as folder:
            library.convert(input_path=str(path), output_dir=folder, format="json", quiet=True, image_output="off")
            (result,) = Path(folder).glob("*.json")
            for table in _tables_in(json.loads(result.read_text())):
                yield [_opendataloader_cell(cell) for row in table["rows"] for cell in row["cells"]]

    return read


def _tables_in(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        if node.get("type") == "table":
            yield node
        for part in node.values():
            yield from _tables_in(part)
    elif isinstance(node, list):
        for part in node:
            yield from _tables_in(part)


def _opendataloader_cell(cell: dict[str, Any]) -> tuple[int, int, int, int, str]:
    text = "\n".join(_texts_in(cell["kids"]))
    return cell["row number"] - 1, cell["column number"] - 1, cell["row span"], cell["column span"], text


def _texts_in(node: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """All text but that of nested tables, which count by themselves."""
    if isinstance(node, dict) and node.get("type") != "table":
        if isinstance(node.get("content"), str):
            yield node["content"]
        for part in node.values():
            yield from _texts_in(part)
    elif isinstance(node, list):
        for part in node:
            yield from _texts_in(part)


def grid_of(cells: Sequence[PlacedText]) -> Grid:
    """Rows, columns and spans of cells (x0, top, x1, bottom, text) from where their edges lie."""
    columns = _edges(cell[0] for cell in cells)
    rows = _edges(cell[1] for cell in cells)
    grid = []
    for x0, top, x1, bottom, text in cells:
        row, col = bisect_left(rows, top - SAME_EDGE_PT), bisect_left(columns, x0 - SAME_EDGE_PT)
        row_end, col_end = bisect_left(rows, bottom - SAME_EDGE_PT), bisect_left(columns, x1 - SAME_EDGE_PT)
        grid.append((row, col, max(row_end - row, 1), max(col_end - col, 1), text))
    return grid


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SAME_EDGE_PT:
            edges.append(place)
    return edges


READERS: dict[str, Callable[[], Read]] = {
    reader.__name__: reader for reader in (simsa, pdfplumber, camelot, tablers, opendataloader)
}


def processor_s() -> float:
    """Processor time of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def most_memory_bytes() -> int:
    """The most memory that this process, or one of its children, held at one time."""
    # A process inherits ru_maxrss from the one that started it, but not VmHWM.
    status = Path("/proc/self/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024


def main(name: str, files: Sequence[str]) -> None:
    started, worked = time.perf_counter(), processor_s()
    read = READERS[name]()
    _tell(wall_s=time.perf_counter() - started, cpu_s=processor_s() - worked)
    for file in files:
        started, worked = time.perf_counter(), processor_s()
        tables = list(read(Path(file)))
        _tell(wall_s=time.perf_counter() - started, cpu_s=processor_s() - worked, tables=tables)
    _tell(most_memory_bytes=most_memory_bytes())


def _tell(**values: object) -> None:
    sys.stdout.write(f"{json.dumps(values)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
