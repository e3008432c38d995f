"""What the sample plans print adds up, cell by cell, except the one cell that is wrong on purpose."""

import re
from decimal import Decimal

import pytest

from samples.body import blocks_of
from samples.document import Table
from samples.facts import Plan, load_plan, plan_keys
from samples.line_items import items_of

PLANS = [load_plan(key) for key in plan_keys()]
BUDGET_ROLES = {
    "funding", "by_year", "by_program", "by_program_year", "by_organization", "by_area", "line_items",
    "program_funding",
}  # fmt: skip
SUMS = (("total", ("national", "local", "private")), ("local", ("metro", "district")), ("private", ("cash", "in_kind")))
NUMBER = re.compile(r"△?[\d,]+(\.\d+)?")


def filled(table: Table) -> list[list[str]]:
    """The grid with merged cells repeated."""
    owners = table.owners()
    return [[table.rows[r][c] for r, c in line] for line in owners]


def amount(text: str) -> Decimal | None:
    first = text.split("\n")[0].removesuffix("백만원")
    if first == "-":
        return Decimal(0)
    return Decimal(first.replace(",", "").replace("△", "-")) if NUMBER.fullmatch(first) else None


def bare(text: str) -> str:
    return re.sub(r"\s+|\([A-D=+]*\)", "", text)


def source_columns(table: Table, plan: Plan) -> dict[str, int]:
    """The column of each source, by the words of the header that stand over it."""
    names = {
        word.replace(" ", ""): source for source, word in plan.labels.items() if source not in {"sum", "total_row"}
    }
    names |= {"금액": "total", "총사업비": "total"}
    subtotal = plan.labels["sum"]
    columns: dict[str, int] = {}
    grid = filled(table)
    for col in range(table.column_count):
        heads = [bare(grid[row][col]) for row in range(table.header_rows)]
        lower = heads[0] if heads[-1] == subtotal and len(heads) > 1 else heads[-1]
        if (source := names.get(lower)) and source not in columns:
            columns[source] = col
    return columns


def broken_rows(table: Table, plan: Plan) -> list[tuple[int, str]]:
    """Rows in which a source is not the sum of its parts."""
    columns = source_columns(table, plan)
    broken = []
    for row, line in enumerate(filled(table)):
        for whole, parts in SUMS:
            known = [part for part in parts if part in columns]
            if whole not in columns or len(known) < len(parts):
                continue
            values = [amount(line[columns[part]]) for part in known]
            total = amount(line[columns[whole]])
            if (
                total is not None
                and None not in values
                and total != sum(value for value in values if value is not None)
            ):
                broken.append((row, whole))
    return broken


def budget_tables(plan: Plan) -> list[Table]:
    return [block for block in blocks_of(plan) if isinstance(block, Table) and block.role in BUDGET_ROLES]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_sources_add_up_in_every_row_but_the_broken_one(plan):
    broken = [(table.role, table.rows[row][1]) for table in budget_tables(plan) for row, _ in _amount_rows(table, plan)]
    if plan.broken_cell is None:
        assert broken == []
    else:
        assert broken == [("by_program", plan.labels["sum"])]


def _amount_rows(table: Table, plan: Plan) -> list[tuple[int, str]]:
    """Broken rows without rows of percentages, whose own sum is tested on the facts."""
    return [
        (row, whole) for row, whole in broken_rows(table, plan) if not table.rows[row][0].startswith(("비율", "구성비"))
    ]


def test_the_check_of_rows_sees_a_changed_cell():
    plan = load_plan("chungbuk")
    table = next(table for table in budget_tables(plan) if table.role == "by_program")
    rows = [list(row) for row in table.rows]
    rows[2][3] = "1"
    assert broken_rows(Table(tuple(map(tuple, rows)), header_rows=table.header_rows), plan) != []


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_years_printed_across_add_up_to_the_total(plan):
    for table in budget_tables(plan):
        heads = [bare(text) for text in filled(table)[0]]
        years = [col for col, head in enumerate(heads) if re.match(r"20\d\d", head)]
        total = next((col for col, head in enumerate(heads) if head == bare(plan.labels["total"])), None)
        if table.header_rows > 1 or not years or total is None:
            continue
        for line in filled(table)[1:]:
            parts = [amount(line[col]) for col in years]
            assert amount(line[total]) == sum(part for part in parts if part is not None), line


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_the_total_row_is_the_sum_of_the_programmes(plan):
    for table in budget_tables(plan):
        if table.role != "by_program":
            continue
        grid = filled(table)
        titles = {program.title for program in plan.programs}
        total = next(line for line in grid[table.header_rows :] if bare(line[0]) == bare(plan.total_row))
        lines = [line for line in grid if titles & set(line)]
        assert len(lines) == len(plan.programs)
        for col in range(table.column_count):
            if amount(total[col]) is not None:
                assert amount(total[col]) == sum(amount(line[col]) or 0 for line in lines)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_printed_percentages_add_up_to_a_hundred(plan):
    rollups = {bare(text) for text in (plan.labels["total"], plan.labels["sum"], plan.total_row)}
    for table in budget_tables(plan):
        grid = filled(table)
        for line in grid:
            if line[0].startswith(("비율", "구성비")):
                values = [Decimal(text.rstrip("%")) for text in line[1:]]
                assert sum(values) == 2 * max(values) == 200
        if grid[0][-1] == "비중(%)":
            leaves = [line for line in grid[1:] if not rollups & {bare(line[0]), bare(line[1])}]
            assert sum(Decimal(line[-1]) for line in leaves) == 100


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.key)
def test_unit_price_times_number_times_times_is_the_amount(plan):
    for program in plan.programs:
        items = items_of(program, plan.of_program(program).total, "천원")
        assert sum(item.krw for item in items) == plan.of_program(program).total
        for item in items:
            price, *counts = item.basis.split(" × ")
            product = int(price.removesuffix("천원").replace(",", "")) * 1000
            for count in counts:
                found = re.match(r"\d+", count)
                assert found
                product *= int(found.group())
            assert product == item.krw > 0


def test_the_broken_cell_is_printed_and_the_right_one_is_not():
    plan = load_plan("gyeongbuk")
    table = next(table for table in budget_tables(plan) if table.role == "by_program")
    texts = [text for row in table.rows for text in row]
    assert "2,938" in texts
    assert "2,398" not in texts


def test_the_prose_of_busan_swaps_two_digits_of_the_total():
    text = "\n".join(getattr(block, "text", "") for block in blocks_of(load_plan("busan")))
    assert "총사업비는 11,761백만원" in text
    assert "11,671" not in text


def test_gyeongbuk_has_no_schedule_anywhere():
    for block in blocks_of(load_plan("gyeongbuk")):
        texts = (
            [text for row in block.rows for text in row] if isinstance(block, Table) else [getattr(block, "text", "")]
        )
        assert not any("일정" in text for text in texts)
