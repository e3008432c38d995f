"""검토의견: a row a finding of every plan that asks for a decision; the files that could not be read below."""

from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from review.rendering.labels_ko import KINDS
from review.sheets import xlsx_cells as cells
from review.sheets.comparison_plan import Compared
from review.sheets.remarks import remarks

NAME: Final = "검토의견"
HEADER_ROW: Final = 3
_HEADERS: Final = ("연번", "지방정부", "상태", "구분", "항목", "지적 내용 및 산출 근거", "조치 사항", "위치", "기준")


def write_remarks(sheet: Worksheet, all_plans: Compared) -> None:
    """Fill the sheet, the plans in the order of the others, the heaviest finding of each first."""
    cells.write_title(
        sheet, "검토의견", ("위반·판정 불가·주의·참고만 실음. 충족 판정과 전체 근거는 심사자료 화면 참조",)
    )
    cells.write_header(sheet, HEADER_ROW, _HEADERS)
    row = HEADER_ROW + 1
    for plan in all_plans.plans:
        figures = plan.figures
        for remark in remarks(figures.record, figures.proposal, all_plans.call):
            cells.write_number(cells.at(sheet, row, 1), figures.number, cells.COUNT)
            texts = (figures.name, plan.standing.value, remark.verdict, remark.name, remark.said, remark.needed)
            for column, text in enumerate((*texts, remark.place, remark.citation), 2):
                cells.write_text(cells.at(sheet, row, column), text)
            row += 1
    for record in all_plans.unread:
        submission, failure = record.submission, record.failure
        cells.write_text(cells.at(sheet, row, 1), "")
        told = (submission.applicant or submission.file_name, "판독 불가", KINDS[submission.kind], "파일")
        said = (failure.message if failure else "심사 결과 없음", "파일 재제출 요청", submission.file_name, "")
        for column, text in enumerate((*told, *said), 2):
            cells.write_text(cells.at(sheet, row, column), text)
        row += 1
    cells.set_widths(sheet, [5, 15, 9, 9, 14, 52, 46, 38, 44])
    cells.fit_rows(sheet, HEADER_ROW)
    cells.set_page(sheet, HEADER_ROW)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:I{max(row - 1, HEADER_ROW + 1)}"
