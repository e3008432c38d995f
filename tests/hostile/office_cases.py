"""DOCX and HWPX packages that are sound but hold what no word processor writes."""

from tests.hostile.case import DAMAGED, EMPTY, ENCRYPTED, READ, TOO_LARGE, UNSUPPORTED, Case
from tests.hostile.package_cases import (
    DOCX_PARAGRAPH,
    HWPX_PARAGRAPH,
    TEXT,
    R,
    changed,
    docx,
    docx_parts,
    hwpx,
    hwpx_parts,
    stored,
    zipped,
)

BILLION = "1000000000"
DIGITS = "9" * 5000


def docx_table(cells: str, grid: str = "") -> str:
    """A table of one row and another row of one cell."""
    return f"<w:tbl>{grid}<w:tr>{cells}</w:tr><w:tr>{docx_cell()}</w:tr></w:tbl>"


def docx_cell(properties: str = "", content: str = DOCX_PARAGRAPH) -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def docx_nested(depth: int) -> str:
    """Tables in tables, each with two cells."""
    start, end = f"<w:tbl><w:tr>{docx_cell()}<w:tc>", "</w:tc></w:tr></w:tbl>"
    return start * depth + DOCX_PARAGRAPH + end * depth


def docx_listed(level: str = "0", **level_parts: str) -> dict[str, str]:
    """A body and a numbering in which one list level is written as given."""
    inner = "".join(f'<w:{name} w:val="{value}"/>' for name, value in level_parts.items())
    return {
        "body": f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{TEXT}</w:t></w:r></w:p>" * 3,
        "numbering": f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{level}">{inner}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    }


def wrapped(tag: str, depth: int) -> str:
    """A paragraph in wrappers."""
    return f"<w:{tag}>" * depth + DOCX_PARAGRAPH + f"</w:{tag}>" * depth


def in_boxes(depth: int) -> str:
    """A paragraph in text boxes in text boxes."""
    return "<w:p><w:r><w:txbxContent>" * depth + DOCX_PARAGRAPH + "</w:txbxContent></w:r></w:p>" * depth


def docx_document() -> str:
    """A long body."""
    return docx_parts(DOCX_PARAGRAPH * 10_000)["word/document.xml"].decode()


def hwpx_section() -> str:
    """A long section."""
    return hwpx_parts(HWPX_PARAGRAPH * 8_000)["Contents/section0.xml"].decode()


def hwpx_table(cells: str, rows: str = "1", columns: str = "2") -> str:
    """A table of one row of cells, in a paragraph."""
    table = f'<hp:tbl rowCnt="{rows}" colCnt="{columns}"><hp:tr>{cells}</hp:tr></hp:tbl>'
    return f'<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{table}</hp:run></hp:p>'


def hwpx_cell(
    row: str = "0", column: str = "0", height: str = "1", width: str = "1", content: str = HWPX_PARAGRAPH
) -> str:
    """A cell."""
    return (
        f'<hp:tc><hp:subList>{content}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{width}" rowSpan="{height}"/></hp:tc>'
    )


def hwpx_nested(depth: int) -> str:
    """Tables in tables, each with two cells."""
    start, inner, end = hwpx_table(hwpx_cell() + hwpx_cell(column="1", content="INNER")).partition("INNER")
    assert inner
    return start * depth + HWPX_PARAGRAPH + end * depth


def hwpx_listed(level: str, start: str, number_format: str, pattern: str = "^1.") -> dict[str, str]:
    """A body and a header in which one list level is written as given."""
    return {
        "body": HWPX_PARAGRAPH * 3,
        "header": f'<hh:numberings><hh:numbering id="1" start="{start}"><hh:paraHead start="{start}" level="{level}"'
        f' numFormat="{number_format}">{pattern}</hh:paraHead></hh:numbering></hh:numberings><hh:paraProperties>'
        f'<hh:paraPr id="0"><hh:heading type="NUMBER" idRef="1" level="{level}"/></hh:paraPr></hh:paraProperties>',
    }


def hwpx_manifest(*places: str) -> str:
    """A table of parts that sends the reader to these places for the sections."""
    items = "".join(
        f'<opf:item id="s{n}" href="{place}" media-type="application/xml"/>' for n, place in enumerate(places)
    )
    spine = "".join(f'<opf:itemref idref="s{n}"/>' for n in range(len(places)))
    return f"<opf:manifest>{items}</opf:manifest><opf:spine>{spine}</opf:spine>"


MANIFEST = (
    '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><odf:file-entry'
    ' odf:full-path="Contents/section0.xml" odf:media-type="application/xml"><odf:encryption-data/></odf:file-entry>'
    "</odf:manifest>"
)
OUTSIDE = (
    f'<Relationship Id="r1" Type="{R}/image" TargetMode="External" Target="http://example.invalid/a.png"/>'
    f'<Relationship Id="r2" Type="{R}/styles" TargetMode="External" Target="file:///etc/passwd"/>'
    f'<Relationship Id="r3" Type="{R}/attachedTemplate" TargetMode="External" Target="http://example.invalid/t.dotm"/>'
)
RELATED = f'<Relationship Id="r1" Type="{R}/%s" Target="%s"/>'
CIRCLE = (
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:basedOn w:val="b"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
)

OFFICE_CASES = [
    Case(
        "docx-column-span-of-a-billion",
        docx(docx_table(docx_cell(f'<w:gridSpan w:val="{BILLION}"/>') + docx_cell())),
        READ,
    ),
    Case("docx-column-span-negative", docx(docx_table(docx_cell('<w:gridSpan w:val="-5"/>') + docx_cell())), READ),
    Case(
        "docx-column-span-of-5000-digits",
        docx(docx_table(docx_cell(f'<w:gridSpan w:val="{DIGITS}"/>') + docx_cell())),
        READ,
    ),
    Case(
        "docx-row-starts-at-column-a-billion",
        docx(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{BILLION}"/></w:trPr>{docx_cell()}{docx_cell()}</w:tr></w:tbl>'
        ),
        READ,
    ),
    Case("docx-row-merge-without-start", docx(docx_table(docx_cell("<w:vMerge/>") + docx_cell())), READ),
    Case(
        "docx-column-merge-without-start",
        docx(docx_table(docx_cell('<w:hMerge w:val="continue"/>') + docx_cell())),
        READ,
    ),
    Case("docx-table-without-rows", docx("<w:tbl/>" + DOCX_PARAGRAPH), READ),
    Case("docx-row-of-20000-cells", docx(docx_table(docx_cell() * 20_000)), READ, heavy=True),
    Case("docx-tables-60-deep", docx(docx_nested(60)), READ),
    Case("docx-tables-200-deep", docx(docx_nested(200)), DAMAGED),
    Case("docx-tables-5000-deep", docx(docx_nested(5_000)), DAMAGED),
    Case("docx-wrappers-200-deep", docx(wrapped("sdt", 100)), READ),
    Case("docx-wrappers-5000-deep", docx(wrapped("smartTag", 5_000)), DAMAGED),
    Case("docx-boxes-80-deep", docx(in_boxes(80)), READ),
    Case("docx-10000-paragraphs", stored(docx_parts(), "word/document.xml", docx_document), READ, heavy=True),
    Case("docx-styles-in-a-circle", docx(styles=CIRCLE), READ),
    Case(
        "docx-outline-level-of-5000-digits",
        docx(f'<w:p><w:pPr><w:outlineLvl w:val="{DIGITS}"/></w:pPr><w:r><w:t>{TEXT}</w:t></w:r></w:p>'),
        READ,
    ),
    Case(
        "docx-list-starts-at-a-billion-letters",
        docx(**docx_listed(start=BILLION, numFmt="lowerLetter", lvlText="%1.")),
        READ,
    ),
    Case("docx-list-starts-at-5000-digits", docx(**docx_listed(start=DIGITS, numFmt="decimal", lvlText="%1.")), READ),
    Case(
        "docx-list-level-of-a-billion", docx(**docx_listed(BILLION, start="1", numFmt="decimal", lvlText="%1.")), READ
    ),
    Case("docx-list-of-an-unknown-format", docx(**docx_listed(start="1", numFmt="example", lvlText="%1%2%3%99")), READ),
    Case("docx-relations-lead-outside", docx(links=OUTSIDE), READ),
    Case("docx-relation-to-nothing", docx(links=RELATED % ("styles", "missing.xml")), READ),
    Case("docx-relation-out-of-the-package", docx(links=RELATED % ("styles", "../../../etc/passwd")), READ),
    Case("docx-relation-to-itself", docx(links=RELATED % ("styles", "document.xml")), READ),
    Case("docx-styles-are-no-xml", changed(docx_parts(styles=""), "word/styles.xml", b"noise"), DAMAGED),
    Case(
        "docx-styles-break-off",
        changed(docx_parts(styles=CIRCLE), "word/styles.xml", docx_parts(styles=CIRCLE)["word/styles.xml"][:-9]),
        READ,
    ),
    Case("docx-without-relations", changed(docx_parts(), "_rels/.rels", None), DAMAGED),
    Case("docx-without-types", changed(docx_parts(), "[Content_Types].xml", None), DAMAGED),
    # What coverage-guided fuzzing found in python-docx, which opened the packages before.
    Case("docx-relations-are-no-relations", changed(docx_parts(), "word/_rels/document.xml.rels", b"<x/>"), READ),
    Case(
        "docx-types-name-no-part",
        changed(
            docx_parts(),
            "[Content_Types].xml",
            docx_parts()["[Content_Types].xml"].replace(b"<Override", b'<Override ContentType="x"/><Override', 1),
        ),
        READ,
    ),
    Case(
        "docx-types-are-relations", changed(docx_parts(), "[Content_Types].xml", docx_parts()["_rels/.rels"]), DAMAGED
    ),
    Case("docx-relation-without-target", docx(links=f'<Relationship Id="r1" Type="{R}/styles"/>'), READ),
    Case("docx-relation-without-type", docx(links='<Relationship Id="r1" Target="styles.xml"/>'), READ),
    Case(
        "docx-without-body",
        changed(
            docx_parts(), "word/document.xml", docx_parts("")["word/document.xml"].replace(b"<w:body></w:body>", b"")
        ),
        DAMAGED,
    ),
    Case("docx-body-empty", docx(""), EMPTY),
    Case(
        "docx-for-macros",
        lambda: zipped(
            {
                name: part.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                    b"vnd.ms-word.document.macroEnabled.main",
                )
                for name, part in docx_parts().items()
            }
        ),
        UNSUPPORTED,
    ),
    Case(
        "docx-strict",
        lambda: zipped(
            {
                name: part.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
                for name, part in docx_parts().items()
            }
        ),
        READ,
    ),
    Case("xlsx", lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), UNSUPPORTED),
    Case(
        "hwpx-span-of-a-billion",
        hwpx(hwpx_table(hwpx_cell(height=BILLION, width=BILLION) + hwpx_cell(column="1"))),
        DAMAGED,
    ),
    Case("hwpx-span-negative", hwpx(hwpx_table(hwpx_cell(height="-3", width="-3") + hwpx_cell(column="1"))), DAMAGED),
    Case("hwpx-spans-overlap", hwpx(hwpx_table(hwpx_cell(width="2") + hwpx_cell(column="1", width="2"))), READ),
    Case("hwpx-cells-in-one-place", hwpx(hwpx_table(hwpx_cell() * 3)), READ),
    Case("hwpx-cell-at-row-a-billion", hwpx(hwpx_table(hwpx_cell() + hwpx_cell(BILLION, BILLION))), READ),
    Case("hwpx-cell-at-a-negative-place", hwpx(hwpx_table(hwpx_cell() + hwpx_cell("-7", "-7"))), READ),
    Case("hwpx-cell-at-a-word", hwpx(hwpx_table(hwpx_cell() + hwpx_cell("x", "²"))), READ),
    Case("hwpx-cell-at-5000-digits", hwpx(hwpx_table(hwpx_cell() + hwpx_cell(DIGITS, DIGITS))), READ),
    Case(
        "hwpx-table-declares-a-billion-rows",
        hwpx(hwpx_table(hwpx_cell() + hwpx_cell(column="1"), BILLION, BILLION)),
        READ,
    ),
    Case("hwpx-table-declares-no-rows", hwpx(hwpx_table(hwpx_cell() + hwpx_cell(column="1"), "0", "-1")), READ),
    Case("hwpx-tables-30-deep", hwpx(hwpx_nested(30)), READ),
    Case("hwpx-tables-200-deep", hwpx(hwpx_nested(200)), TOO_LARGE),
    Case("hwpx-tables-5000-deep", hwpx(hwpx_nested(5_000)), TOO_LARGE),
    Case("hwpx-8000-paragraphs", stored(hwpx_parts(), "Contents/section0.xml", hwpx_section), READ, heavy=True),
    Case("hwpx-list-starts-at-a-billion-letters", hwpx(**hwpx_listed("1", BILLION, "LATIN_SMALL")), READ),
    Case("hwpx-list-starts-at-5000-digits", hwpx(**hwpx_listed("1", DIGITS, "DIGIT")), READ),
    Case("hwpx-list-level-of-a-billion", hwpx(**hwpx_listed(BILLION, "1", "DIGIT")), READ),
    Case("hwpx-paragraph-shape-of-5000-digits", hwpx(HWPX_PARAGRAPH.replace('"0"', f'"{DIGITS}"')), READ),
    Case("hwpx-parts-lead-outside", hwpx(items=hwpx_manifest("../../../etc/passwd", "file:///etc/passwd")), READ),
    Case("hwpx-parts-lead-to-the-network", hwpx(items=hwpx_manifest("http://example.invalid/section0.xml")), READ),
    Case("hwpx-parts-lead-to-nothing", hwpx(items=hwpx_manifest("Contents/section7.xml")), READ),
    Case("hwpx-parts-lead-to-themselves", hwpx(items=hwpx_manifest("Contents/content.hpf")), READ),
    Case("hwpx-part-listed-1000-times", hwpx(items=hwpx_manifest(*["Contents/section0.xml"] * 1000)), READ),
    Case("hwpx-without-list-of-parts", changed(hwpx_parts(), "Contents/content.hpf", None), READ),
    Case("hwpx-without-header", changed(hwpx_parts(), "Contents/header.xml", None), READ),
    Case("hwpx-header-is-noise", changed(hwpx_parts(), "Contents/header.xml", b"noise"), DAMAGED),
    Case("hwpx-without-mimetype", changed(hwpx_parts(), "mimetype", None), READ),
    Case(
        "hwpx-encrypted-by-its-manifest",
        lambda: zipped(hwpx_parts() | {"META-INF/manifest.xml": MANIFEST.encode()}),
        ENCRYPTED,
    ),
    Case("hwpx-section-empty", hwpx(""), EMPTY),
]
