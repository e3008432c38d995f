"""서면검토서 opened by LibreOffice: it prints, in few pages, with all of its parts."""

import shutil
import subprocess

import pypdfium2
import pytest

from review.sheets.call_sheets import form_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def test_form_prints_on_a_few_pages(records, call, tmp_path):
    source = tmp_path / "form.docx"
    source.write_bytes(form_of(records[1], records, call))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    printed = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in printed)
    assert 2 <= len(printed) <= 4
    for part in ("사업계획서 서면검토서", "나루도", "8.0%p 부족", "종합의견", "(서명 또는 인)"):
        assert "".join(part.split()) in "".join(text.split())
    printed.close()
