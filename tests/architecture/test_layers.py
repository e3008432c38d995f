"""Each contract of the layers and of their stages holds, and breaks when it is broken."""

import importlib
import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("flows", "desk", "review", "records", "rules", "extractors", "schemas")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def contracts(kind: str) -> list[dict[str, Any]]:
    return [contract for contract in CONTRACTS if contract["type"] == kind]


def by_id(contract: dict[str, Any]) -> str:
    return str(contract["id"])


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def forbidden_pairs(contract: dict[str, Any]) -> set[tuple[str, str]]:
    """(importing, imported): each stage with the one above it, and each two siblings that may not know each other."""
    [container] = contract.get("containers", [""])
    prefix = f"{container}." if container else ""
    rows = [[f"{prefix}{name.strip()}" for name in row.split("|")] for row in contract["layers"]]
    upwards = {(lower, upper) for above, below in itertools.pairwise(rows) for lower in below for upper in above}
    return upwards | {pair for row in rows for pair in itertools.permutations(row, 2)}


def broken_in(folder: Path, importing: str, imported: str, number: int) -> None:
    """Write an import where the contract forbids it: into the stage's module, or as a module of its own."""
    stage = folder.joinpath(*importing.split("."))
    module = stage / f"forbidden{number}.py" if stage.is_dir() else stage.with_suffix(".py")
    with module.open("a") as file:
        file.write(f"\nimport {imported}\n")


def pairs_named_in(report: str) -> set[tuple[str, str]]:
    """The imports that the linter complains of; its lines are wrapped at the width of a terminal."""
    complaint = re.compile(r"(\S+) is not allowed to import (\S+):")
    return {(match[1], match[2]) for match in complaint.finditer(" ".join(report.split()))}


@pytest.fixture
def copy_of_the_layers(tmp_path):
    for layer in LAYERS:
        shutil.copytree(ROOT / layer, tmp_path / layer, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_contracts_hold_on_the_layers_as_they_are(copy_of_the_layers):
    result = lint_imports(copy_of_the_layers)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("contract", contracts("layers"), ids=by_id)
def test_no_stage_may_import_the_one_above_it_nor_its_sibling(copy_of_the_layers, contract):
    pairs = forbidden_pairs(contract)
    for number, (importing, imported) in enumerate(sorted(pairs)):
        broken_in(copy_of_the_layers, importing, imported, number)
    result = lint_imports(copy_of_the_layers)
    assert result.returncode == 1
    assert any(contract["name"] in line and "BROKEN" in line for line in result.stdout.splitlines()), result.stdout
    assert not pairs - pairs_named_in(result.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("contract", contracts("forbidden"), ids=by_id)
def test_no_layer_may_import_the_packages_that_are_kept_from_it(copy_of_the_layers, contract):
    pairs = set(itertools.product(contract["source_modules"], contract["forbidden_modules"]))
    for number, (importing, imported) in enumerate(sorted(pairs)):
        broken_in(copy_of_the_layers, importing, imported, number)
    result = lint_imports(copy_of_the_layers)
    assert any(contract["name"] in line and "BROKEN" in line for line in result.stdout.splitlines()), result.stdout
    assert not pairs - pairs_named_in(result.stdout)


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_are_ours_and_not_packages_of_the_same_name_from_an_index(layer):
    source = importlib.import_module(layer).__file__
    assert source is not None
    assert Path(source).is_relative_to(ROOT)


@pytest.mark.parametrize("light", ["extractors", "flows.cli.main"])
def test_importing_the_library_and_the_command_loads_neither_prefect_nor_spacy(light):
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {light}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert not {"prefect", "spacy", "kiwipiepy", "sqlalchemy"} & set(loaded)
