"""비교표 (XLSX): all plans of a call side by side, with live formulas, limits to play with, and places as comments.

비교표 sums and shares · 분야별 and 단가 over the rows of 프로그램 · 검토의견 in words. Values are won.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook

from review.sheets import area_sheets, overview_sheet, program_sheet, remark_sheet
from review.sheets.comparison_plan import compared
from review.sheets.office_package import dated
from schemas import Call, Record


def comparison_book(records: Sequence[Record], call: Call) -> bytes:
    """The workbook over a call's records, personal data masked; the same records give the same bytes."""
    all_plans = compared(records, call)
    book = Workbook()
    overview = book.worksheets[0]
    overview.title = overview_sheet.NAME
    areas, costs, programs, remarks = (
        book.create_sheet(name)
        for name in (area_sheets.AREAS, area_sheets.COSTS, program_sheet.NAME, remark_sheet.NAME)
    )
    overview_sheet.write_overview(overview, all_plans)
    ranges = program_sheet.write_programs(programs, all_plans)
    area_sheets.write_areas(areas, all_plans, ranges)
    area_sheets.write_costs(costs, all_plans, ranges)
    remark_sheet.write_remarks(remarks, all_plans)
    book.properties.creator, book.properties.title = "simsa", f"{call.title} 비교표"
    # Nothing is computed here: whoever opens it computes all formulas on loading.
    book.calculation.fullCalcOnLoad = True
    stream = BytesIO()
    book.save(stream)
    moment = max((record.recorded_at for record in records), default=datetime(2000, 1, 1, tzinfo=UTC))
    return dated(stream.getvalue(), moment.astimezone(UTC))
