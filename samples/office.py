"""DOCX to PDF through LibreOffice, for whoever makes the samples anew; the demo needs none of it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def docx_to_pdf(docx: bytes) -> bytes:
    """Print a DOCX as PDF. The result carries its time of making, so it is not the same bytes every time.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
        subprocess.CalledProcessError: LibreOffice failed.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        raise FileNotFoundError("soffice (LibreOffice) is needed to print a DOCX as PDF")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(docx)
        command = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1772409600"}
        subprocess.run(  # noqa: S603
            [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180, env=environment
        )
        return (Path(folder) / "plan.pdf").read_bytes()
