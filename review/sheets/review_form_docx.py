"""서면검토서 as a DOCX, in the form that a ministry's reviewers fill in and sign."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm

from review.rendering.docx_form import (
    add_line,
    add_pairs,
    add_table,
    keep_together,
    new_form,
    number_pages,
    open_space,
)
from review.rendering.plain_text import one_line
from review.sheets.office_package import dated
from review.sheets.remarks import Remark
from review.sheets.review_form import ReviewForm

_FACT_WIDTHS: Final = (22, 66, 22, 62)
_SOURCES: Final = ("재원", "금액", "총사업비 대비")
_LIMITS: Final = ("공고 기준", "이 계획서", "판정", "초과·부족")
_YEARS: Final = ("연도", "국비", "지방비", "자부담", "계")
_AREAS: Final = ("분야", "세부사업", "사업비", "비중")
_PROGRAMS: Final = ("연번", "세부사업명", "분야", "국비", "지방비", "자부담", "계", "성과목표")
_REMARKS: Final = ("연번", "구분", "항목", "지적 내용 및 산출 근거", "위치", "조치 사항")
_CRITERIA: Final = ("평가기준", "검토의견", "평가")
_OPINION_MM: Final = 24
_OVERALL_MM: Final = 30
_RESULT_MM: Final = 9
_GRADES: Final = "□ 우수\n□ 보통\n□ 미흡"
_DECISION: Final = "□ 적정    □ 보완 후 재검토    □ 부적정"


def review_form_docx(form: ReviewForm, moment: datetime) -> bytes:
    """The bytes of the form, A4; `moment` (aware) is the date in its properties, so that they do not change."""
    document = new_form("서면검토서")
    add_line(document, "사업계획서 서면검토서", bold=True, size=18, centred=True, after=2)
    add_line(document, f"「{form.call}」", centred=True, after=8)
    _add_facts(document, form)
    _add_money(document, form)
    _add_programs(document, form)
    _add_remarks(document, form.remarks, form.remarks_omitted)
    _add_opinions(document, form)
    _add_signature(document)
    number_pages(document, form.made)
    stream = BytesIO()
    document.save(stream)
    return dated(stream.getvalue(), moment.astimezone(UTC))


def _heading(document: DocxDocument, text: str, aside: str = "") -> None:
    paragraph = add_line(document, text, bold=True, size=13, before=10, after=3, with_next=True)
    if aside:
        run = paragraph.add_run(f"  ({aside})")
        run.font.size = None


def _add_facts(document: DocxDocument, form: ReviewForm) -> None:
    _heading(document, "1. 개요")
    add_pairs(document, form.facts, _FACT_WIDTHS)


def _add_money(document: DocxDocument, form: ReviewForm) -> None:
    unit = f"단위: {form.unit}"
    _heading(document, "2. 재원", unit)
    add_table(document, _SOURCES, form.funding, (60, 56, 56), right=(1, 2), bold_rows=(len(form.funding) - 1,))
    if form.limits:
        add_line(document, "공고 기준 대비", before=6, after=2, with_next=True)
        add_table(document, _LIMITS, form.limits, (60, 36, 28, 48), centred=(1, 2, 3))
    if form.years:
        add_line(document, "연차별", before=6, after=2, with_next=True)
        add_table(document, _YEARS, form.years, (32, 35, 35, 35, 35), centred=(0,), right=(1, 2, 3, 4))
    _heading(document, "3. 분야별 사업비", unit)
    add_table(
        document, _AREAS, form.areas, (66, 44, 36, 26), centred=(1,), right=(2, 3), bold_rows=(len(form.areas) - 1,)
    )


def _add_programs(document: DocxDocument, form: ReviewForm) -> None:
    _heading(document, "4. 세부사업", f"단위: {form.unit}")
    if not form.programs:
        add_line(document, "세부사업 미확인", indent=4)
        return
    widths = (10, 44, 25, 16, 16, 16, 17, 28)
    add_table(document, _PROGRAMS, form.programs, widths, centred=(0,), right=(3, 4, 5, 6))
    if form.programs_omitted:
        add_line(document, f"외 {form.programs_omitted}개 세부사업 생략", indent=4)


def _add_remarks(document: DocxDocument, told: Sequence[Remark], omitted: int) -> None:
    _heading(document, "5. 지적사항")
    if not told:
        add_line(document, "위반·판정 불가·주의·참고 사항 없음", indent=4)
        return
    rows = [
        tuple(
            one_line(text)
            for text in (str(number), each.verdict, each.name, each.said, each.place or "-", each.needed or "-")
        )
        for number, each in enumerate(told, 1)
    ]
    add_table(document, _REMARKS, rows, (10, 16, 20, 50, 32, 44), centred=(0, 1))
    if omitted:
        add_line(document, f"외 {omitted}건 생략", indent=4)


def _add_opinions(document: DocxDocument, form: ReviewForm) -> None:
    _heading(document, "6. 평가기준별 검토의견")
    rows = [(opinion.criterion, _hint(opinion.passages), _GRADES) for opinion in form.opinions]
    table = add_table(document, _CRITERIA, rows, (34, 116, 22), centred=(0, 2))
    open_space(table, _OPINION_MM, first_row=1)
    for row in table.rows[1:]:
        row.cells[1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    _heading(document, "7. 종합의견")
    overall = add_pairs(document, (("검토의견", ""), ("검토 결과", _DECISION)), (26, 146))
    open_space(overall, _RESULT_MM)
    overall.rows[0].height = Mm(_OVERALL_MM)


def _hint(passages: Sequence[str]) -> str:
    """Where the plan speaks to a criterion, as a help for who writes the opinion above or below it."""
    return f"(관련 서술: {'; '.join(passages)})" if passages else ""


def _add_signature(document: DocxDocument) -> None:
    add_line(document, "위와 같이 검토하였음.", before=12, centred=True, with_next=True)
    add_line(document, "20    년      월      일", before=4, centred=True, with_next=True)
    signature = add_pairs(
        document, (("소속", "", "직위", ""), ("성명", "", "서명", "(서명 또는 인)")), (22, 64, 22, 64)
    )
    open_space(signature, _RESULT_MM)
    keep_together(signature)
    note = "※ 수치와 지적사항은 제출 파일에서 추출·계산한 것이며, 평가와 판단은 검토자가 기재함"
    add_line(document, note, before=6, size=9)
