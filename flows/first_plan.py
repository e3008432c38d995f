"""A made-up plan that is judged before any other, so that no process of a document has to compile patterns.

The template judges it once; the processes that are forked from it have what it compiled. It says a little of all that
plans say, and nothing of it is true.
"""

from schemas import Anchor, Block, BlockKind, Cell, Document, FileFormat, FileInfo, Submission, Table

_SHA256 = "0" * 64
FIRST_SUBMISSION = Submission(file_name="first.docx", sha256=_SHA256)

_TEXTS = (
    (1, "Ⅰ. 사업 개요"),
    (None, "□ 사업기간 : 2026. 4. 1. ~ 2027. 12. 31. (21개월)"),
    (None, "○ 총사업비 100백만원(금일억원정) 중 국비 60백만원(60.0%), 지방비 30백만원, 자부담 10백만원으로 구성"),
    (None, "○ 전담기관 : (재)예시테크노파크, 예시대학교(참여기관)"),
    (1, "Ⅱ. 세부 추진계획"),
    (2, "1. 예시 AI 솔루션 도입 지원"),
    (None, "□ 추진목적 : 예시 공정의 불량을 줄이는 솔루션의 도입을 지원"),
    (None, "□ 지원대상 : 예시 중소기업 10개사"),
    (None, "□ 주요내용 : 예시 기업의 솔루션 도입과 활용 교육을 운영하고 그 성과를 예시 협회와 함께 널리 알림"),
    (None, "□ 수행기관 : (재)예시테크노파크"),
    (None, "□ 소요예산 : 100백만원(국비 60백만원, 지방비 30백만원, 자부담 10백만원)"),
    (None, "□ 성과목표 : 솔루션 도입 10개사"),
)
_BUDGET = (
    ("세부 프로그램", "산출근거", "합계(A+B+C)", "국비(A)", "지방비(B)", "자부담(C)"),
    ("예시 AI 솔루션 도입 지원", "10백만원 × 10개사", "100", "60", "30", "10"),
    ("합계", "", "100", "60", "30", "10"),
)
_SHARES = (
    ("구분", "총사업비", "국비", "지방비", "자부담"),
    ("금액", "100", "60", "30", "10"),
    ("비율(%)", "100.0", "60.0", "30.0", "10.0"),
)
_TARGETS = (("성과지표", "단위", "2026년", "2027년", "최종"), ("솔루션 도입", "개사", "4", "6", "10"))
_ROLES = (("기관명", "주요 역할"), ("예시대학교", "교육 운영"))
_SCHEDULE = (
    ("추진내용", "2026년 상반기", "2026년 하반기"),
    ("수요 조사", "●", ""),
    ("솔루션 도입", "", "●"),
)


def first_document() -> Document:
    """The plan as read."""
    money = (_table(0, _BUDGET, "백만원"), _table(1, _SHARES, "백만원"))
    tables = (*money, _table(2, _TARGETS), _table(3, _ROLES), _table(4, _SCHEDULE))
    blocks = [
        Block(
            kind=BlockKind.HEADING if level else BlockKind.PARAGRAPH,
            level=level,
            text=text,
            anchor=Anchor(path=f"s0/{number}", text=text),
        )
        for number, (level, text) in enumerate(_TEXTS)
    ]
    blocks += [Block(kind=BlockKind.TABLE, table=index) for index in range(len(tables))]
    file = FileInfo(name=FIRST_SUBMISSION.file_name, sha256=_SHA256, format=FileFormat.DOCX)
    return Document(file=file, blocks=tuple(blocks), tables=tables)


def _table(index: int, rows: tuple[tuple[str, ...], ...], unit: str | None = None) -> Table:
    cells = tuple(
        Cell(row=row, col=col, text=text, anchor=Anchor(path=f"s0/t{index}[{row},{col}]", text=text))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    return Table(unit=unit, cells=cells)
