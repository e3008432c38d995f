"""What is installed from a wheel works without the checkout, and an editable install copies nothing."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"calls", "extractors", "flows", "records", "review", "desk", "rules", "samples", "schemas"}

# `simsa demo` starts Prefect's server; see tests/flows/test_intake.py.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def build(target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The `bin` of an environment that holds the wheel, and sees the locked packages of the one that runs the tests."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    pydantic = importlib.util.find_spec("pydantic")
    assert pydantic is not None
    assert pydantic.origin is not None
    [site_packages] = environment.glob("lib/python*/site-packages")
    (site_packages / "locked.pth").write_text(f"{Path(pydantic.origin).parents[1]}\n")
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", "--ignore-installed", str(wheel)], check=True)
    return environment / "bin"


@pytest.fixture
def run_installed(installed, tmp_path):
    def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SIMSA"))}
        return subprocess.run(
            [str(installed / program), *arguments],
            cwd=tmp_path,
            env=variables | {"HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "prefect")},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_wheel_holds_the_packages_with_their_data_and_no_tests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == PACKAGES | {"prefect.yaml"}
    assert "calls/regional-ai-2026/call.yaml" in names
    assert "samples/inbox/receipts.csv" in names
    assert any(name.startswith("review/templates/") for name in names)
    assert any(name.startswith("records/migrations/versions/") for name in names)
    assert "schemas/py.typed" in names


def test_editable_install_copies_no_module_and_no_data_into_site_packages(tmp_path):
    with zipfile.ZipFile(build("wheel:editable", tmp_path)) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert names == ["_simsa.pth"]
        assert archive.read("_simsa.pth").decode().split() == [str(ROOT)]


def test_everything_that_the_layers_import_is_a_declared_dependency():
    """Names that only another package's dependencies bring along vanish when that package changes.

    What an extra brings is imported where it is asked for, and not with the module.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {_project(requirement) for requirement in project["dependencies"]}
    on_demand = declared.union(
        *({_project(each) for each in extra} for extra in project["optional-dependencies"].values())
    )
    distributions = packages_distributions()
    missing = {}
    for layer in PACKAGES - {"calls", "samples"}:
        for path in (ROOT / layer).rglob("*.py"):
            tree = ast.parse(path.read_text())
            in_functions = {id(node) for each in ast.walk(tree) if _is_function(each) for node in ast.walk(each)}
            for node in ast.walk(tree):
                known = on_demand if id(node) in in_functions else declared
                for module in _imported(node):
                    top = module.partition(".")[0]
                    if top in sys.stdlib_module_names or top in PACKAGES:
                        continue
                    if not {_normalized(name) for name in distributions[top]} & known:
                        missing[top] = str(path.relative_to(ROOT))
    assert not missing


def test_call_that_the_wheel_brings_is_checked_from_any_folder(run_installed):
    result = run_installed("simsa", "call", "check", "startup-region-2027")
    assert result.returncode == 0, result.stderr
    assert "이상 없음" in result.stdout


def test_server_of_the_installed_wheel_finds_its_deployments(run_installed, installed):
    script = "from flows.orchestration.host_server import PACKAGED_DEPLOYMENTS as path; print(path); path.read_text()"
    found = run_installed("python", "-c", script)
    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()).is_relative_to(installed.parent)


def test_demo_of_the_installed_wheel_runs_in_another_folder(run_installed, installed, tmp_path):
    where = run_installed("python", "-c", "import flows.cli.main as main; print(main.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(installed.parent), where.stderr
    result = run_installed("simsa", "demo", "--out", "pages")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "pages" / "index.html").is_file()


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []


def _project(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return _normalized(match.group())


def _normalized(name: str) -> str:
    return name.replace("_", "-").replace(".", "-").lower()
