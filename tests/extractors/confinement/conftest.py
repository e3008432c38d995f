"""Readers that break, grow or turn on simsa: a function body takes the reader's place in the document's process."""

import sys
import textwrap

import docx
import pytest


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "예시 계획서.docx"
    document = docx.Document()
    document.add_paragraph("1. 사업 개요")
    document.save(str(path))
    return path


@pytest.fixture
def reader_that(tmp_path, monkeypatch):
    """Replace the reader, as a broken or exploited library would; `at_start` is done once in the template."""

    def replace(body, at_start=""):
        folder = tmp_path / "fault"
        folder.mkdir()
        source = "import extractors.readers\n\ndef read(data, name):\n"
        source += textwrap.indent(textwrap.dedent(body), "    ") + "\nextractors.readers.read = read\n"
        (folder / "sitecustomize.py").write_text(source + textwrap.dedent(at_start))
        monkeypatch.setattr(sys, "path", [str(folder), *sys.path])

    return replace
