import shutil

import pytest

from extractors.readers.ocr import engine


def test_machine_without_tesseract_has_no_version(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert engine.version() is None


@pytest.mark.skipif(engine.KOREAN not in engine.languages(), reason="Tesseract with Korean is not installed")
def test_tesseract_says_its_version():
    assert (engine.version() or "").startswith("tesseract")
