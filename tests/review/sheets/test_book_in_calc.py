"""비교표 opened and computed by LibreOffice: every formula gives what the records have."""

import shutil
import subprocess
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from review.comparison.plan_figures import plan_figures
from review.rendering.masking import masked
from review.sheets.comparison_book import comparison_book
from schemas import Source
from tests.review.sheets.conftest import HOSTILE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture
def computed(records, call, tmp_path):
    """The book as LibreOffice writes it again, its formulas replaced by what they give."""
    source = tmp_path / "book.xlsx"
    source.write_bytes(comparison_book(records, call))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path / "out", source]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return load_workbook(tmp_path / "out" / "book.xlsx", data_only=True)


def by_header(sheet, header_row, row):
    return {sheet.cell(header_row, cell.column).value: cell.value for cell in sheet[row]}


def krw_of(amount):
    return amount.krw


def number(share):
    return float(share)


def test_formulas_give_what_the_records_have(computed, records, call):
    figures = plan_figures([masked(record) for record in records], call)
    overview, areas, costs = (computed[name] for name in ("비교표", "분야별", "단가"))
    for row, plan in enumerate(figures, 6):
        shown = by_header(overview, 5, row)
        amounts = [plan.funding.of(source) for source in Source.TOTAL.parts]
        assert shown["재원 합계"] == sum(amount.krw for amount in amounts if amount)
        assert shown["차이"] == krw_of(plan.funding.total) - shown["재원 합계"]
        for gap, name in zip(plan.gaps, ("국비 비율", "지방비·자부담 비율", "지방비 비율"), strict=True):
            assert shown[name] == pytest.approx(number(gap.share), abs=1e-12)
        assert overview.cell(row, _missing_column(overview, 3)).value == plan.gaps[2].gap_krw
        in_areas = by_header(areas, 4, row - 1)
        for area in plan.areas:
            assert (in_areas[area.name] or 0) == area.krw
            assert in_areas[f"{area.name} 비율"] == pytest.approx(number(area.share))
        in_costs = by_header(costs, 4, row - 1)
        for cost in plan.costs:
            assert Fraction(in_costs[f"{cost.measure.name} 목표({cost.measure.unit})"]) == cost.count
            found = in_costs[cost.measure.cost_name]
            assert found == (pytest.approx(float(cost.cost)) if cost.cost is not None else None)
    assert figures[1].gaps[2].gap_krw == 937_000_000
    titles = [row[3].value for row in computed["프로그램"].iter_rows(min_row=5)]
    assert HOSTILE in titles
    errors = [cell for sheet in computed for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert not errors


def _missing_column(sheet, which):
    names = [cell.value for cell in sheet[5]]
    return [at for at, name in enumerate(names, 1) if name in ("초과액", "부족액")][which - 1]
