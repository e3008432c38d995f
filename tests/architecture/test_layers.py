"""Each contract of the layers holds, and breaks when it is broken."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("flows", "review", "records", "rules", "extractors", "schemas")


def python(
    code: str, *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


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
@pytest.mark.parametrize(
    ("layer", "forbidden", "contract"),
    [
        ("schemas", "import extractors", "Imports point downwards"),
        ("extractors", "import rules", "Imports point downwards"),
        ("rules", "import records", "Imports point downwards"),
        ("records", "import review", "Imports point downwards"),
        ("review", "import flows", "Imports point downwards"),
        ("review", "import prefect", "Only flows knows Prefect"),
        ("schemas", "import yaml", "The schemas import no parser"),
        ("rules", "import sqlalchemy", "Reading and judging need no database"),
    ],
)
def test_contract_breaks_when_it_is_broken(copy_of_the_layers, layer, forbidden, contract):
    (copy_of_the_layers / layer / "forbidden.py").write_text(f"{forbidden}\n")
    result = lint_imports(copy_of_the_layers)
    assert result.returncode == 1
    assert any(contract in line and "BROKEN" in line for line in result.stdout.splitlines()), result.stdout


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
