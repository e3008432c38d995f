"""비교표: formulas over what the records have, limits as cells, places as comments, and nothing of a plan that runs."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from review.sheets.comparison_book import comparison_book
from review.sheets.xlsx_cells import money_format
from schemas.units import MoneyUnit
from tests.review.sheets.conftest import HOSTILE, with_title

BOOK = "비교표"


@pytest.fixture
def book(records, call):
    return load_workbook(BytesIO(comparison_book(records, call)))


def column(sheet, header, row=5):
    return next(cell.column_letter for cell in sheet[row] if cell.value == header)


def test_each_plan_that_was_read_has_a_row_and_the_unread_file_a_remark(book):
    assert [book[BOOK][f"B{row}"].value for row in (6, 7, 8)] == ["가온광역시", "나루도", "다솜시 담당 010-****-****"]
    assert any(row[4].value == "파일" and row[1].value == "안읽힘.hwp" for row in book["검토의견"].iter_rows())


def test_shares_and_sums_are_formulas_and_the_limits_cells_of_their_own(book):
    sheet = book[BOOK]
    share = column(sheet, "국비 비율")
    assert sheet[f"{share}6"].value.startswith("=IF(")
    assert sheet[f"{share}4"].value == pytest.approx(0.6)
    assert f"{share}$4" in sheet[f"{column(sheet, '초과액')}6"].value
    assert sheet.freeze_panes == "C6"
    assert any(f"${share}$4" in rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules)


def test_money_is_won_shown_in_one_unit_with_its_place_as_a_comment(book):
    cell = book[BOOK]["F7"]
    assert (cell.value, cell.number_format) == (7_000_000_000, money_format(MoneyUnit.MILLION))
    assert "4쪽" in cell.comment.text
    assert "7,000" in cell.comment.text


def test_words_of_a_plan_are_never_a_formula(book):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


@pytest.mark.parametrize("text", ["+1+1", "-1+1", "@SUM(1)", "#N/A", "\x00\x1b제목", "\ud800", "가" * 40_000])
def test_any_title_makes_a_book_that_opens(make_record, call, text):
    book = load_workbook(BytesIO(comparison_book([with_title(make_record(), text)], call)))
    cell = book["프로그램"]["D5"]
    assert cell.data_type == "s"
    assert len(cell.value) <= 2_000


def test_nothing_of_a_person_is_in_the_file(records, call):
    with zipfile.ZipFile(BytesIO(comparison_book(records, call))) as package:
        assert not any(b"1234-5678" in package.read(name) for name in package.namelist())


def test_same_records_give_the_same_bytes(records, call):
    assert comparison_book(records, call) == comparison_book(records, call)


def test_call_without_plans_has_a_book_of_headers(call):
    assert load_workbook(BytesIO(comparison_book([], call))).sheetnames[0] == BOOK
