"""A made-up plan that keeps every rule, as data that is changed in one place and written in each format.

A DOCX whose texts alone differ is the unchanged DOCX with those texts replaced, and the PDF's fonts are read once:
writing hundreds of files would otherwise take longer than reading and judging them. One font is enough for all.
"""

import io
import zipfile
from functools import cache
from unittest import mock

from lxml import etree
from reportlab.pdfbase.ttfonts import TTFont

from extractors import read
from samples import write_pdf
from samples.document import Heading, Paragraph, Table
from samples.facts import load_plan
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx

FORMATS = ("docx", "hwpx", "pdf")
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PLAN = load_plan("busan")
STYLE = _PLAN.model_copy(update={"style": _PLAN.style.model_copy(update={"font": _PLAN.style.heading_font})})
_font = cache(TTFont)

COVER = (
    ("신청기관", "부산광역시"),
    ("전담기관", "(재)부산예시테크노파크"),
    ("사업기간", "2026. 4. 1. ~ 2027. 12. 31. (21개월)"),
)
SOURCES = (
    ("구분", "총사업비", "국비", "지방비", "자부담"),
    ("금액", "12,000", "7,000", "2,600", "2,400"),
    ("비율(%)", "100.0", "58.3", "21.7", "20.0"),
)
PRIVATE = (("구분", "합계", "현금", "현물"), ("자부담", "2,400", "1,400", "1,000"))
YEARS = (
    ("구분", "총사업비", "국비", "지방비", "자부담"),
    ("2026년", "5,000", "2,900", "1,100", "1,000"),
    ("2027년", "7,000", "4,100", "1,500", "1,400"),
    ("합계", "12,000", "7,000", "2,600", "2,400"),
)
PROGRAMS = (
    ("지원분야", "세부 프로그램", "총사업비", "국비", "지방비", "자부담"),
    ("AI 솔루션", "예시 검사 솔루션", "4,000", "2,300", "900", "800"),
    ("AI 인프라", "예시 연산 자원", "4,000", "2,400", "800", "800"),
    ("AI 인력양성", "예시 실무 과정", "4,000", "2,300", "900", "800"),
    ("합계", "<", "12,000", "7,000", "2,600", "2,400"),
)
ITEMS = (
    ("비목", "산출근거", "금액"),
    ("인건비", "5,000천원 × 20명 × 20월", "2,000,000"),
    ("장비비", "1,000,000천원 × 10식", "10,000,000"),
    ("합계", "", "12,000,000"),
)
KPIS = (
    ("세부 프로그램", "성과지표", "단위", "최종"),
    ("예시 검사 솔루션", "솔루션 개발", "종", "10"),
    ("예시 연산 자원", "서버 제공", "노드", "40"),
    ("예시 실무 과정", "교육 수료", "명", "200"),
)
PLAN = {
    "cover": COVER,
    "goal": "지역 중소기업의 AI 활용을 넓힘",
    "sum": "총사업비는 12,000백만원으로 국비 7,000백만원, 지방비 2,600백만원, 자부담 2,400백만원으로 구성",
    "solution": "AI 솔루션을 개발하여 수요 기업의 공정에 도입하고 현장에서 실증",
    "infra": "GPU 서버와 저장장치를 갖춘 공용 데이터 센터를 구축하고 개방",
    "talent": "재직자 교육 과정을 운영하여 전문 인력을 양성",
    "one": "솔루션 개발 10종",
    "two": "서버 제공 40노드",
    "three": "교육 수료 200명",
    "organization": "Ⅲ. 추진체계",
    "schedule": "Ⅳ. 추진일정",
    "outcomes": "Ⅵ. 기대효과",
    "sources": SOURCES,
    "private": PRIVATE,
    "years": YEARS,
    "programs": PROGRAMS,
    "items": ITEMS,
    "kpis": KPIS,
    "pledge": "금 2,600,000,000원(금이십육억원)",
    "units": ("백만원", "백만원", "백만원", "백만원", "천원"),
    "more": (),
}
TABLES = (
    ("sources", "재원별 사업비"),
    ("private", "자부담 구성"),
    ("years", "연도별 사업비"),
    ("programs", "프로그램별 사업비"),
    ("items", "비목별 사업비"),
)


def put(rows, *changes):
    """The rows with some cells changed: (row, column, text)."""
    table = [list(row) for row in rows]
    for row, col, text in changes:
        table[row][col] = text
    return tuple(map(tuple, table))


def _blocks(plan):
    yield Paragraph("지역 AI 전환 사업계획서(시연용 예시)", "title")
    yield Table(plan["cover"], header_rows=0, role="overview")
    yield Heading(1, "Ⅰ. 사업 목적")
    yield Paragraph(f"○ {plan['goal']}", "level1")
    yield Heading(1, "Ⅱ. 세부 프로그램")
    parts = (("solution", "one"), ("infra", "two"), ("talent", "three"))
    titles = [row[0] for row in plan["kpis"][1:4]]
    for number, (title, (content, target)) in enumerate(zip(titles, parts, strict=True), 1):
        yield Heading(2, f"{number}. {title}")
        yield Paragraph(f"□ (사업내용) {plan[content]}", "level0")
        yield Paragraph(f"□ (성과지표) {plan[target]}", "level0")
    yield Heading(1, plan["organization"])
    yield Paragraph("○ 전담기관이 총괄하고 참여기관이 수행", "level1")
    yield Heading(1, plan["schedule"])
    yield Paragraph("○ 1단계 준비, 2단계 수행, 3단계 확산", "level1")
    yield Heading(1, "Ⅴ. 소요예산")
    yield Paragraph(f"○ {plan['sum']}", "level1")
    for (key, caption), unit in zip(TABLES, plan["units"], strict=True):
        if plan[key]:
            yield Paragraph(f"< {caption} >", "caption")
            if unit:
                yield Paragraph(f"(단위: {unit})", "unit")
            yield Table(plan[key], caption=caption, unit=unit or "")
    yield Heading(1, plan["outcomes"])
    yield Paragraph("○ 성과지표는 다음과 같음", "level1")
    yield Table(plan["kpis"], caption="성과지표")
    yield Paragraph(f"붙임. 지방비 확보 확약: {plan['pledge']}")
    for text in plan["more"]:
        yield Paragraph(text)


def _pdf(blocks):
    with mock.patch.object(write_pdf, "TTFont", _font):
        return write_pdf.write_pdf(STYLE, blocks)


def _texts(blocks):
    """The texts of a document in the order of its runs, and what stands around them: merged cells, table sizes."""
    texts: list[str] = []
    frame: list[tuple[type, list[bool]]] = []
    for block in blocks:
        lines = [cell.text for cell in block.cells()] if isinstance(block, Table) else [block.text]
        frame.append((type(block), [bool(line) for line in lines]))
        texts.extend(line for line in lines if line)
    return texts, frame


@cache
def _unchanged_docx():
    blocks = list(_blocks(PLAN))
    return write_docx(STYLE, blocks), *_texts(blocks)


def _docx(blocks):
    whole, before, frame = _unchanged_docx()
    after, new_frame = _texts(blocks)
    if new_frame != frame:
        return write_docx(STYLE, blocks)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                runs = [run for run in root.iter(TEXT) if run.text]
                for run, was, text in zip(runs, before, after, strict=True):
                    assert run.text == was
                    run.text = text
                data = etree.tostring(root)
            new.writestr(name, data)
    return out.getvalue()


def read_plan(file_format, **changes):
    """The plan with these changes, written in a format and read again."""
    plan = {**PLAN, **changes}
    assert plan.keys() == PLAN.keys()
    blocks = list(_blocks(plan))
    write = {"docx": _docx, "hwpx": lambda blocks: write_hwpx(STYLE, blocks), "pdf": _pdf}[file_format]
    return read(write(blocks), f"example.{file_format}")
