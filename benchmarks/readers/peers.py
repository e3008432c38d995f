"""The readers that can be compared, where they are installed, and how their processes are started."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = {
    "pdfplumber": "pdfplumber",
    "camelot": "camelot",
    "tablers": "tablers",
    "opendataloader": "opendataloader_pdf",
}


@dataclass(frozen=True)
class Reader:
    """A reader: how its process starts (the files' paths follow), in which environment, and what it reads."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    formats: frozenset[str]


def simsa() -> Reader:
    """This project's own reader."""
    environment = {"PYTHONPATH": str(ROOT)}
    return Reader("simsa", _worker(sys.executable, "simsa"), environment, frozenset({"pdf", "docx", "hwp", "hwpx"}))


def plain_pdfplumber() -> Reader:
    """Plain pdfplumber as it comes, which this project depends on."""
    return Reader("pdfplumber", _worker(sys.executable, "pdfplumber"), {}, frozenset({"pdf"}))


def installed_peers(interpreters: Sequence[str], node_modules: Path | None) -> list[Reader]:
    """Every peer that one of the interpreters, or Node, can load; the first interpreter that has it is taken."""
    found = [plain_pdfplumber()]
    for name, module in MODULES.items():
        if name != "pdfplumber":
            having = (one for one in interpreters if _runs([one, "-c", f"import {module}"]))
            python = next(having, None)
            if python is not None:
                found.append(Reader(name, _worker(python, name), {}, frozenset({"pdf"})))
    environment = {"NODE_PATH": str(node_modules.absolute())} if node_modules else {}
    if _runs(["node", "-e", "require.resolve('kordoc')"], environment):
        script = str(HERE / "kordoc.cjs")
        found.append(Reader("kordoc", ("node", script), environment, frozenset({"pdf", "docx", "hwp", "hwpx"})))
    return found


def _worker(python: str, name: str) -> tuple[str, ...]:
    return (python, "-P", str(HERE / "worker.py"), name)


def _runs(command: Sequence[str], environment: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=os.environ | (environment or {}))
    except FileNotFoundError:
        return False
    return done.returncode == 0
