import shutil

import pytest

from extractors.readers.installed_tesseract import KOREAN, languages, version


def test_machine_without_tesseract_has_no_version(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert version() is None


@pytest.mark.skipif(KOREAN not in languages(), reason="Tesseract with Korean is not installed")
def test_tesseract_says_its_version():
    assert (version() or "").startswith("tesseract")
