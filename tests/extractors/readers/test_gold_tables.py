"""Tables of real documents, scored against their true tables by adjacency relations (where the shared files are)."""

import importlib.util
import json
from pathlib import Path

import pytest

from extractors.readers import read

SHARED = Path(__file__).parents[4] / "shared"
REAL = sorted([*SHARED.glob("real/*.hwp*"), *SHARED.glob("real/*.pdf")])
PROPOSALS = sorted([*SHARED.glob("proposals/*.docx"), *SHARED.glob("proposals/*.hwpx")])
LONG = sorted([*SHARED.glob("long/*.docx"), *SHARED.glob("long/*.pdf")])

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")


@pytest.fixture(scope="module")
def f1_of():
    source = SHARED / "real" / "score_tables.py"
    spec = importlib.util.spec_from_file_location("score_tables", source)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)

    def f1(path, tables):
        document = read(path.read_bytes(), path.name).model_dump(mode="json")
        return scorer.f1(*scorer.score({"tables": tables}, document))

    return f1


@pytest.mark.parametrize("path", [*REAL, *LONG], ids=lambda path: path.name)
def test_tables_of_real_and_long_documents_are_exact(path, f1_of):
    tables = json.loads(path.with_suffix(".tables.json").read_text())["tables"]
    assert f1_of(path, tables) >= 0.995


@pytest.mark.parametrize("path", PROPOSALS, ids=lambda path: path.name)
def test_tables_of_proposals_are_exact(path, f1_of):
    gold = json.loads((SHARED / "proposals" / "gold.json").read_text())[path.stem]
    tables = [[(*place, text) for text, *place in table["cells"]] for table in gold["tables"]]
    assert f1_of(path, tables) == 1.0
