import shutil

import pytest

from extractors.readers.pdf.ocr import tesseract


def test_machine_without_tesseract_has_no_version(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert tesseract.version() is None


@pytest.mark.skipif(tesseract.KOREAN not in tesseract.languages(), reason="Tesseract with Korean is not installed")
def test_tesseract_says_its_version():
    assert (tesseract.version() or "").startswith("tesseract")
