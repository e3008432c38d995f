"""Plans and a call as literals: what stands in a test is all that the extractors see."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from extractors.readers.shared.finalize import assemble
from rules import load_call
from schemas import (
    Anchor,
    Area,
    Block,
    BlockKind,
    Call,
    CallDocument,
    Cell,
    Document,
    Exclusion,
    FileFormat,
    FileInfo,
    Region,
    RequiredSection,
    Table,
)

_FILE = FileInfo(name="plan.docx", sha256="0" * 64, format=FileFormat.DOCX)


def _document(text: str) -> Document:
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[list[str]] = []

    def close_table() -> None:
        if rows:
            path = f"s0/{len(blocks)}"
            tables.append(Table(path=path, cells=_cells(rows, path)))
            blocks.append(Block(kind=BlockKind.TABLE, table=len(tables) - 1))
            rows.clear()

    for line in text.strip("\n").splitlines():
        stripped = line.strip()
        if stripped.startswith("|"):
            rows.append([cell.strip().replace("\\n", "\n") for cell in stripped.strip("|").split("|")])
            continue
        close_table()
        if not stripped:
            continue
        depth = len(stripped) - len(stripped.lstrip("#"))
        words = stripped[depth:].strip()
        blocks.append(
            Block(
                kind=BlockKind.HEADING if depth else BlockKind.PARAGRAPH,
                level=depth or None,
                text=words,
                anchor=Anchor(path=f"s0/{len(blocks)}", text=words),
            )
        )
    close_table()
    return assemble(_FILE, blocks, tables, ())


def _cells(rows: list[list[str]], path: str) -> tuple[Cell, ...]:
    """`<` goes on with the cell to the left, `^` with the cell above."""
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in {"<", "^"}:
                continue
            column_span = 1
            while column + column_span < len(texts) and texts[column + column_span] == "<":
                column_span += 1
            row_span = 1
            while row + row_span < len(rows) and rows[row + row_span][column] == "^":
                row_span += 1
            cells.append(
                Cell(
                    row=row,
                    col=column,
                    row_span=row_span,
                    col_span=column_span,
                    text=text,
                    anchor=Anchor(path=f"{path}[{row},{column}]", text=text),
                )
            )
    return tuple(cells)


@pytest.fixture(scope="session")
def plan() -> Callable[[str], Document]:
    """A document from a text: a line is a paragraph, `#` heads, `|` makes rows, `\\n` breaks a line in a cell."""
    return _document


@pytest.fixture(scope="session")
def call() -> Call:
    """A made-up call with two governments, one excluded, three areas and operation; its words of money are real."""
    return Call(
        id="example",
        version="1",
        title="지역 예시 AI 대전환",
        publisher="예시부",
        documents=(CallDocument(id="notice", title="예시 공고", published=date(2026, 2, 4)),),
        applicants=(
            Region(name="부산광역시", aliases=("부산", "부산시")),
            Region(name="강원특별자치도", aliases=("강원", "강원도")),
        ),
        exclusions=(Exclusion(name="울산광역시", aliases=("울산", "울산시"), reason="기선정 지역"),),
        closes_at=datetime(2026, 3, 10, 15, tzinfo=UTC),
        timezone="Asia/Seoul",
        areas=(
            Area(id="solution", name="AI 솔루션 개발·보급", aliases=("AI 솔루션", "솔루션 개발·실증")),
            Area(id="infra", name="AI 인프라", aliases=("AI 인프라 구축", "AI 기반 조성")),
            Area(id="talent", name="AI 인력양성", aliases=("AI 인재양성", "인력양성", "AI 교육")),
        ),
        operation=Area(id="none", name="사업 운영", aliases=("사업단 운영", "사업 관리", "사업 운영·관리", "성과관리")),
        sections=(
            RequiredSection(id="purpose", name="사업 목적", aliases=("목적", "사업목표", "추진배경", "사업개요")),
            RequiredSection(id="content", name="사업 내용", aliases=("세부 추진계획", "세부 프로그램", "주요내용")),
            RequiredSection(id="schedule", name="추진일정", aliases=("일정", "추진 로드맵")),
            RequiredSection(id="organization", name="추진체계", aliases=("추진조직", "기관별 역할")),
            RequiredSection(id="outcomes", name="기대효과", aliases=("성과지표", "성과목표")),
        ),
        lexicon=load_call("regional-ai-2026").lexicon,
        rules=(),
    )
