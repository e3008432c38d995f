"""The same plan as PDF, DOCX and HWPX gives the same proposal, but for where its values stand.

Blanks do not count: a PDF does not say whether a line that a cell wraps ended in one.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from extractors import extract, read
from rules import load_call

SAMPLES = Path(__file__).parents[2] / "samples"
LAYOUTS = sorted(json.loads((SAMPLES / "layouts" / "gold.json").read_text(encoding="utf-8")))
PLANS = sorted(json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8")))
QUICK = {"source-percent", "program-source-year", "nested", "sideways", "rounded"}
PLACES = {"file", "evidence", "field_evidence", "declared_area_evidence", "warnings", "table", "excerpts"}
# Found from a document's texts as they are wrapped, and not part of the record of money and programmes.
APART = {"statements", "criteria"}
# Whether a cell was read for certain is another question in a page than in a file that holds text.
BY_FORMAT = {"reading"}


def _bare(value: Any) -> Any:
    """A dumped proposal without places, files and blanks."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in PLACES | APART | BY_FORMAT}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return "".join(value.split()) if isinstance(value, str) else value


# A table of words with a rule below each row and none between its columns is read as lines of text in a PDF: who
# carries out which programme stands in no other place there.
READ_AS_TEXT = pytest.mark.xfail(reason="a table of words without rules between its columns is no table in a PDF")


def _cases() -> list[Any]:
    cases = []
    for key in (*LAYOUTS, *PLANS):
        for file_format in ("pdf", "hwpx"):
            # Both formats are held against one DOCX, which the process that read it keeps.
            marks = [pytest.mark.xdist_group(key), *([] if key in QUICK else [pytest.mark.slow])]
            if (key, file_format) == ("daegu", "pdf"):
                marks.append(READ_AS_TEXT)
            cases.append(pytest.param(key, file_format, id=f"{key}-{file_format}", marks=marks))
    return cases


@lru_cache(maxsize=4)
def _proposal(key: str, file_format: str) -> Any:
    (path,) = [
        path
        for folder in ("layouts/files", "inbox", "formats")
        if (path := SAMPLES / folder / f"{key}.{file_format}").is_file()
    ]
    return _bare(extract(read(path.read_bytes(), path.name), load_call("regional-ai-2026")).model_dump(mode="json"))


@pytest.mark.parametrize(("key", "file_format"), _cases())
def test_a_plan_gives_the_proposal_that_its_docx_gives(key: str, file_format: str) -> None:
    assert _proposal(key, file_format) == _proposal(key, "docx")
