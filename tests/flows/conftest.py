"""The command as a user runs it: in a process and a home of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import docx
import pytest

from extractors.confinement.pool import Pool
from flows.cli.main import main

ROOT = Path(__file__).parents[2]


class KeptPool(Pool):
    """A template that the next run finds loaded."""

    def close(self):
        pass

    def end(self):
        super().close()


@pytest.fixture(scope="session")
def templates():
    pools: dict[str, KeptPool] = {}
    yield pools
    for pool in pools.values():
        pool.end()


@pytest.fixture
def kept_templates(templates, monkeypatch):
    """Lets runs in this process share a template: loading a call's model takes longer than a small plan."""

    def kept(entry, argument=None):
        return templates.setdefault(json.dumps([entry, argument]), KeptPool(entry, argument))

    monkeypatch.setattr("flows.evaluation.Pool", kept)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory):
    return tmp_path_factory.mktemp("home") / "not" / "yet" / "there"


@pytest.fixture(scope="session")
def server(prefect_home):
    """One server for all runs in this process: each would start one of its own."""
    from flows.orchestration.temporary_server import TemporaryServer

    prefect_home.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(prefect_home))
        server = TemporaryServer()
    server.wait()
    yield server
    server.close()


@pytest.fixture
def own_prefect_home(server, prefect_home, tmp_path):
    """A home of the test's own whose database has its tables: to make them takes Prefect longer than a run."""
    home = tmp_path / "own-prefect-home"
    home.mkdir()
    with (
        closing(sqlite3.connect(prefect_home / "prefect.db")) as made,
        closing(sqlite3.connect(home / "prefect.db")) as own,
    ):
        made.backup(own)
    return home


@pytest.fixture
def simsa(tmp_path):
    def run(*arguments: object, **variables: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | {name: str(variables[name]) for name in variables}
        environment.pop("SIMSA_DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "-c", "from flows.cli.main import main; main()", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def simsa_here(monkeypatch, capsys):
    """Runs the command in this process: for what needs no home of its own and no fresh start."""
    monkeypatch.delenv("SIMSA_DATABASE_URL", raising=False)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr("sys.argv", ["simsa", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        assert isinstance(end.value.code, int)
        return subprocess.CompletedProcess(sys.argv, end.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def write_plan():
    """Writes a small plan as DOCX: a funding table in 백만원 and nothing more."""

    def write(path: Path, national: int = 7_000, local: int = 2_568, private: int = 2_103) -> Path:
        plan = docx.Document()
        plan.add_paragraph("신청 지방정부: 부산광역시")
        plan.add_heading("Ⅰ. 소요예산", 1)
        plan.add_paragraph("< 재원별 총사업비 >")
        plan.add_paragraph("(단위: 백만원)")
        table = plan.add_table(2, 5)
        amounts = (national + local + private, national, local, private)
        for cell, text in zip(table.rows[0].cells, ("구분", "합계", "국비", "지방비", "자부담"), strict=True):
            cell.text = text
        for cell, text in zip(table.rows[1].cells, ("금액", *(f"{amount:,}" for amount in amounts)), strict=True):
            cell.text = text
        plan.save(str(path))
        return path

    return write
