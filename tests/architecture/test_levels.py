"""The map stays one that a newcomer can walk: few modules a folder, few levels, and imports in one direction."""

import functools
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("flows", "desk", "review", "records", "rules", "extractors", "schemas")
MAX_MODULES = 15
CATALOGUES = {"schemas"}
"""Folders that grow by one module a thing, all of one shape: plain data."""

MAX_LEVELS = {
    "extractors.readers.pdf": 6,
    "extractors.readers": 3,
    "extractors.budget": 5,
    "extractors.programs": 5,
    "rules": 6,
    "review": 3,
}
"""The longest chain of imports between the folders and modules of a package, the innermost counted as 1.

`tolerances` are not counted: every stage looks its own thresholds up there.
"""


@functools.cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*LAYERS, cache_dir=None)


def folders() -> list[str]:
    return sorted(
        {path.parent.relative_to(ROOT).as_posix() for layer in LAYERS for path in (ROOT / layer).rglob("*.py")}
    )


def imports_between_units(package: str) -> dict[str, set[str]]:
    """For each folder or module directly in the package, those beside it that it imports."""

    def unit(module: str) -> str:
        return module.removeprefix(f"{package}.").split(".")[0]

    inside = {module for module in graph().modules if module.startswith(f"{package}.")}
    below: dict[str, set[str]] = defaultdict(set)
    for module in inside:
        below[unit(module)] |= {
            unit(imported)
            for imported in graph().find_modules_directly_imported_by(module)
            if imported in inside and unit(imported) != unit(module)
        }
    return below


def levels(below: dict[str, set[str]]) -> int:
    """The longest chain; fails with the way round where units import each other."""

    @functools.cache
    def height(unit: str) -> int:
        return 1 + max((height(other) for other in below[unit]), default=0)

    def walk(unit: str, way: tuple[str, ...] = ()) -> None:
        assert unit not in way, " -> ".join((*way, unit))
        for other in below[unit]:
            walk(other, (*way, unit))

    for unit in list(below):
        walk(unit)
    return max(map(height, list(below)), default=0)


@pytest.mark.parametrize("folder", folders())
def test_folders_and_modules_beside_each_other_import_in_one_direction(folder):
    levels(imports_between_units(folder.replace("/", ".")))


def test_units_that_import_each_other_are_found():
    with pytest.raises(AssertionError, match="a -> b -> a"):
        levels({"a": {"b"}, "b": {"a"}})


@pytest.mark.parametrize("package", MAX_LEVELS)
def test_package_has_no_more_levels_than_its_plan(package):
    below = imports_between_units(package)
    counted = {unit: others - {"tolerances"} for unit, others in below.items() if unit != "tolerances"}
    assert levels(defaultdict(set, counted)) <= MAX_LEVELS[package]


@pytest.mark.parametrize("folder", folders())
def test_folder_has_at_most_fifteen_modules(folder):
    modules = [path for path in (ROOT / folder).glob("*.py") if path.name != "__init__.py"]
    assert folder in CATALOGUES or len(modules) <= MAX_MODULES
