"""Formats are told by their bytes, and what cannot be read says why."""

import io
import struct
import zipfile

import pytest

from extractors.readers import read
from extractors.readers.containers.format_detection import detect
from schemas import FileFormat
from schemas.errors import Damaged, Empty, Encrypted, TooLarge, UnsupportedFormat

DISTRIBUTED, PASSWORD, DRM = 1 << 2, 1 << 1, 1 << 4


def zipped(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()


def test_each_format_is_told_whatever_the_name_says(docx_bytes, hwpx_bytes, hwp_bytes):
    assert detect(docx_bytes()) is FileFormat.DOCX
    assert detect(hwpx_bytes()) is FileFormat.HWPX
    assert detect(hwp_bytes()) is FileFormat.HWP
    assert detect(b"%PDF-1.7\n") is FileFormat.PDF
    assert detect(b"\n" * 1000 + b"%PDF-1.7\n") is FileFormat.PDF
    assert read(docx_bytes(lambda d: d.add_paragraph("예시")), "folder/plan.pdf").file.format is FileFormat.DOCX


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("접수/예시 계획서.docx", "예시 계획서.docx"),
        ("예시.docx".encode("cp949").decode("utf-8", errors="surrogateescape"), "예시.docx"),
        ("\udcff.docx", "\ufffd.docx"),
    ],
)
def test_a_name_can_always_be_shown(docx_bytes, name, shown):
    document = read(docx_bytes(lambda d: d.add_paragraph("예시")), name)
    assert document.file.name == shown
    assert document.model_dump_json()


def test_a_document_for_distribution_is_read_and_not_refused(hwp_bytes):
    assert detect(hwp_bytes(flags=1 | DISTRIBUTED)) is FileFormat.HWP


@pytest.mark.parametrize(
    ("data", "error", "detail"),
    [
        (b"", Empty, "0바이트"),
        ("계획서라고 이름만 붙인 글".encode(), UnsupportedFormat, "텍스트"),
        ("한글 인코딩이 다른 글".encode("cp949"), UnsupportedFormat, "텍스트"),
        (b"HWP Document File V3.00 \x1a\x01\x02", UnsupportedFormat, "HWP 3"),
        (b'<?xml version="1.0"?>\n<HWPML Version="2.8">', UnsupportedFormat, "HWPML"),
        (b"<!DOCTYPE html><html>", UnsupportedFormat, "HTML"),
        (b"{\\rtf1\\ansi", UnsupportedFormat, "RTF"),
        (b"\x9b DRMONE  This Document is encrypted", Encrypted, "DRM"),
        (bytes(range(256)), UnsupportedFormat, "알 수 없는"),
        (b"%PDF-1.7".rjust(1100, b"\0"), UnsupportedFormat, "알 수 없는"),
        (b"PK\x03\x04 and nothing more", Damaged, "압축"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", Damaged, "OLE"),
    ],
)
def test_other_bytes_are_refused_with_what_they_are(data, error, detail):
    with pytest.raises(error, match=detail):
        detect(data)


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ({"xl/workbook.xml": "<w/>"}, "엑셀"),
        ({"ppt/presentation.xml": "<p/>"}, "파워포인트"),
        ({"content.xml": "<c/>"}, "ODF"),
        ({"photo.png": "picture"}, "압축 파일"),
    ],
)
def test_other_archives_are_named(files, detail):
    with pytest.raises(UnsupportedFormat, match=detail):
        detect(zipped(**files))


@pytest.mark.parametrize("flag", [PASSWORD, DRM])
def test_a_shut_hwp_is_told_by_its_flags(hwp_bytes, flag):
    with pytest.raises(Encrypted):
        detect(hwp_bytes(flags=1 | flag))


@pytest.mark.parametrize(
    ("stream", "error", "detail"),
    [
        ("WordDocument", UnsupportedFormat, ".doc"),
        ("Workbook", UnsupportedFormat, ".xls"),
        ("PowerPoint Document", UnsupportedFormat, ".ppt"),
        ("EncryptedPackage", Encrypted, "오피스"),
        ("Something", UnsupportedFormat, "OLE"),
    ],
)
def test_other_ole_files_are_named(ole_bytes, stream, error, detail):
    with pytest.raises(error, match=detail):
        detect(ole_bytes({stream: b"content"}))


def test_an_ole_file_of_another_hangul_product_is_not_hwp(hwp_bytes):
    with pytest.raises(UnsupportedFormat):
        detect(hwp_bytes(header=b"Hancom Something Else"))


def test_a_hwp_header_that_breaks_off_is_damage(ole_bytes):
    with pytest.raises(Damaged):
        detect(ole_bytes({"FileHeader": b"HWP Document File".ljust(30, b"\0")}))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_damage_in_every_format(docx_bytes, hwpx_bytes, hwpx_paragraph, kept):
    for data in (docx_bytes(), hwpx_bytes(hwpx_paragraph("예시"))):
        with pytest.raises(Damaged):
            read(data[: int(len(data) * kept)], "cut")


def test_a_hwp_cut_short_is_damage(hwp_bytes, hwp_paragraph):
    data = hwp_bytes(hwp_paragraph("예시"))
    for kept in (100, 600, 1100, 1600, len(data) - 600):
        with pytest.raises(Damaged):
            read(data[:kept], "cut")


def test_an_archive_that_unpacks_too_far_is_refused_before_it_is_parsed():
    bomb = zipped(**{"word/document.xml": b"<a/>" + b" " * (8 * 2**20)})
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge, match="압축률"):
        detect(bomb)


def test_an_archive_that_declares_too_much_is_refused(docx_bytes):
    data = bytearray(docx_bytes())
    # The size before compression, in the central directory's first entry.
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 0xFFFFFFF0)
    with pytest.raises(TooLarge):
        detect(bytes(data))


def test_an_archive_of_too_many_entries_is_refused():
    with pytest.raises(TooLarge, match="항목"):
        detect(zipped(**{f"word/{number}": b"" for number in range(5_001)}))


@pytest.mark.parametrize("name", ["../outside.xml", "/etc/outside", "a/../../outside", "..\\outside", "C:/outside"])
def test_an_entry_that_leads_out_of_the_archive_is_refused(name):
    with pytest.raises(Damaged, match="경로"):
        detect(zipped(**{"word/document.xml": "<a/>", name: "x"}))


def test_a_password_on_an_entry_is_told(docx_bytes):
    data = bytearray(docx_bytes())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    with pytest.raises(Encrypted):
        detect(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(docx_bytes, hwpx_bytes, encoding):
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    ).encode(encoding)
    with pytest.raises(Damaged, match="DOCTYPE"):
        detect(docx_bytes(parts={"word/document.xml": bomb}))
    with pytest.raises(Damaged, match="DOCTYPE"):
        detect(hwpx_bytes(parts={"Contents/section0.xml": bomb}))


def test_a_docx_without_its_body_is_damage():
    with pytest.raises(Damaged, match=r"document\.xml"):
        detect(zipped(**{"[Content_Types].xml": "<Types/>"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"),
        (
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ],
)
def test_templates_and_macro_files_are_no_plain_docx(docx_bytes, old, new):
    with zipfile.ZipFile(io.BytesIO(docx_bytes())) as package:
        types = package.read("[Content_Types].xml").replace(old, new)
    with pytest.raises(UnsupportedFormat, match=r"\.docm"):
        read(docx_bytes(parts={"[Content_Types].xml": types}), "plan.docx")


def test_a_hwpx_with_a_password_is_told(hwpx_bytes):
    manifest = (
        '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<odf:file-entry odf:full-path="Contents/section0.xml" odf:media-type="application/xml" odf:size="10">'
        '<odf:encryption-data odf:checksum-type="SHA256/1K" odf:checksum="AAAA">'
        '<odf:algorithm odf:algorithm-name="AES-256-CBC" odf:initialisation-vector="AAAA"/>'
        '<odf:key-derivation odf:key-derivation-name="PBKDF2" odf:key-size="32"'
        ' odf:iteration-count="1024" odf:salt="AA"/>'
        "</odf:encryption-data></odf:file-entry></odf:manifest>"
    )
    with pytest.raises(Encrypted):
        read(hwpx_bytes(parts={"META-INF/manifest.xml": manifest}), "plan.hwpx")
