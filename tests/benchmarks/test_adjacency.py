"""The score of tables: relations as ICDAR 2013 counts them, and as the shared script does."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readers.adjacency import GridCell, Relation, relations, score

SCRIPT = Path(__file__).parents[3] / "shared" / "real" / "score_tables.py"


def table(*rows):
    return [GridCell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_relations_go_right_and_down_to_the_next_text():
    found = relations(table(["가", "나"], ["다", ""], ["", "라"]))
    assert set(found) == {
        Relation("가", "나", "right"),
        Relation("가", "다", "down"),
        Relation("나", "라", "down"),
    }


def test_a_merged_cell_is_a_neighbour_of_every_cell_along_it_once():
    cells = [GridCell(0, 0, 1, 2, "재원"), GridCell(1, 0, 1, 1, "국비"), GridCell(1, 1, 1, 1, "지방비")]
    assert relations(cells) == {
        Relation("재원", "국비", "down"): 1,
        Relation("재원", "지방비", "down"): 1,
        Relation("국비", "지방비", "right"): 1,
    }


def test_white_space_and_the_form_of_characters_do_not_count():
    assert score([table(["사 업\n비", "１,０００"])], [table(["사업비", "1,000"])]).f1 == 1


@pytest.mark.parametrize(
    ("found", "f1"),
    [
        ([], 0.0),
        ([table(["가", "나"], ["다", "라"])], 1.0),
        ([table(["가", "나"]), table(["다", "라"])], 2 * 2 / (4 + 2)),
        ([table(["가나", "다라"])], 0.0),
    ],
    ids=["nothing", "all", "cut-in-two", "columns-joined"],
)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(found, f1):
    assert score([table(["가", "나"], ["다", "라"])], found).f1 == pytest.approx(f1)


def test_a_document_without_tables_scores_nothing_and_does_not_divide_by_zero():
    assert score([], []).f1 == 0


grids = st.lists(
    st.lists(
        st.builds(
            GridCell, *[st.integers(0, 4)] * 2, *[st.integers(1, 3)] * 2, st.sampled_from(["", "가", "나 ", "다"])
        ),
        max_size=8,
    ),
    max_size=3,
)


@pytest.mark.skipif(not SCRIPT.is_file(), reason="the shared files are not here")
@given(true=grids, found=grids)
def test_it_agrees_with_the_shared_script(true, found):
    spec = importlib.util.spec_from_file_location("shared_score", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    read = {"tables": [{"cells": [cell._asdict() for cell in cells]} for cells in found]}
    assert score(true, found) == script.score({"tables": true}, read)
