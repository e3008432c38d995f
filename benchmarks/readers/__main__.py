"""Compare readers of tables: `python -m benchmarks.readers FOLDER... [--peers] [--json OUT]`.

Prints for each folder and format how exactly each reader reads the tables (F1 of adjacency relations, where true tables
stand beside the documents), and what it takes. Without `--peers`, simsa is compared with plain pdfplumber, which is
installed with it. With `--peers`, every other reader that is installed takes part: camelot, tablers and opendataloader
from any Python given by `--python` (they need not be installed beside simsa), kordoc from the folder given by
`--node-modules`. Each reader reads all documents of a folder in one process, round after round in turns.
"""

import argparse
import json
import os
import sys
from itertools import groupby
from pathlib import Path

from benchmarks.readers import report
from benchmarks.readers.documents import TestDocument, documents_in
from benchmarks.readers.peers import Reader, installed_peers, plain_pdfplumber, simsa
from benchmarks.readers.runs import Run, run


def main() -> int:
    arguments = _arguments()
    readers = [simsa()]
    if arguments.peers:
        readers += installed_peers([sys.executable, *arguments.python], arguments.node_modules)
    else:
        readers.append(plain_pdfplumber())
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start; rounds: {arguments.rounds}")
    figures = {}
    for folder in arguments.folders:
        for format_, group in groupby(documents_in(folder), key=lambda document: document.format):
            documents = list(group)
            if arguments.formats and format_ not in arguments.formats:
                continue
            able = [reader for reader in readers if format_ in reader.formats]
            rounds = [_round(able, documents, number, arguments.limit) for number in range(arguments.rounds)]
            figures[f"{folder.name}, {format_}"] = _show(f"{folder.name}, {format_}", documents, rounds)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False))
    return 0


def _round(readers: list[Reader], documents: list[TestDocument], number: int, limit_s: float) -> list[Run]:
    """One run of each reader, in an order that turns round by round; the answer is in the readers' order."""
    paths = [document.path for document in documents]
    order = readers if number % 2 == 0 else readers[::-1]
    runs = {reader.name: run(reader, paths, limit_s) for reader in order}
    return [runs[reader.name] for reader in readers]


def _show(title: str, documents: list[TestDocument], rounds: list[list[Run]]) -> dict[str, object]:
    pages = sum(document.pages or 0 for document in documents)
    print(f"\n## {title}: {len(documents)} documents" + (f", {pages} pages" if pages else ""))
    scores = report.accuracy(documents, rounds[0])
    if scores:
        print(f"\n{report.accuracy_table(scores)}")
    print(f"\n{report.cost_table(documents, rounds)}")
    for line in report.failures(rounds[0]):
        print(line)
    sys.stdout.flush()
    return {
        "f1": scores,
        "rounds": [
            {
                one.reader: {
                    "start_s": one.start_s,
                    "most_memory_bytes": one.most_memory_bytes,
                    "documents": {
                        path.name: {"wall_s": reading.wall_s, "cpu_s": reading.cpu_s}
                        for path, reading in one.readings.items()
                    },
                    "failures": {path.name: why for path, why in one.failures.items()},
                }
                for one in runs
            }
            for runs in rounds
        ],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.readers", description="Compare how exactly and how fast readers read tables."
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="documents, true tables beside them")
    parser.add_argument("--peers", action="store_true", help="compare with every other reader that is installed")
    parser.add_argument("--python", action="append", default=[], help="another Python to look for peers in")
    parser.add_argument("--node-modules", type=Path, help="the node_modules folder that has kordoc")
    parser.add_argument("--rounds", type=int, default=3, help="how often each reader reads everything (default 3)")
    parser.add_argument("--limit", type=float, default=300, help="the most seconds for one document (default 300)")
    parser.add_argument("--formats", nargs="+", help="only these: pdf docx hwp hwpx")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to a file, too")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        if not folder.is_dir():
            parser.error(f"no such folder: {folder}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
