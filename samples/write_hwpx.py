"""The abstract document as HWPX (OWPML, KS X 6101): a zip whose first entry is the stored mimetype, then XML parts."""

from itertools import count
from xml.sax.saxutils import escape, quoteattr

from samples.document import Block, Cell, Heading, PageBreak, Paragraph, Table, alignment, is_label
from samples.facts import Plan
from samples.hwpx_header import Faces, namespaces
from samples.look import HEADINGS, PARAGRAPHS, Setting, rules_of
from samples.packaging import pack

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
HWPUNITS_PER_MM = 283.465
TEXT_WIDTH = 48188
SIDEWAYS_WIDTH = 72848
CELL_MARGIN = 510
PAGE = (
    '<hp:pagePr landscape="{turn}" width="59528" height="84188" gutterType="LEFT_ONLY">'
    '<hp:margin header="2834" footer="2834" gutter="0" left="5669" right="5669" top="4251" bottom="4251"/></hp:pagePr>'
)
NOTE = (
    '<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/>'
)
SUB_LIST = (
    '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0"'
    ' linkListNextIDRef="0" textWidth="{width}" textHeight="{height}" hasTextRef="0" hasNumRef="0">'
    "{content}</hp:subList>"
)


def write_hwpx(plan: Plan, blocks: list[Block]) -> bytes:
    """The plan as the bytes of an HWPX."""
    section = _Section(plan)
    bodies = [section.xml(part, sideways=sideways) for sideways, part in _sections(blocks)]
    text = "\n".join(block.text for block in blocks if isinstance(block, Heading | Paragraph))[:1000]
    parts = {
        "mimetype": "application/hwp+zip",
        "version.xml": f'{DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version"'
        ' tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="1" buildNumber="0" os="1" xmlVersion="1.5"'
        ' application="Hancom Office Hangul" appVersion="13, 0, 0, 1408 WIN32LEWindows_10"/>',
        "Contents/header.xml": DECLARATION + section.faces.header_xml(),
        **{f"Contents/section{n}.xml": DECLARATION + body for n, body in enumerate(bodies)},
        "Preview/PrvText.txt": text,
        "settings.xml": f'{DECLARATION}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app">'
        '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>',
        "META-INF/container.rdf": DECLARATION + _rdf(len(bodies)),
        "Contents/content.hpf": DECLARATION + _package(plan, len(bodies)),
        "META-INF/container.xml": f"{DECLARATION}<ocf:container"
        ' xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
        '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
        '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
        '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/>'
        "</ocf:rootfiles></ocf:container>",
        "META-INF/manifest.xml": f"{DECLARATION}<odf:manifest"
        ' xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    return pack(((name, part.encode()) for name, part in parts.items()), frozenset({"mimetype"}))


def _sections(blocks: list[Block]) -> list[tuple[bool, list[Block]]]:
    """The blocks by section: where pages begin to lie on their side, and where they stand upright again."""
    sections: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        if isinstance(block, PageBreak) and block.sideways != sections[-1][0]:
            sections.append((block.sideways, []))
        else:
            sections[-1][1].append(block)
    return sections


def _package(plan: Plan, section_count: int) -> str:
    sections = [f"section{n}" for n in range(section_count)]
    items = "".join(
        f'<opf:item id="{name}" href="{path}" media-type="application/xml"/>'
        for name, path in (
            ("header", "Contents/header.xml"),
            *((name, f"Contents/{name}.xml") for name in sections),
            ("settings", "settings.xml"),
        )
    )
    metas = "".join(
        f'<opf:meta name="{name}" content="text">{escape(value)}</opf:meta>'
        for name, value in (
            ("creator", "예시 작성자"),
            ("subject", ""),
            ("description", ""),
            ("lastsaveby", "예시 작성자"),
            ("CreatedDate", "2026-03-02T00:00:00Z"),
            ("ModifiedDate", "2026-03-02T00:00:00Z"),
            ("date", "2026년 3월 2일 월요일 오전 9:00:00"),
            ("keyword", ""),
        )
    )
    return (
        f'<opf:package {namespaces()} version="" unique-identifier="" id=""><opf:metadata>'
        f"<opf:title>{escape(plan.style.header)}</opf:title><opf:language>ko</opf:language>{metas}</opf:metadata>"
        f"<opf:manifest>{items}</opf:manifest>"
        '<opf:spine><opf:itemref idref="header" linear="yes"/>'
        + "".join(f'<opf:itemref idref="{name}" linear="yes"/>' for name in sections)
        + "</opf:spine></opf:package>"
    )


def _rdf(section_count: int) -> str:
    package = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
    parts = "".join(
        f'<rdf:Description rdf:about=""><pkg:hasPart rdf:resource="{path}"/></rdf:Description>'
        f'<rdf:Description rdf:about="{path}"><rdf:type rdf:resource="{package}{kind}"/></rdf:Description>'
        for path, kind in (
            ("Contents/header.xml", "HeaderFile"),
            *((f"Contents/section{n}.xml", "SectionFile") for n in range(section_count)),
        )
    )
    return (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pkg="{package}">{parts}'
        f'<rdf:Description rdf:about=""><rdf:type rdf:resource="{package}Document"/></rdf:Description></rdf:RDF>'
    )


class _Section:
    """Writes the sections and gathers the faces that its runs, paragraphs and cells refer to."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids = count(1)
        self.faces = Faces(plan.style)

    def xml(self, blocks: list[Block], *, sideways: bool) -> str:
        width = SIDEWAYS_WIDTH if sideways else TEXT_WIDTH
        content = []
        page_break = False
        for block in blocks:
            if isinstance(block, PageBreak):
                page_break = True
                continue
            if self._plan.style.own_captions and isinstance(block, Paragraph) and block.style == "caption":
                continue
            content.append(self._block(block, width, page_break=page_break))
            page_break = False
        first = self._paragraph(PARAGRAPHS["space"], "바탕글", self._set_up(sideways=sideways), page_break=False)
        return f"<hs:sec {namespaces()}>{first}{''.join(content)}</hs:sec>"

    def _block(self, block: Heading | Paragraph | Table, width: int, *, page_break: bool) -> str:
        if isinstance(block, Heading):
            setting = HEADINGS[block.level]
            run = self._run(block.text, setting, colour=block.level < 3)
            return self._paragraph(setting, f"개요 {block.level}", run, page_break=page_break)
        if isinstance(block, Paragraph):
            setting = PARAGRAPHS[block.style]
            run = self._run(block.text, setting)
            return self._paragraph(setting, "바탕글", run, page_break=page_break)
        char = self.faces.char(PARAGRAPHS["space"])
        run = f'<hp:run charPrIDRef="{char}">{self._table(block, width)}<hp:t/></hp:run>'
        return self._paragraph(PARAGRAPHS["center"], "바탕글", run, page_break=page_break)

    def _paragraph(self, setting: Setting, style: str, content: str, *, page_break: bool) -> str:
        return (
            f'<hp:p id="{next(self._ids)}" paraPrIDRef="{self.faces.para(setting)}"'
            f' styleIDRef="{self.faces.style_id(style)}" pageBreak="{int(page_break)}" columnBreak="0" merged="0">'
            f"{content}</hp:p>"
        )

    def _run(self, text: str, setting: Setting, *, colour: bool = False) -> str:
        char = self.faces.char(setting, colour=colour)
        return f'<hp:run charPrIDRef="{char}"><hp:t>{escape(text)}</hp:t></hp:run>'

    def _set_up(self, *, sideways: bool) -> str:
        char = self.faces.char(PARAGRAPHS["unit"])
        header = self._paragraph(
            PARAGRAPHS["right"], "머리말", self._run(self._plan.style.header, PARAGRAPHS["unit"]), page_break=False
        )
        before, _, after = self._plan.style.footer.partition("{page}")
        number = (
            f'<hp:run charPrIDRef="{char}"><hp:t>{escape(before)}</hp:t></hp:run>'
            f'<hp:run charPrIDRef="{char}"><hp:ctrl><hp:autoNum num="1" numType="PAGE"><hp:autoNumFormat type="DIGIT"'
            ' userChar="" prefixChar="" suffixChar="" supscript="0"/></hp:autoNum></hp:ctrl></hp:run>'
            f'<hp:run charPrIDRef="{char}"><hp:t>{escape(after)}</hp:t></hp:run>'
        )
        footer = self._paragraph(PARAGRAPHS["center"], "바탕글", number, page_break=False)
        running = "".join(
            f'<hp:ctrl><hp:{kind} id="{next(self._ids)}" applyPageType="BOTH">'
            + SUB_LIST.format(align=align, width=TEXT_WIDTH, height=2834, content=content)
            + f"</hp:{kind}></hp:ctrl>"
            for kind, align, content in (("header", "TOP", header), ("footer", "BOTTOM", footer))
        )
        borders = "".join(
            f'<hp:pageBorderFill type="{kind}" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0"'
            ' fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>'
            for kind in ("BOTH", "EVEN", "ODD")
        )
        page = PAGE.format(turn="NARROWLY" if sideways else "WIDELY")
        section = (
            '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000"'
            ' tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0"'
            ' masterPageCnt="0">'
            '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
            '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
            '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL"'
            ' fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
            '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
            f'{page}<hp:footNotePr>{NOTE}<hp:placement place="EACH_COLUMN" beneathText="0"/></hp:footNotePr>'
            f'<hp:endNotePr>{NOTE}<hp:placement place="END_OF_DOCUMENT" beneathText="0"/></hp:endNotePr>{borders}'
            "</hp:secPr>"
            '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
        )
        return f'<hp:run charPrIDRef="{char}">{section}{running}</hp:run>'

    def _table(self, table: Table, width: int) -> str:
        widths = [round(share * width) for share in table.shares()]
        by_row: dict[int, list[str]] = {row: [] for row in range(len(table.rows))}
        for cell in table.cells():
            by_row[cell.row].append(self._cell(table, cell, widths))
        rows = "".join(f"<hp:tr>{''.join(cells)}</hp:tr>" for cells in by_row.values())
        border = self.faces.border(rules_of("grid", (0, 0, 0, 0), (1, 1)), "")
        return (
            f'<hp:tbl id="{next(self._ids)}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM"'
            ' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL"'
            f' repeatHeader="{int(table.header_rows > 0)}" rowCnt="{len(table.rows)}" colCnt="{table.column_count}"'
            f' cellSpacing="0" borderFillIDRef="{border}" noAdjust="0">'
            f'<hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{1900 * len(table.rows)}"'
            ' heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1"'
            ' allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP"'
            ' horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="283" right="283" top="283"'
            f' bottom="283"/>{self._caption(table)}'
            f'<hp:inMargin left="510" right="510" top="141" bottom="141"/>{rows}</hp:tbl>'
        )

    def _caption(self, table: Table) -> str:
        if not (table.caption and self._plan.style.own_captions):
            return ""
        setting = PARAGRAPHS["caption"]
        content = self._paragraph(setting, "바탕글", self._run(table.caption, setting), page_break=False)
        return (
            f'<hp:caption side="TOP" fullSz="0" width="8504" gap="283" lastWidth="{TEXT_WIDTH}">'
            + SUB_LIST.format(align="TOP", width=0, height=0, content=content)
            + "</hp:caption>"
        )

    def _cell(self, table: Table, cell: Cell, widths: list[int]) -> str:
        span = (cell.row, cell.col, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1)
        rules = rules_of(table.look, span, (len(table.rows), table.column_count))
        header = cell.row < table.header_rows
        shaded = is_label(table, cell)
        border = self.faces.border(rules, self._plan.style.shade if shaded else "")
        setting = Setting(
            delta=self._plan.style.table_size - self._plan.style.size,
            bold=shaded,
            align=alignment(table, cell),
            heading_font=True,
            line=0.8,
            after=0,
        )
        content = "".join(
            self._paragraph(setting, "바탕글", self._run(line, setting), page_break=False)
            for line in cell.text.split("\n")
        )
        inner = table.nested.get((cell.row, cell.col))
        if inner is not None:
            width = sum(widths[cell.col : cell.col + cell.col_span]) - 2 * CELL_MARGIN
            content += self._block(inner, width, page_break=False)
        return (
            f'<hp:tc name={quoteattr("")} header="{int(header)}" hasMargin="0" protect="0" editable="0" dirty="0"'
            f' borderFillIDRef="{border}">'
            + SUB_LIST.format(align="CENTER", width=0, height=0, content=content)
            + f'<hp:cellAddr colAddr="{cell.col}" rowAddr="{cell.row}"/>'
            f'<hp:cellSpan colSpan="{cell.col_span}" rowSpan="{cell.row_span}"/>'
            f'<hp:cellSz width="{sum(widths[cell.col : cell.col + cell.col_span])}" height="{1900 * cell.row_span}"/>'
            '<hp:cellMargin left="510" right="510" top="141" bottom="141"/></hp:tc>'
        )
