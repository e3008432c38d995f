"""A change that only moves or renames code leaves every hash as it was; one that changes what simsa says names it."""

import os
from pathlib import Path

import pytest

from tests.equivalence.hash_lists import differences, of_sets, read_list, repository_lists, write_list
from tests.equivalence.measuring import hashes_of_folders, hashes_of_samples, set_name

FOLDERS = [Path(folder) for folder in os.environ.get("SIMSA_EQUIVALENCE", "").split(os.pathsep) if folder]
LIST = os.environ.get("SIMSA_EQUIVALENCE_LIST")


@pytest.mark.slow
def test_samples_give_what_they_gave_before():
    moved = differences(repository_lists(), hashes_of_samples(processes=1))
    assert not moved, "\n".join(moved)


@pytest.mark.slow
@pytest.mark.skipif(not (FOLDERS and LIST), reason="SIMSA_EQUIVALENCE and SIMSA_EQUIVALENCE_LIST name nothing")
def test_other_folders_give_what_they_gave_before():
    assert LIST is not None
    before = of_sets(read_list(Path(LIST)), [set_name(folder.resolve()) for folder in FOLDERS])
    moved = differences(before, hashes_of_folders(FOLDERS))
    assert not moved, "\n".join(moved)


def test_what_moved_came_or_went_is_named():
    before = {"inbox/a.pdf document": "1", "inbox/a.pdf findings": "2", "inbox/b.pdf failure": "3"}
    now = {"inbox/a.pdf document": "1", "inbox/a.pdf findings": "9", "inbox/b.pdf document": "4"}
    assert differences(before, now) == [
        "changed: inbox/a.pdf findings",
        "new: inbox/b.pdf document",
        "gone: inbox/b.pdf failure",
    ]
    assert differences(before, before) == []


def test_list_comes_back_and_has_a_line_for_each_artefact(tmp_path):
    hashes = {"layouts/b.hwpx document": "2", "layouts/a.pdf document": "1"}
    write_list(hashes, tmp_path / "list.json")
    assert read_list(tmp_path / "list.json") == hashes
    lines = (tmp_path / "list.json").read_text(encoding="utf-8").splitlines()
    assert [line.rstrip(",") for line in lines] == [
        "{",
        '"layouts/a.pdf document": "1"',
        '"layouts/b.hwpx document": "2"',
        "}",
    ]


def test_part_of_a_list_is_that_of_the_sets_named():
    hashes = {"real/a.pdf document": "1", "real-money/a.pdf document": "2"}
    assert of_sets(hashes, ["real"]) == {"real/a.pdf document": "1"}
