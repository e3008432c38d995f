"""Files of other formats, and files of two formats at once."""

from benchmarks.fuzz.compound_file import compound_file
from tests.hostile.case import EMPTY, ENCRYPTED, READ, UNSUPPORTED, Case, some
from tests.hostile.hwp_cases import streams
from tests.hostile.package_cases import docx_parts, zipped
from tests.hostile.pdf_cases import page, pdf

STRANGERS = {
    "text": "계획서라고 이름만 붙인 글 7,000".encode(),
    "text-in-cp949": "계획서라고 이름만 붙인 글 7,000".encode("cp949"),
    "text-in-utf-16": "계획서라고 이름만 붙인 글".encode("utf-16"),
    "one-byte": b"\0",
    "zeros": bytes(100_000),
    "rtf": b"{\\rtf1\\ansi Example}",
    "html": b"<!DOCTYPE html><html><body>Example</body></html>",
    "xml": b"<?xml version='1.0'?><plan/>",
    "hwpml": b"<?xml version='1.0'?><HWPML Version='2.91'><BODY/></HWPML>",
    "hwp-3": b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(500),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(500),
    "program": b"MZ" + bytes(500),
    "gzip": b"\x1f\x8b\x08" + bytes(500),
    "rar": b"Rar!\x1a\x07\0" + bytes(500),
    "seven-zip": b"7z\xbc\xaf\x27\x1c" + bytes(500),
    "pdf-mark-too-late": b"\0" * 5_000 + b"%PDF-1.7",
}
SEALED = {
    "fasoo": b"\x9b DRMONE  This Document is encrypted" + bytes(500),
    "softcamp": b"SCDSA004" + bytes(500),
    "markany": b"<DOCUMENT SAFER V1>" + bytes(500),
    "nasca": b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(500),
}

STRANGER_CASES = [
    Case("nothing", some(b""), EMPTY),
    *(Case(f"stranger-{name}", some(data), UNSUPPORTED) for name, data in STRANGERS.items()),
    *(Case(f"sealed-by-{name}", some(data), ENCRYPTED) for name, data in SEALED.items()),
    Case("pdf-and-zip-at-once", lambda: pdf(page()) + zipped(docx_parts()), READ),
    Case("zip-and-pdf-at-once", lambda: zipped(docx_parts() | {"x": pdf(page())}), READ),
    Case("hwp-and-zip-at-once", lambda: compound_file(streams()) + zipped(docx_parts()), READ),
]
